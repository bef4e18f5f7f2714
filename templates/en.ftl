# Everything that the owner reads in English. Keep the order of nl.ftl.

### Findings of reading (finding-*) and reasons (reason-*)

### Formulas

### Predictions

finding-too-few-customers-to-predict = { $count ->
    [0] There are no customers yet
    [one] There is only one customer so far
   *[other] There are only { $count } customers so far
  }: too little data to look ahead.
    .hint = From { $needed } customers on, a prediction is shown here.
finding-too-few-repeaters-to-predict = { $count ->
    [0] No customer has come back yet
    [one] Only one customer has come back so far
   *[other] Only { $count } customers have come back so far
  }: too little data to look ahead.
    .hint = From { $needed } returning customers on, a prediction is shown here.
finding-too-short-to-predict = The list covers only { $months ->
    [one] one month
   *[other] { $months } months
  } so far: too little data to look ahead.
    .hint = From { $needed } months on, so from { $from } on, a prediction is shown here.

### Segments

### Offers (offer-*)

### Sheets

tab-summary = CLV
tab-actions = CLV Actions
tab-customers = CLV Customers
tab-offers = CLV Offers
tab-check = CLV Check
tab-settings = CLV Settings
table-actions = CLV_Actions
table-customers = CLV_Customers
table-offers = CLV_Offers
table-left_out = CLV_Left_out

choice-yes = yes
choice-no = no
choice-later = later
lang-nl = Nederlands
lang-en = English
business-service = services
business-training = courses and programmes
business-webshop = web shop
business-subscription = subscriptions
business-b2b = business (invoices)
business-mixed = mixed
step-free = free
step-entry = entry
step-core = core
step-premium = premium
step-ongoing = ongoing
severity-warning = ▲ attention
severity-note = ● good to know
severity-ignored = left out
vat-excl = without VAT
vat-incl = with VAT
vat-none = no VAT
vat-unknown = cannot be told

field-date = date
field-paid-date = date paid
field-due-date = due date
field-customer = customer
field-customer-id = customer number
field-first-name = first name
field-last-name = last name
field-email = e-mail
field-order-id = order number
field-product = product
field-category = category
field-description = description
field-quantity = quantity
field-unit-price = price each
field-amount = amount
field-amount-excl = amount without VAT
field-amount-incl = amount with VAT
field-vat-amount = VAT amount
field-vat-rate = VAT rate
field-refund-amount = refunded
field-currency = currency
field-status = status
field-type = kind
field-channel = channel
field-sector = sector
field-country = country
field-segment = customer group
field-start-date = start date
field-end-date = end date
field-plan = plan
field-cost = cost
field-referrer = referred by
field-score = score
field-outstanding = outstanding
field-fee = fee
field-consent = consent
field-note = note
field-other = do not use
field-phone = phone
field-postal-code = postal code
field-city = city
field-customer-since = customer since
field-discount = discount
field-shipping = shipping
field-margin = margin
field-sku = article number
field-paid-amount = amount paid
field-interval = interval
field-payment-method = payment method
field-iban = account number

check-title = How your list was read
check-subtitle = What counts, what does not, and why. In the yellow cells you decide; your answer is used the next time you save.
check-rows-title = { $n ->
    [0] All { $read } rows count
   *[other] { $counted } of the { $read } rows count, { $left } do not
}
check-rows-read = Rows read
check-rows-read-why = Every row with data below a row of headers.
check-rows-counted = Rows that count
check-rows-counted-why = Credit notes and refunds are among them: they come off the customer's amount.
check-rows-left-out = Rows that do not count
check-rows-left-out-why = The bottom of this sheet tells why for each of them.
check-customers = Customers
check-customers-why = Spellings that are equal but for case, spaces, full stops and the legal form were taken together.
check-revenue = Revenue that counts
check-revenue-why = The sum of the rows that count, without VAT where the row itself tells it.
check-guest-revenue = Revenue of no known customer
check-guest-revenue-why = Counts in the revenue, but belongs to nobody; amounts per customer leave it out.
check-vat = VAT in the amounts
vat-why-excl = The amounts stand in the list without VAT and were taken as they are.
vat-why-incl = The amounts stand in the list with VAT. It was taken off where the row itself gives a VAT amount, a rate or an amount without VAT.
vat-why-none = The list charges no VAT.
vat-why-unknown = The list does not say whether VAT is included; the amounts were taken as they are.
check-currency = Currency
check-currency-why = Rows in another currency do not count and are listed below.
check-period-start = First purchase
check-period-start-why = The period starts here.
check-period-end = Last day of the period
check-period-end-why = The date of the last purchase, unless you choose another day in the settings.
check-findings-title = { $n ->
    [0] Nothing needs your attention
    [one] One thing needs your attention
   *[other] { $n } things need your attention
}
check-findings-none = ● Nothing stood out.
check-findings-more = And { $n } more of these.
check-where = Where
check-severity = Kind
check-message = What stands out
check-hint = What you can do
check-merges-title = { $n ->
    [0] No double customers to judge
    [one] One pair looks like the same customer: you decide
   *[other] { $n } pairs look like the same customer: you decide
}
check-merges-none = ● No names look alike without being equal.
check-merges-note = Nothing is merged without your yes.
check-merge-one = This customer
check-merge-other = and this one
check-merge-ids = Recognized by
check-merge-answer = The same? (fill in)
check-merge-prompt = Choose yes to count them as one customer.
check-columns-title = { $n ->
    [one] One sheet was read as a list of sales
   *[other] { $n } sheets were read as lists of sales
}
check-sheet = Sheet
check-column = Column
check-column-header = Header in your list
check-read-as = Read as
check-sheet-derived = Not read: this sheet repeats another one or adds it up.
check-sheet-other = Not read: it holds no sales.
check-layout = Sheet { $sheet } was recognized as an export of { $layout }.
check-columns-unused = Not used in { $sheet }: { $columns }.
check-left-out-title = { $n ->
    [0] Not a single row was left out
    [one] One row was left out, with the reason beside it
   *[other] { $n } rows were left out, each with its reason
}
check-left-out-capped = The first { $shown } of the { $n } rows are listed; the amounts by reason above are of all rows.
check-row = Row
check-reason = Reason
check-amount = Amount as it stands
check-count = Rows
check-reason-why = What that means
reason-why-total-row = A total or subtotal: the sales themselves count already.
reason-why-repeated-header = The headers stand there once more.
reason-why-heading = A heading or a remark, no sale.
reason-why-cost = An expense, no sale.
reason-why-test-order = An order to try things out.
reason-why-not-final = A quote, a draft, a cancelled or failed order.
reason-why-duplicate = The same order stands elsewhere too and counts there.
reason-why-payment-of-invoice = The payment of an invoice that counts already.
reason-why-payout = A transfer of a payment service: that is many customers at once.
reason-why-no-date = Without a date there is no telling when it was.
reason-why-unreadable-date = The date cannot be read.
reason-why-no-amount = There is no amount.
reason-why-unreadable-amount = The amount cannot be read.
reason-why-error-value = A cell that is needed holds an error.
reason-why-other-currency = Another currency than the rest of the list.
reason-why-not-revenue = VAT, a deposit, a private withdrawal or shipping: no revenue.
reason-why-zero-amount = The amount is nought.
reason-why-instalment = A later term of a purchase that counts already; its amount was added there.

settings-title = Settings
settings-subtitle = Fill in a yellow cell to choose something else; leave it empty to keep what holds now. After you save, everything goes by it.
settings-choices = What you know yourself comes before what the list shows
settings-name = Setting
settings-own-choice = Your choice
settings-now = Holds now
settings-unit = Fill in as
settings-why = What it is for
settings-columns = Was a column read wrongly? Choose here what it is
settings-columns-note = A column that you give another meaning is read that way from the next save on, as long as its header stays the same.
settings-columns-prompt = Choose what is in this column.
settings-column = Sheet
settings-read-as = Read as
settings-letters = Column
settings-header = Header in your list
unit-choice = choice
unit-share = percentage
unit-years = years
unit-count = number
unit-day = date
setting-business = Kind of business
setting-business-why = Decides which offers and words fit. Empty: what the list shows.
setting-gross-margin = Margin
setting-gross-margin-why = What is left of the revenue after purchases and direct costs. Without a margin all amounts are revenue.
setting-acquisition-cost = Cost of a new customer
setting-acquisition-cost-why = Advertising and selling divided by the number of new customers. Then it can be checked against what they bring.
setting-acquisition-share = Share of customer value for winning
setting-acquisition-share-why = Which part of what a customer brings may be spent on winning one. A third is a careful choice.
setting-lifespan-years = How long a customer stays
setting-lifespan-years-why = If you know better than the list. Empty: computed from who stayed away.
setting-lifespan-cap-years = Longest time that counts
setting-lifespan-cap-years-why = Nothing is reckoned further ahead than this, even if nobody has left yet.
setting-horizon-months = How far to look ahead
setting-horizon-months-why = The number of months of the expectation.
setting-cohort-since = New customers since
setting-cohort-since-why = For the average of those who became customers from this day on, such as the launch of a course.
setting-as-of = Last day that counts
setting-as-of-why = Empty: the day of the last purchase in the list.
setting-count-open = Count open invoices
setting-count-open-why = Choose no to count only what is paid.
setting-annual-discount-rate = Interest per year
setting-annual-discount-rate-why = To let later money weigh less. Empty: all money weighs the same.
setting-contact-cost = Cost of one contact
setting-contact-cost-why = What a call or a mail costs you; it comes off what an action brings.
setting-win-back-discount = Discount to win back
setting-win-back-discount-why = Only for customers who stayed away; it comes off what the action brings.
setting-max-actions-per-week = Actions per week
setting-max-actions-per-week-why = There will be no more suggestions a week than this.
setting-lang = Language
setting-lang-why = The language of these sheets.

finding-answer-not-understood = On sheet { $sheet }, row { $row }, stands “{ $text }”, which is not understood here and was not used.
    .hint = Choose from the list in the cell, or leave it empty.

customers-title = Your customers, one a row
customers-subtitle = { $n ->
    [one] 1 customer
   *[other] { $n } customers
}, the one with the most revenue on top. Sort and filter as you like: this sheet is made anew at every save.
customers-how = Click on a cell to see how an amount was computed. What is expected is an estimate from how all your customers buy.
customers-name = Customer
customers-segment = Group
customers-since = Customer since
customers-last-purchase = Last purchase
customers-purchases = Purchases
customers-revenue = Revenue
customers-average-purchase = Per purchase
customers-first-value = First purchase
customers-first-product = First product
customers-last-product = Last product
customers-rhythm = Rhythm (days)
customers-own-segment = Own group
customers-sector = Sector
customers-country = Country
customers-channel = Channel
customers-referrer = Referred by
customers-score = Score
customers-merged = Merged from

summary-title = What are your customers worth?
summary-empty = There are no sales in your list yet. Once there are, this page says what your customers are worth.
summary-period = { $start } to { $end } · { $n ->
    [one] 1 customer
   *[other] { $customers } customers
}
summary-reliability = How sure: { $reliability } – { $customers } customers in { $months } months, { $repeaters } of whom came back
reliability-good = ●●● good
reliability-fair = ●●○ fair
reliability-little = ●○○ little data
summary-to-check = → How everything was read is on the check sheet
summary-caution = Mind: this is an estimate from what is in your list, not a certainty. The fewer customers, the wider the margin. Nothing leaves your computer and nothing is sent.
groups-title = { $segment } bring { $share } of the revenue, with { $customers } customers
groups-segment = Customer group
groups-customers = Customers
groups-share = Share of revenue
groups-value = Revenue per customer

### The command line

clv-watching = Watching the folder { $folder }. To stop: Ctrl-C.
clv-watch-stopped = Stopped.
clv-folder-gone = The folder is gone or was renamed. I wait until it is back.
clv-folder-back = The folder is back.
clv-conflict = { $file }: there are two versions of this file. Choose one and remove the other; this one is left out.
clv-written-ledger = The sheets are in the file itself.
clv-written-companion = The sheets are in { $file }.
clv-written-open = The file is still open. For now the sheets are in { $file }; once it is closed they go into the file itself.
clv-written-unchanged = The sheets were up to date; nothing was written.
clv-ledger-summary = { $file }: { $customers } customers, { $purchases } purchases, { $revenue } revenue, from { $start } to { $end }
clv-ledger-empty = { $file }: there are no sales in it yet.
clv-not-a-ledger = { $file }: no sales found in it that I recognize.
clv-sheet-read = Sheet { $sheet }, headers in row { $row }:
clv-text-read = Headers in row { $row }:
clv-rows-left-out = { $count ->
    [one] 1 row not counted ({ $reason }): row { $rows }
   *[other] { $count } rows not counted ({ $reason }): row { $rows }
}

### Errors (error-*)

error-missing = { $file } does not exist.
    .hint = Check the name and the folder.
error-not_a_file = { $file } is not an ordinary file.
    .hint = Name a workbook or a text file (.csv).
error-clv_toml = The file clv.toml in the folder of { $file } cannot be understood: { $detail }
    .hint = Write home = "Revenue 2024.xlsx" and files = ["Revenue 2023.xlsx", "Revenue 2024.xlsx"], with the names of your own files.
error-not_summaries = { $file } is no table of summaries: { $detail }.
    .hint = Its columns are customer, frequency, recency, age and monetary_value.
error-changed = { $file } was saved while I was reading it.
    .hint = Nothing in your file was changed. I look again as soon as it is whole.
error-disk_full = The disk is full. Nothing in { $file } was changed.
    .hint = Make room and try again.
error-unwritable = I may not write into { $file }, nor into its folder.
    .hint = Give yourself write access to the folder, or choose another place for the result with --out.
error-companion_open = The workbook with the previous figures of { $file } is open.
    .hint = Close it to get the new figures.
error-internal = Something went wrong on my side ({ $detail }). { $file } was not changed.
    .hint = Report this to the makers, with this line.

error-empty_file = { $file } is empty: there is nothing in the file.
    .hint = Check that this is the right file. If it is being synchronised, wait until that is done.
error-not_a_workbook = { $file } is not a workbook: this kind of file cannot be read as a ledger.
    .hint = Open the file in Excel or LibreOffice and save it as .xlsx.
error-password = { $file } is protected with a password, so it cannot be read.
    .hint = Remove the password in Excel (File > Info > Protect Workbook), or save a copy without one.
error-incomplete = { $file } is not complete: a piece of the file is missing.
    .hint = Perhaps it was still being saved or copied; wait a moment. If this message stays, open the file and save it again, or go back to an earlier version.
error-damaged = { $file } is damaged and cannot be read.
    .hint = Open the file in Excel and let it repair the file, or go back to an earlier version.
error-too_large = { $file } is too large to read.
    .hint = Divide the rows over several files, for example one for each year.
error-unsupported = { $file } is a kind of spreadsheet that is not read.
    .hint = Open the file in Excel or LibreOffice and save it as .xlsx.
error-unreadable = { $file } cannot be read from the disk.
    .hint = Check that the file is still there and that you may open it.

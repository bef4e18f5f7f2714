# Everything that the owner reads in English. Keep the order of nl.ftl.

### Findings of reading (finding-*) and reasons (reason-*)

finding-no-list-found = No list with customers, dates and amounts was found.
    .hint = Put above each column what is in it, such as Date, Customer and Amount.
finding-no-customer-column = There are dates and amounts, but not who bought. Without customers there is no customer value.
    .hint = Add a column with the name, number or e-mail address of the customer.
finding-no-date-column = There are customers and amounts, but not when it was.
    .hint = Add a column with the date.
finding-no-amount-column = There are customers and dates, but no amounts.
    .hint = Add a column with the amount.
finding-only-costs-found = It holds expenses only, no sales.
finding-only-quotes-found = It holds quotes only, no sales.
finding-rows-without-date = { $count ->
    [one] One row has no date (row { $row }) and does not count: { $amount }.
   *[other] { $count } rows have no date (the first is row { $row }) and do not count: { $amount } together.
  }
    .hint = Fill in the date; they count from the next save on.
finding-rows-with-unreadable-date = { $count ->
    [one] The date of one row cannot be read (row { $row }); it does not count: { $amount }.
   *[other] The dates of { $count } rows cannot be read (the first is row { $row }); they do not count: { $amount } together.
  }
    .hint = Write the date as 31-12-2025.
finding-rows-without-amount = { $count ->
    [one] One row has no amount (row { $row }) and does not count.
   *[other] { $count } rows have no amount (the first is row { $row }) and do not count.
  }
    .hint = Fill in the amount once you know it.
finding-rows-with-unreadable-amount = { $count ->
    [one] The amount of one row cannot be read (row { $row }); it does not count.
   *[other] The amounts of { $count } rows cannot be read (the first is row { $row }); they do not count.
  }
    .hint = Write nothing but the amount in that cell, such as 1,234.56.
finding-rows-with-errors = { $count ->
    [one] One row has an error in place of its amount or date (row { $row }); it does not count.
   *[other] { $count } rows have an error in place of their amount or date (the first is row { $row }); they do not count.
  }
    .hint = Find out in Excel where the error comes from.
finding-rows-in-other-currency = { $count ->
    [one] One row is in another currency (row { $row }) and does not count: { $amount }.
   *[other] { $count } rows are in another currency (the first is row { $row }) and do not count: { $amount } together.
  }
    .hint = Add a column with the amount in your own currency.
finding-data-quality = { $count ->
    [0] Every sale in the list could be read ({ $score }%).
   *[other] { $score }% of the sales in the list could be read.
  }
finding-column-renamed = Column { $letters } is now called “{ $header }” and was “{ $was }”. It is still read as before; is that right?
    .hint = Choose in the settings what stands in this column; then it is not asked again.
finding-paid-date-taken = The date of the sale is the date of payment, from column “{ $header }”: there is no other date.
    .hint = Choose another column in the settings.
finding-due-date-taken = The date of the sale is taken from column “{ $header }”, the day it is due: there is no other date.
    .hint = Add a column with the invoice date.
finding-start-date-taken = A subscription counts from the day in column “{ $header }”.
finding-date-chosen = Of the dates in the list, “{ $header }” was taken: the day of the sale itself.
    .hint = Choose another column in the settings.
finding-amount-chosen-excl = Of the amounts in the list, “{ $header }” was taken: the one without VAT.
    .hint = Choose another column in the settings.
finding-amount-chosen = Of the amounts in the list, “{ $header }” was taken.
    .hint = Choose another column in the settings.
finding-amount-by-piece = There is no amount in the rows; it was computed as quantity × price.
finding-customers-without-sale = { $count ->
    [one] One customer is in the list, but none of their rows counts:
   *[other] { $count } customers are in the list, but none of their rows counts:
  } { $names }{ $more ->
    [0] .
   *[other] {" "}and { $more } more.
  }
finding-headers-missing = The list has no column headings. What is date, customer and amount was told by the content.
    .hint = Put above each column what is in it, such as Date, Customer and Amount.
finding-amounts-magnified = { $count ->
    [one] In one row (row { $row }) the amount is a hundred or a thousand times what the rest of the row says. It counts as it stands.
   *[other] In { $count } rows (the first is row { $row }) the amount is a hundred or a thousand times what the rest of the row says. They count as they stand.
  }
    .hint = The point before the cents was probably lost in pasting. Correct the amount in the list.
finding-date-far-off = The date in row { $row } is more than a year from all others. It counts as it stands.
    .hint = Check whether its year is right.
finding-dates-in-both-orders = In this column some dates have the day first and others the month.
    .hint = Check the dates whose day is 12 or lower.
finding-vat-not-told = The list does not say whether VAT is in the amounts; they were taken as they are.
    .hint = Put “excl. VAT” or “incl. VAT” in the header of the amounts.
finding-guests-counted = { $share }% of the revenue is of buyers without a name. It counts in the revenue, but for no customer.
finding-hidden-rows-counted = { $count ->
    [one] One hidden row counts like any other.
   *[other] { $count } hidden rows count like any other.
  }
finding-formulas-without-values = { $count ->
    [one] One formula has no result yet.
   *[other] { $count } formulas have no result yet.
  }
    .hint = Open the file once in Excel and save it.
finding-open-invoices-counted = { $count ->
    [one] One open invoice counts: { $amount }.
   *[other] { $count } open invoices count: { $amount } together.
  }
    .hint = To count only what is paid, choose so in the settings.
finding-duplicates-left-out = { $count ->
    [one] One sale was listed twice and counts once.
   *[other] { $count } sales were listed twice and count once.
  }
finding-names-look-alike = { $count ->
    [one] Two names look alike without being equal.
   *[other] { $count } times two names look alike without being equal.
  }
    .hint = Say of each pair below whether it is the same customer.
finding-months-only = { $count ->
    [one] Of one sale only the month is known.
   *[other] Of { $count } sales only the month is known.
  }

reason-total-row = total
reason-repeated-header = headers repeated
reason-heading = heading or remark
reason-cost = expense
reason-test-order = test order
reason-not-final = not final
reason-duplicate = duplicate
reason-payment-of-invoice = payment of an invoice
reason-payout = payout of a payment service
reason-no-date = no date
reason-unreadable-date = date cannot be read
reason-no-amount = no amount
reason-unreadable-amount = amount cannot be read
reason-error-value = error in a cell
reason-other-currency = other currency
reason-not-revenue = no revenue
reason-zero-amount = amount of nought
reason-instalment = later term

### Formulas

finding-formula-empty = Formula { $id } ({ $source }) is empty.
finding-formula-too-long = Formula { $id } ({ $source }) is longer than { $most } characters and is not computed.
finding-formula-too-many-parts = Formula { $id } ({ $source }) has more than { $most } parts and is not computed.
finding-formula-too-deep = Formula { $id } ({ $source }), character { $character }: the parentheses are nested more than { $most } deep.
finding-formula-unexpected = Formula { $id } ({ $source }), character { $character }: “{ $found }” does not fit here.
    .hint = { $corrected ->
        [none] See whether a parenthesis, a comma or an operator is missing or too many.
       *[other] Did you mean { $corrected }?
    }
finding-formula-unfinished = Formula { $id } ({ $source }), character { $character }: the formula stops here, but something has to follow.
finding-formula-not-closed = Formula { $id } ({ $source }), character { $character }: “{ $found }” is never closed.
finding-formula-open-text = Formula { $id } ({ $source }), character { $character }: a text has no closing quotation mark.
finding-formula-mixup-decimal = Formula { $id } ({ $source }), character { $character }: “{ $found }” belongs to another notation; in this formula “{ $decimal }” comes before decimals.
    .hint = { $corrected ->
        [none] Write numbers with “{ $decimal }”.
       *[other] Did you mean { $corrected }?
    }
finding-formula-mixup-separator = Formula { $id } ({ $source }), character { $character }: “{ $found }” belongs to another notation; in this formula “{ $separator }” comes between arguments.
    .hint = { $corrected ->
        [none] Write “{ $separator }” between arguments.
       *[other] Did you mean { $corrected }?
    }
finding-formula-mixup-both = Formula { $id } ({ $source }), character { $character }: “{ $found }” belongs to another notation; in this formula “{ $decimal }” comes before decimals and “{ $separator }” between arguments.
    .hint = { $corrected ->
        [none] Write numbers with “{ $decimal }” and “{ $separator }” between arguments.
       *[other] Did you mean { $corrected }?
    }
finding-formula-mixup-array = Formula { $id } ({ $source }), character { $character }: “{ $found }” does not belong between the columns of a list.
    .hint = { $corrected ->
        [none] Look at the list between braces.
       *[other] Did you mean { $corrected }?
    }
finding-formula-unknown-function = Formula { $id } ({ $source }), character { $character }: function { $found } does not exist or is not allowed.
    .hint = { $suggestion ->
        [none] “clv formulas list” shows what there is.
       *[other] Did you mean { $suggestion }?
    }
finding-formula-volatile = Formula { $id } ({ $source }), character { $character }: { $found } changes by itself and is not allowed for that reason.
    .hint = Use reference_date for the last day of the period.
finding-formula-forbidden = Formula { $id } ({ $source }), character { $character }: { $found } reaches outside the formula and is not allowed for that reason.
finding-formula-unknown-name = Formula { $id } ({ $source }), character { $character }: { $found } is not a known name.
    .hint = { $suggestion ->
        [none] “clv formulas variables” shows the names.
       *[other] Did you mean { $suggestion }?
    }
finding-formula-not-called = Formula { $id } ({ $source }), character { $character }: function { $found } needs parentheses.
finding-formula-unknown-column = Formula { $id } ({ $source }), character { $character }: table { $table } has no column { $found }.
    .hint = { $suggestion ->
        [none] “clv formulas variables” shows the names.
       *[other] Did you mean { $suggestion }?
    }
finding-formula-cell-address = Formula { $id } ({ $source }), character { $character }: { $found } is a cell. A formula works with names here.
    .hint = “clv formulas variables” shows the names.
finding-formula-argument-count = Formula { $id } ({ $source }), character { $character }: { $function } has { $found } arguments, it takes { $least } to { $most }.
    .hint = { $corrected ->
        [none] See whether an argument is missing or too many.
       *[other] Did you mean { $corrected }?
    }
finding-formula-bad-let = Formula { $id } ({ $source }), character { $character }: LET takes names, each with its value, and then the result.
finding-formula-wrong-level = Formula { $id } ({ $source }): { $found } differs by customer or group, but this formula has one result for several customers together.
    .hint = Use the whole column, as in SUM(Customers[{ $found }]), or set the level to customer.
finding-formula-not-computed = Formula { $id } ({ $source }) is not computed, as { $found } could not be computed.
finding-formula-circle = These formulas use each other in a circle and are not computed: { $path }.
finding-formula-replaced = Formula { $id } is replaced by that of { $source }.
finding-formula-needs-replaces = Formula { $id } ({ $source }) exists; the existing one still holds.
    .hint = Choose another name, or say that it replaces the existing one.
finding-formula-defined-twice = Formula { $id } ({ $source }) is there twice; neither holds.
    .hint = Give one of them another name.
finding-formula-named-as-variable = Formula { $id } ({ $source }) cannot be called that: { $found } is the name of a variable.
finding-formula-went-wrong = Formula { $id } ({ $source }) gives { $error } for { $n } of { $all }{ $first ->
        [none] {""}
       *[other] {" "}customers, the first is { $first }
    }.
    .hint = IFERROR(…, …) lets you say what should come instead.
finding-formula-too-much-work = Formula { $id } ({ $source }) reads a whole column again in every row: for { $n } of { $all } rows that is too much work, and they get #CALC!.
    .hint = Sums of all that is above or below a row are slow. Counting with COUNTIF(S), RANK, and SUMIF for an equal value go fast, however many rows there are.
finding-formula-bad-name = Formula { $id }: { $found } cannot be a name.
    .hint = Use 3 to 40 lower-case letters, digits and _, and not the name of a cell or function.
finding-formula-bad-level = Formula { $id }: “{ $found }” is not a level.
    .hint = Choose customer, segment or portfolio.
finding-formula-bad-unit = Formula { $id }: “{ $found }” is not a unit.
    .hint = Choose a currency such as EUR, or percent, years, days, count, ratio, number, text or date.
finding-formula-bad-when-blank = Formula { $id }: “{ $found }” does not say what to do with a blank variable.
    .hint = Choose skip, zero or error.
finding-formula-bad-test = Formula { $id }: one of its tests has a value that cannot be understood.
finding-pack-too-new = { $source } was made for a later version of this program (contract { $contract }, known is { $known }) and is not used.
    .hint = Update the program.
finding-pack-unreadable = { $source }, line { $line }, cannot be read: { $detail }
finding-pack-bad-id = { $source }: “{ $id }” cannot be the name of a pack.
    .hint = Use lower-case letters, digits, - and _.
finding-template-unreadable = The template “{ $source }” cannot be read: { $detail }
    .hint = Check `clv-templates/{ $source }/template.toml`; until then our own template holds.
finding-pack-bad-dialect = { $source }: “{ $dialect }” is not a notation.
    .hint = Choose nl (ALS, semicolon and decimal comma) or en (IF, comma and decimal point).
finding-too-few-customers-for-steps = { $count ->
    [0] There are no customers yet
    [one] There is only one customer yet
   *[other] There are only { $count } customers yet
  }: too few to say what a customer is worth.
    .hint = From { $needed } customers on, the five steps are shown here.
finding-too-short-for-steps = The list spans { $months ->
    [0] less than a month
    [one] only one month
   *[other] only { $months } months
  }: too short to say what a customer brings a year.
    .hint = From { $needed } months on, the five steps are shown here.
finding-lifespan-against-leavers = You filled in that a customer stays { $own } years, but { $leavers } customers left at a rate that makes it { $observed } years: the lifespan does not fit those who leave.
    .hint = Leave how long a customer stays empty in the settings; then what the list itself says holds.

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

segment-net-negative = Net negative
segment-subscriber = Subscribers
segment-ended = Ended
segment-top = Top customers
segment-regular = Regulars
segment-growing = Growing
segment-new = New customers
segment-slipping = Slipping away
segment-one-off-quiet = One-off and quiet
segment-dormant = Dormant
segment-net-negative-next = See why more went back than came in
segment-subscriber-next = Renew in time, and ask in between how it goes
segment-ended-next = Ask why they stopped, and keep the door open
segment-top-next = Give them personal attention and ask for a referral
segment-regular-next = Offer what goes with what they bought
segment-growing-next = Offer the next step when others took it
segment-new-next = Welcome them and help them to a second purchase
segment-slipping-next = Call or write in person, without a discount
segment-one-off-quiet-next = Make one more fitting offer
segment-dormant-next = Spend no more effort, except on who bought a lot

### Offers (offer-*)

rule-welcome = Welcome
rule-check-in = Check in
rule-second-step = Second step
rule-deepen = Go deeper
rule-cross-sell = Goes with it
rule-use-stepping-stone = Stepping stone
rule-make-stepping-stone = Make a stepping stone
rule-extend = Go on for longer
rule-renew = Renew
rule-yearly-plan = From month to year
rule-to-subscription = From loose to ongoing
rule-replenish = Order again
rule-slipping = Slipping away
rule-win-back = Win back
rule-let-go = Let go
rule-referral = Referral
rule-new-offer = New offer
rule-reward = Reward
rule-season = Time of the year
rule-attention = Attention

kind-follow-up = follow-up
kind-horizontal = goes with it
kind-vertical = deeper
kind-stepping-stone = stepping stone
kind-extension = extension
kind-renewal = renewal
kind-subscription = ongoing
kind-replenishment = again
kind-winback = win back
kind-care = attention
kind-referral = referral
kind-advice = advice for you
certainty-measured = measured
certainty-idea = idea

offer-people = customers
offer-welcome = First purchase on { $date }: this is when a one-off becomes a regular
offer-welcome-text = { $named ->
    [yes] Hi { $first }, good to have you.
   *[no] Good to have you.
  } { $known ->
    [yes] This is how you get most out of { $after }: …
   *[no] This is how you get most out of it: …
  }
offer-check-in = { $known ->
    [yes] Halfway through { $after }, which runs until { $date }
   *[no] Halfway; it runs until { $date }
  }
offer-check-in-text = { $named ->
    [yes] Hi { $first }, how
   *[no] How
  } is it going{ $known ->
    [yes] { " " }with { $after }
   *[no] { "" }
  }? Is anything missing?
offer-second-step = { $certainty ->
    [measured] { $offered ->
        [yes] { $taken } of the { $eligible } { $people } with { $after } chose { $product } next, usually after { $days } days
       *[no] { $taken } of the { $eligible } { $people } came back after their first purchase, usually after { $days } days
      }
   *[idea] { $offered ->
        [yes] { $product } is the next step after { $after }; there are too few customers yet to count it
       *[no] One purchase, and the time for a second has come
      }
  }
offer-second-step-text = { $offered ->
    [yes] { $certainty ->
        [measured] After { $after } many go on with { $product }. Does that suit what you want now?
       *[idea] After { $after }, { $product } is a good next step. Does that suit what you want now?
      }
   *[no] { $known ->
        [yes] How did you like { $after }? I would be glad to think along about a next step.
       *[no] How did you like it? I would be glad to think along about a next step.
      }
  }
offer-deepen = { $taken } of the { $eligible } { $people } with { $after } chose { $product } next, usually after { $days } days
offer-deepen-text = { $taken } of the { $eligible } { $people } with { $after } chose { $product } next. Shall we see whether you are ready for it?
offer-cross-sell = { $taken } of the { $eligible } { $people } with { $after } chose { $product } next, more often than other customers
offer-cross-sell-text = { $business ->
    [training] Because you did { $after }: { $product } follows on well.
   *[other] Because you chose { $after }: { $product } goes well with it.
  }
offer-use-stepping-stone = { $certainty ->
    [measured] { $taken } of the { $eligible } { $people } with { $after } chose { $product } next, a smaller step towards { $towards }
   *[idea] { $product } lies in price between { $after } and { $towards }
  }
offer-use-stepping-stone-text = Not ready for { $towards }? { $product } is a good first step.
offer-make-stepping-stone = Nothing lies between { $after } ({ $after-price }) and { $towards } ({ $towards-price }): { $taken } of the { $eligible } buyers went on
offer-make-stepping-stone-text = An offer of about { $amount } can make the step smaller. Assumed for what it brings: one in ten buyers of { $after } takes it.
offer-extend = { $certainty ->
    [measured] { $known ->
        [yes] { $after } runs until { $date }; { $taken } of the { $eligible } { $people } went on
       *[no] It runs until { $date }; { $taken } of the { $eligible } { $people } went on
      }
   *[idea] { $known ->
        [yes] { $after } runs until { $date }
       *[no] It runs until { $date }
      }
  }
offer-extend-text = { $known ->
    [yes] { $after } runs
   *[no] Your program runs
  } until { $date }. Would you like to go on in a lighter form?
offer-renew = Runs until { $date }{ $certainty ->
    [measured] ; { $taken } of the { $eligible } { $people } renewed
   *[idea] { "" }
  }
offer-renew-text = { $known ->
    [yes] { $after } ends on { $date }.
   *[no] Your subscription ends on { $date }.
  } Shall I renew it for you?
offer-yearly-plan = { $count ->
    [one] A member for a month
   *[other] A member for { $count } months
  }, and still paying by the month
offer-yearly-plan-text = You have been a member for { $count } months. With { $product } you pay less.
offer-to-subscription = Bought { $after } { $count } times, every { $days } days; the next time is around { $date }
offer-to-subscription-text = You order { $after } every { $weeks ->
    [one] week
   *[other] { $weeks } weeks
  }. Shall I have it sent by itself?
offer-replenish = Buys { $after } every { $days } days; the next time is around { $date }{ $certainty ->
    [measured] . { $taken } of the { $eligible } buyers bought it again
   *[idea] { "" }
  }
offer-replenish-text = { $business ->
    [service] Shall we make another appointment for { $after }?
   *[other] Nearly out of { $after }? Order in time.
  }
offer-slipping = Quiet since { $date }; three in four customers are back after { $days } days
offer-slipping-text = { $named ->
    [yes] Hi { $first }, we
   *[no] We
  } have not seen you for a while. Can I help with anything?
offer-win-back = Quiet since { $date }, after { $count } purchases worth { $amount-total } together
offer-win-back-text = { $known ->
    [yes] A lot is new since { $after }.
   *[no] A lot is new since your last purchase.
  } { $has-amount ->
    [yes] Come back with { $amount } off.
   *[no] Will you have another look?
  }
offer-let-go = { $count ->
    [one] One customer bought something small once and has been quiet for very long
   *[other] { $count } customers bought something small once and have been quiet for very long
  }
offer-let-go-text = Spend no effort here: they are unlikely to come back, and your time is worth more elsewhere.
offer-referral = One of your best customers, who bought on { $date }
offer-referral-text = { $named ->
    [yes] { $first }, do
   *[no] Do
  } you know somebody whom this would help too? Or would you write a short review?
offer-new-offer = A regular who does not have { $product } yet
offer-new-offer-text = New: { $product }. As a regular you are the first to get a place.
offer-reward = { $count } purchases: the next one is a milestone{ $has-amount ->
    [yes] . The reward may cost up to { $amount } before you lose by it
   *[no] { "" }
  }
offer-reward-text = Once more and your reward is free.
offer-season = Bought in the same month in { $taken } years; this year that would be around { $date }
offer-season-text = Last year you were here around this time too. Shall we plan something again?
offer-attention = One of your best customers, who has heard nothing from you since { $date }
offer-attention-text = { $named ->
    [yes] Hi { $first }, just
   *[no] Just
  } checking in to hear how you are.

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
severity-note = ● for info
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

figures-title = How the amounts are computed
figures-note = Click a result to see its formula. The names in a formula are those of the lines here, of the columns of the customers sheet and of the settings.
recalculated-what = Checked by your own program
recalculated-not-yet = Save this workbook in Excel or another spreadsheet program: then it says here whether that gives the same results.
recalculated-equal = { $equal } of { $all } equal: your spreadsheet program gives each formula the result that stands here.
recalculated-other = { $equal } of { $all } equal: your spreadsheet program gives something else for the others, the first in { $first }.
figures-what = What
figures-value = Result
figures-how = Formula
figures-why = Explanation

settings-title = Settings
settings-subtitle = Fill in a yellow cell to choose something else; leave it empty to keep what holds now. After you save, everything goes by it.
settings-choices = What you know yourself comes before what the list shows
settings-name = Setting
settings-own-choice = Your choice
settings-now = Holds now
settings-unit = Fill in as
settings-why = What it is for
settings-channels = What a new customer costs through each channel
settings-channels-note = Advertising and selling of that channel divided by the new customers it brought. The first sheet then says whether that pays.
settings-channel = Channel
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
customers-years = Years a customer
customers-left = Left
customers-steps-revenue = Revenue in steps
customers-rhythm = Rhythm (days)
customers-next-purchase = Next purchase expected
customers-late-after = Late after
customers-alive = Chance of buying again
customers-expected-purchases = Expected purchases
customers-clv = Expected value
customers-clv-low = Value low
customers-clv-high = Value high
customers-own-segment = Own group
customers-sector = Sector
customers-country = Country
customers-channel = Channel
customers-referrer = Referred by
customers-score = Score
customers-merged = Merged from

actions-title = { $n ->
    [0] Nobody to approach this week
    [one] One customer to approach this week
   *[other] { $n } customers to approach this week
  }
actions-subtitle = Dates count from the last purchase in your list. Fill in the yellow columns what you did and what came of it: that stays, and counts for the next suggestion.
actions-law = Nothing is sent. Mail or message only those who bought from you, about similar offers of your own, with a way to opt out in each message; check the rules before you call. Who does not want to be approached always comes first.
actions-waiting = { $n ->
    [one] One more suggestion does not fit in the weeks ahead.
   *[other] { $n } more suggestions do not fit in the weeks ahead; in the settings you choose how many you want a week.
  }
actions-left-alone = { $n ->
    [one] One customer does not want to be approached or gave no consent, and is not in the list.
   *[other] { $n } customers do not want to be approached or gave no consent, and are not in the list.
  }
actions-none = There are no suggestions now.
actions-results = Done { $done } times, yes { $yes } times; { $buyers } of these customers bought within 90 days, for { $revenue }
actions-own-rate = { $rule }: yes { $yes } of { $answered } times ({ $rate }); estimated was { $estimate }.
actions-too-few = { $n ->
    [one] After one more reaction this says how often your customers say yes.
   *[other] After { $n } more reactions this says how often your customers say yes.
  }
actions-from = From
actions-until = Until
actions-customer = Customer
actions-email = E-mail
actions-group = Group
actions-offer = Offer
actions-kind = Kind
actions-because = Why
actions-value = Expected
actions-certainty = Certainty
actions-text = Sample text
actions-done-on = Done on
actions-reaction = Reaction
actions-do-not-contact = Do not contact
actions-note = Note
actions-key = Key
actions-reaction-prompt = Choose yes, no or later.
actions-do-not-contact-prompt = Choose yes to leave this customer in peace; that always comes first.

offers-title = What you offer, from entry to ongoing
offers-subtitle = This is how your list was read. Fill in a yellow column where it is otherwise; that comes first, and stays.
offers-gaps-title = Here the step is too high
offers-ladder-title = { $n ->
    [0] There are no products in your list
    [one] One product
   *[other] { $n } products, with what is chosen next most often
  }
offers-ladder-note = Spellings of one product are put together. The step is guessed from the name and the price.
offers-product = Product
offers-step = Step
offers-price = Price
offers-margin = Margin
offers-buyers = Buyers
offers-life = Lasts (days)
offers-rebuy = Again after (days)
offers-next = Most often next
offers-next-step = { $product }: { $taken } of { $eligible }, after { $days } days
offers-own-name = Own name
offers-own-step = Own step
offers-own-margin = Own margin
offers-once-only = Once only
offers-still-sold = Still sold
offers-is-new = New
offers-key = Key
offers-own-prompt = You may leave it empty: then what was read from the list holds.
offers-steps-title = From { $from } to { $to }: { $taken } of { $eligible }, after { $days } days
offers-steps-note = Only those who had time enough count. With small counts the chance is pulled towards the average: 3 of 8 is no rule yet.
offers-from = From
offers-to = To
offers-taken = Went on
offers-eligible = Of
offers-days = After (days)
offers-chance = Chance
offers-certainty = Certainty

summary-title = What are your customers worth?
summary-empty = There are no sales in your list yet. Once there are, this page says what your customers are worth.
summary-period = { $start } to { $end } · { $n ->
    [one] 1 customer
   *[other] { $customers } customers
}
summary-reliability = How sure: { $reliability } – { $customers } customers in { $months } months, { $repeaters } of whom came back
summary-reliability-members = How sure: { $reliability } – { $customers } subscribers in { $months } months, { $repeaters } of whom renewed
reliability-good = ●●● good
reliability-fair = ●●○ fair
reliability-little = ●○○ little data
headline-title = So far a customer brought { $mean } on average, { $times } times the first purchase
headline-so-far = Average value so far
headline-so-far-note = probably between { $low } and { $high }; the middle customer { $median }
headline-members-title = So far a subscriber brought { $mean } on average, in { $months } months
headline-members-so-far-note = fee times months: probably between { $low } and { $high }; the middle subscriber { $median }
headline-members-months = Months subscribed so far
headline-members-months-note = on average; of those who left until their end
headline-members-active = Still subscribed
headline-members-active-note = { $n } of { $all } customers
headline-few-return = One in twenty customers at most came back: a customer is worth about the first purchase now. Work on the second purchase first.
headline-members-how = Your list names each subscription once. Above, every month so far counts; in the tables of groups and spread a subscription counts for one term.
headline-expected = Expected in the next { $months } months
headline-expected-note = per customer, between { $low } and { $high }
headline-expected-none = too little data yet to look ahead
headline-times-first = Times the first purchase
headline-times-first-note = one and a half or more is a fine aim
headline-came-back = Came back
headline-came-back-note = { $n } of { $all } customers
headline-may-cost = Most to spend on a new customer
headline-may-cost-none = too little data yet
headline-may-cost-margin = { $share } of the value after costs
headline-may-cost-revenue = { $share } of the revenue per customer; fill in your margin in the settings
beside-old = This sheet stands beside “{ $sheet }”: there is something of your own on that one, so it is yours now and no longer changes.
name-average = CLV_average
name-expected = CLV_expected
name-may-cost = CLV_max_cost_new_customer
steps-title = A customer is worth { $value } while staying: this is how it comes about
steps-1 = 1  Average purchase
steps-1-note = all revenue divided by all purchases
steps-2 = 2  Purchases per customer a year
steps-2-note = per year of being a customer
steps-3 = 3  Value a year (1 × 2)
steps-3-note = step 1 times step 2
steps-4 = 4  How long a customer stays (years)
steps-4-observed = { $n } customers left in { $own } customer years
steps-4-few = { $n ->
    [0] nobody left yet
    [one] only one customer left yet
   *[other] only { $n } customers left yet
}; we reckon with { $years } years
steps-4-capped = so few customers leave that we reckon with the longest time: { $years } years
steps-4-setting = as you filled in in the settings
steps-5 = 5  Customer value (3 × 4)
steps-5-note = probably between { $low } and { $high }
steps-6 = 6  After costs
steps-6-note = with a margin of { $margin }
steps-multiply = Some articles divide in step 3. We multiply: otherwise a customer who buys more often would seem worth less.
costs-title-unknown = A new customer may cost you { $most } at most
costs-fill-in = Fill in what a new customer costs you in the settings; then it says here whether that pays.
costs-title-loss = A new customer costs you more than it brings
costs-title-loss-what = ▲ You spend { $cost } on a new customer and get { $ratio } times as much back. You break even at { $even }, which is { $gap } less; more than { $most } is too much.
costs-title-tight = A new customer pays, but there is little room
costs-title-tight-what = ● You spend { $cost } on a new customer and get { $ratio } times as much back. Up to { $most } there is room enough.
costs-title-healthy = A new customer pays well
costs-title-healthy-what = ● You spend { $cost } on a new customer and get { $ratio } times as much back.
costs-cost = Cost of a new customer
since-title = Whoever became a customer since { $start } brought { $value } on average
since-title-none = Nobody became a customer since { $start }
what-if-title = What it matters if a customer buys more often or stays longer
own-formulas-title = { $n ->
    [one] Your own formula
   *[other] Your own formulas
}
summary-to-check = → How everything was read is on the check sheet
summary-caution = Mind: this is an estimate from what is in your list, not a certainty. The fewer customers, the wider the margin. Nothing leaves your computer and nothing is sent.
week-title = Do this week: { $n ->
    [one] one customer
   *[other] { $n } customers
  }{ $has-value ->
    [yes] , together expected to bring { $value }
   *[no] { "" }
  }
week-more = → All suggestions are on the actions sheet
drop-title = Most drop off after purchase { $step }: { $stayed } of the { $of } went on
drop-step = Where do customers drop off?
drop-went-on = Went on
drop-of = Of
drop-share = Share
drop-after = After purchase { $step }
drop-after-product = After { $product } first
drop-weakest-product = Who began with { $product } comes back least often: { $stayed } of the { $of }.
drop-weakest-product-chance = Who began with { $product } comes back least often ({ $stayed } of { $of }), but that difference may be chance.
drop-how = Who still has time to come back is not counted.
time-title = Who began in { $group } was worth { $first } at the first purchase, { $value } after { $months } months
time-start = Began in
time-months = { $months ->
    [0] first
   *[other] { $months } mo
  }
time-year = { $year } ({ $customers })
time-quarter = { $year }, quarter { $quarter } ({ $customers })
time-axis = Revenue per customer ({ $currency })
time-how = Only months that everybody in the group has been a customer; so the line cannot fall because new customers had less time.
spread-title = Your best { $best ->
    [one] customer brings
   *[other] { $best } customers (20%) bring
  } { $share } of the revenue
spread-side = One-off or returning
spread-first = First purchase
spread-once = Bought once
spread-returning = Came back
spread-months = Months a customer
spread-times = { $times ->
    [2] · of whom twice
    [3] · of whom 3 or 4 times
   *[other] · of whom { $times } times or more
}
spread-risky = ▲ Much hangs on one customer: { $customer } brings { $share } of the revenue.
spread-losses = ▲ { $n ->
    [1] One customer cost
   *[other] { $n } customers cost
} more than came in: { $names }{ $more ->
    [0] .
   *[other] {" "}and { $more } more.
}
spread-largest = The largest customer, { $customer }, brings { $share }.
split-title = { $by ->
    [first-product] Who began with { $best } is worth { $best-value }, with { $worst } { $worst-value }
    [legal-form] { $best ->
        [companies] A company or institution is worth { $best-value }, a customer without a legal form in the name { $worst-value }
       *[persons] A customer without a legal form in the name is worth { $best-value }, a company or institution { $worst-value }
      }
   *[other] { $best } is worth { $best-value } a customer, { $worst } { $worst-value }
  }
split-own-segment = Own group
split-sector = Sector
split-country = Country
split-legal-form = Legal form
split-companies = Companies and institutions
split-persons = Without a legal form in the name
split-first-product = First product
split-repeat = Came back
split-small = Too few customers for an average: { $names }.
words-title = What the words mean
word-customer-value = Customer value
word-customer-value-meaning = All that a customer brings you: revenue, new customers through referral, ideas. Where these sheets give an amount it is the CLV: the part that can be reckoned in money.
word-clv = CLV
word-clv-meaning = What a customer brings in revenue over the whole time as a customer, or in margin if you fill that in in the settings (customer lifetime value).
word-five-steps = Five steps
word-five-steps-meaning = Mean purchase × purchases per year = value per year; times the years that a customer stays = CLV.
word-repeat = Repeat purchase
word-repeat-meaning = Each purchase after the first, on another day.
word-retention = Retention
word-retention-meaning = The share of the customers that stays.
word-churn = Churn
word-churn-meaning = The share of the customers that leaves: cancelled, or silent for much longer than fits their rhythm.
word-start-group = Start group
word-start-group-meaning = Customers whose first purchase was in the same year or quarter; compared after as many months (cohort).
word-range = Between … and …
word-range-meaning = With 90% certainty the amount lies between these: of twenty times it turns out lower once and higher once.
word-alive = Chance of buying again
word-alive-meaning = How likely it is that somebody buys once more, by how long ago the last purchase was and how often that customer bought.
word-acquisition-cost = Cost of a new customer
word-acquisition-cost-meaning = What you spend on advertising and sales for one new customer (CAC).
channels-title = Who came through { $best } is worth { $best-value }, through { $worst } { $worst-value }
channels-title-one = Who came through { $best } is worth { $best-value }
channels-title-paid = { $best } pays back best: { $times } times; { $worst } least: { $fewest } times
channels-title-paid-one = { $best } has paid back { $times } times so far
channels-channel = Channel
channels-cost = Cost of a new customer
channels-ratio = Times back
channels-fill-in = Fill in for each channel in CLV Settings what a new customer costs you; then it says here how many times that came back.
channels-without-margin = Times back: the revenue of a customer so far divided by the cost. With your margin filled in it is about what you keep.
channels-how = Times back: what you kept of a customer so far divided by the cost.
history-title = Repeat purchases brought { $now } of the revenue in the last year, { $before } in the year before
history-title-one-year = Repeat purchases brought { $now } of the revenue in the last year
history-title-short = How you stand now, and before
history-when = How it stood
history-day = { $months ->
    [0] Now, { $day }
    [6] Half a year before, { $day }
    [12] A year before, { $day }
    [24] Two years before, { $day }
   *[other] Three years before, { $day }
}
history-came-back = Came back
history-new = New in that year
history-revenue = Revenue of that year
history-repeat = From repeat purchases
history-how = “That year” is the twelve months up to that day. All is counted from the list as it is now: mending an old row changes the past too.
leaving-title = { $left } of the { $members ->
    [one] one subscription
   *[other] { $members } subscriptions
  } ended
leaving-title-worst = { $worst-rate } of the members of { $worst } leave within a year, of { $best } { $best-rate }
leaving-plan = Subscription
leaving-one-plan = Subscription
leaving-fee = Per month
leaving-members = So far
leaving-staying = Running
leaving-left = Ended
leaving-rate = Gone in a year
leaving-between = between
leaving-no-difference = The differences between the subscriptions may be chance.
leaving-small = Too few members for a figure: { $names }.
leaving-reasons = Why they said they left: { $names }.
leaving-note = Who began another subscription within two months has moved, not left.
referrals-title = { $customers ->
    [one] One customer came
   *[other] { $customers } customers came
  } through somebody else, together { $revenue }{ $known ->
    [yes] ; through { $best } came { $through }
   *[no] { "" }
  }.
referrals-scores = Of { $scores } scores the difference between fans (9 and 10) and critics (0 to 6) is { $net } points.
groups-next-12 = Next { $months } mo
groups-between = between
groups-at-risk = At risk
groups-keep = Keeping may cost
groups-grow = To be won
groups-next-step = Best next step
groups-small = Groups of fewer than five customers have no average.
groups-at-risk-how = At risk: what is expected × the share that is later than three in four customers ever were. Keeping may cost: { $share } of what one customer is expected to bring in the coming { $months } months, as with winning one.
groups-at-risk-members = Of subscribers those are at risk whose subscription ends.
groups-grow-how = To be won: what the suggestions for this group are expected to bring.
groups-title = The group “{ $segment }” brings { $share } of the revenue, with { $customers } customers
groups-segment = Customer group
groups-customers = Customers
groups-share = Share of revenue
groups-value = Revenue per customer
forecast-not-yet = It is too early to look ahead
forecast-title = In the coming { $months } months your present customers will probably bring { $value }; with { $confidence } certainty between { $low } and { $high }
forecast-purchases = That is { $purchases } purchases to be expected ({ $low } to { $high }). New customers are not counted, nor are growth or decline of your business and the seasons.
forecast-payments = That is { $purchases } payments to be expected ({ $low } to { $high }). New subscribers are not counted, nor are growth or decline of your business.
holdout-title-hit = Predicted and what really happened: what came after { $from } lay within the margin
holdout-title-miss = Predicted and what really happened: what came after { $from } lay outside the margin, so allow for more
holdout-what = Customers you had then
holdout-predicted = Predicted
holdout-low = Low
holdout-high = High
holdout-actual = Really happened
holdout-purchases = Purchases
holdout-payments = Payments
holdout-revenue = Revenue
holdout-note = Only what was in your list on that day was used. This shows whether you can build on this prediction.

### The command line

csv-email = e-mail
csv-first-name = first name
csv-segment = segment
csv-offer = offer
csv-date = date
csv-tag = tag
clv-new-made = { $file } was made. Remove the example rows and fill in your own sales.
clv-watching = Watching the folder { $folder }. To stop: Ctrl-C.
clv-watch-stopped = Stopped.
clv-folder-gone = The folder is gone or was renamed. I wait until it is back.
clv-folder-back = The folder is back.
clv-conflict = { $file }: there are two versions of this file. Choose one and remove the other; this one is left out.
clv-written-ledger = The sheets are in the file itself.
clv-written-companion = The sheets are in { $file }.
clv-companion-stays = { $file } stays, as something in it was changed. What you filled in on its CLV sheets now stands in your file too; if you do not need it any more, throw it away.
clv-written-unchanged = The sheets were up to date; nothing was written.
clv-ledger-summary = { $file }: { $customers } customers, { $purchases } purchases, { $revenue } revenue, from { $start } to { $end }
clv-ledger-empty = { $file }: there are no sales in it yet.
clv-not-a-ledger = { $file }: no sales found in it that I recognize.
clv-business = Kind of business: { $business }. Another one can be chosen in the settings.
clv-own-template = Your own template { $id } ({ $name }) decides which suggestions fit.
clv-sheet-read = Sheet { $sheet }, headers in row { $row }:
clv-text-read = Headers in row { $row }:
clv-rows-left-out = { $count ->
    [one] 1 row not counted ({ $reason }, { $amount }): row { $rows }
   *[other] { $count } rows not counted ({ $reason }, { $amount }): row { $rows }
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
error-open = { $file } is open.
    .hint = Close the file and try again.
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

### Why the sheets are beside the file

refusal-open = The file is open.
    .hint = Once it is closed the sheets go into the file itself, as long as I watch the folder; otherwise run again.
refusal-not_replaceable = The file is read-only, or it has a second name.
refusal-other_kind = No sheets can be put into this kind of file.
    .hint = Save it as .xlsx to have the sheets in it.
refusal-binary = No sheets can be put into a binary workbook (.xlsb).
    .hint = Save it as .xlsx or .xlsm to have the sheets in it.
refusal-password = The workbook is protected with a password.
refusal-signed = The workbook is digitally signed; any change would break the signature.
refusal-protected = The structure of the workbook is protected: no sheets can be added.
    .hint = Take the protection off in Excel (Review > Protect Workbook) to have the sheets in it.
refusal-shared = The workbook is shared in the old way, which keeps a log of every change.
    .hint = Stop sharing in Excel to have the sheets in it.
refusal-read_only = The workbook asks to be opened for reading only.
refusal-final = The workbook is marked as final.
    .hint = Take the mark off in Excel (File > Info) to have the sheets in it.
refusal-unusual = The workbook is made in a way that I do not know; I rather leave it as it is.
    .hint = Open it in Excel and save it again to have the sheets in it.
refusal-damaged = The workbook is damaged somewhere; I leave it as it is.
    .hint = Let Excel repair it, or take an earlier version.
refusal-too_large = The workbook is too large to put sheets into.
refusal-name_taken = A name that the sheets need is in use in the workbook already.
refusal-report = The sheets do not fit into this workbook.
error-companion = The file with the figures of { $file } cannot be renewed ({ $detail }).
    .hint = Move the file whose name ends with “ - CLV”; then I make a new one.
clv-written-companion-same = The sheets in { $file } were up to date; nothing was written.
clv-removed = { $file }: the sheets are taken out.
clv-removed-none = { $file }: there are no sheets of mine in it.

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

### The command line

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

# Alles wat de eigenaar in het Nederlands leest. Houd de volgorde gelijk aan en.ftl.

### Vondsten van het lezen (finding-*) en redenen (reason-*)

### Formules

### Voorspellingen

finding-too-few-customers-to-predict = { $count ->
    [0] Er zijn nog geen klanten
    [one] Er is nog maar één klant
   *[other] Er zijn nog maar { $count } klanten
  }: te weinig gegevens om vooruit te kijken.
    .hint = Vanaf { $needed } klanten staat hier een voorspelling.
finding-too-few-repeaters-to-predict = { $count ->
    [0] Nog geen enkele klant kwam terug
    [one] Nog maar één klant kwam terug
   *[other] Nog maar { $count } klanten kwamen terug
  }: te weinig gegevens om vooruit te kijken.
    .hint = Vanaf { $needed } klanten die terugkwamen staat hier een voorspelling.
finding-too-short-to-predict = De lijst beslaat { $months ->
    [one] nog maar één maand
   *[other] nog maar { $months } maanden
  }: te weinig gegevens om vooruit te kijken.
    .hint = Vanaf { $needed } maanden, dus vanaf { $from }, staat hier een voorspelling.

### Klantgroepen

### Aanbod (offer-*)

### Bladen

### De opdrachtregel

clv-ledger-summary = { $file }: { $customers } klanten, { $purchases } aankopen, { $revenue } omzet, van { $start } tot en met { $end }
clv-ledger-empty = { $file }: er staan nog geen verkopen in.
clv-not-a-ledger = { $file }: hier staan geen verkopen in die ik herken.
clv-sheet-read = Tabblad { $sheet }, koppen in rij { $row }:
clv-text-read = Koppen in rij { $row }:
clv-rows-left-out = { $count ->
    [one] 1 rij niet meegeteld ({ $reason }): rij { $rows }
   *[other] { $count } rijen niet meegeteld ({ $reason }): rij { $rows }
}

### Fouten (error-*)

error-missing = { $file } is er niet.
    .hint = Controleer de naam en de map.
error-not_a_file = { $file } is geen gewoon bestand.
    .hint = Geef de naam van een werkmap of van een tekstbestand (.csv).
error-changed = { $file } werd bewaard terwijl ik het las.
    .hint = Er is niets veranderd aan uw bestand. Ik kijk opnieuw zodra het klaar is.
error-disk_full = De schijf is vol. Er is niets veranderd aan { $file }.
    .hint = Maak ruimte vrij en probeer het opnieuw.
error-unwritable = Ik mag niet schrijven in { $file } en ook niet in de map waarin het staat.
    .hint = Geef uzelf schrijfrechten op de map, of kies met --out een andere plaats voor het resultaat.
error-companion_open = Het bestand met de vorige cijfers van { $file } staat open.
    .hint = Sluit het om de nieuwe cijfers te krijgen.
error-internal = Er ging iets mis aan mijn kant ({ $detail }). { $file } is niet veranderd.
    .hint = Meld dit bij de makers, met deze regel erbij.

error-empty_file = { $file } is leeg: er staat niets in het bestand.
    .hint = Controleer of u het juiste bestand heeft. Wordt het bestand gesynchroniseerd, wacht dan tot dat klaar is.
error-not_a_workbook = { $file } is geen werkmap: dit soort bestand kan niet als klantenlijst of boekhouding gelezen worden.
    .hint = Open het bestand in Excel of LibreOffice en bewaar het als .xlsx.
error-password = { $file } is beveiligd met een wachtwoord en kan daarom niet gelezen worden.
    .hint = Haal in Excel het wachtwoord eraf (Bestand > Info > Werkmap beveiligen), of bewaar een kopie zonder wachtwoord.
error-incomplete = { $file } is niet compleet: er ontbreekt een stuk van het bestand.
    .hint = Misschien werd het nog bewaard of gekopieerd; wacht even. Blijft deze melding komen, open dan het bestand, bewaar het opnieuw, of neem een eerdere versie.
error-damaged = { $file } is beschadigd en kan niet gelezen worden.
    .hint = Open het bestand in Excel en laat het herstellen, of neem een eerdere versie.
error-too_large = { $file } is te groot om te lezen.
    .hint = Verdeel de regels over meer bestanden, bijvoorbeeld een per jaar.
error-unsupported = { $file } is een soort rekenblad dat niet gelezen wordt.
    .hint = Open het bestand in Excel of LibreOffice en bewaar het als .xlsx.
error-unreadable = { $file } kan niet van de schijf gelezen worden.
    .hint = Controleer of het bestand er nog staat en of u het mag openen.

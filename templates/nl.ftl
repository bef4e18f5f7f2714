# Alles wat de eigenaar in het Nederlands leest. Houd de volgorde gelijk aan en.ftl.

### Vondsten van het lezen (finding-*) en redenen (reason-*)

### Formules

### Voorspellingen

### Klantgroepen

### Aanbod (offer-*)

### Bladen

### De opdrachtregel

### Fouten (error-*)

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

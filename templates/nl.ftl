# Alles wat de eigenaar in het Nederlands leest. Houd de volgorde gelijk aan en.ftl.

### Vondsten van het lezen (finding-*) en redenen (reason-*)

finding-no-list-found = Er is geen lijst gevonden met klanten, datums en bedragen.
    .hint = Zet boven elke kolom wat erin staat, zoals Datum, Klant en Bedrag.
finding-no-customer-column = Er staan datums en bedragen in, maar niet wie er kocht. Zonder klant is er geen klantwaarde.
    .hint = Voeg een kolom toe met de naam, het nummer of het e-mailadres van de klant.
finding-no-date-column = Er staan klanten en bedragen in, maar niet wanneer het was.
    .hint = Voeg een kolom toe met de datum.
finding-no-amount-column = Er staan klanten en datums in, maar geen bedragen.
    .hint = Voeg een kolom toe met het bedrag.
finding-only-costs-found = Er staan alleen uitgaven in, geen verkopen.
finding-only-quotes-found = Er staan alleen offertes in, geen verkopen.
finding-rows-without-date = { $count ->
    [one] Eén regel heeft geen datum (rij { $row }) en telt niet mee: { $amount }.
   *[other] { $count } regels hebben geen datum (de eerste is rij { $row }) en tellen niet mee: samen { $amount }.
  }
    .hint = Vul de datum in; dan tellen ze bij de volgende keer opslaan mee.
finding-rows-with-unreadable-date = { $count ->
    [one] Van één regel is de datum niet te lezen (rij { $row }); die telt niet mee: { $amount }.
   *[other] Van { $count } regels is de datum niet te lezen (de eerste is rij { $row }); die tellen niet mee: samen { $amount }.
  }
    .hint = Schrijf de datum als 31-12-2025.
finding-rows-without-amount = { $count ->
    [one] Eén regel heeft geen bedrag (rij { $row }) en telt niet mee.
   *[other] { $count } regels hebben geen bedrag (de eerste is rij { $row }) en tellen niet mee.
  }
    .hint = Vul het bedrag in als je het weet.
finding-rows-with-unreadable-amount = { $count ->
    [one] Van één regel is het bedrag niet te lezen (rij { $row }); die telt niet mee.
   *[other] Van { $count } regels is het bedrag niet te lezen (de eerste is rij { $row }); die tellen niet mee.
  }
    .hint = Schrijf alleen het bedrag in die cel, zoals 1.234,56.
finding-rows-with-errors = { $count ->
    [one] In één regel staat een foutmelding op de plaats van het bedrag of de datum (rij { $row }); die telt niet mee.
   *[other] In { $count } regels staat een foutmelding op de plaats van het bedrag of de datum (de eerste is rij { $row }); die tellen niet mee.
  }
    .hint = Zoek in Excel uit waar de foutmelding vandaan komt.
finding-rows-in-other-currency = { $count ->
    [one] Eén regel is in een andere munt (rij { $row }) en telt niet mee: { $amount }.
   *[other] { $count } regels zijn in een andere munt (de eerste is rij { $row }) en tellen niet mee: samen { $amount }.
  }
    .hint = Voeg een kolom toe met het bedrag in je eigen munt.
finding-data-quality = { $count ->
    [0] Elke verkoop in de lijst was te lezen ({ $score }%).
   *[other] { $score }% van de verkopen in de lijst was te lezen.
  }
finding-column-renamed = Kolom { $letters } heet nu “{ $header }” en heette “{ $was }”. We lezen hem nog als voorheen; klopt dat?
    .hint = Kies bij de instellingen wat er in deze kolom staat; dan vragen we het niet meer.
finding-paid-date-taken = De datum van de verkoop is de datum van betaling, uit kolom “{ $header }”: een andere datum staat er niet.
    .hint = Een andere kolom kies je bij de instellingen.
finding-due-date-taken = De datum van de verkoop komt uit kolom “{ $header }”, de uiterste betaaldatum: een andere datum staat er niet.
    .hint = Voeg een kolom toe met de factuurdatum.
finding-start-date-taken = Een abonnement telt vanaf de dag in kolom “{ $header }”.
finding-date-chosen = Van de datums in de lijst is “{ $header }” genomen: de dag van de verkoop zelf.
    .hint = Een andere kolom kies je bij de instellingen.
finding-amount-chosen-excl = Van de bedragen in de lijst is “{ $header }” genomen: het bedrag zonder btw.
    .hint = Een andere kolom kies je bij de instellingen.
finding-amount-chosen = Van de bedragen in de lijst is “{ $header }” genomen.
    .hint = Een andere kolom kies je bij de instellingen.
finding-amount-by-piece = Er staat geen bedrag per regel; het is berekend als aantal × prijs.
finding-customers-without-sale = { $count ->
    [one] Eén klant staat wel in de lijst, maar geen regel ervan telt mee:
   *[other] { $count } klanten staan wel in de lijst, maar geen regel ervan telt mee:
  } { $names }{ $more ->
    [0] .
   *[other] {" "}en nog { $more }.
  }
finding-headers-missing = Er staan geen kolomkoppen boven de lijst. Wat datum, klant en bedrag is, is uit de inhoud opgemaakt.
    .hint = Zet boven elke kolom wat erin staat, zoals Datum, Klant en Bedrag.
finding-amounts-magnified = { $count ->
    [one] In één regel (rij { $row }) is het bedrag honderd of duizend keer wat de rest van de regel zegt. Het telt mee zoals het er staat.
   *[other] In { $count } regels (de eerste is rij { $row }) is het bedrag honderd of duizend keer wat de rest van de regel zegt. Ze tellen mee zoals ze er staan.
  }
    .hint = Waarschijnlijk ging bij het plakken de punt voor de centen verloren. Verbeter het bedrag in de lijst.
finding-date-far-off = De datum in rij { $row } ligt meer dan een jaar van alle andere. Hij telt mee zoals hij er staat.
    .hint = Kijk of het jaartal klopt.
finding-dates-in-both-orders = In deze kolom staan datums met de dag voorop en datums met de maand voorop door elkaar.
    .hint = Kijk de datums na waarvan de dag 12 of lager is.
finding-vat-not-told = De lijst zegt niet of er btw in de bedragen zit; ze zijn genomen zoals ze er staan.
    .hint = Zet “excl. btw” of “incl. btw” in de kop van de kolom met bedragen.
finding-guests-counted = { $share }% van de omzet is van kopers zonder naam. Dat telt mee in de omzet, maar niet per klant.
finding-hidden-rows-counted = { $count ->
    [one] Eén verborgen regel telt gewoon mee.
   *[other] { $count } verborgen regels tellen gewoon mee.
  }
finding-formulas-without-values = { $count ->
    [one] Eén formule heeft nog geen uitkomst.
   *[other] { $count } formules hebben nog geen uitkomst.
  }
    .hint = Open het bestand één keer in Excel en bewaar het.
finding-open-invoices-counted = { $count ->
    [one] Eén openstaande factuur telt mee: { $amount }.
   *[other] { $count } openstaande facturen tellen mee: samen { $amount }.
  }
    .hint = Alleen tellen wat betaald is? Dat kies je bij de instellingen.
finding-duplicates-left-out = { $count ->
    [one] Eén verkoop stond er dubbel in en telt één keer.
   *[other] { $count } verkopen stonden er dubbel in en tellen één keer.
  }
finding-names-look-alike = { $count ->
    [one] Twee namen lijken op elkaar zonder gelijk te zijn.
   *[other] { $count } keer lijken twee namen op elkaar zonder gelijk te zijn.
  }
    .hint = Zeg hieronder bij elk paar of het dezelfde klant is.
finding-months-only = { $count ->
    [one] Van één verkoop is alleen de maand bekend.
   *[other] Van { $count } verkopen is alleen de maand bekend.
  }

reason-total-row = totaalregel
reason-repeated-header = koppen herhaald
reason-heading = tussenkop of opmerking
reason-cost = uitgave
reason-test-order = proefbestelling
reason-not-final = niet definitief
reason-duplicate = dubbel
reason-payment-of-invoice = betaling van een factuur
reason-payout = uitbetaling van een betaaldienst
reason-no-date = geen datum
reason-unreadable-date = datum onleesbaar
reason-no-amount = geen bedrag
reason-unreadable-amount = bedrag onleesbaar
reason-error-value = foutmelding in een cel
reason-other-currency = andere munt
reason-not-revenue = geen omzet
reason-zero-amount = bedrag nul
reason-instalment = latere termijn

### Formules

finding-formula-empty = Formule { $id } ({ $source }) is leeg.
finding-formula-too-long = Formule { $id } ({ $source }) is langer dan { $most } tekens en wordt niet berekend.
finding-formula-too-many-parts = Formule { $id } ({ $source }) heeft meer dan { $most } onderdelen en wordt niet berekend.
finding-formula-too-deep = Formule { $id } ({ $source }), teken { $character }: de haakjes zijn meer dan { $most } diep genest.
finding-formula-unexpected = Formule { $id } ({ $source }), teken { $character }: hier past “{ $found }” niet.
    .hint = { $corrected ->
        [none] Kijk of er een haakje, een ; of een bewerking te veel of te weinig staat.
       *[other] Bedoelde je { $corrected }?
    }
finding-formula-unfinished = Formule { $id } ({ $source }), teken { $character }: de formule houdt hier op, maar er hoort nog iets te komen.
finding-formula-not-closed = Formule { $id } ({ $source }), teken { $character }: “{ $found }” wordt nergens gesloten.
finding-formula-open-text = Formule { $id } ({ $source }), teken { $character }: een tekst heeft geen sluitend aanhalingsteken.
finding-formula-mixup-decimal = Formule { $id } ({ $source }), teken { $character }: “{ $found }” hoort bij een andere schrijfwijze; in deze formule staat “{ $decimal }” voor de decimalen.
    .hint = { $corrected ->
        [none] Schrijf getallen met “{ $decimal }”.
       *[other] Bedoelde je { $corrected }?
    }
finding-formula-mixup-separator = Formule { $id } ({ $source }), teken { $character }: “{ $found }” hoort bij een andere schrijfwijze; in deze formule staat “{ $separator }” tussen de delen van een functie.
    .hint = { $corrected ->
        [none] Schrijf “{ $separator }” tussen de delen.
       *[other] Bedoelde je { $corrected }?
    }
finding-formula-mixup-both = Formule { $id } ({ $source }), teken { $character }: “{ $found }” hoort bij een andere schrijfwijze; in deze formule staat “{ $decimal }” voor de decimalen en “{ $separator }” tussen de delen van een functie.
    .hint = { $corrected ->
        [none] Schrijf getallen met “{ $decimal }” en “{ $separator }” tussen de delen.
       *[other] Bedoelde je { $corrected }?
    }
finding-formula-mixup-array = Formule { $id } ({ $source }), teken { $character }: “{ $found }” staat niet goed tussen de kolommen van een lijst.
    .hint = { $corrected ->
        [none] Kijk de lijst tussen accolades na.
       *[other] Bedoelde je { $corrected }?
    }
finding-formula-unknown-function = Formule { $id } ({ $source }), teken { $character }: functie { $found } bestaat niet of is niet toegestaan.
    .hint = { $suggestion ->
        [none] Met “clv formulas list” zie je wat er is.
       *[other] Bedoelde je { $suggestion }?
    }
finding-formula-volatile = Formule { $id } ({ $source }), teken { $character }: { $found } verandert vanzelf en is daarom niet toegestaan.
    .hint = Gebruik peildatum voor de laatste dag van de periode.
finding-formula-forbidden = Formule { $id } ({ $source }), teken { $character }: { $found } kijkt buiten de formule en is daarom niet toegestaan.
finding-formula-unknown-name = Formule { $id } ({ $source }), teken { $character }: { $found } is geen bekende naam.
    .hint = { $suggestion ->
        [none] Met “clv formulas variables” zie je welke namen er zijn.
       *[other] Bedoelde je { $suggestion }?
    }
finding-formula-not-called = Formule { $id } ({ $source }), teken { $character }: na functie { $found } horen haakjes.
finding-formula-unknown-column = Formule { $id } ({ $source }), teken { $character }: tabel { $table } heeft geen kolom { $found }.
    .hint = { $suggestion ->
        [none] Met “clv formulas variables” zie je welke namen er zijn.
       *[other] Bedoelde je { $suggestion }?
    }
finding-formula-cell-address = Formule { $id } ({ $source }), teken { $character }: { $found } is een cel. Een formule werkt hier met namen.
    .hint = Met “clv formulas variables” zie je welke namen er zijn.
finding-formula-argument-count = Formule { $id } ({ $source }), teken { $character }: { $function } heeft { $found } delen, het moeten er { $least } tot { $most } zijn.
    .hint = { $corrected ->
        [none] Kijk of er een deel te veel of te weinig staat.
       *[other] Bedoelde je { $corrected }?
    }
finding-formula-bad-let = Formule { $id } ({ $source }), teken { $character }: na LET komen namen met elk een waarde, en dan de uitkomst.
finding-formula-wrong-level = Formule { $id } ({ $source }): { $found } verschilt per klant of groep, maar deze formule geeft één uitkomst voor meer klanten samen.
    .hint = Gebruik de hele kolom, zoals SOM(Klanten[{ $found }]), of zet het niveau op klant.
finding-formula-not-computed = Formule { $id } ({ $source }) is niet berekend, omdat { $found } niet berekend kon worden.
finding-formula-circle = Deze formules gebruiken elkaar in een kring en zijn niet berekend: { $path }.
finding-formula-replaced = Formule { $id } is vervangen door die van { $source }.
finding-formula-needs-replaces = Formule { $id } ({ $source }) bestaat al; de bestaande blijft gelden.
    .hint = Kies een andere naam, of zeg erbij dat ze de bestaande vervangt.
finding-formula-defined-twice = Formule { $id } ({ $source }) staat er twee keer; geen van beide geldt.
    .hint = Geef er een van een andere naam.
finding-formula-named-as-variable = Formule { $id } ({ $source }) kan niet zo heten: { $found } is al de naam van een gegeven.
finding-formula-went-wrong = Formule { $id } ({ $source }) geeft { $error } bij { $n } van de { $all }{ $first ->
        [none] {""}
       *[other] {" "}klanten, de eerste is { $first }
    }.
    .hint = Met ALS.FOUT(…; …) kun je zeggen wat er dan moet komen.
finding-formula-too-much-work = Formule { $id } ({ $source }) leest in elke rij opnieuw een hele kolom: bij { $n } van de { $all } rijen is dat te veel werk, daar staat #BEREKENEN!.
    .hint = Een som van alles wat boven of onder een rij ligt gaat traag. Tellen met AANTAL.ALS of AANTALLEN.ALS, RANG, en SOM.ALS voor een gelijke waarde gaan snel, hoeveel rijen er ook zijn.
finding-formula-bad-name = Formule { $id }: { $found } kan geen naam zijn.
    .hint = Gebruik 3 tot 40 kleine letters, cijfers en _, en niet de naam van een cel of functie.
finding-formula-bad-level = Formule { $id }: “{ $found }” is geen niveau.
    .hint = Kies customer, segment of portfolio.
finding-formula-bad-unit = Formule { $id }: “{ $found }” is geen eenheid.
    .hint = Kies een munt zoals EUR, of percent, years, days, count, ratio, number, text of date.
finding-formula-bad-when-blank = Formule { $id }: “{ $found }” zegt niet wat er bij een leeg gegeven moet gebeuren.
    .hint = Kies skip, zero of error.
finding-formula-bad-test = Formule { $id }: een van de proeven heeft een waarde die niet te begrijpen is.
finding-pack-too-new = { $source } is gemaakt voor een nieuwere versie van dit programma (afspraak { $contract }, bekend is { $known }) en wordt niet gebruikt.
    .hint = Werk het programma bij.
finding-pack-unreadable = { $source }, regel { $line }, is niet te lezen: { $detail }
finding-pack-bad-id = { $source }: “{ $id }” kan geen naam van een pakket zijn.
    .hint = Gebruik kleine letters, cijfers, - en _.
finding-template-unreadable = De sjabloon “{ $source }” is niet te lezen: { $detail }
    .hint = Kijk `clv-templates/{ $source }/template.toml` na; tot dan geldt onze eigen sjabloon.
finding-pack-bad-dialect = { $source }: “{ $dialect }” is geen schrijfwijze.
    .hint = Kies nl (ALS, puntkomma en decimale komma) of en (IF, komma en decimale punt).
finding-too-few-customers-for-steps = { $count ->
    [0] Er zijn nog geen klanten
    [one] Er is nog maar één klant
   *[other] Er zijn nog maar { $count } klanten
  }: te weinig om te zeggen wat een klant waard is.
    .hint = Vanaf { $needed } klanten staan hier de vijf stappen.
finding-too-short-for-steps = De lijst beslaat { $months ->
    [0] nog geen maand
    [one] nog maar één maand
   *[other] nog maar { $months } maanden
  }: te kort om te zeggen hoeveel een klant per jaar brengt.
    .hint = Vanaf { $needed } maanden staan hier de vijf stappen.
finding-lifespan-against-leavers = Je vulde in dat een klant { $own } jaar blijft, maar { $leavers } klanten vertrokken zo snel dat het eerder { $observed } jaar is: de levensduur past niet bij het verloop.
    .hint = Laat bij de instellingen leeg hoe lang een klant blijft; dan geldt wat de lijst zelf zegt.

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

segment-net-negative = Per saldo negatief
segment-subscriber = Abonnees
segment-ended = Opgezegd
segment-top = Topklanten
segment-regular = Vaste klanten
segment-growing = Groeiers
segment-new = Nieuwe klanten
segment-slipping = Dreigt weg te gaan
segment-one-off-quiet = Eenmalig en stil
segment-dormant = Slapend
segment-net-negative-next = Kijk waarom er meer terugging dan binnenkwam
segment-subscriber-next = Verleng op tijd, en vraag tussendoor hoe het gaat
segment-ended-next = Vraag waarom ze stopten, en houd de deur open
segment-top-next = Geef ze persoonlijke aandacht en vraag om een verwijzing
segment-regular-next = Bied aan wat bij hun vorige aankopen past
segment-growing-next = Bied de volgende stap aan, op het moment dat anderen die zetten
segment-new-next = Heet ze welkom en help ze naar de tweede aankoop
segment-slipping-next = Bel of schrijf ze persoonlijk, zonder korting
segment-one-off-quiet-next = Doe nog één keer een passend voorstel
segment-dormant-next = Steek er geen moeite meer in, behalve in wie veel kocht

### Aanbod (offer-*)

rule-welcome = Welkom
rule-check-in = Even polsen
rule-second-step = Tweede stap
rule-deepen = Verdieping
rule-cross-sell = Erbij
rule-use-stepping-stone = Tussenstap
rule-make-stepping-stone = Tussenstap maken
rule-extend = Langer door
rule-renew = Verlengen
rule-yearly-plan = Van maand naar jaar
rule-to-subscription = Van los naar doorlopend
rule-replenish = Bijbestellen
rule-slipping = Dreigt weg te gaan
rule-win-back = Terugwinnen
rule-let-go = Laat los
rule-referral = Verwijzing
rule-new-offer = Nieuw aanbod
rule-reward = Beloning
rule-season = Jaarmoment
rule-attention = Aandacht

kind-follow-up = vervolg
kind-horizontal = erbij
kind-vertical = verdieping
kind-stepping-stone = tussenstap
kind-extension = verlengen
kind-renewal = verlengen
kind-subscription = doorlopend
kind-replenishment = opnieuw
kind-winback = terughalen
kind-care = aandacht
kind-referral = verwijzing
kind-advice = advies voor jou
certainty-measured = gemeten
certainty-idea = idee

offer-people = klanten
offer-welcome = Eerste aankoop op { $date }: nu maak je het verschil tussen eenmalig en blijvend
offer-welcome-text = { $named ->
    [yes] Hoi { $first }, fijn dat je er bent.
   *[no] Fijn dat je er bent.
  } { $known ->
    [yes] Zo haal je het meeste uit { $after }: …
   *[no] Zo haal je er het meeste uit: …
  }
offer-check-in = { $known ->
    [yes] Halverwege { $after }, dat tot { $date } loopt
   *[no] Halverwege; het loopt tot { $date }
  }
offer-check-in-text = { $named ->
    [yes] Hoi { $first }, hoe
   *[no] Hoe
  } gaat het{ $known ->
    [yes] { " " }met { $after }
   *[no] { "" }
  }? Waar loop je nog tegenaan?
offer-second-step = { $certainty ->
    [measured] { $offered ->
        [yes] { $taken } van de { $eligible } { $people } met { $after } kozen daarna { $product }, meestal na { $days } dagen
       *[no] { $taken } van de { $eligible } { $people } kwamen na hun eerste aankoop terug, meestal na { $days } dagen
      }
   *[idea] { $offered ->
        [yes] { $product } is de volgende stap na { $after }; er zijn nog te weinig klanten om het te tellen
       *[no] Eén aankoop, en de tijd voor een tweede breekt aan
      }
  }
offer-second-step-text = { $offered ->
    [yes] { $certainty ->
        [measured] Na { $after } gaan veel klanten verder met { $product }. Past dat bij wat jij nu wilt?
       *[idea] Na { $after } is { $product } een mooie volgende stap. Past dat bij wat jij nu wilt?
      }
   *[no] { $known ->
        [yes] Hoe is het je bevallen met { $after }? Ik denk graag mee over een volgende stap.
       *[no] Hoe is het je bevallen? Ik denk graag mee over een volgende stap.
      }
  }
offer-deepen = { $taken } van de { $eligible } { $people } met { $after } kozen daarna { $product }, meestal na { $days } dagen
offer-deepen-text = { $taken } van de { $eligible } { $people } met { $after } kozen daarna { $product }. Zullen we kijken of jij eraan toe bent?
offer-cross-sell = { $taken } van de { $eligible } { $people } met { $after } kozen daarna { $product }, vaker dan andere klanten
offer-cross-sell-text = { $business ->
    [training] Omdat je { $after } deed: { $product } sluit daar goed op aan.
   *[other] Omdat je { $after } koos: { $product } past daar goed bij.
  }
offer-use-stepping-stone = { $certainty ->
    [measured] { $taken } van de { $eligible } { $people } met { $after } kozen daarna { $product }, een kleinere stap naar { $towards }
   *[idea] { $product } ligt qua prijs tussen { $after } en { $towards }
  }
offer-use-stepping-stone-text = Nog niet toe aan { $towards }? { $product } is een mooie eerste stap.
offer-make-stepping-stone = Tussen { $after } ({ $after-price }) en { $towards } ({ $towards-price }) zit niets: { $taken } van de { $eligible } kopers gingen verder
offer-make-stepping-stone-text = Een aanbod rond { $amount } kan de stap kleiner maken. Aanname bij de opbrengst: een op de tien kopers van { $after } neemt het.
offer-extend = { $certainty ->
    [measured] { $known ->
        [yes] { $after } loopt tot { $date }; { $taken } van de { $eligible } { $people } gingen door
       *[no] Het loopt tot { $date }; { $taken } van de { $eligible } { $people } gingen door
      }
   *[idea] { $known ->
        [yes] { $after } loopt tot { $date }
       *[no] Het loopt tot { $date }
      }
  }
offer-extend-text = { $known ->
    [yes] { $after } loopt
   *[no] Je traject loopt
  } tot { $date }. Wil je door in een lichtere vorm?
offer-renew = Loopt tot { $date }{ $certainty ->
    [measured] ; { $taken } van de { $eligible } { $people } verlengden
   *[idea] { "" }
  }
offer-renew-text = { $known ->
    [yes] { $after } loopt { $date } af.
   *[no] Je abonnement loopt { $date } af.
  } Zal ik het voor je verlengen?
offer-yearly-plan = { $count ->
    [one] Al een maand
   *[other] Al { $count } maanden
  } lid, en nog per maand
offer-yearly-plan-text = Je bent al { $count } maanden lid. Met { $product } ben je voordeliger uit.
offer-to-subscription = Kocht { $count } keer { $after }, om de { $days } dagen; de volgende keer is rond { $date }
offer-to-subscription-text = Je bestelt elke { $weeks ->
    [one] week
   *[other] { $weeks } weken
  } { $after }. Zal ik dat automatisch regelen?
offer-replenish = Koopt { $after } om de { $days } dagen; de volgende keer is rond { $date }{ $certainty ->
    [measured] . { $taken } van de { $eligible } kopers kochten het nog eens
   *[idea] { "" }
  }
offer-replenish-text = { $business ->
    [service] Zullen we weer een afspraak maken voor { $after }?
   *[other] Is { $after } bijna op? Bestel op tijd.
  }
offer-slipping = Stil sinds { $date }; drie van de vier klanten zijn na { $days } dagen alweer terug
offer-slipping-text = { $named ->
    [yes] Hoi { $first }, we
   *[no] We
  } hebben je een tijdje niet gezien. Kan ik ergens mee helpen?
offer-win-back = Stil sinds { $date }, na { $count } aankopen voor samen { $amount-total }
offer-win-back-text = { $known ->
    [yes] Er is veel nieuw sinds { $after }.
   *[no] Er is veel nieuw sinds je laatste aankoop.
  } { $has-amount ->
    [yes] Met { $amount } korting kom je makkelijk terug.
   *[no] Kom je weer eens kijken?
  }
offer-let-go = { $count ->
    [one] Eén klant kocht één keer iets kleins en is al heel lang stil
   *[other] { $count } klanten kochten één keer iets kleins en zijn al heel lang stil
  }
offer-let-go-text = Steek hier geen moeite in: de kans dat ze terugkomen is klein, en je tijd is elders meer waard.
offer-referral = Een van je beste klanten, en kocht net nog op { $date }
offer-referral-text = { $named ->
    [yes] { $first }, ken
   *[no] Ken
  } jij iemand die hier ook iets aan heeft? Of wil je een korte review schrijven?
offer-new-offer = Vaste klant, en heeft { $product } nog niet
offer-new-offer-text = Nieuw: { $product }. Jij krijgt als vaste klant als eerste een plek.
offer-reward = { $count } aankopen: de volgende is een mijlpaal{ $has-amount ->
    [yes] . De beloning mag tot { $amount } kosten, dan verlies je er niets op
   *[no] { "" }
  }
offer-reward-text = Nog één keer en je beloning is gratis.
offer-season = Kocht { $taken } jaar in dezelfde maand; dit jaar zou dat rond { $date } zijn
offer-season-text = Vorig jaar was je er rond deze tijd ook. Zullen we weer iets inplannen?
offer-attention = Een van je beste klanten, en hoorde sinds { $date } niets van je
offer-attention-text = { $named ->
    [yes] Hoi { $first }, even
   *[no] Even
  } horen hoe het met je gaat.

### Bladen

tab-summary = CLV
tab-actions = CLV Acties
tab-customers = CLV Klanten
tab-offers = CLV Aanbod
tab-check = CLV Controle
tab-settings = CLV Instellingen
table-actions = CLV_Acties
table-customers = CLV_Klanten
table-offers = CLV_Aanbod
table-left_out = CLV_Weggelaten

choice-yes = ja
choice-no = nee
choice-later = later
lang-nl = Nederlands
lang-en = English
business-service = diensten
business-training = trainingen en trajecten
business-webshop = webshop
business-subscription = abonnementen
business-b2b = zakelijk (facturen)
business-mixed = gemengd
step-free = gratis
step-entry = instap
step-core = kern
step-premium = premium
step-ongoing = doorlopend
severity-warning = ▲ let op
severity-note = ● ter info
severity-ignored = overgeslagen
vat-excl = zonder btw
vat-incl = met btw
vat-none = geen btw
vat-unknown = niet te zien

field-date = datum
field-paid-date = betaaldatum
field-due-date = vervaldatum
field-customer = klant
field-customer-id = klantnummer
field-first-name = voornaam
field-last-name = achternaam
field-email = e-mail
field-order-id = ordernummer
field-product = product
field-category = categorie
field-description = omschrijving
field-quantity = aantal
field-unit-price = prijs per stuk
field-amount = bedrag
field-amount-excl = bedrag zonder btw
field-amount-incl = bedrag met btw
field-vat-amount = btw-bedrag
field-vat-rate = btw-tarief
field-refund-amount = terugbetaald
field-currency = munt
field-status = status
field-type = soort
field-channel = kanaal
field-sector = sector
field-country = land
field-segment = klantgroep
field-start-date = begindatum
field-end-date = einddatum
field-plan = abonnement
field-cost = kosten
field-referrer = via wie
field-score = cijfer
field-outstanding = nog open
field-fee = bijkomende kosten
field-consent = toestemming
field-note = notitie
field-other = niet gebruiken
field-phone = telefoon
field-postal-code = postcode
field-city = plaats
field-customer-since = klant sinds
field-discount = korting
field-shipping = verzendkosten
field-margin = marge
field-sku = artikelnummer
field-paid-amount = betaald bedrag
field-interval = termijn
field-payment-method = betaalwijze
field-iban = rekeningnummer

check-title = Zo is je lijst gelezen
check-subtitle = Hier zie je wat meetelt, wat niet, en waarom. In de gele vakken beslis je zelf; bij de volgende keer bewaren wordt je antwoord gebruikt.
check-rows-title = { $n ->
    [0] Alle { $read } regels tellen mee
   *[other] { $counted } van de { $read } regels tellen mee, { $left } niet
}
check-rows-read = Regels gelezen
check-rows-read-why = Elke regel met gegevens onder een rij koppen.
check-rows-counted = Regels die meetellen
check-rows-counted-why = Creditnota's en terugbetalingen horen hierbij: ze gaan van het bedrag van de klant af.
check-rows-left-out = Regels die niet meetellen
check-rows-left-out-why = Onderaan dit blad staat van elke regel waarom.
check-customers = Klanten
check-customers-why = Schrijfwijzen die op hoofdletters, spaties, punten en bv/B.V. na gelijk zijn, zijn samengenomen.
check-revenue = Omzet die meetelt
check-revenue-why = De som van de regels die meetellen, zonder btw waar de regel die zelf noemt.
check-guest-revenue = Omzet zonder bekende klant
check-guest-revenue-why = Telt mee in de omzet, maar hoort bij niemand; in de bedragen per klant zit dit niet.
check-vat = Btw in de bedragen
vat-why-excl = De bedragen staan zonder btw in de lijst en zijn zo overgenomen.
vat-why-incl = De bedragen staan met btw in de lijst. De btw is eraf gehaald waar de regel zelf een btw-bedrag, tarief of bedrag zonder btw noemt.
vat-why-none = De lijst rekent geen btw.
vat-why-unknown = De lijst zegt niet of de btw erin zit; de bedragen zijn overgenomen zoals ze er staan.
check-currency = Munt
check-currency-why = Regels in een andere munt tellen niet mee en staan onderaan.
check-period-start = Eerste aankoop
check-period-start-why = De periode begint hier.
check-period-end = Laatste dag van de periode
check-period-end-why = De datum van de laatste aankoop, tenzij je bij de instellingen een andere dag kiest.
check-findings-title = { $n ->
    [0] Niets dat je aandacht vraagt
    [one] Eén punt vraagt je aandacht
   *[other] { $n } punten vragen je aandacht
}
check-findings-none = ● Er viel niets op.
check-findings-more = En nog { $n } van zulke meldingen.
check-where = Waar
check-severity = Soort
check-message = Wat er opvalt
check-hint = Wat je kunt doen
check-merges-title = { $n ->
    [0] Geen dubbele klanten om te beoordelen
    [one] Eén paar lijkt dezelfde klant: beslis zelf
   *[other] { $n } paren lijken dezelfde klant: beslis zelf
}
check-merges-none = ● Er zijn geen namen die op elkaar lijken zonder gelijk te zijn.
check-merges-note = Er wordt niets samengevoegd zonder jouw ja.
check-merge-one = Deze klant
check-merge-other = en deze
check-merge-ids = Herkend aan
check-merge-answer = Dezelfde? (zelf invullen)
check-merge-prompt = Kies ja om ze als één klant te tellen.
check-columns-title = { $n ->
    [one] Eén blad is gelezen als lijst met verkopen
   *[other] { $n } bladen zijn gelezen als lijst met verkopen
}
check-sheet = Blad
check-column = Kolom
check-column-header = Kop in je lijst
check-read-as = Gelezen als
check-sheet-derived = Niet gelezen: dit blad herhaalt een ander blad of telt het op.
check-sheet-other = Niet gelezen: hier staan geen verkopen in.
check-layout = Blad { $sheet } is herkend als uitvoer van { $layout }.
check-columns-unused = Niet gebruikt in { $sheet }: { $columns }.
check-left-out-title = { $n ->
    [0] Geen enkele regel is weggelaten
    [one] Eén regel is weggelaten, met de reden erbij
   *[other] { $n } regels zijn weggelaten, elk met de reden erbij
}
check-left-out-capped = De eerste { $shown } van de { $n } regels staan hieronder; de bedragen per reden hierboven gaan over alle regels.
check-row = Rij
check-reason = Reden
check-amount = Bedrag zoals het er staat
check-count = Regels
check-reason-why = Wat dat betekent
reason-why-total-row = Een totaal of subtotaal: de verkopen zelf tellen al mee.
reason-why-repeated-header = De koppen staan er nog een keer.
reason-why-heading = Een tussenkop of opmerking, geen verkoop.
reason-why-cost = Een uitgave, geen verkoop.
reason-why-test-order = Een proefbestelling.
reason-why-not-final = Een offerte, concept, geannuleerde of mislukte bestelling.
reason-why-duplicate = Dezelfde order staat ook ergens anders en telt daar mee.
reason-why-payment-of-invoice = De betaling van een factuur die al meetelt.
reason-why-payout = Een uitbetaling van een betaaldienst: dat zijn veel klanten tegelijk.
reason-why-no-date = Zonder datum is niet te zeggen wanneer het was.
reason-why-unreadable-date = De datum is niet te lezen.
reason-why-no-amount = Er staat geen bedrag.
reason-why-unreadable-amount = Het bedrag is niet te lezen.
reason-why-error-value = In een cel die nodig is staat een foutmelding.
reason-why-other-currency = Een andere munt dan de rest van de lijst.
reason-why-not-revenue = Btw, borg, privé-opname of verzendkosten: geen omzet.
reason-why-zero-amount = Het bedrag is nul.
reason-why-instalment = Een latere termijn van een aankoop die al meetelt; het bedrag is daarbij opgeteld.

figures-title = Zo zijn de bedragen berekend
figures-note = Klik op een uitkomst om de formule te zien. De namen in een formule zijn die van de regels hier, van de kolommen van het klantenblad en van de instellingen.
recalculated-what = Nagerekend door je eigen programma
recalculated-not-yet = Sla deze werkmap op in Excel of een ander rekenprogramma: dan staat hier of dat dezelfde uitkomsten geeft.
recalculated-equal = { $equal } van { $all } gelijk: je rekenprogramma geeft bij elke formule de uitkomst die hier staat.
recalculated-other = { $equal } van { $all } gelijk: je rekenprogramma geeft bij de andere iets anders, als eerste in { $first }.
figures-what = Wat
figures-value = Uitkomst
figures-how = Formule
figures-why = Uitleg

settings-title = Instellingen
settings-subtitle = Vul een geel vak in om iets anders te kiezen; laat het leeg om te houden wat er nu geldt. Na het bewaren rekent alles ermee.
settings-choices = Wat je zelf weet, gaat voor wat de lijst laat zien
settings-name = Instelling
settings-own-choice = Zelf invullen
settings-now = Geldt nu
settings-unit = Vul in als
settings-why = Waarvoor
settings-channels = Wat een nieuwe klant per kanaal kost
settings-channels-note = Reclame en verkoop van dat kanaal gedeeld door de nieuwe klanten die het bracht. Op het eerste blad staat dan of het uit kan.
settings-channel = Kanaal
settings-columns = Is een kolom verkeerd gelezen? Kies hier wat het is
settings-columns-note = Een kolom die je hier een andere betekenis geeft, wordt de volgende keer zo gelezen, zolang de kop gelijk blijft.
settings-columns-prompt = Kies wat er in deze kolom staat.
settings-column = Blad
settings-read-as = Gelezen als
settings-letters = Kolom
settings-header = Kop in je lijst
unit-choice = keuze
unit-share = percentage
unit-years = jaren
unit-count = aantal
unit-day = datum
setting-business = Soort bedrijf
setting-business-why = Bepaalt welk aanbod en welke woorden passen. Leeg: wat de lijst laat zien.
setting-gross-margin = Marge
setting-gross-margin-why = Wat je van de omzet overhoudt na inkoop en directe kosten. Zonder marge gaan alle bedragen over omzet.
setting-acquisition-cost = Kosten van een nieuwe klant
setting-acquisition-cost-why = Reclame en verkoop gedeeld door het aantal nieuwe klanten. Dan kan getoetst worden of dat uit kan.
setting-acquisition-share = Deel van de klantwaarde voor werving
setting-acquisition-share-why = Welk deel van wat een klant opbrengt mag het werven kosten. Een derde is een voorzichtige keuze.
setting-lifespan-years = Hoe lang een klant blijft
setting-lifespan-years-why = Als je het zelf beter weet dan de lijst. Leeg: berekend uit wie er wegbleef.
setting-lifespan-cap-years = Langste tijd die meetelt
setting-lifespan-cap-years-why = Verder vooruit dan dit wordt niet gerekend, ook als er nog niemand vertrok.
setting-horizon-months = Zo ver vooruit kijken
setting-horizon-months-why = Het aantal maanden van de verwachting.
setting-cohort-since = Nieuwe klanten sinds
setting-cohort-since-why = Voor het gemiddelde van wie vanaf deze dag klant werd, bijvoorbeeld de start van een training.
setting-as-of = Laatste dag die meetelt
setting-as-of-why = Leeg: de dag van de laatste aankoop in de lijst.
setting-count-open = Openstaande facturen meetellen
setting-count-open-why = Kies nee om alleen te rekenen met wat betaald is.
setting-annual-discount-rate = Rente per jaar
setting-annual-discount-rate-why = Om later geld minder zwaar te laten tellen. Leeg: alles telt even zwaar.
setting-contact-cost = Kosten van één contact
setting-contact-cost-why = Wat een telefoontje of mail je kost; gaat af van wat een actie opbrengt.
setting-win-back-discount = Korting bij terughalen
setting-win-back-discount-why = Alleen voor klanten die wegbleven; gaat af van wat de actie opbrengt.
setting-max-actions-per-week = Acties per week
setting-max-actions-per-week-why = Meer voorstellen per week komen er niet in de lijst.
setting-lang = Taal
setting-lang-why = De taal van deze bladen.

finding-answer-not-understood = Op blad { $sheet }, rij { $row }, staat “{ $text }”: dat wordt hier niet begrepen en is niet gebruikt.
    .hint = Kies uit de lijst in de cel, of laat haar leeg.

customers-title = Je klanten, één per regel
customers-subtitle = { $n ->
    [one] 1 klant
   *[other] { $n } klanten
}, de klant met de meeste omzet bovenaan. Sorteren en filteren mag: dit blad wordt bij elke keer bewaren opnieuw gemaakt.
customers-how = Klik op een cel om te zien hoe een bedrag is uitgerekend. Wat een verwachting is, is een schatting uit het koopgedrag van al je klanten samen.
customers-name = Klant
customers-segment = Groep
customers-since = Klant sinds
customers-last-purchase = Laatste aankoop
customers-purchases = Aankopen
customers-revenue = Omzet
customers-average-purchase = Per aankoop
customers-first-value = Eerste aankoop
customers-first-product = Eerste product
customers-last-product = Laatste product
customers-years = Jaren klant
customers-left = Weg
customers-steps-revenue = Omzet in stappen
customers-rhythm = Ritme (dagen)
customers-next-purchase = Volgende aankoop verwacht
customers-late-after = Te laat na
customers-alive = Kans dat klant nog koopt
customers-expected-purchases = Verwachte aankopen
customers-clv = Verwachte waarde
customers-clv-low = Waarde laag
customers-clv-high = Waarde hoog
customers-own-segment = Eigen groep
customers-sector = Sector
customers-country = Land
customers-channel = Kanaal
customers-referrer = Via wie
customers-score = Cijfer
customers-merged = Samengevoegd uit

actions-title = { $n ->
    [0] Deze week hoef je niemand te benaderen
    [one] Deze week één klant om te benaderen
   *[other] Deze week { $n } klanten om te benaderen
  }
actions-subtitle = De datums tellen vanaf de laatste aankoop in je lijst. Vul in de gele kolommen in wat je deed en wat ervan kwam: dat blijft staan, en telt mee bij het volgende voorstel.
actions-law = Er wordt niets verstuurd. Mail of app alleen wie zelf bij je kocht, over je eigen soortgelijke aanbod, met een afmeldmogelijkheid in elk bericht; controleer de regels voordat je belt. Wie niet benaderd wil worden, gaat altijd voor.
actions-waiting = { $n ->
    [one] Nog één voorstel past niet in de komende weken.
   *[other] Nog { $n } voorstellen passen niet in de komende weken; bij de instellingen kies je hoeveel je er per week wilt.
  }
actions-left-alone = { $n ->
    [one] Eén klant wil niet benaderd worden of gaf geen toestemming, en staat er niet in.
   *[other] { $n } klanten willen niet benaderd worden of gaven geen toestemming, en staan er niet in.
  }
actions-none = Er zijn nu geen voorstellen.
actions-results = { $done } keer gedaan, { $yes } keer ja; { $buyers } van deze klanten kochten binnen 90 dagen, voor { $revenue }
actions-own-rate = { $rule }: { $yes } van de { $answered } keer ja ({ $rate }); geschat was { $estimate }.
actions-too-few = { $n ->
    [one] Na nog één reactie staat hier hoe vaak jouw klanten ja zeggen.
   *[other] Na nog { $n } reacties staat hier hoe vaak jouw klanten ja zeggen.
  }
actions-from = Datum vanaf
actions-until = Datum tot
actions-customer = Klant
actions-email = E-mail
actions-group = Groep
actions-offer = Aanbod
actions-kind = Soort
actions-because = Waarom
actions-value = Verwacht
actions-certainty = Zekerheid
actions-text = Voorbeeldtekst
actions-done-on = Gedaan op
actions-reaction = Reactie
actions-do-not-contact = Niet benaderen
actions-note = Notitie
actions-key = Sleutel
actions-reaction-prompt = Kies ja, nee of later.
actions-do-not-contact-prompt = Kies ja om deze klant met rust te laten; dat gaat altijd voor.

offers-title = Je aanbod, van instap tot doorlopend
offers-subtitle = Zo is je aanbod uit je lijst gelezen. Vul een gele kolom in waar het anders is; dat gaat voor, en blijft staan.
offers-gaps-title = Hier is de stap te groot
offers-ladder-title = { $n ->
    [0] Er staan geen producten in je lijst
    [one] Eén product
   *[other] { $n } producten, met wat er daarna het vaakst gekozen wordt
  }
offers-ladder-note = Schrijfwijzen van hetzelfde product zijn samengenomen. De stap is geraden uit de naam en de prijs.
offers-product = Product
offers-step = Stap
offers-price = Prijs
offers-margin = Marge
offers-buyers = Kopers
offers-life = Duurt (dagen)
offers-rebuy = Weer na (dagen)
offers-next = Daarna het vaakst
offers-next-step = { $product }: { $taken } van { $eligible }, na { $days } dagen
offers-own-name = Eigen naam
offers-own-step = Eigen stap
offers-own-margin = Eigen marge
offers-once-only = Eenmalig
offers-still-sold = Nog te koop
offers-is-new = Nieuw
offers-key = Sleutel
offers-own-prompt = Leeg laten mag: dan geldt wat uit de lijst is gelezen.
offers-steps-title = Van { $from } naar { $to }: { $taken } van { $eligible }, na { $days } dagen
offers-steps-note = Alleen wie er tijd genoeg voor had telt mee. Bij kleine aantallen is de kans naar het gemiddelde getrokken: 3 van de 8 is nog geen regel.
offers-from = Van
offers-to = Naar
offers-taken = Gingen door
offers-eligible = Van de
offers-days = Na (dagen)
offers-chance = Kans
offers-certainty = Zekerheid

summary-title = Wat zijn je klanten waard?
summary-empty = Er staan nog geen verkopen in je lijst. Zodra die er zijn, verschijnt hier wat je klanten waard zijn.
summary-period = { $start } tot en met { $end } · { $n ->
    [one] 1 klant
   *[other] { $customers } klanten
}
summary-reliability = Hoe zeker: { $reliability } – { $customers } klanten in { $months } maanden, van wie er { $repeaters } terugkwamen
summary-reliability-members = Hoe zeker: { $reliability } – { $customers } abonnees in { $months } maanden, van wie er { $repeaters } verlengden
reliability-good = ●●● goed
reliability-fair = ●●○ redelijk
reliability-little = ●○○ weinig gegevens
headline-title = Een klant bracht tot nu toe gemiddeld { $mean }, { $times } keer de eerste aankoop
headline-so-far = Gemiddelde klantwaarde tot nu toe
headline-so-far-note = waarschijnlijk tussen { $low } en { $high }; de middelste klant { $median }
headline-members-title = Een abonnee bracht tot nu toe gemiddeld { $mean }, in { $months } maanden
headline-members-so-far-note = prijs maal maanden: waarschijnlijk tussen { $low } en { $high }; de middelste abonnee { $median }
headline-members-months = Maanden abonnee tot nu toe
headline-members-months-note = gemiddeld; wie vertrok tot het einde van het abonnement
headline-members-active = Nog abonnee
headline-members-active-note = { $n } van de { $all } klanten
headline-few-return = Hoogstens één op de twintig klanten kwam terug: een klant is nu ongeveer de eerste aankoop waard. Werk eerst aan de tweede aankoop.
headline-members-how = Je lijst noemt elk abonnement één keer. Hierboven telt elke maand tot nu toe mee; in de tabellen van klantgroepen en verdeling telt een abonnement voor één termijn.
headline-expected = Verwacht komende { $months } maanden
headline-expected-note = per klant, tussen { $low } en { $high }
headline-expected-none = nog te weinig gegevens om vooruit te kijken
headline-times-first = Keer de eerste aankoop
headline-times-first-note = anderhalf of meer is een mooi streven
headline-came-back = Komt terug
headline-came-back-note = { $n } van de { $all } klanten
headline-may-cost = Maximaal uitgeven aan een nieuwe klant
headline-may-cost-none = nog te weinig gegevens
headline-may-cost-margin = { $share } van de klantwaarde na aftrek van kosten
headline-may-cost-revenue = { $share } van de omzet per klant; vul bij de instellingen je marge in
beside-old = Dit blad staat naast “{ $sheet }”: daarop staat iets van jezelf, dus dat blad is nu van jou en verandert niet meer.
name-average = CLV_gemiddeld
name-expected = CLV_verwacht
name-may-cost = CLV_max_kosten_nieuwe_klant
steps-title = Een klant is { $value } waard in de tijd dat die blijft: zo komt dat tot stand
steps-1 = 1  Gemiddelde aankoop
steps-1-note = alle omzet gedeeld door alle aankopen
steps-2 = 2  Aankopen per klant per jaar
steps-2-note = per jaar dat iemand klant is
steps-3 = 3  Waarde per jaar (1 × 2)
steps-3-note = stap 1 maal stap 2
steps-4 = 4  Hoe lang blijft een klant (jaar)
steps-4-observed = { $n } klanten vertrokken in { $own } klantjaren
steps-4-few = { $n ->
    [0] nog niemand vertrok
    [one] nog maar één klant vertrok
   *[other] nog maar { $n } klanten vertrokken
}; we rekenen met { $years } jaar
steps-4-capped = er vertrekken zo weinig klanten dat we met de langste tijd rekenen: { $years } jaar
steps-4-setting = zoals je bij de instellingen invulde
steps-5 = 5  Klantwaarde (3 × 4)
steps-5-note = waarschijnlijk tussen { $low } en { $high }
steps-6 = 6  Na aftrek van kosten
steps-6-note = met { $margin } marge
steps-multiply = Sommige artikelen delen bij stap 3. Wij vermenigvuldigen: anders zou een klant die vaker koopt minder waard lijken.
costs-title-unknown = Een nieuwe klant mag je hooguit { $most } kosten
costs-fill-in = Vul bij de instellingen in wat een nieuwe klant je kost; dan staat hier of dat uit kan.
costs-title-loss = Een nieuwe klant kost je meer dan die oplevert
costs-title-loss-what = ▲ Je geeft { $cost } uit aan een nieuwe klant en krijgt er { $ratio } keer zo veel voor terug. Quitte speel je bij { $even }, dat is { $gap } minder; meer dan { $most } is te veel.
costs-title-tight = Een nieuwe klant verdient zich terug, maar het is krap
costs-title-tight-what = ● Je geeft { $cost } uit aan een nieuwe klant en krijgt er { $ratio } keer zo veel voor terug. Tot { $most } is er ruimte genoeg.
costs-title-healthy = Een nieuwe klant verdient zich ruim terug
costs-title-healthy-what = ● Je geeft { $cost } uit aan een nieuwe klant en krijgt er { $ratio } keer zo veel voor terug.
costs-cost = Kosten van een nieuwe klant
since-title = Wie sinds { $start } klant werd, bracht gemiddeld { $value }
since-title-none = Sinds { $start } kwam er niemand bij
what-if-title = Wat het scheelt als een klant vaker koopt of langer blijft
own-formulas-title = { $n ->
    [one] Je eigen formule
   *[other] Je eigen formules
}
summary-to-check = → Hoe alles is gelezen, staat op het controleblad
summary-caution = Let op: dit is een schatting uit wat er in je lijst staat, geen zekerheid. Hoe minder klanten, hoe ruimer de marge. Er verlaat niets je computer en er wordt niets verstuurd.
week-title = Deze week doen: { $n ->
    [one] één klant
   *[other] { $n } klanten
  }{ $has-value ->
    [yes] , samen goed voor naar verwachting { $value }
   *[no] { "" }
  }
week-more = → Alle voorstellen staan op het actieblad
drop-title = Na aankoop { $step } haken de meesten af: { $stayed } van de { $of } gingen verder
drop-step = Waar haken klanten af?
drop-went-on = Gingen door
drop-of = Van de
drop-share = Deel
drop-after = Na aankoop { $step }
drop-after-product = Na eerst { $product }
drop-weakest-product = Wie begon met { $product } komt het minst vaak terug: { $stayed } van de { $of }.
drop-weakest-product-chance = Wie begon met { $product } komt het minst vaak terug ({ $stayed } van de { $of }), maar dat verschil kan toeval zijn.
drop-how = Wie nog tijd heeft om terug te komen, telt niet mee.
time-title = Wie begon in { $group } was bij de eerste aankoop { $first } waard, na { $months } maanden { $value }
time-start = Begonnen in
time-months = { $months ->
    [0] eerste
   *[other] { $months } mnd
  }
time-year = { $year } ({ $customers })
time-quarter = { $year }, kwartaal { $quarter } ({ $customers })
time-axis = Omzet per klant ({ $currency })
time-how = Alleen maanden die iedereen van de groep al klant is; zo kan de lijn niet dalen doordat nieuwe klanten minder tijd hadden.
spread-title = Je beste { $best ->
    [one] klant brengt
   *[other] { $best } klanten (20%) brengen
  } { $share } van de omzet
spread-side = Eenmalig of terugkerend
spread-first = Eerste aankoop
spread-once = Kocht één keer
spread-returning = Kwam terug
spread-months = Maanden klant
spread-times = { $times ->
    [2] · waarvan 2 keer
    [3] · waarvan 3 of 4 keer
   *[other] · waarvan { $times } keer of vaker
}
spread-risky = ▲ Veel hangt af van één klant: { $customer } brengt { $share } van de omzet.
spread-losses = ▲ { $n ->
    [1] Eén klant kostte
   *[other] { $n } klanten kostten
} meer dan er binnenkwam: { $names }{ $more ->
    [0] .
   *[other] {" "}en nog { $more }.
}
spread-largest = De grootste klant, { $customer }, brengt { $share }.
split-title = { $by ->
    [first-product] Wie begon met { $best } is { $best-value } waard, met { $worst } { $worst-value }
    [legal-form] { $best ->
        [companies] Een bedrijf of instelling is { $best-value } waard, een klant zonder rechtsvorm in de naam { $worst-value }
       *[persons] Een klant zonder rechtsvorm in de naam is { $best-value } waard, een bedrijf of instelling { $worst-value }
      }
   *[other] { $best } is { $best-value } per klant waard, { $worst } { $worst-value }
  }
split-own-segment = Eigen groep
split-sector = Sector
split-country = Land
split-legal-form = Rechtsvorm
split-companies = Bedrijven en instellingen
split-persons = Zonder rechtsvorm in de naam
split-first-product = Eerste product
split-repeat = Kwam terug
split-small = Te weinig klanten voor een gemiddelde: { $names }.
words-title = Wat de woorden betekenen
word-customer-value = Klantwaarde
word-customer-value-meaning = Alles wat een klant je brengt: omzet, nieuwe klanten door aanbeveling, ideeën. Waar op deze bladen een bedrag staat, is dat de CLV: het deel dat in geld te rekenen is.
word-clv = CLV
word-clv-meaning = Wat een klant in de hele tijd als klant aan omzet brengt, of aan marge als je die bij de instellingen invult (customer lifetime value).
word-five-steps = Vijf stappen
word-five-steps-meaning = Gemiddelde aankoop × aankopen per jaar = waarde per jaar; maal de jaren dat een klant blijft = CLV.
word-repeat = Herhaalaankoop
word-repeat-meaning = Elke aankoop na de eerste, op een andere dag.
word-retention = Behoud
word-retention-meaning = Het deel van de klanten dat klant blijft (retentie).
word-churn = Verloop
word-churn-meaning = Het deel van de klanten dat vertrekt: opgezegd, of veel langer stil dan bij hun ritme past (churn).
word-start-group = Startgroep
word-start-group-meaning = Klanten die in hetzelfde jaar of kwartaal voor het eerst kochten; vergeleken na evenveel maanden (cohort).
word-range = Tussen … en …
word-range-meaning = Met 90% zekerheid ligt het bedrag daartussen: van twintig keer komt het één keer lager uit en één keer hoger.
word-alive = Kans dat klant nog koopt
word-alive-meaning = Hoe waarschijnlijk het is dat iemand nog eens koopt, naar hoelang de laatste aankoop geleden is en hoe vaak die klant kocht.
word-acquisition-cost = Kosten nieuwe klant
word-acquisition-cost-meaning = Wat je aan reclame en verkoop uitgeeft voor één nieuwe klant (CAC).
channels-title = Wie binnenkwam via { $best } is { $best-value } waard, via { $worst } { $worst-value }
channels-title-one = Wie binnenkwam via { $best } is { $best-value } waard
channels-title-paid = { $best } verdient zich het best terug: { $times } keer; { $worst } het minst: { $fewest } keer
channels-title-paid-one = { $best } verdiende zich tot nu toe { $times } keer terug
channels-channel = Kanaal
channels-cost = Kosten nieuwe klant
channels-ratio = Keer terug
channels-fill-in = Vul in CLV Instellingen per kanaal in wat een nieuwe klant je kost; dan staat hier hoe vaak dat terugkwam.
channels-without-margin = Keer terug: de omzet per klant tot nu toe gedeeld door de kosten. Vul je marge in, dan gaat het over wat je overhoudt.
channels-how = Keer terug: wat je tot nu toe aan een klant overhield, gedeeld door de kosten.
history-title = Vervolgaankopen brachten het laatste jaar { $now } van de omzet, het jaar ervoor { $before }
history-title-one-year = Vervolgaankopen brachten het laatste jaar { $now } van de omzet
history-title-short = Hoe je er nu voor staat, en eerder
history-when = Hoe het ervoor stond
history-day = { $months ->
    [0] Nu, { $day }
    [6] Half jaar eerder, { $day }
    [12] Een jaar eerder, { $day }
    [24] Twee jaar eerder, { $day }
   *[other] Drie jaar eerder, { $day }
}
history-came-back = Kwam terug
history-new = Nieuw in dat jaar
history-revenue = Omzet van dat jaar
history-repeat = Uit vervolgaankopen
history-how = “Dat jaar” zijn de twaalf maanden tot die dag. Alles is geteld uit de lijst van nu: wie een oude regel verbetert, verandert ook het verleden.
leaving-title = Van { $members ->
    [one] het abonnement is er { $left }
   *[other] de { $members } abonnementen zijn er { $left }
  } opgezegd
leaving-title-worst = Bij { $worst } vertrekt { $worst-rate } van de leden binnen een jaar, bij { $best } { $best-rate }
leaving-plan = Abonnement
leaving-one-plan = Abonnement
leaving-fee = Per maand
leaving-members = Ooit
leaving-staying = Loopt nog
leaving-left = Opgezegd
leaving-rate = Weg in een jaar
leaving-between = tussen
leaving-no-difference = De verschillen tussen de abonnementen kunnen toeval zijn.
leaving-small = Te weinig leden voor een cijfer: { $names }.
leaving-reasons = Waarom ze zeiden te gaan: { $names }.
leaving-note = Wie binnen twee maanden een ander abonnement begon, is overgestapt en niet vertrokken.
referrals-title = { $customers ->
    [one] Eén klant kwam
   *[other] { $customers } klanten kwamen
  } via een ander, samen { $revenue }{ $known ->
    [yes] ; via { $best } kwam { $through }
   *[no] { "" }
  }.
referrals-scores = Van { $scores } cijfers is het verschil tussen fans (9 en 10) en critici (0 tot en met 6) { $net } procentpunt.
groups-next-12 = Komende { $months } mnd
groups-between = tussen
groups-at-risk = Dreigt weg
groups-keep = Houden mag kosten
groups-grow = Te winnen
groups-next-step = Beste volgende stap
groups-small = Groepen met minder dan vijf klanten hebben geen gemiddelde.
groups-at-risk-how = Dreigt weg: de verwachting × het deel dat later is dan drie van de vier klanten ooit waren. Houden mag kosten: { $share } van wat één klant de komende { $months } maanden naar verwachting brengt, zoals bij werven.
groups-at-risk-members = Van abonnees dreigt weg wie een abonnement heeft dat afloopt.
groups-grow-how = Te winnen: wat de voorstellen voor deze groep naar verwachting opleveren.
groups-title = De groep “{ $segment }” brengt { $share } van de omzet, met { $customers } klanten
groups-segment = Klantgroep
groups-customers = Klanten
groups-share = Aandeel omzet
groups-value = Omzet per klant
forecast-not-yet = Vooruitkijken kan nog niet
forecast-title = De komende { $months } maanden brengen je huidige klanten naar verwachting { $value } op; met { $confidence } zekerheid tussen { $low } en { $high }
forecast-purchases = Dat zijn naar verwachting { $purchases } aankopen ({ $low } tot { $high }). Nieuwe klanten tellen niet mee; een groei of krimp van je zaak en de seizoenen evenmin.
forecast-payments = Dat zijn naar verwachting { $purchases } betalingen ({ $low } tot { $high }). Nieuwe abonnees tellen niet mee; een groei of krimp van je zaak evenmin.
holdout-title-hit = Voorspeld en echt gebeurd: wat er na { $from } gebeurde, viel binnen de marge
holdout-title-miss = Voorspeld en echt gebeurd: wat er na { $from } gebeurde, viel buiten de marge; reken dus ruimer
holdout-what = Klanten die je toen had
holdout-predicted = Voorspeld
holdout-low = Laag
holdout-high = Hoog
holdout-actual = Echt gebeurd
holdout-purchases = Aankopen
holdout-payments = Betalingen
holdout-revenue = Omzet
holdout-note = Hiervoor is alleen gebruikt wat er op die dag in je lijst stond. Zo zie je of je op deze voorspelling kunt bouwen.

### De opdrachtregel

csv-email = e-mail
csv-first-name = voornaam
csv-segment = groep
csv-offer = aanbod
csv-date = datum
csv-tag = tag
clv-new-made = { $file } is gemaakt. Haal de voorbeeldregels weg en vul je eigen verkopen in.
clv-watching = Ik let op de map { $folder }. Stoppen: Ctrl-C.
clv-watch-stopped = Gestopt.
clv-folder-gone = De map is weg of hernoemd. Ik wacht tot hij terug is.
clv-folder-back = De map is terug.
clv-conflict = { $file }: er zijn twee versies van dit bestand. Kies er een en verwijder de andere; deze sla ik over.
clv-written-ledger = De bladen staan in het bestand zelf.
clv-written-companion = De bladen staan in { $file }.
clv-companion-stays = { $file } blijft staan, want daarin is iets veranderd. Wat je er op de CLV-bladen invulde, staat nu ook in je bestand; heb je het niet meer nodig, gooi het dan weg.
clv-written-unchanged = De bladen waren al bij; er is niets geschreven.
clv-ledger-summary = { $file }: { $customers } klanten, { $purchases } aankopen, { $revenue } omzet, van { $start } tot en met { $end }
clv-ledger-empty = { $file }: er staan nog geen verkopen in.
clv-not-a-ledger = { $file }: hier staan geen verkopen in die ik herken.
clv-business = Soort bedrijf: { $business }. Een ander kies je bij de instellingen.
clv-own-template = Je eigen sjabloon { $id } ({ $name }) bepaalt welke voorstellen passen.
clv-sheet-read = Tabblad { $sheet }, koppen in rij { $row }:
clv-text-read = Koppen in rij { $row }:
clv-rows-left-out = { $count ->
    [one] 1 rij niet meegeteld ({ $reason }, { $amount }): rij { $rows }
   *[other] { $count } rijen niet meegeteld ({ $reason }, { $amount }): rij { $rows }
}

### Fouten (error-*)

error-missing = { $file } is er niet.
    .hint = Controleer de naam en de map.
error-not_a_file = { $file } is geen gewoon bestand.
    .hint = Geef de naam van een werkmap of van een tekstbestand (.csv).
error-clv_toml = Het bestand clv.toml in de map van { $file } is niet te begrijpen: { $detail }
    .hint = Zet er home = "Omzet 2024.xlsx" in en files = ["Omzet 2023.xlsx", "Omzet 2024.xlsx"], met de namen van je eigen bestanden.
error-not_summaries = { $file } is geen tabel met samenvattingen: { $detail }.
    .hint = De kolommen zijn customer, frequency, recency, age en monetary_value.
error-changed = { $file } werd bewaard terwijl ik het las.
    .hint = Er is niets veranderd aan je bestand. Ik kijk opnieuw zodra het klaar is.
error-disk_full = De schijf is vol. Er is niets veranderd aan { $file }.
    .hint = Maak ruimte vrij en probeer het opnieuw.
error-unwritable = Ik mag niet schrijven in { $file } en ook niet in de map waarin het staat.
    .hint = Geef jezelf schrijfrechten op de map, of kies met --out een andere plaats voor het resultaat.
error-open = { $file } staat open.
    .hint = Sluit het bestand en probeer het opnieuw.
error-companion_open = Het bestand met de vorige cijfers van { $file } staat open.
    .hint = Sluit het om de nieuwe cijfers te krijgen.
error-internal = Er ging iets mis aan mijn kant ({ $detail }). { $file } is niet veranderd.
    .hint = Meld dit bij de makers, met deze regel erbij.

error-empty_file = { $file } is leeg: er staat niets in het bestand.
    .hint = Controleer of je het juiste bestand hebt. Wordt het bestand gesynchroniseerd, wacht dan tot dat klaar is.
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
    .hint = Controleer of het bestand er nog staat en of je het mag openen.

### Waarom de bladen naast het bestand staan

refusal-open = Het bestand staat open.
    .hint = Na het sluiten komen de bladen in het bestand zelf, zolang ik op de map let; anders: draai het nog eens.
refusal-not_replaceable = Het bestand is alleen-lezen, of het heeft nog een tweede naam.
refusal-other_kind = In dit soort bestand kunnen geen bladen worden bijgezet.
    .hint = Bewaar het als .xlsx om de bladen erin te krijgen.
refusal-binary = In een binaire werkmap (.xlsb) kunnen geen bladen worden bijgezet.
    .hint = Bewaar het als .xlsx of .xlsm om de bladen erin te krijgen.
refusal-password = De werkmap is beveiligd met een wachtwoord.
refusal-signed = De werkmap is digitaal ondertekend; elke wijziging zou de handtekening ongeldig maken.
refusal-protected = De structuur van de werkmap is beveiligd: er kunnen geen bladen bij.
    .hint = Haal in Excel de beveiliging eraf (Controleren > Werkmap beveiligen) om de bladen erin te krijgen.
refusal-shared = De werkmap wordt op de oude manier gedeeld, met een logboek van elke wijziging.
    .hint = Zet het delen uit in Excel om de bladen erin te krijgen.
refusal-read_only = De werkmap vraagt erom alleen gelezen te worden.
refusal-final = De werkmap is gemarkeerd als definitief.
    .hint = Haal de markering eraf in Excel (Bestand > Info) om de bladen erin te krijgen.
refusal-unusual = De werkmap is gemaakt op een manier die ik niet ken; ik laat haar liever zoals ze is.
    .hint = Open haar in Excel en bewaar haar opnieuw om de bladen erin te krijgen.
refusal-damaged = De werkmap is ergens beschadigd; ik laat haar zoals ze is.
    .hint = Laat Excel haar herstellen, of neem een eerdere versie.
refusal-too_large = De werkmap is te groot om er bladen bij te zetten.
refusal-name_taken = Een naam die de bladen nodig hebben, is in de werkmap al in gebruik.
refusal-report = De bladen passen niet in deze werkmap.
error-companion = Het bestand met de cijfers van { $file } kan niet vernieuwd worden ({ $detail }).
    .hint = Verplaats het bestand waarvan de naam op “ - CLV” eindigt; dan maak ik een nieuw.
clv-written-companion-same = De bladen in { $file } waren al bij; er is niets geschreven.
clv-removed = { $file }: de bladen zijn eruit gehaald.
clv-removed-none = { $file }: er staan geen bladen van mij in.

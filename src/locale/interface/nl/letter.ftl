# Wat de controle vindt in de kant-en-klare mail.

A11Y01-lang = <html> heeft lang="{ $written }", maar de taal van de mail is { $lang }.
A11Y01-dir = <html> heeft geen dir="{ $dir }".
A11Y01-child-lang = <{ $name }> direct onder <body> heeft geen geldige lang.
A11Y01-child-dir = <{ $name }> direct onder <body> heeft geen dir="{ $dir }".
A11Y02-no-role = Een tabel heeft geen kopcellen en ook geen role="presentation".
A11Y02-no-scope = Een kopcel van een tabel heeft geen scope.
A11Y03-tops = Het aantal koppen van niveau 1 in de mail is { $tops }; het moet er precies één zijn.
A11Y03-skipped = De kop “{ $words }” heeft niveau { $level }, en die ervoor niveau { $before }.
A11Y04-no-words = De link naar { $target } heeft geen woorden om op te klikken.
A11Y08-none = De mail heeft geen <title>.
A11Y08-empty = De <title> van de mail is leeg.
A11Y08-any-letter = De <title> van de mail is “{ $title }”, en dat kan boven elke mail staan.

HTM001-large = De HTML telt { $bytes } bytes; Gmail kapt een mail af bij ongeveer 102.000.
HTM003-element = In de mail staat <{ $name }>.
HTM003-style-sheet = De mail laadt een stijlblad van elders.
HTM003-handler = <{ $name }> heeft de gebeurtenisafhandeling { $attribute }.
HTM003-scheme = <{ $name }> heeft een adres van het type { $scheme }.
HTM007-says = Een stijl van de mail zegt { $said }.

IMG001-none = De afbeelding { $picture } heeft geen beschrijving.
IMG001-silent-link = Een afbeelding die naar { $target } linkt, heeft een lege beschrijving.
IMG001-file-name = De beschrijving “{ $alt }” is een bestandsnaam.
IMG001-needless = De beschrijving “{ $alt }” zegt “{ $said }”, wat een schermlezer uit zichzelf zegt.

LEG001-no-postal = De afzender heeft geen postadres.
LEG001-lacks-postal = In de { $part ->
        [html] HTML
       *[text] tekst
    } van de mail ontbreekt het postadres (“{ $line }”).
LEG001-lacks-organisation = In de { $part ->
        [html] HTML
       *[text] tekst
    } van de mail ontbreekt de organisatie.
LEG001-lacks-address = In de { $part ->
        [html] HTML
       *[text] tekst
    } van de mail ontbreekt een adres om naar te schrijven.
LEG001-lacks-reason = In de { $part ->
        [html] HTML
       *[text] tekst
    } van de mail ontbreekt de reden waarom iemand hem krijgt.
LEG001-no-privacy = De afzender heeft geen privacybeleid om naar te linken.
LEG001-privacy-language = Er is geen privacybeleid voor { $lang }; de mail linkt naar een andere taal.
LEG001-lacks-privacy = In de { $part ->
        [html] HTML
       *[text] tekst
    } van de mail ontbreekt de link naar het privacybeleid.
LEG002-no-emblem = Het embleem van de Europese Unie ontbreekt.
LEG002-no-emblem-remedy = Hebt u templates/partials/funding.html.hbs aangepast, laat daar dan het embleem zien, met een beschrijving die de Unie noemt.
LEG002-small-emblem = Het logo van { $name } ({ $other_width } × { $other_height }) is groter dan het embleem ({ $width } × { $height }).
LEG002-font = De woorden naast het embleem staan in { $font } ({ $element }), wat de regels ervoor niet toestaan.
LEG002-italic = De woorden naast het embleem zijn cursief ({ $element }), wat de regels ervoor niet toestaan.
LEG002-underlined = De woorden naast het embleem zijn onderstreept ({ $element }), wat de regels ervoor niet toestaan.
LEG002-font-remedy = Zet ze rechtop en zonder streep eronder, in Arial, Calibri, Garamond, Trebuchet, Tahoma, Verdana of Ubuntu: .statement-line in templates/style.css.
LEG002-lacks = In de { $part ->
        [html] HTML
       *[text] tekst
    } van de mail ontbreekt “{ $words }”.
LST006-lacks = In de { $part ->
        [html] HTML
       *[text] tekst
    } van de mail staat geen zichtbare afmeldlink.

LNK001-placeholder = De link “{ $target }” is een invultekst.
LNK001-characters = De link “{ $target }” heeft tekens die in geen adres mogen staan.
LNK001-no-address = De link “{ $target }” is geen adres.
LNK001-no-mail-address = De link “{ $target }” gaat naar “{ $wrong }”, en dat is geen e-mailadres.
LNK001-scheme = De link “{ $target }” begint met “{ $scheme }:”, en dat kan in een mail niet.
LNK001-password = In de link naar { $host } staat een naam of een wachtwoord.
LNK001-shortener = De link “{ $target }” loopt via een linkverkorter, die verbergt waar hij heen leidt en volgt wie klikt.
LNK001-not-encrypted = De link “{ $target }” is niet versleuteld (http).
LNK001-unreachable = De link “{ $target }” leidt naar een machine die lezers niet kunnen bereiken.
LNK001-no-host = De link “{ $target }” noemt geen host.
LNK001-not-public = De link “{ $target }” leidt naar een website die niet de openbare is.
LNK002-other-language = De link { $target } leidt naar de “{ $other }”-pagina’s van { $host }, dat ook pagina’s voor “{ $lang }” heeft.
LNK003-shows-another = De link toont { $shown } en leidt naar { $host }.
LNK003-follows = De link { $target } loopt via { $known }, dat volgt wie klikt.
LNK003-follows-remedy = Schrijf het adres waar hij uitkomt.
LNK003-tells = De link naar { $host } draagt iemands gegevens mee in “{ $name }”.
LNK003-tells-remedy = Haal het uit het adres: niemand wordt gevolgd.

HDR005-break = In { $part ->
        [subject] het onderwerp
        [preheader] de voorbeeldtekst
       *[title] de titel
    } staat een regeleinde of een tab.
HDR005-break-why = Dat zou een header kunnen afsluiten en een nieuwe beginnen.
HDR005-break-remedy = Schrijf het op één regel.
prose-in-head = { $part ->
        [subject] In het onderwerp
        [preheader] In de voorbeeldtekst
       *[title] In de titel
    }: { $what }
IMG002-missing = De afbeelding { $picture } is er niet.
IMG002-missing-remedy = Kopieer het bestand daarheen, of verbeter de naam.
IMG002-heavy = De afbeeldingen van deze mail wegen samen { $size } kB.
IMG002-heavy-why = Elke lezer krijgt ze allemaal, velen op een telefoon.
IMG002-too-heavy-why = Elke lezer krijgt ze allemaal; boven 1 MB worden veel mailservers traag of weigeren ze.
LNK004-none = De tekst linkt naar het eigen adres van het onderdeel, maar dat heeft er geen.
LNK004-none-why = De knop zou nergens heen leiden.
LNK004-none-remedy = Schrijf link = "https://…" onder het onderdeel in issue.toml.
TRN008-no-dates = Hoe data in “{ $lang }” geschreven worden, is hier niet bekend.
TRN008-no-dates-remedy = Gebruik de taalcode volgens ISO 639-1, of de algemenere vorm daarvan.
IMG002-form = Het bestand { $file } is geen afbeelding die elk mailprogramma kan tonen.
IMG002-form-remedy = Sla het op als JPEG, PNG of GIF.
IMG002-too-heavy = Het bestand { $file } is groter dan 20 MB.
IMG002-too-large = Het bestand { $file } heeft meer dan 40 miljoen pixels.
IMG002-smaller-remedy = Sla het kleiner op: 1100 pixels breed als JPEG is ruim voldoende.
IMG002-damaged = Het bestand { $file } is beschadigd: het is niet tot het einde te lezen.
IMG002-damaged-remedy = Kopieer het bestand opnieuw, of sla het opnieuw op vanaf het origineel.

# Det som kontrollen hittar i det färdiga brevet.

A11Y01-lang = <html> har lang="{ $written }", men brevets språk är { $lang }.
A11Y01-dir = <html> saknar dir="{ $dir }".
A11Y01-child-lang = <{ $name }> direkt under <body> saknar ett giltigt lang.
A11Y01-child-dir = <{ $name }> direkt under <body> saknar dir="{ $dir }".
A11Y02-no-role = En tabell har varken rubrikceller eller role="presentation".
A11Y02-no-scope = En rubrikcell i en tabell saknar scope.
A11Y03-tops = Antalet rubriker på nivå 1 i brevet är { $tops }; det ska vara precis en.
A11Y03-skipped = Rubriken ”{ $words }” har nivå { $level }, och den före har nivå { $before }.
A11Y04-no-words = Länken till { $target } har inga ord att klicka på.
A11Y08-none = Brevet saknar <title>.
A11Y08-empty = Brevets <title> är tom.
A11Y08-any-letter = Brevets <title> är ”{ $title }”, som kunde stå över vilket brev som helst.

HTM001-large = HTML-koden har { $bytes } byte; Gmail kapar ett brev vid ungefär 102 000.
HTM003-element = Brevet innehåller <{ $name }>.
HTM003-style-sheet = Brevet hämtar en formatmall utifrån.
HTM003-handler = <{ $name }> har händelsehanteraren { $attribute }.
HTM003-scheme = <{ $name }> har en adress av slaget { $scheme }.
HTM007-says = En stil i brevet säger { $said }.

IMG001-none = Bilden { $picture } saknar beskrivning.
IMG001-silent-link = En bild som länkar till { $target } har en tom beskrivning.
IMG001-file-name = Bildbeskrivningen ”{ $alt }” är ett filnamn.
IMG001-needless = Bildbeskrivningen ”{ $alt }” säger ”{ $said }”, vilket en skärmläsare säger av sig själv.

LEG001-no-postal = Avsändaren har ingen postadress.
LEG001-lacks-postal = I brevets { $part ->
        [html] HTML
       *[text] text
    } saknas postadressen (”{ $line }”).
LEG001-lacks-organisation = I brevets { $part ->
        [html] HTML
       *[text] text
    } saknas organisationen.
LEG001-lacks-address = I brevets { $part ->
        [html] HTML
       *[text] text
    } saknas en adress att skriva till.
LEG001-lacks-reason = I brevets { $part ->
        [html] HTML
       *[text] text
    } saknas anledningen till att man får det.
LEG001-no-privacy = Avsändaren har ingen integritetspolicy att länka till.
LEG001-privacy-language = Det finns ingen integritetspolicy för { $lang }; brevet länkar till ett annat språk.
LEG001-lacks-privacy = I brevets { $part ->
        [html] HTML
       *[text] text
    } saknas länken till integritetspolicyn.
LEG002-no-emblem = Europeiska unionens emblem saknas.
LEG002-no-emblem-remedy = Har du ändrat templates/partials/funding.html.hbs, låt den visa emblemet, med en beskrivning som nämner unionen.
LEG002-small-emblem = Logotypen för { $name } ({ $other_width } × { $other_height }) är större än emblemet ({ $width } × { $height }).
LEG002-font = Orden intill emblemet är satta i { $font } ({ $element }), vilket dess regler inte tillåter.
LEG002-italic = Orden intill emblemet är kursiva ({ $element }), vilket dess regler inte tillåter.
LEG002-underlined = Orden intill emblemet är understrukna ({ $element }), vilket dess regler inte tillåter.
LEG002-font-remedy = Sätt dem raka och utan understrykning, i Arial, Calibri, Garamond, Trebuchet, Tahoma, Verdana eller Ubuntu: .statement-line i templates/style.css.
LEG002-lacks = I brevets { $part ->
        [html] HTML
       *[text] text
    } saknas ”{ $words }”.
LST006-lacks = I brevets { $part ->
        [html] HTML
       *[text] text
    } finns ingen synlig avregistreringslänk.

LNK001-placeholder = Länken ”{ $target }” är en platshållare.
LNK001-characters = Länken ”{ $target }” har tecken som ingen adress får ha.
LNK001-no-address = Länken ”{ $target }” är ingen adress.
LNK001-no-mail-address = Länken ”{ $target }” går till ”{ $wrong }”, som inte är någon e-postadress.
LNK001-scheme = Länken ”{ $target }” börjar med ”{ $scheme }:”, som inte går att använda i ett brev.
LNK001-password = Länken till { $host } innehåller ett namn eller ett lösenord.
LNK001-shortener = Länken ”{ $target }” går via en länkförkortare, som döljer vart den leder och följer vem som klickar.
LNK001-not-encrypted = Länken ”{ $target }” är inte krypterad (http).
LNK001-unreachable = Länken ”{ $target }” leder till en dator som läsarna inte når.
LNK001-no-host = Länken ”{ $target }” anger ingen värddator.
LNK001-not-public = Länken ”{ $target }” leder till en webbplats som inte är den offentliga.
LNK002-other-language = Länken { $target } leder till sidorna ”{ $other }” på { $host }, som har andra för ”{ $lang }”.
LNK003-shows-another = Länken visar { $shown } och leder till { $host }.
LNK003-follows = Länken { $target } går via { $known }, som följer vem som klickar.
LNK003-follows-remedy = Skriv adressen som den slutar på.
LNK003-tells = Länken till { $host } bär med sig någons uppgifter i ”{ $name }”.
LNK003-tells-remedy = Ta bort det ur adressen: ingen följs.

HDR005-break = { $part ->
        [subject] Ämnesraden
        [preheader] Förhandstexten
       *[title] Titeln
    } innehåller en radbrytning eller en tabb.
HDR005-break-why = Den skulle kunna avsluta ett brevhuvud och börja ett nytt.
HDR005-break-remedy = Skriv det på en rad.
prose-in-head = { $part ->
        [subject] I ämnesraden
        [preheader] I förhandstexten
       *[title] I titeln
    }: { $what }
IMG002-missing = Bilden { $picture } finns inte där.
IMG002-missing-remedy = Kopiera dit filen, eller rätta dess namn.
IMG002-heavy = Bilderna i det här brevet väger { $size } kB tillsammans.
IMG002-heavy-why = Varje läsare får dem alla, många i telefonen.
IMG002-too-heavy-why = Varje läsare får dem alla; över 1 MB blir många e-postservrar långsamma eller säger nej.
LNK004-none = Texten länkar till avsnittets egen adress, men det har ingen.
LNK004-none-why = Knappen skulle inte leda någonstans.
LNK004-none-remedy = Skriv link = "https://…" under avsnittet i issue.toml.
TRN008-no-dates = Hur datum skrivs på ”{ $lang }” är inte känt här.
TRN008-no-dates-remedy = Använd språkets kod enligt ISO 639-1, eller dess mer allmänna form.
IMG002-form = Filen { $file } är ingen bild som alla e-postprogram kan visa.
IMG002-form-remedy = Spara den som JPEG, PNG eller GIF.
IMG002-too-heavy = Filen { $file } är större än 20 MB.
IMG002-too-large = Filen { $file } har fler än 40 miljoner bildpunkter.
IMG002-smaller-remedy = Spara den mindre: 1100 bildpunkters bredd som JPEG räcker gott.
IMG002-damaged = Filen { $file } är skadad: den går inte att läsa till slutet.
IMG002-damaged-remedy = Kopiera filen igen, eller spara den på nytt från originalet.

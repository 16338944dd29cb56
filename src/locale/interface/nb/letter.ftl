# Det kontrollen finner i det ferdige brevet.

A11Y01-lang = <html> har lang="{ $written }", men språket i brevet er { $lang }.
A11Y01-dir = <html> mangler dir="{ $dir }".
A11Y01-child-lang = <{ $name }> rett under <body> mangler en gyldig lang.
A11Y01-child-dir = <{ $name }> rett under <body> mangler dir="{ $dir }".
A11Y02-no-role = En tabell har verken overskriftsceller eller role="presentation".
A11Y02-no-scope = En overskriftscelle i en tabell mangler scope.
A11Y03-tops = Antallet overskrifter på nivå 1 i brevet er { $tops }; det skal være nøyaktig én.
A11Y03-skipped = Overskriften «{ $words }» har nivå { $level }, og den foran har nivå { $before }.
A11Y04-no-words = Lenken til { $target } har ingen ord å klikke på.
A11Y08-none = Brevet mangler <title>.
A11Y08-empty = <title> i brevet er tom.
A11Y08-any-letter = <title> i brevet er «{ $title }», som kunne stå over et hvilket som helst brev.

HTM001-large = HTML-koden har { $bytes } byte; Gmail kutter et brev ved omtrent 102 000.
HTM003-element = Brevet inneholder <{ $name }>.
HTM003-style-sheet = Brevet henter et stilark utenfra.
HTM003-handler = <{ $name }> har hendelsesbehandleren { $attribute }.
HTM003-scheme = <{ $name }> har en adresse av typen { $scheme }.
HTM007-says = En stil i brevet sier { $said }.

IMG001-none = Bildet { $picture } mangler beskrivelse.
IMG001-silent-link = Et bilde som lenker til { $target }, har en tom beskrivelse.
IMG001-file-name = Bildebeskrivelsen «{ $alt }» er et filnavn.
IMG001-needless = Bildebeskrivelsen «{ $alt }» sier «{ $said }», og det sier en skjermleser av seg selv.

LEG001-no-postal = Avsenderen har ingen postadresse.
LEG001-lacks-postal = I brevets { $part ->
        [html] HTML
       *[text] tekst
    } mangler postadressen («{ $line }»).
LEG001-lacks-organisation = I brevets { $part ->
        [html] HTML
       *[text] tekst
    } mangler organisasjonen.
LEG001-lacks-address = I brevets { $part ->
        [html] HTML
       *[text] tekst
    } mangler en adresse å skrive til.
LEG001-lacks-reason = I brevets { $part ->
        [html] HTML
       *[text] tekst
    } mangler grunnen til at man får det.
LEG001-no-privacy = Avsenderen har ingen personvernerklæring å lenke til.
LEG001-privacy-language = Det finnes ingen personvernerklæring for { $lang }; brevet lenker til et annet språk.
LEG001-lacks-privacy = I brevets { $part ->
        [html] HTML
       *[text] tekst
    } mangler lenken til personvernerklæringen.
LEG002-no-emblem = Den europeiske unions emblem mangler.
LEG002-no-emblem-remedy = Har du endret templates/partials/funding.html.hbs, la den vise emblemet, med en beskrivelse som nevner unionen.
LEG002-small-emblem = Logoen til { $name } ({ $other_width } × { $other_height }) er større enn emblemet ({ $width } × { $height }).
LEG002-font = Ordene ved emblemet er satt i { $font } ({ $element }), noe reglene for det ikke tillater.
LEG002-italic = Ordene ved emblemet står i kursiv ({ $element }), noe reglene for det ikke tillater.
LEG002-underlined = Ordene ved emblemet er understreket ({ $element }), noe reglene for det ikke tillater.
LEG002-font-remedy = Sett dem rett og uten understreking, i Arial, Calibri, Garamond, Trebuchet, Tahoma, Verdana eller Ubuntu: .statement-line i templates/style.css.
LEG002-lacks = I brevets { $part ->
        [html] HTML
       *[text] tekst
    } mangler «{ $words }».
LST006-lacks = I brevets { $part ->
        [html] HTML
       *[text] tekst
    } er det ingen synlig avmeldingslenke.

LNK001-placeholder = Lenken «{ $target }» er en plassholder.
LNK001-characters = Lenken «{ $target }» har tegn som ingen adresse kan ha.
LNK001-no-address = Lenken «{ $target }» er ingen adresse.
LNK001-no-mail-address = Lenken «{ $target }» går til «{ $wrong }», som ikke er en e-postadresse.
LNK001-scheme = Lenken «{ $target }» begynner med «{ $scheme }:», som ikke kan brukes i et brev.
LNK001-password = Lenken til { $host } inneholder et navn eller et passord.
LNK001-shortener = Lenken «{ $target }» går gjennom en lenkeforkorter, som skjuler hvor den fører og følger hvem som klikker.
LNK001-not-encrypted = Lenken «{ $target }» er ikke kryptert (http).
LNK001-unreachable = Lenken «{ $target }» fører til en maskin som leserne ikke når.
LNK001-no-host = Lenken «{ $target }» oppgir ingen vertsmaskin.
LNK001-not-public = Lenken «{ $target }» fører til et nettsted som ikke er det offentlige.
LNK002-other-language = Lenken { $target } fører til «{ $other }»-sidene på { $host }, som har andre for «{ $lang }».
LNK003-shows-another = Lenken viser { $shown } og fører til { $host }.
LNK003-follows = Lenken { $target } går gjennom { $known }, som følger hvem som klikker.
LNK003-follows-remedy = Skriv adressen den ender på.
LNK003-tells = Lenken til { $host } bærer med seg noens opplysninger i «{ $name }».
LNK003-tells-remedy = Ta det ut av adressen: ingen blir fulgt.

HDR005-break = { $part ->
        [subject] Emnet
        [preheader] Forhåndsteksten
       *[title] Tittelen
    } inneholder et linjeskift eller en tabulator.
HDR005-break-why = Det kunne avslutte et brevhode og begynne et nytt.
HDR005-break-remedy = Skriv det på én linje.
prose-in-head = { $part ->
        [subject] I emnet
        [preheader] I forhåndsteksten
       *[title] I tittelen
    }: { $what }
IMG002-missing = Bildet { $picture } finnes ikke.
IMG002-missing-remedy = Kopier filen dit, eller rett navnet.
IMG002-heavy = Bildene i dette brevet veier { $size } kB til sammen.
IMG002-heavy-why = Hver leser får alle sammen, mange på telefonen.
IMG002-too-heavy-why = Hver leser får alle sammen; over 1 MB blir mange e-postservere trege eller sier nei.
LNK004-none = Teksten lenker til avsnittets egen adresse, men det har ingen.
LNK004-none-why = Knappen ville ikke føre noe sted.
LNK004-none-remedy = Skriv link = "https://…" under avsnittet i issue.toml.
TRN008-no-dates = Hvordan datoer skrives på «{ $lang }», er ikke kjent her.
TRN008-no-dates-remedy = Bruk språkkoden fra ISO 639-1, eller den mer allmenne formen.
IMG002-form = Filen { $file } er ikke et bilde som alle e-postprogrammer kan vise.
IMG002-form-remedy = Lagre den som JPEG, PNG eller GIF.
IMG002-too-heavy = Filen { $file } er større enn 20 MB.
IMG002-too-large = Filen { $file } har mer enn 40 millioner piksler.
IMG002-smaller-remedy = Lagre den mindre: 1100 piksler bredt som JPEG holder lenge.
IMG002-damaged = Filen { $file } er skadet: den kan ikke leses til slutten.
IMG002-damaged-remedy = Kopier filen på nytt, eller lagre den igjen fra originalen.

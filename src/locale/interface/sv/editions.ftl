# Det som kontrollen hittar mellan språkversionerna: det som saknas, är inaktuellt eller säger annat.

list-or = eller
name-of-head = huvudet (titel, ämne, förhandstext)
name-of-section = ”{ $name }”

EVT002-date = I texten står ”{ $said }”, men evenemanget är { $date }.
EVT002-dates = I texten står ”{ $said }”, men evenemanget är från { $first } till { $last }.
EVT002-time = I texten står ”{ $said }”, men evenemanget börjar { $time }.

TRN001-no-edition = Numret ska finnas på { $lang }, men det finns ingen { $lang }.md som går att läsa.
TRN001-no-edition-remedy = Skriv issues/{ $issue }/{ $lang }.md, eller ta bort ”{ $lang }” bland språken i issue.toml; dess läsare får då en annan språkversion.
TRN001-no-subject = Språkversionen { $lang } har ingen ämnesrad.
TRN001-no-subject-remedy = Skriv subject = "…" ovanför den andra raden +++ i { $lang }.md.
TRN001-missing = ”{ $name }” saknas på { $lang }.
TRN001-missing-lent = ”{ $name }” saknas på { $lang }: läsarna får det på { $other }, och det står så i brevet.
TRN001-lent-why = Alla listor för numret säger fallback = "sections".
TRN001-write-or-remove = Skriv det i { $lang }.md under en rad ## … {"{#"}{ $id }{"}"}, eller ta bort avsnittet ur issue.toml.
TRN001-write-or-leave-out = Skriv det i { $lang }.md under en rad ## … {"{#"}{ $id }{"}"}; eller, om det inte är till för läsare av { $lack }, ange det i dess [[section]]: languages = [{ $others }].
TRN001-machine = { $name } på { $lang } är maskinöversatt, och ingen människa har gått igenom det.
TRN001-machine-remedy = Läs det, rätta det, och säg till: { $done }
TRN001-stale-why = Läsarna på det språket skulle läsa sådant som inte stämmer längre.
TRN001-stale-remedy = Rätta texten på { $lang }, och sedan: { $done }. `courant translate status { $issue } --lang { $tag } --diff` visar vad som har ändrats.
TRN001-stale-remedy-first = Först den på { $first }, som den gjordes från; rätta sedan texten på { $lang }, och: { $done }. `courant translate status { $issue } --lang { $tag } --diff` visar vad som har ändrats.
TRN001-changed = Texten på { $other } för { $name } har ändrats sedan den på { $lang } gjordes från den{ $kept ->
        [no] ; texten som den gjordes från finns inte kvar
       *[yes] {""}
    }.
TRN001-changed-through = Texten på { $other } för { $name } har ändrats{ $kept ->
        [no] ; texten som översättningen gjordes från finns inte kvar
       *[yes] {""}
    }.
TRN001-through = { $name } på { $lang } gjordes från den via { $through }.
TRN001-fact-changed = Texten på { $other } säger nu { $is } där den sade { $was } när detta översattes.
TRN001-fact-new = Texten på { $other } säger nu { $is }, vilket den inte sade när detta översattes.
TRN001-fact-gone = Texten på { $other } säger inte längre { $was }, som den gjorde när detta översattes.
TRN001-more-facts = { $number } av dess andra fakta har också ändrats.

TRN002-differs = ”{ $said }” på { $first } är ”{ $beside }” på { $other }.
TRN002-not-in = ”{ $said }” på { $first } finns inte på { $other }.
TRN002-differs-remedy = Om ”{ $said }” är rätt, rätta { $other }.md; om ”{ $beside }” är det, rätta { $first }.md och det som gjordes från den.
TRN002-lacks-remedy = Skriv ”{ $said }” även i { $other }.md, ta bort det ur { $first }.md, eller godta skillnaden.
TRN002-alone-remedy = Ta bort ”{ $said }” ur { $other }.md, skriv det även i { $first }.md, eller godta skillnaden.
TRN002-no-year = ”{ $said }” på { $lang } har inget årtal, men ”{ $full }” på { $other } har det.
TRN002-no-year-remedy = Skriv ut året också.

TRN004-differs = ”{ $heading }” har { $has } på { $lang }, men { $wants } på { $from }.
TRN004-fields = { $number ->
        [0] inget fält
       *[other] { $number } fält
    }
TRN004-headings = { $number ->
        [0] ingen rubrik
        [one] { $number } rubrik
       *[other] { $number } rubriker
    }
TRN004-points = { $number ->
        [0] ingen punkt i någon lista
        [one] { $number } punkt i en lista
       *[other] { $number } punkter i listor
    }
TRN004-emphasis = { $number ->
        [0] inget i fetstil
        [one] { $number } ställe i fetstil
       *[other] { $number } ställen i fetstil
    }
TRN004-own-links = { $number ->
        [0] ingen länk till sin egen sida
        [one] { $number } länk till sin egen sida
       *[other] { $number } länkar till sin egen sida
    }
TRN006-length = ”{ $heading }” har { $has } bokstäver på { $lang }, men { $wants } på { $from }.
TRN006-length-remedy = Se efter om något har utelämnats eller lagts till.
TRN006-button = Knappen ”{ $words }” har { $long } tecken.
TRN006-button-remedy = Säg det på högst { $most }, annars delas det på två rader i en telefon.

TRN007-lacks = Bland de fasta texterna för { $lang } saknas { $named }{ $more ->
        [0] {""}
       *[other] {" "}och { $more } till
    }.

# Det kontrollen finner mellan språkversjonene: det som mangler, er utdatert eller sier noe annet.

list-or = eller
name-of-head = hodet (tittel, emne, forhåndstekst)
name-of-section = «{ $name }»

EVT002-date = I teksten står det «{ $said }», men arrangementet er { $date }.
EVT002-dates = I teksten står det «{ $said }», men arrangementet er fra { $first } til { $last }.
EVT002-time = I teksten står det «{ $said }», men arrangementet begynner { $time }.

TRN001-no-edition = Nummeret skal finnes på { $lang }, men det er ingen { $lang }.md som kan leses.
TRN001-no-edition-remedy = Skriv issues/{ $issue }/{ $lang }.md, eller ta «{ $lang }» ut av språkene i issue.toml; leserne får da en annen språkversjon.
TRN001-no-subject = Språkversjonen { $lang } har ikke noe emne.
TRN001-no-subject-remedy = Skriv subject = "…" over den andre linjen +++ i { $lang }.md.
TRN001-missing = «{ $name }» mangler på { $lang }.
TRN001-missing-lent = «{ $name }» mangler på { $lang }: leserne får det på { $other }, og det står så i brevet.
TRN001-lent-why = Alle listene til nummeret sier fallback = "sections".
TRN001-write-or-remove = Skriv det i { $lang }.md under en linje ## … {"{#"}{ $id }{"}"}, eller ta avsnittet ut av issue.toml.
TRN001-write-or-leave-out = Skriv det i { $lang }.md under en linje ## … {"{#"}{ $id }{"}"}; eller, hvis det ikke er for lesere av { $lack }, oppgi det i sitt [[section]]: languages = [{ $others }].
TRN001-machine = { $name } på { $lang } er maskinoversatt, og ikke noe menneske har sett over det.
TRN001-machine-remedy = Les det, rett det, og si fra: { $done }
TRN001-stale-why = Leserne på det språket ville lese noe som ikke stemmer lenger.
TRN001-stale-remedy = Rett teksten på { $lang }, og så: { $done }. `courant translate status { $issue } --lang { $tag } --diff` viser hva som er endret.
TRN001-stale-remedy-first = Først den på { $first }, som den ble laget av; rett så teksten på { $lang }, og: { $done }. `courant translate status { $issue } --lang { $tag } --diff` viser hva som er endret.
TRN001-changed = Teksten på { $other } for { $name } er endret siden den på { $lang } ble laget av den{ $kept ->
        [no] ; teksten den ble laget av, er ikke tatt vare på
       *[yes] {""}
    }.
TRN001-changed-through = Teksten på { $other } for { $name } er endret{ $kept ->
        [no] ; teksten oversettelsen ble laget av, er ikke tatt vare på
       *[yes] {""}
    }.
TRN001-through = { $name } på { $lang } ble laget av den via { $through }.
TRN001-fact-changed = Teksten på { $other } sier nå { $is } der den sa { $was } da dette ble oversatt.
TRN001-fact-new = Teksten på { $other } sier nå { $is }, noe den ikke sa da dette ble oversatt.
TRN001-fact-gone = Teksten på { $other } sier ikke lenger { $was }, slik den gjorde da dette ble oversatt.
TRN001-more-facts = { $number } andre fakta i den er også endret.

TRN002-differs = «{ $said }» på { $first } er «{ $beside }» på { $other }.
TRN002-not-in = «{ $said }» på { $first } finnes ikke på { $other }.
TRN002-differs-remedy = Hvis «{ $said }» er riktig, rett { $other }.md; hvis «{ $beside }» er det, rett { $first }.md og det som ble laget av den.
TRN002-lacks-remedy = Skriv «{ $said }» i { $other }.md også, ta det ut av { $first }.md, eller godta forskjellen.
TRN002-alone-remedy = Ta «{ $said }» ut av { $other }.md, skriv det i { $first }.md også, eller godta forskjellen.
TRN002-no-year = «{ $said }» på { $lang } har ikke noe årstall, men «{ $full }» på { $other } har det.
TRN002-no-year-remedy = Skriv året også.

TRN004-differs = «{ $heading }» har { $has } på { $lang }, men { $wants } på { $from }.
TRN004-fields = { $number ->
        [0] ingen felt
       *[other] { $number } felt
    }
TRN004-headings = { $number ->
        [0] ingen overskrift
        [one] { $number } overskrift
       *[other] { $number } overskrifter
    }
TRN004-points = { $number ->
        [0] ingen punkter i lister
        [one] { $number } punkt i en liste
       *[other] { $number } punkter i lister
    }
TRN004-emphasis = { $number ->
        [0] ingenting i fet skrift
        [one] { $number } sted i fet skrift
       *[other] { $number } steder i fet skrift
    }
TRN004-own-links = { $number ->
        [0] ingen lenke til sin egen side
        [one] { $number } lenke til sin egen side
       *[other] { $number } lenker til sin egen side
    }
TRN006-length = «{ $heading }» har { $has } bokstaver på { $lang }, men { $wants } på { $from }.
TRN006-length-remedy = Se etter om noe er utelatt eller lagt til.
TRN006-button = Knappen «{ $words }» har { $long } tegn.
TRN006-button-remedy = Si det med høyst { $most }, ellers brytes den over to linjer på en telefon.

TRN007-lacks = Blant de faste tekstene for { $lang } mangler { $named }{ $more ->
        [0] {""}
       *[other] {" "}og { $more } til
    }.

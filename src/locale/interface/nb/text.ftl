# Det kontrollen finner i teksten slik den er skrevet, og i opplysningene i issue.toml.

EVT001-undated = { $section } skal ha en dato, og har ingen.
EVT001-undated-why = Leserne blir bedt om å sette av en dato som brevet ikke nevner.
EVT001-undated-remedy = Skriv den i feltet «Når», eller i issue.toml: starts = "2018-10-25T09:30[Europe/Amsterdam]", eller "2018-10" så lenge bare måneden er kjent.
EVT001-no-zone = «{ $name }» for { $section } oppgir ingen tidssone som Europe/Amsterdam.
EVT001-late-deadline = Fristen for { $section }, { $date }, er etter at arrangementet har begynt.
EVT001-event-over = Arrangementet { $section } er over: det var { $when }.
EVT001-deadline-over = En frist for { $section } er gått ut: den var { $when }.
EVT001-event-over-by-then = Arrangementet { $section } er over når brevene sendes { $leaves }: det er { $when }.
EVT001-deadline-over-by-then = En frist for { $section } er gått ut når brevene sendes { $leaves }: den er { $when }.
EVT001-soon = Arrangementet { $section } begynner { $first }, om mindre enn { $days } dager.
EVT001-expired = Ingen brev i dette nummeret sendes etter { $when } (expires_at), og det er før det går ut.
EVT001-expired-remedy = Skriv et senere expires_at i issue.toml, eller ta det bort.
EVT001-weekday = «{ $written }» er feil: { $date } er en { $is }.
EVT001-weekday-remedy = Rett ukedagen eller datoen.

HDR011-long = Emnet ({ $lang }) har { $long } tegn.

LEG004-empty-note = { $picture } viser personer, og merknaden om samtykke sier bare «{ $note }».
LEG004-no-credit = { $picture } viser personer og oppgir ingen fotograf.
LEG004-no-credit-remedy = Legg til credit = "…" under bildet i issue.toml.

OPS002-in-subject = I emnet står det fortsatt «{ $word }».
OPS001-not-approved = { $name } har ikke godkjent utgaven.
OPS001-other-text = { $name } godkjente utgaven før den ble endret.
OPS001-not-approved-remedy = La vedkommende se forhåndsvisningen, så: courant approve { $issue } --by { $address }
OPS001-never-tested = Ingen test av utgaven er sendt.
OPS001-changed-since-test = Utgaven er endret siden den siste testen ble sendt.
OPS001-untested-remedy = Send en: courant test { $issue }
OPS002-in-inbox-line = I forhåndsteksten står det fortsatt «{ $word }».
OPS002-in-title = I tittelen står det fortsatt «{ $word }».
OPS002-in-text = I teksten står det fortsatt «{ $word }».
OPS002-in-heading = I overskriften står det fortsatt «{ $word }».
OPS002-no-heading = «{ $name }» har ingen overskrift på { $lang }.
OPS002-empty = «{ $name }» er tomt på { $lang }.
OPS002-unfilled = { $part ->
        [subject] I emnet til brevet
        [html] I HTML-en til brevet
       *[text] I teksten til brevet
    } står det fortsatt { $braces }.

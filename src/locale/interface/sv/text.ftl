# Det som kontrollen hittar i texten som den är skriven och i uppgifterna i issue.toml.

EVT001-undated = { $section } ska ha ett datum, och har inget.
EVT001-undated-why = Läsarna ombeds att boka ett datum som brevet inte nämner.
EVT001-undated-remedy = Skriv det i fältet ”När”, eller i issue.toml: starts = "2018-10-25T09:30[Europe/Amsterdam]", eller "2018-10" så länge bara månaden är känd.
EVT001-no-zone = ”{ $name }” för { $section } anger ingen tidszon som Europe/Amsterdam.
EVT001-late-deadline = Sista dagen för { $section }, { $date }, är efter att evenemanget har börjat.
EVT001-event-over = Evenemanget { $section } är över: det var { $when }.
EVT001-deadline-over = En sista dag för { $section } har passerat: den var { $when }.
EVT001-event-over-by-then = Evenemanget { $section } är över när breven går iväg { $leaves }: det är { $when }.
EVT001-deadline-over-by-then = En sista dag för { $section } har passerat när breven går iväg { $leaves }: den är { $when }.
EVT001-soon = Evenemanget { $section } börjar { $first }, om mindre än { $days } dagar.
EVT001-expired = Inga brev i detta nummer går iväg efter { $when } (expires_at), och det är innan det skickas.
EVT001-expired-remedy = Skriv ett senare expires_at i issue.toml, eller ta bort det.
EVT001-weekday = ”{ $written }” är fel: { $date } är en { $is }.
EVT001-weekday-remedy = Rätta veckodagen eller datumet.

HDR011-long = Ämnesraden ({ $lang }) har { $long } tecken.

LEG004-empty-note = { $picture } visar personer, och anteckningen om deras samtycke säger bara ”{ $note }”.
LEG004-no-credit = { $picture } visar personer och anger ingen fotograf.
LEG004-no-credit-remedy = Lägg till credit = "…" under bilden i issue.toml.

OPS002-in-subject = I ämnesraden står det fortfarande ”{ $word }”.
OPS001-not-approved = { $name } har inte godkänt numret.
OPS001-other-text = { $name } godkände numret innan det ändrades.
OPS001-not-approved-remedy = Låt personen se förhandsvisningen, sedan: courant approve { $issue } --by { $address }
OPS001-never-tested = Inget test av numret har skickats.
OPS001-changed-since-test = Numret har ändrats sedan det senaste testet skickades.
OPS001-untested-remedy = Skicka ett: courant test { $issue }
OPS002-in-inbox-line = I förhandstexten står det fortfarande ”{ $word }”.
OPS002-in-title = I titeln står det fortfarande ”{ $word }”.
OPS002-in-text = I texten står det fortfarande ”{ $word }”.
OPS002-in-heading = I rubriken står det fortfarande ”{ $word }”.
OPS002-no-heading = ”{ $name }” har ingen rubrik på { $lang }.
OPS002-empty = ”{ $name }” är tomt på { $lang }.
OPS002-unfilled = { $part ->
        [subject] I brevets ämnesrad
        [html] I brevets HTML
       *[text] I brevets text
    } står fortfarande { $braces }.

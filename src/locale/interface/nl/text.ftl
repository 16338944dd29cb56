# Wat de controle vindt in de geschreven tekst en in de gegevens van issue.toml.

EVT001-undated = { $section } moet een datum hebben, en heeft er geen.
EVT001-undated-why = Lezers worden gevraagd een datum vrij te houden die de brief niet noemt.
EVT001-undated-remedy = Schrijf die in het veld “Wanneer”, of in issue.toml: starts = "2018-10-25T09:30[Europe/Amsterdam]", of "2018-10" zolang alleen de maand bekend is.
EVT001-no-zone = “{ $name }” van { $section } noemt geen tijdzone zoals Europe/Amsterdam.
EVT001-late-deadline = De deadline van { $section } op { $date } valt na het begin van het evenement.
EVT001-event-over = Het evenement { $section } is voorbij: het was op { $when }.
EVT001-deadline-over = Een deadline van { $section } is voorbij: die was op { $when }.
EVT001-event-over-by-then = Het evenement { $section } is voorbij als de mails vertrekken, op { $leaves }: het is op { $when }.
EVT001-deadline-over-by-then = Een deadline van { $section } is voorbij als de mails vertrekken, op { $leaves }: die is op { $when }.
EVT001-soon = Het evenement { $section } begint op { $first }, over minder dan { $days } dagen.
EVT001-expired = Van dit nummer vertrekt na { $when } (expires_at) geen mail meer, en dat is voordat het wordt verstuurd.
EVT001-expired-remedy = Schrijf een latere expires_at in issue.toml, of haal die weg.
EVT001-weekday = “{ $written }” klopt niet: { $date } is een { $is }.
EVT001-weekday-remedy = Verbeter de weekdag of de datum.

HDR011-long = Het onderwerp ({ $lang }) heeft { $long } tekens.

LEG004-empty-note = Op { $picture } staan mensen, en de notitie over hun toestemming zegt alleen “{ $note }”.
LEG004-no-credit = Op { $picture } staan mensen, en er is geen bronvermelding.
LEG004-no-credit-remedy = Voeg credit = "…" toe onder de afbeelding in issue.toml.

OPS002-in-subject = In het onderwerp staat nog “{ $word }”.
OPS001-not-approved = { $name } heeft het nummer niet goedgekeurd.
OPS001-other-text = { $name } keurde het nummer goed voordat het werd gewijzigd.
OPS001-not-approved-remedy = Laat diegene het voorbeeld bekijken, daarna: courant approve { $issue } --by { $address }
OPS001-never-tested = Er is geen test van het nummer verstuurd.
OPS001-changed-since-test = Het nummer is gewijzigd sinds de laatste test werd verstuurd.
OPS001-untested-remedy = Verstuur er een: courant test { $issue }
OPS002-in-inbox-line = In de voorbeeldtekst staat nog “{ $word }”.
OPS002-in-title = In de titel staat nog “{ $word }”.
OPS002-in-text = In de tekst staat nog “{ $word }”.
OPS002-in-heading = In de kop staat nog “{ $word }”.
OPS002-no-heading = “{ $name }” heeft geen kop in het { $lang }.
OPS002-empty = “{ $name }” is leeg in het { $lang }.
OPS002-unfilled = In { $part ->
        [subject] het onderwerp
        [html] de HTML
       *[text] de tekst
    } van de mail staat nog { $braces }.

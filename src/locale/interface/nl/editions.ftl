# Wat de controle tussen de taalversies vindt: wat ontbreekt, verouderd is of iets anders zegt.

list-or = of
name-of-head = de kop (titel, onderwerp, voorbeeldtekst)
name-of-section = “{ $name }”

EVT002-date = In de tekst staat “{ $said }”, maar het evenement is op { $date }.
EVT002-dates = In de tekst staat “{ $said }”, maar het evenement is van { $first } tot { $last }.
EVT002-time = In de tekst staat “{ $said }”, maar het evenement begint om { $time }.

TRN001-no-edition = Het nummer moet er in { $lang } zijn, maar er is geen leesbaar bestand { $lang }.md.
TRN001-no-edition-remedy = Schrijf issues/{ $issue }/{ $lang }.md, of haal “{ $lang }” uit de talen in issue.toml; de lezers krijgen dan een andere taalversie.
TRN001-no-subject = De taalversie { $lang } heeft geen onderwerp.
TRN001-no-subject-remedy = Schrijf subject = "…" boven de tweede regel +++ van { $lang }.md.
TRN001-missing = “{ $name }” ontbreekt in het { $lang }.
TRN001-missing-lent = “{ $name }” ontbreekt in het { $lang }: de lezers krijgen het in het { $other }, en dat staat erbij.
TRN001-lent-why = Alle lijsten van het nummer zeggen fallback = "sections".
TRN001-write-or-remove = Schrijf het in { $lang }.md onder een regel ## … {"{#"}{ $id }{"}"}, of haal het onderdeel uit issue.toml.
TRN001-write-or-leave-out = Schrijf het in { $lang }.md onder een regel ## … {"{#"}{ $id }{"}"}; of, als het niet voor lezers van { $lack } is, geef dat aan in de [[section]]: languages = [{ $others }].
TRN001-machine = { $name } in het { $lang } is door een machine vertaald, en niemand heeft het nagekeken.
TRN001-machine-remedy = Lees het, verbeter het, en meld het: { $done }
TRN001-stale-why = Lezers van die taal zouden iets lezen wat niet meer klopt.
TRN001-stale-remedy = Verbeter de tekst in het { $lang }, en daarna: { $done }. `courant translate status { $issue } --lang { $tag } --diff` laat zien wat er veranderd is.
TRN001-stale-remedy-first = Eerst die in het { $first }, waaruit hij gemaakt is; verbeter dan de tekst in het { $lang }, en: { $done }. `courant translate status { $issue } --lang { $tag } --diff` laat zien wat er veranderd is.
TRN001-changed = De tekst in het { $other } van { $name } is veranderd sinds die in het { $lang } eruit gemaakt is{ $kept ->
        [no] ; de tekst waaruit hij gemaakt is, is niet bewaard
       *[yes] {""}
    }.
TRN001-changed-through = De tekst in het { $other } van { $name } is veranderd{ $kept ->
        [no] ; de tekst waaruit de vertaling gemaakt is, is niet bewaard
       *[yes] {""}
    }.
TRN001-through = { $name } in het { $lang } is eruit gemaakt via { $through }.
TRN001-fact-changed = In de tekst in het { $other } staat nu { $is } waar { $was } stond toen dit vertaald werd.
TRN001-fact-new = In de tekst in het { $other } staat nu { $is }, en dat stond er niet toen dit vertaald werd.
TRN001-fact-gone = In de tekst in het { $other } staat niet meer { $was }, zoals toen dit vertaald werd.
TRN001-more-facts = Nog { $number } andere feiten ervan zijn veranderd.

TRN002-differs = “{ $said }” in het { $first } is “{ $beside }” in het { $other }.
TRN002-not-in = “{ $said }” in het { $first } staat niet in het { $other }.
TRN002-differs-remedy = Klopt “{ $said }”, verbeter dan { $other }.md; klopt “{ $beside }”, verbeter dan { $first }.md en wat eruit gemaakt is.
TRN002-lacks-remedy = Zeg “{ $said }” ook in { $other }.md, haal het uit { $first }.md, of accepteer het verschil.
TRN002-alone-remedy = Haal “{ $said }” uit { $other }.md, zeg het ook in { $first }.md, of accepteer het verschil.
TRN002-no-year = “{ $said }” in het { $lang } heeft geen jaartal, maar “{ $full }” in het { $other } wel.
TRN002-no-year-remedy = Noem ook het jaar.

TRN004-differs = “{ $heading }” heeft { $has } in het { $lang }, maar { $wants } in het { $from }.
TRN004-fields = { $number ->
        [0] geen veld
        [one] { $number } veld
       *[other] { $number } velden
    }
TRN004-headings = { $number ->
        [0] geen kop
        [one] { $number } kop
       *[other] { $number } koppen
    }
TRN004-points = { $number ->
        [0] geen punt van een opsomming
        [one] { $number } punt van een opsomming
       *[other] { $number } punten van opsommingen
    }
TRN004-emphasis = { $number ->
        [0] niets in vet
        [one] { $number } plek in vet
       *[other] { $number } plekken in vet
    }
TRN004-own-links = { $number ->
        [0] geen link naar de eigen pagina
        [one] { $number } link naar de eigen pagina
       *[other] { $number } links naar de eigen pagina
    }
TRN006-length = “{ $heading }” heeft { $has } letters in het { $lang }, maar { $wants } in het { $from }.
TRN006-length-remedy = Kijk of er iets weggelaten of toegevoegd is.
TRN006-button = De knop “{ $words }” heeft { $long } tekens.
TRN006-button-remedy = Zeg het in hoogstens { $most }, anders breekt hij op een telefoon over twee regels.

TRN007-lacks = Bij de vaste teksten van { $lang } ontbreken { $named }{ $more ->
        [0] {""}
       *[other] {" "}en nog { $more }
    }.

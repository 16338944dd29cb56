# Wat de controle vindt in de bewoordingen van een taalversie.

A11Y05-generic = De link “{ $words }” zegt niet waar hij heen leidt.
A11Y05-address = De link toont zijn adres, { $words }.
A11Y05-elsewhere = De link “{ $words }” leidt ergens anders heen dan die erboven met dezelfde woorden.
A11Y09-looks = “{ $words }” onderscheidt het alleen naar het uiterlijk.
A11Y10-unmarked = “{ $words }” is { $language }, maar een schermlezer leest het als { $own }.
A11Y10-unmarked-remedy = Markeer het: [{ $words }](lang:{ $tag }).

HDR010-deaf = Antwoorden op de mail gaan naar “{ $local }@…” ({ $name }), dat niemand leest.
HDR011-answer = Het onderwerp begint met “{ $mark }:”, alsof het een antwoord is.
HDR011-answer-remedy = Haal het weg; lezers en filters zien het als misleiding.
HDR011-capitals = Het onderwerp bestaat alleen uit hoofdletters.
HDR011-capitals-remedy = Schrijf het in kleine letters, als een zin.
HDR011-same = Het onderwerp is hetzelfde als in het { $other }.
HDR011-same-remedy = Vertaal het.
HTM006-length = De voorbeeldtekst heeft { $long } tekens.
HTM006-same-subject = De voorbeeldtekst zegt hetzelfde als het onderwerp.
HTM006-same-heading = De voorbeeldtekst zegt hetzelfde als de eerste kop.

TRN003-same = “{ $words }” is woord voor woord hetzelfde als in het { $other }.
TRN003-other-language = “{ $words }” is { $language }, maar deze versie is { $own }.
TRN003-section = Het onderdeel “{ $heading }” is { $language }, maar deze versie is { $own }.
TRN003-section-remedy = Vertaal het onderdeel.
TRN003-loan-remedy = Zeg het in het { $own }; of, als uw lezers het zo zeggen, zet het één keer in glossary.toml: [[term]] term = "{ $words }".

TRN005-term = “{ $said }” heet “{ $form }” in deze versie.
TRN005-term-remedy = Schrijf “{ $form }”; of pas glossary.toml aan.
TRN005-twice = “{ $word }” staat er twee keer.
TRN005-twice-remedy = Haal een van de twee weg.
TRN005-no-width = Hier staat een teken zonder breedte ({ $code }).
TRN005-no-width-remedy = Verwijder het; het komt vaak mee met geplakte tekst.
TRN005-no-space = Na “{ $after }” ontbreekt een spatie.
TRN005-no-space-remedy = Voeg een spatie toe.
TRN005-early-space = Vóór “{ $before }” staat een spatie.
TRN005-early-space-remedy = Haal die weg.
TRN005-broken-number = Een getal kan aan het eind van een regel afgebroken worden.
TRN005-broken-number-remedy = Zet een vaste spatie tussen de cijfers (U+00A0).
TRN005-unit = Een regel kan eindigen tussen het getal en “{ $unit }”.
TRN005-unit-remedy = Zet er een vaste spatie tussen (U+00A0).
TRN005-no-question = In het { $from } eindigt hier een vraag.
TRN005-question = In het { $from } eindigt hier geen vraag.
TRN005-no-stop = In het { $from } staat hier aan het eind een punt of uitroepteken.
TRN005-no-colon = In het { $from } staat hier aan het eind een dubbele punt.
TRN005-no-mark = In het { $from } staat hier aan het eind geen leesteken.
TRN005-end-remedy = Bekijk de twee naast elkaar en laat ze hetzelfde eindigen.
TRN005-two-spaces = Hier staan twee spaties.
TRN005-two-spaces-remedy = Haal er een weg.
TRN005-quote = { $mark } is niet het aanhalingsteken van deze taal.
TRN005-quote-remedy = Schrijf { $open }…{ $close }.

# Det som hittas i hur ett brev ser ut, i dess bilder, och om varför läsarna får brev.

HTM004-tag = { $element } har "{ $style }": { $lost }.
HTM004-head = Stilen i huvudet har "{ $style }": { $lost }.
HTM004-unknown = okänt för { $programs }
HTM004-untried = ingen har provat vilka e-postprogram som känner till det
HTM004-most = de flesta e-postprogram kastar det
HTM005-missing = { $element } saknar i sin tagg, och i dem omkring: { $missing }.
A11Y06-pale = Texten i { $element } är { $ink } på { $ground }{ $screen ->
        [dark] {" "}på mörka skärmar
       *[any] {""}
    }: kontrasten är { $has } till 1 och borde vara { $wanted }.
A11Y07-alike = Länken i { $element } är inte understruken, och dess { $ink } har en kontrast på bara { $has } till 1 mot textens { $text }{ $screen ->
        [dark] {" "}på mörka skärmar
       *[any] {""}
    }.
A11Y11-small = Texten i { $element } är { $pixels } bildpunkter hög.
A11Y11-justified = Texten i { $element } är marginaljusterad.
A11Y11-low = Länken i { $element } är { $pixels } bildpunkter hög.
A11Y11-low-picture = En bild som är en länk är lägre än 24 bildpunkter.
IMG002-no-width = Bilden "{ $picture }" har ingen bredd i bildpunkter i sin tagg.
IMG002-few-pixels = Bilden "{ $picture }" visas { $width } bildpunkter bred och har { $has }; skarpa skärmar vill ha dubbelt så många.
IMG002-not-https = Bilden "{ $picture }" har adressen "{ $address }", som inte är https.
IMG002-unshown = Bilden "{ $picture }" har filformatet { $form }, som inte alla e-postprogram visar.
IMG003-tiny = Bilden { $picture } är för liten för att synas.
IMG003-hidden = Bilden { $picture } är dold.
IMG003-each-reader = Adressen i { $attribute } på <{ $name }> är en annan för varje läsare.
LEG003-no-basis = Ingenting säger på vilken grund läsarna på "{ $list }" får brev.
LEG003-no-record = Läsarna på "{ $list }" har samtyckt, och ingenting säger var det är antecknat.
LEG003-no-source = Ingenting säger varifrån adresserna på "{ $list }" är.
LEG003-no-source-remedy = Skriv source = "…" i tabellen med uppgifter bredvid listan: formuläret, papperet eller mötet.
LST007-none = Det finns ingen Feedback-ID.
LST007-not-once = Feedback-ID står inte exakt en gång.
LST007-fields = Feedback-ID har inte fyra fält, utan { $count }.
LST007-sender = Avsändaren i Feedback-ID, "{ $sender }", har inte 5 till 15 tecken.
LST007-no-field = "{ $field }" är inget fält i en Feedback-ID.
LST007-of-one = "{ $field }" i Feedback-ID tillhör en enda läsare.

# Det som kontrollen hittar i en språkversions formuleringar.

A11Y05-generic = Länken ”{ $words }” säger inte vart den leder.
A11Y05-address = Länken visar sin adress, { $words }.
A11Y05-elsewhere = Länken ”{ $words }” leder någon annanstans än den ovanför med samma ord.
A11Y09-looks = ”{ $words }” skiljer ut det bara genom utseendet.
A11Y10-unmarked = ”{ $words }” är på { $language }, men en skärmläsare läser det som { $own }.
A11Y10-unmarked-remedy = Märk det: [{ $words }](lang:{ $tag }).

HDR010-deaf = Svar på brevet går till ”{ $local }@…” ({ $name }), som ingen läser.
HDR011-answer = Ämnesraden börjar med ”{ $mark }:”, som om den vore ett svar.
HDR011-answer-remedy = Ta bort det; läsare och filter tar det för bedrägeri.
HDR011-capitals = Ämnesraden har bara versaler.
HDR011-capitals-remedy = Skriv den med gemener, som en mening.
HDR011-same = Ämnesraden är densamma som på { $other }.
HDR011-same-remedy = Översätt den.
HTM006-length = Förhandstexten har { $long } tecken.
HTM006-same-subject = Förhandstexten säger samma sak som ämnesraden.
HTM006-same-heading = Förhandstexten säger samma sak som den första rubriken.

TRN003-same = ”{ $words }” är ord för ord detsamma som på { $other }.
TRN003-other-language = ”{ $words }” är på { $language }, men den här versionen är på { $own }.
TRN003-section = Avsnittet ”{ $heading }” är på { $language }, men den här versionen är på { $own }.
TRN003-section-remedy = Översätt avsnittet.
TRN003-loan-remedy = Säg det på { $own }; eller, om läsarna säger så, skriv in det en gång i glossary.toml: [[term]] term = "{ $words }".

TRN005-term = ”{ $said }” heter ”{ $form }” i den här versionen.
TRN005-term-remedy = Skriv ”{ $form }”; eller ändra glossary.toml.
TRN005-twice = ”{ $word }” står två gånger.
TRN005-twice-remedy = Ta bort ett av de två.
TRN005-no-width = Här finns ett tecken utan bredd ({ $code }).
TRN005-no-width-remedy = Ta bort det; det följer ofta med inklistrad text.
TRN005-no-space = Det saknas ett blanksteg efter ”{ $after }”.
TRN005-no-space-remedy = Lägg till ett blanksteg.
TRN005-early-space = Det står ett blanksteg före ”{ $before }”.
TRN005-early-space-remedy = Ta bort det.
TRN005-broken-number = Ett tal kan brytas i slutet av en rad.
TRN005-broken-number-remedy = Sätt ett hårt blanksteg mellan siffrorna (U+00A0).
TRN005-unit = En rad kan brytas mellan talet och ”{ $unit }”.
TRN005-unit-remedy = Sätt ett hårt blanksteg mellan dem (U+00A0).
TRN005-no-question = På { $from } slutar en fråga här.
TRN005-question = På { $from } slutar ingen fråga här.
TRN005-no-stop = På { $from } står det punkt eller utropstecken i slutet här.
TRN005-no-colon = På { $from } står det kolon i slutet här.
TRN005-no-mark = På { $from } står det inget skiljetecken i slutet här.
TRN005-end-remedy = Se på de två bredvid varandra, och låt dem sluta likadant.
TRN005-two-spaces = Här finns två blanksteg.
TRN005-two-spaces-remedy = Ta bort ett av dem.
TRN005-quote = { $mark } är inte citattecknet på det här språket.
TRN005-quote-remedy = Skriv { $open }…{ $close }.

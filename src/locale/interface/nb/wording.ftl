# Det kontrollen finner i formuleringene i en språkversjon.

A11Y05-generic = Lenken «{ $words }» sier ikke hvor den fører.
A11Y05-address = Lenken viser adressen sin, { $words }.
A11Y05-elsewhere = Lenken «{ $words }» fører et annet sted enn den over med de samme ordene.
A11Y09-looks = «{ $words }» skiller det ut bare ved utseendet.
A11Y10-unmarked = «{ $words }» er på { $language }, men en skjermleser leser det som { $own }.
A11Y10-unmarked-remedy = Merk det: [{ $words }](lang:{ $tag }).

HDR010-deaf = Svar på brevet går til «{ $local }@…» ({ $name }), som ingen leser.
HDR011-answer = Emnet begynner med «{ $mark }:», som om det var et svar.
HDR011-answer-remedy = Ta det ut; lesere og filtre tar det for bedrag.
HDR011-capitals = Emnet har bare store bokstaver.
HDR011-capitals-remedy = Skriv det med små bokstaver, som en setning.
HDR011-same = Emnet er det samme som på { $other }.
HDR011-same-remedy = Oversett det.
HTM006-length = Forhåndsteksten har { $long } tegn.
HTM006-same-subject = Forhåndsteksten sier det samme som emnet.
HTM006-same-heading = Forhåndsteksten sier det samme som den første overskriften.

TRN003-same = «{ $words }» er ord for ord det samme som på { $other }.
TRN003-other-language = «{ $words }» er på { $language }, men denne versjonen er på { $own }.
TRN003-section = Avsnittet «{ $heading }» er på { $language }, men denne versjonen er på { $own }.
TRN003-section-remedy = Oversett avsnittet.
TRN003-loan-remedy = Si det på { $own }; eller, hvis leserne sier det slik, skriv det én gang inn i glossary.toml: [[term]] term = "{ $words }".

TRN005-term = «{ $said }» heter «{ $form }» i denne versjonen.
TRN005-term-remedy = Skriv «{ $form }»; eller endre glossary.toml.
TRN005-twice = «{ $word }» står to ganger.
TRN005-twice-remedy = Ta ut ett av de to.
TRN005-no-width = Her er det et tegn uten bredde ({ $code }).
TRN005-no-width-remedy = Slett det; det følger ofte med innlimt tekst.
TRN005-no-space = Det mangler et mellomrom etter «{ $after }».
TRN005-no-space-remedy = Legg til et mellomrom.
TRN005-early-space = Det står et mellomrom foran «{ $before }».
TRN005-early-space-remedy = Ta det ut.
TRN005-broken-number = Et tall kan bli brutt på slutten av en linje.
TRN005-broken-number-remedy = Sett et hardt mellomrom mellom sifrene (U+00A0).
TRN005-unit = En linje kan brytes mellom tallet og «{ $unit }».
TRN005-unit-remedy = Sett et hardt mellomrom mellom dem (U+00A0).
TRN005-no-question = På { $from } slutter et spørsmål her.
TRN005-question = På { $from } slutter det ikke noe spørsmål her.
TRN005-no-stop = På { $from } står det punktum eller utropstegn på slutten her.
TRN005-no-colon = På { $from } står det kolon på slutten her.
TRN005-no-mark = På { $from } står det ikke noe tegn på slutten her.
TRN005-end-remedy = Se på de to side om side, og la dem slutte likt.
TRN005-two-spaces = Her er det to mellomrom.
TRN005-two-spaces-remedy = Ta ut ett av dem.
TRN005-quote = { $mark } er ikke anførselstegnet på dette språket.
TRN005-quote-remedy = Skriv { $open }…{ $close }.

# Amit az ellenőrzés egy nyelvi változat megfogalmazásában talál.

A11Y05-generic = A hivatkozás nem mondja meg, hová vezet: „{ $words }”.
A11Y05-address = A hivatkozás a saját címét mutatja: { $words }.
A11Y05-elsewhere = A hivatkozás máshová vezet, mint a fentebbi, amelynek ugyanez a szövege: „{ $words }”.
A11Y09-looks = Csak a kinézetéről ismerhető fel: „{ $words }”.
A11Y10-unmarked = „{ $words }”: a nyelve { $language }, a képernyőolvasó szerint viszont { $own }.
A11Y10-unmarked-remedy = Jelölje meg: [{ $words }](lang:{ $tag }).

HDR010-deaf = A válaszok olyan címre mennek, amelyet senki sem olvas: „{ $local }@…” ({ $name }).
HDR011-answer = A tárgy úgy kezdődik, mintha válasz volna: „{ $mark }:”.
HDR011-answer-remedy = Vegye ki; az olvasók és a szűrők megtévesztésnek veszik.
HDR011-capitals = A tárgy csupa nagybetű.
HDR011-capitals-remedy = Írja kisbetűkkel, mint egy mondatot.
HDR011-same = A tárgy ugyanaz, mint egy másik nyelvi változatban: { $other }.
HDR011-same-remedy = Fordítsa le.
HTM006-length = Az előnézeti szöveg { $long } karakter.
HTM006-same-subject = Az előnézeti szöveg ugyanazt mondja, mint a tárgy.
HTM006-same-heading = Az előnézeti szöveg ugyanazt mondja, mint az első címsor.

TRN003-same = „{ $words }”: szó szerint ugyanaz, mint egy másik nyelvi változatban ({ $other }).
TRN003-other-language = „{ $words }”: a nyelve { $language }, ez a változat viszont { $own }.
TRN003-section = „{ $heading }”: a szakasz nyelve { $language }, ez a változat viszont { $own }.
TRN003-section-remedy = Fordítsa le a szakaszt.
TRN003-loan-remedy = Mondja a változat nyelvén ({ $own }); vagy ha az olvasói így mondják, írja be egyszer a glossary.toml fájlba: [[term]] term = "{ $words }".

TRN005-term = „{ $said }”: ebben a változatban „{ $form }” a neve.
TRN005-term-remedy = Írja így: „{ $form }”; vagy módosítsa a glossary.toml fájlt.
TRN005-twice = Kétszer áll egymás után: „{ $word }”.
TRN005-twice-remedy = Vegye ki a kettő közül az egyiket.
TRN005-no-width = Szélesség nélküli karakter áll itt ({ $code }).
TRN005-no-width-remedy = Törölje; többnyire beillesztett szöveggel kerül be.
TRN005-no-space = Hiányzik a szóköz ez után: „{ $after }”.
TRN005-no-space-remedy = Tegyen be szóközt.
TRN005-early-space = Szóköz áll ez előtt: „{ $before }”.
TRN005-early-space-remedy = Vegye ki.
TRN005-broken-number = Egy szám a sor végén kettétörhet.
TRN005-broken-number-remedy = Tegyen nem törhető szóközt a számjegyei közé (U+00A0).
TRN005-unit = A sor vége elválaszthatja a számot ettől: „{ $unit }”.
TRN005-unit-remedy = Tegyen közéjük nem törhető szóközt (U+00A0).
TRN005-no-question = Itt kérdés végződik ezen a nyelven: { $from }.
TRN005-question = Itt nem kérdés végződik ezen a nyelven: { $from }.
TRN005-no-stop = Itt a végén pont vagy felkiáltójel áll ezen a nyelven: { $from }.
TRN005-no-colon = Itt a végén kettőspont áll ezen a nyelven: { $from }.
TRN005-no-mark = Itt a végén nem áll írásjel ezen a nyelven: { $from }.
TRN005-end-remedy = Nézze meg a kettőt egymás mellett, és végződjenek egyformán.
TRN005-two-spaces = Két szóköz áll itt.
TRN005-two-spaces-remedy = Vegye ki az egyiket.
TRN005-quote = { $mark }: ebben a nyelvben nem ilyen az idézőjel.
TRN005-quote-remedy = Írja így: { $open }…{ $close }.

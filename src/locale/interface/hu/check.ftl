# Amit a „courant check”, az --explain és az Ellenőrzés képernyő az észrevételek köré ír.

severity-must = javítani kell
    .heading = Javítani kell
severity-should = javítani érdemes
    .heading = Javítani érdemes
severity-tip = tipp
    .heading = Tipp

check-sums = { $issue }: javítani kell: { $must }, javítani érdemes: { $should }{ $tips ->
        [0] {""}
       *[other] , tipp: { $tips }
    }{ $accepted ->
        [0] {""}
       *[other] , elfogadva: { $accepted }
    }, rendben: { $passed }, nem ellenőrzött: { $unasked }
check-all-languages = mind
check-whole-issue = az egész szám
check-accepted = { $what } (elfogadta: { $by }; { $reason })
check-not-checked = nem ellenőrzött – { $reason }: { $rules }
check-not-checked-everywhere = nem mindenütt ellenőrzött – { $reason }: { $rules }
check-passed = rendben

check-tally = javítani kell: { $must } · javítani érdemes: { $should } · tipp: { $tips }
check-running = folyamatban …
check-title = Ellenőrzés
check-nothing = Nincs mit javítani. Tovább a címzettekhez (F6) vagy a küldéshez (F8).
check-what-it-does = Az ellenőrzés a szerkezetet, a nyelveket, a képeket, a hivatkozásokat és a jogi előírásokat nézi. F5: ellenőrzés újra.
check-space-mends = A szóköz billentyű kijavítja.
check-place = { $file }, { $line }. sor

problem-why = ok:
problem-do = teendő:

explain-head = { $severity }; ezt vizsgálja: { $reads }
explain-no-rule = nincs ilyen szabály: „{ $rule }”
explain-nearest = erre gondolt: { $rule }?
explain-like-this = úgy írja, ahogy a `courant check SZÁM` kiírja, például: TRN001
reads-text = a szöveg, ahogy megírták
reads-letter = a kész levél
reads-message = az elküldött üzenet bájtjai
reads-network = amit a hálózat mond
reads-edition = egy nyelvi változat fájlja
reads-list = egy lista vagy a mellette álló adatfájl
reads-template = egy sablon, a stíluslap vagy egy szövegkatalógus
reads-folder = a munkamappa mappái

not-checked-no-letter = nincs megnézhető levél ezen a nyelven: { $languages }
not-checked-translations = előbb a translations.toml fájlt kell kijavítani
not-checked-no-funding = a config.toml fájlban nincs [[funding]]
not-checked-no-approvers = a [[team]] táblákban senkinek sem kell jóváhagynia (does = ["approve"])
not-checked-no-message = nem készült üzenet
not-checked-unasked = a hálózatot nem kérdezte meg; a --network megkérdezi
not-checked-not-every-message = nem minden levélből lett üzenet
not-checked-no-words = nincs szólista ehhez a nyelvhez: { $languages }
not-checked-no-language = az issue.toml nem nevez meg olvasható nyelvet
not-checked-issue-file = előbb az issue.toml fájlt kell kijavítani
not-checked-no-dkim = a config.toml fájlban nincs [[dkim]]; ha a levéltovábbító szerver aláír, egy saját postafiókba küldött próbalevél megmutatja

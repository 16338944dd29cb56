# Det courant check, --explain og skjermbildet Kontroll sier rundt merknadene.

severity-must = må rettes
    .heading = Må rettes
severity-should = bør rettes
    .heading = Bør rettes
severity-tip = tips
    .heading = Tips

check-sums = { $issue }: { $must } må rettes, { $should } bør rettes{ $tips ->
        [0] {""}
       *[other] , { $tips } tips
    }{ $accepted ->
        [0] {""}
       *[other] , { $accepted } godtatt
    }, { $passed } i orden, { $unasked } ikke kontrollert
check-all-languages = alle
check-whole-issue = hele nummeret
check-accepted = { $what } (godtatt av { $by }: { $reason })
check-not-checked = ikke kontrollert: { $reason }: { $rules }
check-not-checked-everywhere = ikke kontrollert overalt: { $reason }: { $rules }
check-passed = i orden

check-tally = { $must } må rettes · { $should } bør rettes · { $tips } tips
check-running = pågår …
check-title = Kontroll
check-nothing = Ingenting å rette. Videre til Mottakere (F6) eller Send (F8).
check-what-it-does = Kontrollen ser på struktur, språk, bilder, lenker og det loven krever. F5 kjører den på nytt.
check-space-mends = Mellomrom retter det.
check-place = { $file }, linje { $line }

problem-why = hvorfor:
problem-do = gjør:

explain-head = { $severity }; ser på { $reads }
explain-no-rule = det finnes ingen regel «{ $rule }»
explain-nearest = mente du { $rule }?
explain-like-this = skriv den slik `courant check NUMMER` gjør, for eksempel TRN001
reads-text = teksten slik den er skrevet
reads-letter = det ferdige brevet
reads-message = bytene i meldingen som sendes
reads-network = det nettverket sier
reads-edition = filen til en språkversjon
reads-list = en liste, eller filen med opplysninger ved siden av den
reads-template = en mal, stilarket eller en tekstkatalog
reads-folder = mappene i arbeidsmappen

not-checked-no-letter = det finnes ikke noe brev å se på for { $languages }
not-checked-translations = translations.toml må rettes først
not-checked-no-funding = config.toml har ingen [[funding]]
not-checked-no-approvers = ingen under [[team]] må godkjenne (does = ["approve"])
not-checked-no-message = ingen melding ble laget
not-checked-unasked = nettverket ble ikke spurt; --network spør det
not-checked-not-every-message = ikke alle brev kunne gjøres til meldinger
not-checked-no-words = det finnes ingen ordlister for { $languages }
not-checked-no-language = issue.toml oppgir ikke noe språk som kan leses
not-checked-issue-file = issue.toml må rettes først
not-checked-no-dkim = config.toml har ingen [[dkim]]; hvis reléserveren signerer, ser du det i et testbrev til en egen postkasse

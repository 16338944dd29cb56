# Det som courant check, --explain och skärmen Kontroll säger runt anmärkningarna.

severity-must = måste rättas
    .heading = Måste rättas
severity-should = bör rättas
    .heading = Bör rättas
severity-tip = tips
    .heading = Tips

check-sums = { $issue }: { $must } måste rättas, { $should } bör rättas{ $tips ->
        [0] {""}
       *[other] , { $tips } tips
    }{ $accepted ->
        [0] {""}
        [one] , { $accepted } godtagen
       *[other] , { $accepted } godtagna
    }, { $passed } utan anmärkning, { $unasked } inte kontrollerade
check-all-languages = alla
check-whole-issue = hela numret
check-accepted = { $what } (godtaget av { $by }: { $reason })
check-not-checked = inte kontrollerat: { $reason }: { $rules }
check-not-checked-everywhere = inte kontrollerat överallt: { $reason }: { $rules }
check-passed = i ordning

check-tally = { $must } måste rättas · { $should } bör rättas · { $tips } tips
check-running = pågår …
check-title = Kontroll
check-nothing = Inget att rätta. Vidare till Mottagare (F6) eller Skicka (F8).
check-what-it-does = Kontrollen ser på struktur, språk, bilder, länkar och det som lagen kräver. F5 kör den igen.
check-space-mends = Mellanslag rättar det.
check-place = { $file }, rad { $line }

problem-why = varför:
problem-do = gör så:

explain-head = { $severity }; ser på { $reads }
explain-no-rule = det finns ingen regel ”{ $rule }”
explain-nearest = menade du { $rule }?
explain-like-this = skriv den som `courant check NUMMER` gör, till exempel TRN001
reads-text = texten som den är skriven
reads-letter = det färdiga brevet
reads-message = bytes i det skickade meddelandet
reads-network = vad nätverket säger
reads-edition = en språkversions fil
reads-list = en lista, eller filen med uppgifter bredvid den
reads-template = en mall, formatmallen eller en textkatalog
reads-folder = mapparna i arbetsmappen

not-checked-no-letter = det finns inget brev att se på för { $languages }
not-checked-translations = translations.toml måste rättas först
not-checked-no-funding = config.toml har ingen [[funding]]
not-checked-no-approvers = ingen under [[team]] måste godkänna (does = ["approve"])
not-checked-no-message = inget meddelande skapades
not-checked-unasked = nätverket tillfrågades inte; --network frågar det
not-checked-not-every-message = alla brev kunde inte göras till meddelanden
not-checked-no-words = det finns inga ordlistor för { $languages }
not-checked-no-language = issue.toml anger inget språk som går att läsa
not-checked-issue-file = issue.toml måste rättas först
not-checked-no-dkim = config.toml har ingen [[dkim]]; om reläservern signerar syns det i ett testbrev till en egen brevlåda

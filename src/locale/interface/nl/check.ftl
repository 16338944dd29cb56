# Wat courant check, --explain en het scherm Controle rond de bevindingen zeggen.

severity-must = moet verbeterd worden
    .heading = Moet verbeterd worden
severity-should = kan beter
    .heading = Kan beter
severity-tip = tip
    .heading = Tip

check-sums = { $issue }: { $must } te verbeteren, { $should } kan beter{ $tips ->
        [0] {""}
        [one] , { $tips } tip
       *[other] , { $tips } tips
    }{ $accepted ->
        [0] {""}
       *[other] , { $accepted } geaccepteerd
    }, { $passed } in orde, { $unasked } niet gecontroleerd
check-all-languages = alle
check-whole-issue = hele nummer
check-accepted = { $what } (geaccepteerd door { $by }: { $reason })
check-not-checked = niet gecontroleerd: { $reason }: { $rules }
check-not-checked-everywhere = niet overal gecontroleerd: { $reason }: { $rules }
check-passed = in orde

check-tally = { $must } te verbeteren · { $should } kan beter · { $tips ->
        [one] { $tips } tip
       *[other] { $tips } tips
    }
check-running = bezig …
check-title = Controle
check-nothing = Niets te verbeteren. Door naar Ontvangers (F6) of Versturen (F8).
check-what-it-does = De controle let op opbouw, talen, afbeeldingen, links en wat de wet vraagt. F5 voert haar opnieuw uit.
check-space-mends = De spatiebalk herstelt het.
check-place = { $file }, regel { $line }

problem-why = waarom:
problem-do = doe dit:

explain-head = { $severity }; kijkt naar { $reads }
explain-no-rule = er is geen regel “{ $rule }”
explain-nearest = bedoelde u { $rule }?
explain-like-this = schrijf hem zoals `courant check NUMMER` dat doet, bijvoorbeeld TRN001
reads-text = de tekst zoals die geschreven is
reads-letter = de kant-en-klare mail
reads-message = de bytes van het verstuurde bericht
reads-network = wat het netwerk zegt
reads-edition = het bestand van een taalversie
reads-list = een lijst, of het bestand met gegevens ernaast
reads-template = een sjabloon, de opmaakstijl of een tekstcatalogus
reads-folder = de mappen van de werkmap

not-checked-no-letter = er is geen mail om te bekijken voor { $languages }
not-checked-translations = eerst moet translations.toml verbeterd worden
not-checked-no-funding = config.toml noemt geen [[funding]]
not-checked-no-approvers = niemand onder [[team]] hoeft goed te keuren (does = ["approve"])
not-checked-no-message = er is geen bericht gemaakt
not-checked-unasked = het netwerk is niet gevraagd; --network vraagt het
not-checked-not-every-message = niet elke mail kon een bericht worden
not-checked-no-words = er zijn geen woordenlijsten voor { $languages }
not-checked-no-language = issue.toml noemt geen leesbare taal
not-checked-issue-file = eerst moet issue.toml verbeterd worden
not-checked-no-dkim = config.toml heeft geen [[dkim]]; of uw relay ondertekent, ziet u aan een testmail naar een eigen mailbox

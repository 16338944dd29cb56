# What is said around the findings: by courant check, by --explain, on the Checks screen.

severity-must = must fix
    .heading = Must fix
severity-should = should fix
    .heading = Should fix
severity-tip = tip
    .heading = Tip

check-sums = { $issue }: { $must } must fix, { $should } should fix{ $tips ->
        [0] {""}
        [one] , { $tips } tip
       *[other] , { $tips } tips
    }{ $accepted ->
        [0] {""}
       *[other] , { $accepted } accepted
    }, { $passed } passed, { $unasked } not checked
check-all-languages = all
check-whole-issue = whole issue
check-accepted = { $what } (accepted by { $by }: { $reason })
check-not-checked = not checked: { $reason }: { $rules }
check-not-checked-everywhere = not checked everywhere: { $reason }: { $rules }
check-passed = passed

check-tally = { $must } must fix · { $should } should fix · { $tips ->
        [one] { $tips } tip
       *[other] { $tips } tips
    }
check-running = running …
check-title = Checks
check-nothing = Nothing to mend. On to People (F6), or to Send (F8).
check-what-it-does = Checks look at structure, languages, pictures, links and what the law asks for. F5 runs them again.
check-space-mends = Space mends it.
check-place = { $file }, line { $line }

problem-why = why:
problem-do = do:

explain-head = { $severity }; looks at { $reads }
explain-no-rule = there is no rule "{ $rule }"
explain-nearest = did you mean { $rule }?
explain-like-this = write it as `courant check ISSUE` does, like TRN001
reads-text = the text as written
reads-letter = the finished letter
reads-message = the bytes of a message
reads-network = what the network says
reads-edition = the file of an edition
reads-list = a list, or the table of facts beside it
reads-template = a template, the style or a catalogue
reads-folder = the folders of the workspace

not-checked-no-letter = there is no letter to look at in { $languages }
not-checked-translations = translations.toml must be mended first
not-checked-no-funding = config.toml names no [[funding]]
not-checked-no-approvers = nobody below [[team]] has to approve (does = ["approve"])
not-checked-no-message = no message was composed
not-checked-unasked = the network was not asked; --network asks it
not-checked-not-every-message = not every letter could be made into a message
not-checked-no-words = there are no word lists for { $languages }
not-checked-no-language = issue.toml names no language that could be read
not-checked-issue-file = issue.toml must be mended first
not-checked-no-dkim = config.toml has no [[dkim]]; if your relay signs, a test to a mailbox of yours shows it

# Amit az ellenőrzés a nyelvi változatok között talál: ami hiányzik, elavult vagy mást mond.

list-or = vagy
name-of-head = a fej (cím, tárgy, előnézeti szöveg)
name-of-section = „{ $name }”

EVT002-date = A szövegben „{ $said }” áll, az esemény napja viszont: { $date }.
EVT002-dates = A szövegben „{ $said }” áll, az esemény napjai viszont: { $first } – { $last }.
EVT002-time = A szövegben „{ $said }” áll, az esemény kezdete viszont: { $time }.

TRN001-no-edition = A szám ezen a nyelven is megjelenne: { $lang }, de nincs olvasható { $lang }.md.
TRN001-no-edition-remedy = Írja meg az issues/{ $issue }/{ $lang }.md fájlt, vagy vegye ki a nyelvet („{ $lang }”) az issue.toml nyelvei közül; az olvasói ekkor más változatot kapnak.
TRN001-no-subject = A nyelvi változatnak nincs tárgya: { $lang }.
TRN001-no-subject-remedy = Írja be a második +++ fölé a { $lang }.md fájlban: subject = "…".
TRN001-missing = „{ $name }”: ez a szakasz hiányzik { AZ($lang) } változatból.
TRN001-missing-lent = „{ $name }”: ez a szakasz hiányzik { AZ($lang) } változatból; olvasói ezen a nyelven kapják, és a levél ezt jelzi is: { $other }.
TRN001-lent-why = A szám minden listáján ez áll: fallback = "sections".
TRN001-write-or-remove = Írja meg a { $lang }.md fájlban egy ilyen sor alatt: ## … {"{#"}{ $id }{"}"}, vagy vegye ki a szakaszt az issue.toml fájlból.
TRN001-write-or-leave-out = Írja meg a { $lang }.md fájlban egy ilyen sor alatt: ## … {"{#"}{ $id }{"}"}; vagy ha nem e nyelvek olvasóinak szól ({ $lack }), jelezze a [[section]] részében: languages = [{ $others }].
TRN001-machine = { $name }: { AZ($lang) } változatot gép fordította, és még senki sem nézte át.
TRN001-machine-remedy = Olvassa el, javítsa ki, és jelezze: { $done }
TRN001-stale-why = Ennek a nyelvnek az olvasói olyasmit olvasnának, ami már nem úgy van.
TRN001-stale-remedy = Javítsa ki a szöveget ({ $lang }), majd: { $done }. Hogy mi változott: `courant translate status { $issue } --lang { $tag } --diff`.
TRN001-stale-remedy-first = Előbb azt, amelyikből készült ({ $first }), azután ezt a szöveget ({ $lang }) javítsa ki, majd: { $done }. Hogy mi változott: `courant translate status { $issue } --lang { $tag } --diff`.
TRN001-changed = { $name }: megváltozott { AZ($other) } szöveg, amelyből { AZ($lang) } készült{ $kept ->
        [no] ; az eredeti szöveg már nincs meg
       *[yes] {""}
    }.
TRN001-changed-through = { $name }: megváltozott { AZ($other) } szöveg{ $kept ->
        [no] ; az eredeti, amelyből a fordítás készült, már nincs meg
       *[yes] {""}
    }.
TRN001-through = { $name }: { AZ($lang) } változat közvetve készült belőle, ezen át: { $through }.
TRN001-fact-changed = Most ez áll { AZ($other) } szövegben: { $is }; a fordításkor ez állt benne: { $was }.
TRN001-fact-new = Most ez is áll { AZ($other) } szövegben, a fordításkor még nem: { $is }.
TRN001-fact-gone = Már nem áll { AZ($other) } szövegben, pedig a fordításkor még benne volt: { $was }.
TRN001-more-facts = További megváltozott tények száma: { $number }.

TRN002-differs = „{ $said }” ({ $first }), ugyanez „{ $beside }” ({ $other }).
TRN002-not-in = „{ $said }” ({ $first }): ez hiányzik itt: { $other }.
TRN002-differs-remedy = Ha „{ $said }” a jó, a { $other }.md javítandó; ha „{ $beside }”, akkor a { $first }.md, és ami abból készült.
TRN002-lacks-remedy = Írja be ezt: „{ $said }” a { $other }.md fájlba is, vegye ki a { $first }.md fájlból, vagy fogadja el az eltérést.
TRN002-alone-remedy = Vegye ki ezt: „{ $said }” a { $other }.md fájlból, írja be a { $first }.md fájlba is, vagy fogadja el az eltérést.
TRN002-no-year = „{ $said }” ({ $lang }): nincs évszám; „{ $full }” ({ $other }): itt van.
TRN002-no-year-remedy = Írja ki az évet is.

TRN004-differs = „{ $heading }”: itt { $has } ({ $lang }), ott { $wants } ({ $from }).
TRN004-fields = { $number ->
        [0] nincs mező
       *[other] { $number } mező van
    }
TRN004-headings = { $number ->
        [0] nincs címsor
       *[other] { $number } címsor van
    }
TRN004-points = { $number ->
        [0] nincs felsoroláspont
       *[other] { $number } felsoroláspont van
    }
TRN004-emphasis = { $number ->
        [0] nincs kiemelés
       *[other] { $number } kiemelés van
    }
TRN004-own-links = { $number ->
        [0] nincs hivatkozás a saját oldalra
       *[other] { $number } hivatkozás van a saját oldalra
    }
TRN006-length = „{ $heading }”: { $has } betű ({ $lang }), illetve { $wants } betű ({ $from }).
TRN006-length-remedy = Nézze meg, nem maradt-e ki vagy került-e bele valami.
TRN006-button = A gomb felirata { $long } karakter: „{ $words }”.
TRN006-button-remedy = Mondja el legfeljebb { $most } karakterben, különben telefonon két sorba törik.

TRN007-lacks = Az állandó szövegek közül ({ $lang }) hiányzik: { $named }{ $more ->
        [0] {""}
       *[other] {" "}és még { $more }
    }.

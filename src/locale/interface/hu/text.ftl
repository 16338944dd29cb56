# Amit az ellenőrzés a megírt szövegben és az issue.toml adataiban talál.

EVT001-undated = Ennek a szakasznak dátum kellene, de nincs: { $section }.
EVT001-undated-why = A levél olyan dátum felírására kéri az olvasókat, amelyet nem közöl.
EVT001-undated-remedy = Írja be a „Mikor” mezőbe vagy az issue.toml fájlba: starts = "2018-10-25T09:30[Europe/Amsterdam]", vagy "2018-10", amíg csak a hónap ismert.
EVT001-no-zone = Nincs időzóna (például Europe/Amsterdam) ennél az adatnál: { $section }, „{ $name }”.
EVT001-late-deadline = A határidő az esemény kezdete utánra esik: { $section }, { $date }.
EVT001-event-over = Az esemény már lezajlott: { $section }, { $when }.
EVT001-deadline-over = Egy határidő már lejárt: { $section }, { $when }.
EVT001-event-over-by-then = Mire a levelek elmennek ({ $leaves }), az esemény már lezajlott: { $section }, { $when }.
EVT001-deadline-over-by-then = Mire a levelek elmennek ({ $leaves }), egy határidő már lejárt: { $section }, { $when }.
EVT001-soon = Az esemény { $days } napon belül kezdődik: { $section }, { $first }.
EVT001-expired = Ebből a számból ezután egy levél sem megy el: { $when } (expires_at), és ez korábbi, mint a küldés.
EVT001-expired-remedy = Írjon későbbi expires_at értéket az issue.toml fájlba, vagy törölje.
EVT001-weekday = Nem stimmel a nap: „{ $written }”. { $date } helyesen: { $is }.
EVT001-weekday-remedy = Javítsa ki a hét napját vagy a dátumot.

HDR011-long = A tárgy { $long } karakter hosszú ({ $lang }).

LEG004-empty-note = A képen emberek láthatók ({ $picture }), de a hozzájárulásról szóló megjegyzés csak ennyi: „{ $note }”.
LEG004-no-credit = A képen emberek láthatók, de nincs megadva a készítője: { $picture }.
LEG004-no-credit-remedy = Írja be a kép alá az issue.toml fájlban: credit = "…".

OPS002-in-subject = A tárgyban még ez áll: „{ $word }”.
OPS001-not-approved = Még nem hagyta jóvá a számot: { $name }.
OPS001-other-text = A változtatások előtt hagyta jóvá a számot: { $name }.
OPS001-not-approved-remedy = Nézze meg az előnézetet, aztán: courant approve { $issue } --by { $address }
OPS001-never-tested = A számból nem küldtek próbalevelet.
OPS001-changed-since-test = A számot az utolsó próbalevél óta módosították.
OPS001-untested-remedy = Küldjön egyet: courant test { $issue }
OPS002-in-inbox-line = Az előnézeti szövegben még ez áll: „{ $word }”.
OPS002-in-title = A címben még ez áll: „{ $word }”.
OPS002-in-text = A szövegben még ez áll: „{ $word }”.
OPS002-in-heading = A címsorban még ez áll: „{ $word }”.
OPS002-no-heading = „{ $name }”: { AZ($lang) } változatban nincs címsora.
OPS002-empty = „{ $name }”: { AZ($lang) } változatban üres.
OPS002-unfilled = A levél { $part ->
        [subject] tárgyában
        [html] HTML-jében
       *[text] szövegében
    } benne maradt: { $braces }.

# What the network says of links and readers.
LNK005-through = továbbküldi ide: { $last }
LNK005-no-page = Nincs ilyen oldal a hivatkozás mögött: „{ $target }”{ $on }.
LNK005-not-shown = A hivatkozás mögötti oldal ennek a programnak nem mutatja meg magát ({ $status }): „{ $target }”{ $on }.
LNK005-not-shown-remedy = Nyissa meg olyan böngészőben, amelyben nincs bejelentkezve; ha az oldal megvan, fogadja el ezt a találatot.
LNK005-trouble = A hivatkozás mögötti kiszolgáló azt mondja, hogy baja van ({ $status }): „{ $target }”{ $on }.
LNK005-again-remedy = Kérdezze meg később újra; ha így marad, hivatkozzon más oldalra.
LNK005-answers = A hivatkozás mögötti kiszolgáló ezt válaszolja: { $status } („{ $target }”{ $on }).
LNK005-no-host = A hivatkozás („{ $target }”{ $on }) sehová sem vezet, ez nem létezik: { $host }.
LNK005-private = A hivatkozás („{ $target }”{ $on }) olyan gépre vezet, amelyet az olvasók nem érnek el: { $why }.
LNK005-private-remedy = Az oldal nyilvános címét írja be.
LNK005-nowhere = A hivatkozás („{ $target }”) sehová sem érkezik: { $why }.
LNK005-warned = A böngészők figyelmeztetnek erre a hivatkozásra: „{ $target }”{ $on }; { $why }.
LNK005-warned-remedy = Szóljon annak, aki a honlapot működteti, vagy hivatkozzon más oldalra.
LNK005-not-reached = A hivatkozást nem sikerült elérni: „{ $target }”{ $on }; { $why }.
LNK005-sent-on = A hivatkozást („{ $target }”) továbbküldi ide: { $last }.
LNK005-sent-on-remedy = Ha maradni fog, azt a címet írja be, ahová megérkezik.
LNK005-not-all = nem minden hivatkozást követtünk
fault-no-host = nincs ilyen gép: { $host }
fault-private = { $address } olyan cím, amelyet csak a közeli gépek érnek el
fault-unreachable = nem érhető el: { $why }
fault-tls = a tanúsítványában nem lehet megbízni: { $why }
fault-slow = { $seconds } másodpercen belül nem válaszolt
fault-broken = a válasza nem érthető: { $why }
fault-circle = körbeküldi, vagy több mint { $times } alkalommal küldi tovább
fault-astray = ide küldi tovább, pedig ez nem webcím: „{ $address }”
fault-unknown = a névkiszolgáló nem tudja, hol van: { $why }
SMT002-role-remedy = Kérdezze meg, ki olvassa, és kéri-e a hírlevelet; az ilyen címek gyakran csapdák a levélszemét küldőinek.
SMT002-not-all = { $all } tartományból csak ennyit kérdeztünk meg: { $asked }
SMT002-dead-remedy = Javítsa ki a címeket, vagy vegye le őket a listáról: mindegyik visszapattan, és a sok visszapattanás levélszemétnek látszik.
SMT003-flood = { $count } olvasó van itt: { $family }; napi { $bulk } levéltől tömeges feladónak számítanak.
SMT002-role = { $count } cím neve { $role }@, ami mögött nincs egy ember.
SMT002-refuses = { $count } cím van itt, ahol nem fogadnak levelet (null MX): { $domain }.
SMT002-no-server = { $count } cím van itt, ahol nincs levelezőkiszolgáló: { $domain }.
network-asked = Megkérdezve: { $asked }; újra: courant check { $issue } --network.
not-checked-not-now = utoljára megkérdezve: { $asked }, most nem; a --network kérdezi meg
LST001-no-web = Nincs [web], ezért a levelekben nincs leiratkozó hivatkozás.
LST001-no-web-remedy = Írjon a [web] alá public_url és listen értéket; ott a `courant serve` válaszol.
LST004-changed = A List-Id most { $id }, az utolsó kiküldéskor { $last } volt.
LST004-changed-remedy = Írja vissza a config.toml fájlba: list_id = "{ $last }". Ha szándékosan más, törölje ezt: .courant/list-id.
SUB014-held-remedy = Írja meg a változatot, vagy állítsa be: fallback = "whole" (subscribers/{ $list }.toml).
SUB014-held-why = A listánál ez áll: fallback = "hold".
SUB008-rows-remedy = javítsa ki, ami következik, vagy vegye ki
rows-more-remedy = javítsa ki ezeket, és nézze meg újra
SUB014-held = A számnak nincs változata a nyelvükön, ezért { $readers } olvasó nem kap semmit ({ $list }): { $languages }.
SUB008-rows = ennek a listának { $count } sora nem olvasható
SUB008-rows-why = { $count ->
        [one] ez az olvasó nem kap semmit
       *[other] ezek az olvasók nem kapnak semmit
    }
SUB008-more = még { $count } sor nem olvasható; az első { $shown } látszik
SUB015-more = még { $count } sorban van lezáratlan idézőjel; az első { $shown } látszik
SUB009-more = még { $count } sor címe áll feljebb is; az első { $shown } látszik

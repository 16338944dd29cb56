# What the network says of links and readers.
LNK005-through = hij wordt doorgestuurd naar { $last }
LNK005-no-page = Achter de link “{ $target }”{ $on } is geen pagina.
LNK005-not-shown = De pagina achter de link “{ $target }”{ $on } wordt niet aan dit programma getoond ({ $status }).
LNK005-not-shown-remedy = Open hem in een browser waarin u niet bent aangemeld; is de pagina er, accepteer dan deze bevinding.
LNK005-trouble = De server achter de link “{ $target }”{ $on } zegt dat hij problemen heeft ({ $status }).
LNK005-again-remedy = Vraag het later opnieuw; blijft het zo, link dan naar een andere pagina.
LNK005-answers = De server achter de link “{ $target }”{ $on } antwoordt { $status }.
LNK005-no-host = De link “{ $target }”{ $on } leidt nergens heen: { $host } bestaat niet.
LNK005-private = De link “{ $target }”{ $on } leidt naar een machine die lezers niet kunnen bereiken: { $why }.
LNK005-private-remedy = Schrijf het openbare adres van de pagina.
LNK005-nowhere = De link “{ $target }” komt nergens aan: { $why }.
LNK005-warned = Browsers waarschuwen voor de link “{ $target }”{ $on }: { $why }.
LNK005-warned-remedy = Meld het aan wie de site beheert, of link naar een andere pagina.
LNK005-not-reached = De link “{ $target }”{ $on } werd niet bereikt: { $why }.
LNK005-sent-on = De link “{ $target }” wordt doorgestuurd naar { $last }.
LNK005-sent-on-remedy = Schrijf het adres waar hij aankomt, als dat zo blijft.
LNK005-not-all = niet elke link werd gevolgd
fault-no-host = er is geen host { $host }
fault-private = { $address } is een adres dat alleen machines in de buurt kunnen bereiken
fault-unreachable = hij is niet bereikbaar: { $why }
fault-tls = het certificaat is niet te vertrouwen: { $why }
fault-slow = hij antwoordde niet binnen { $seconds } seconden
fault-broken = het antwoord is niet te begrijpen: { $why }
fault-circle = hij wordt in een kring doorgestuurd, of meer dan { $times } keer
fault-astray = hij wordt doorgestuurd naar “{ $address }”, dat geen webadres is
fault-unknown = de naamserver kan niet zeggen waar hij is: { $why }
SMT002-role-remedy = Vraag wie daar leest en of die de nieuwsbrief wil; zulke adressen zijn vaak vallen voor spammers.
SMT002-not-all = er werden maar { $asked } van { $all } domeinen gevraagd
SMT002-dead-remedy = Herstel de adressen of haal ze van de lijst: elk adres bounced, en veel bounces lijken op spam.
SMT003-flood = { $count } lezers zitten bij { $family }, dat afzenders van { $bulk } mails per dag als bulk telt.
SMT002-role = { $count ->
        [one] 1 adres heet { $role }@, en dat is niemand in het bijzonder.
       *[other] { $count } adressen heten { $role }@, en dat is niemand in het bijzonder.
    }
SMT002-refuses = { $count ->
        [one] 1 adres is bij { $domain }, dat geen mail aanneemt (null MX).
       *[other] { $count } adressen zijn bij { $domain }, dat geen mail aanneemt (null MX).
    }
SMT002-no-server = { $count ->
        [one] 1 adres is bij { $domain }, dat geen mailserver heeft.
       *[other] { $count } adressen zijn bij { $domain }, dat geen mailserver heeft.
    }
network-asked = Gevraagd { $asked }: courant check { $issue } --network vraagt het opnieuw.
not-checked-not-now = laatst gevraagd { $asked }, en niet nu, wat --network doet
LST001-no-web = Er is geen [web], dus de mails hebben geen afmeldlink.
LST001-no-web-remedy = Schrijf public_url en listen onder [web]; `courant serve` antwoordt daar.
LST004-changed = List-Id is { $id }, en was { $last } in de laatste verzending.
LST004-changed-remedy = Schrijf weer list_id = "{ $last }" in config.toml. Moet hij echt anders, haal dan .courant/list-id weg.
SUB014-held-remedy = Schrijf de versie, of zet fallback = "whole" in subscribers/{ $list }.toml.
SUB014-held-why = De lijst zegt fallback = "hold".
SUB008-rows-remedy = herstel wat volgt, of haal het weg
rows-more-remedy = herstel die, en kijk opnieuw
SUB014-held = { $readers ->
        [one] Het nummer heeft geen versie in hun taal, dus 1 lezer van { $list } krijgt niets: { $languages }.
       *[other] Het nummer heeft geen versie in hun taal, dus { $readers } lezers van { $list } krijgen niets: { $languages }.
    }
SUB008-rows = { $count ->
        [one] 1 rij van deze lijst is niet te lezen
       *[other] { $count } rijen van deze lijst zijn niet te lezen
    }
SUB008-rows-why = { $count ->
        [one] deze lezer krijgt niets
       *[other] deze lezers krijgen niets
    }
SUB008-more = { $count ->
        [one] nog 1 rij is niet te lezen; de eerste { $shown } worden getoond
       *[other] nog { $count } rijen zijn niet te lezen; de eerste { $shown } worden getoond
    }
SUB015-more = { $count ->
        [one] nog 1 rij heeft een aanhalingsteken dat niet gesloten is; de eerste { $shown } worden getoond
       *[other] nog { $count } rijen hebben een aanhalingsteken dat niet gesloten is; de eerste { $shown } worden getoond
    }
SUB009-more = { $count ->
        [one] nog 1 rij heeft een adres dat hogerop staat; de eerste { $shown } worden getoond
       *[other] nog { $count } rijen hebben een adres dat hogerop staat; de eerste { $shown } worden getoond
    }

# What the network says of links and readers.
LNK005-through = den skickas vidare till { $last }
LNK005-no-page = Det finns ingen sådan sida bakom länken ”{ $target }”{ $on }.
LNK005-not-shown = Sidan bakom länken ”{ $target }”{ $on } visas inte för det här programmet ({ $status }).
LNK005-not-shown-remedy = Öppna den i en webbläsare där du inte är inloggad; finns den där, godta det här fyndet.
LNK005-trouble = Servern bakom länken ”{ $target }”{ $on } säger att den har problem ({ $status }).
LNK005-again-remedy = Fråga igen senare; förblir det så, länka till en annan sida.
LNK005-answers = Servern bakom länken ”{ $target }”{ $on } svarar { $status }.
LNK005-no-host = Länken ”{ $target }”{ $on } leder ingenstans: { $host } finns inte.
LNK005-private = Länken ”{ $target }”{ $on } leder till en maskin som läsarna inte når: { $why }.
LNK005-private-remedy = Skriv sidans offentliga adress.
LNK005-nowhere = Länken ”{ $target }” kommer inte fram någonstans: { $why }.
LNK005-warned = Webbläsare varnar för länken ”{ $target }”{ $on }: { $why }.
LNK005-warned-remedy = Säg till den som driver webbplatsen, eller länka till en annan sida.
LNK005-not-reached = Länken ”{ $target }”{ $on } nåddes inte: { $why }.
LNK005-sent-on = Länken ”{ $target }” skickas vidare till { $last }.
LNK005-sent-on-remedy = Skriv adressen där den kommer fram, om den ska stå kvar.
LNK005-not-all = alla länkar följdes inte
fault-no-host = det finns ingen värd { $host }
fault-private = { $address } är en adress som bara maskiner i närheten når
fault-unreachable = den går inte att nå: { $why }
fault-tls = dess certifikat går inte att lita på: { $why }
fault-slow = den svarade inte inom { $seconds } sekunder
fault-broken = dess svar går inte att förstå: { $why }
fault-circle = den skickas runt i cirkel, eller mer än { $times } gånger
fault-astray = den skickas vidare till ”{ $address }”, som inte är någon webbadress
fault-unknown = namnservern kan inte säga var den är: { $why }
SMT002-role-remedy = Fråga vem som läser där, och om de vill ha nyhetsbrevet; sådana adresser är ofta fällor för spammare.
SMT002-not-all = bara { $asked } av { $all } domäner tillfrågades
SMT002-dead-remedy = Rätta adresserna, eller ta bort dem från listan: var och en studsar, och många studsar ser ut som skräppost.
SMT003-flood = { $count } läsare finns hos { $family }, som räknar avsändare av { $bulk } brev om dagen som massutskick.
SMT002-role = { $count ->
        [one] 1 adress heter { $role }@, vilket inte är någon särskild person.
       *[other] { $count } adresser heter { $role }@, vilket inte är någon särskild person.
    }
SMT002-refuses = { $count ->
        [one] 1 adress finns hos { $domain }, som inte tar emot post (null MX).
       *[other] { $count } adresser finns hos { $domain }, som inte tar emot post (null MX).
    }
SMT002-no-server = { $count ->
        [one] 1 adress finns hos { $domain }, som inte har någon e-postserver.
       *[other] { $count } adresser finns hos { $domain }, som inte har någon e-postserver.
    }
network-asked = Frågat { $asked }: courant check { $issue } --network frågar igen.
not-checked-not-now = senast frågat { $asked }, och inte nu, vilket --network gör
LST001-no-web = Det finns inget [web], så breven har ingen länk för att avsluta prenumerationen.
LST001-no-web-remedy = Skriv public_url och listen under [web]; `courant serve` svarar där.
LST004-changed = List-Id är { $id }, och var { $last } i det senaste utskicket.
LST004-changed-remedy = Skriv list_id = "{ $last }" i config.toml igen. Ska den verkligen bytas, ta bort .courant/list-id.
SUB014-held-remedy = Skriv versionen, eller sätt fallback = "whole" i subscribers/{ $list }.toml.
SUB014-held-why = Listan säger fallback = "hold".
SUB008-rows-remedy = rätta det som följer, eller ta bort det
rows-more-remedy = rätta dem, och se efter igen
SUB014-held = { $readers ->
        [one] Numret har ingen version på deras språk, så 1 läsare på { $list } får ingenting: { $languages }.
       *[other] Numret har ingen version på deras språk, så { $readers } läsare på { $list } får ingenting: { $languages }.
    }
SUB008-rows = { $count ->
        [one] 1 rad i den här listan går inte att läsa
       *[other] { $count } rader i den här listan går inte att läsa
    }
SUB008-rows-why = { $count ->
        [one] den här läsaren får ingenting
       *[other] de här läsarna får ingenting
    }
SUB008-more = { $count ->
        [one] 1 rad till går inte att läsa; de första { $shown } visas
       *[other] { $count } rader till går inte att läsa; de första { $shown } visas
    }
SUB015-more = { $count ->
        [one] 1 rad till har ett citattecken som inte stängs; de första { $shown } visas
       *[other] { $count } rader till har ett citattecken som inte stängs; de första { $shown } visas
    }
SUB009-more = { $count ->
        [one] 1 rad till har en adress som står längre upp; de första { $shown } visas
       *[other] { $count } rader till har en adress som står längre upp; de första { $shown } visas
    }

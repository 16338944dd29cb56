# What the network says of links and readers.
LNK005-through = den sendes videre til { $last }
LNK005-no-page = Det finnes ingen slik side bak lenken «{ $target }»{ $on }.
LNK005-not-shown = Siden bak lenken «{ $target }»{ $on } vises ikke for dette programmet ({ $status }).
LNK005-not-shown-remedy = Åpne den i en nettleser der du ikke er logget inn; er den der, godta dette funnet.
LNK005-trouble = Tjeneren bak lenken «{ $target }»{ $on } sier at den har problemer ({ $status }).
LNK005-again-remedy = Spør igjen senere; blir det slik, lenk til en annen side.
LNK005-answers = Tjeneren bak lenken «{ $target }»{ $on } svarer { $status }.
LNK005-no-host = Lenken «{ $target }»{ $on } fører ingen steder: { $host } finnes ikke.
LNK005-private = Lenken «{ $target }»{ $on } fører til en maskin som leserne ikke når: { $why }.
LNK005-private-remedy = Skriv sidens offentlige adresse.
LNK005-nowhere = Lenken «{ $target }» kommer ikke fram noe sted: { $why }.
LNK005-warned = Nettlesere advarer mot lenken «{ $target }»{ $on }: { $why }.
LNK005-warned-remedy = Si fra til den som driver nettstedet, eller lenk til en annen side.
LNK005-not-reached = Lenken «{ $target }»{ $on } ble ikke nådd: { $why }.
LNK005-sent-on = Lenken «{ $target }» sendes videre til { $last }.
LNK005-sent-on-remedy = Skriv adressen der den kommer fram, hvis den skal bli stående.
LNK005-not-all = ikke alle lenker ble fulgt
fault-no-host = det finnes ingen vert { $host }
fault-private = { $address } er en adresse som bare maskiner i nærheten når
fault-unreachable = den kan ikke nås: { $why }
fault-tls = sertifikatet kan ikke stoles på: { $why }
fault-slow = den svarte ikke innen { $seconds } sekunder
fault-broken = svaret kan ikke forstås: { $why }
fault-circle = den sendes i ring, eller mer enn { $times } ganger
fault-astray = den sendes videre til «{ $address }», som ikke er noen nettadresse
fault-unknown = navnetjeneren kan ikke si hvor den er: { $why }
SMT002-role-remedy = Spør hvem som leser der, og om de vil ha nyhetsbrevet; slike adresser er ofte feller for spammere.
SMT002-not-all = bare { $asked } av { $all } domener ble spurt
SMT002-dead-remedy = Rett adressene, eller ta dem av listen: hver av dem kommer i retur, og mange returer ser ut som søppelpost.
SMT003-flood = { $count } lesere er hos { $family }, som regner avsendere av { $bulk } brev om dagen som masseutsendere.
SMT002-role = { $count ->
        [one] 1 adresse heter { $role }@, som ikke er noen bestemt person.
       *[other] { $count } adresser heter { $role }@, som ikke er noen bestemt person.
    }
SMT002-refuses = { $count ->
        [one] 1 adresse er hos { $domain }, som ikke tar imot post (null MX).
       *[other] { $count } adresser er hos { $domain }, som ikke tar imot post (null MX).
    }
SMT002-no-server = { $count ->
        [one] 1 adresse er hos { $domain }, som ikke har noen e-posttjener.
       *[other] { $count } adresser er hos { $domain }, som ikke har noen e-posttjener.
    }
network-asked = Spurt { $asked }: courant check { $issue } --network spør igjen.
not-checked-not-now = sist spurt { $asked }, og ikke nå, noe --network gjør
LST001-no-web = Det finnes ingen [web], så brevene har ingen lenke for å melde seg av.
LST001-no-web-remedy = Skriv public_url og listen under [web]; `courant serve` svarer der.
LST004-changed = List-Id er { $id }, og var { $last } i den siste utsendelsen.
LST004-changed-remedy = Skriv list_id = "{ $last }" i config.toml igjen. Skal den virkelig byttes, fjern .courant/list-id.
SUB014-held-remedy = Skriv versjonen, eller sett fallback = "whole" i subscribers/{ $list }.toml.
SUB014-held-why = Listen sier fallback = "hold".
SUB008-rows-remedy = rett det som følger, eller ta det ut
rows-more-remedy = rett dem, og se etter igjen
SUB014-held = { $readers ->
        [one] Utgaven har ingen versjon på språket deres, så 1 leser på { $list } får ingenting: { $languages }.
       *[other] Utgaven har ingen versjon på språket deres, så { $readers } lesere på { $list } får ingenting: { $languages }.
    }
SUB008-rows = { $count ->
        [one] 1 rad i denne listen kan ikke leses
       *[other] { $count } rader i denne listen kan ikke leses
    }
SUB008-rows-why = { $count ->
        [one] denne leseren får ingenting
       *[other] disse leserne får ingenting
    }
SUB008-more = { $count ->
        [one] 1 rad til kan ikke leses; de første { $shown } vises
       *[other] { $count } rader til kan ikke leses; de første { $shown } vises
    }
SUB015-more = { $count ->
        [one] 1 rad til har et anførselstegn som ikke lukkes; de første { $shown } vises
       *[other] { $count } rader til har et anførselstegn som ikke lukkes; de første { $shown } vises
    }
SUB009-more = { $count ->
        [one] 1 rad til har en adresse som står lenger opp; de første { $shown } vises
       *[other] { $count } rader til har en adresse som står lenger opp; de første { $shown } vises
    }

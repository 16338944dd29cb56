# Det kontrollen finner i bytene til en melding.

DKM001-none = Det er ingen signatur av { $domain } med selektoren { $selector }.
DKM001-broken = Signaturen av { $domain } stemmer ikke: { $why }.
DKM001-version = Signaturen er ikke av versjon 1.
DKM001-algorithm = Signaturen bruker «{ $algorithm }».
DKM001-not-relaxed = Signaturen er ikke relaxed/relaxed, og blir ødelagt underveis.
DKM001-length = Signaturen har l=, slik at andre kunne legge til tekst i brevet.
DKM001-empty = Signaturen er tom.
DKM001-not-twice = Signaturen dekker ikke to ganger: { $names }.
DKM001-changing = Signaturen dekker { $name }, som endres underveis.

EVT003-among-alternatives = Arrangementet står blant alternativene, og ville bli vist i stedet for brevet.
EVT003-not-utf8 = Kalenderfilen er ikke UTF-8.
EVT003-line-ends = Kalenderfilen har linjeskift som ikke er CRLF.
EVT003-long-line = En linje i kalenderfilen har { $octets } oktetter og er ikke brutt.
EVT003-method = Kalenderfilen har METHOD «{ $method }», men delen dens sier «{ $said }».
EVT003-charset = Kalenderfilen er ikke merket som utf-8.
EVT003-count = Arrangementet har { $count } { $name }; det skal være nøyaktig én.
EVT003-attendees = Arrangementet nevner deltakere: leserne ville se hverandre, og kunne bli bedt om å svare.
EVT003-no-moment = { $name } for arrangementet er { $value }: det oppgir ikke noe tidspunkt i UTC.

HDR001-count = { $name } står { $count } ganger.
HDR002-not-one = From er ikke ett navn med én adresse.
HDR002-other-address = From er ikke adressen i config.toml.
HDR002-no-name = From har ikke noe navn.
HDR002-emoji = Navnet i From har en emoji, eller begynner som emnet i et svar.
HDR002-subject = Navnet i From inneholder emnet.
HDR002-reader = Navnet i From inneholder navnet til leseren.
HDR003-none = Det er ikke noe Message-ID.
HDR003-form = Message-ID er ikke <noe@domene>.
HDR003-other-domain = Message-ID slutter på { $domain }, som ikke er domenet i From.
HDR004-no-date = «{ $value }» er ikke en dato.
HDR004-apart = Date er { $date }, men det sendes { $sent }.
HDR005-no-header = En linje i brevhodet er ikke noe hode.
HDR005-strange = Hodet { $name } hører ikke hjemme der.
HDR005-control = { $name } inneholder et styretegn.
HDR006-long = Et kodet ord i { $name } har { $long } tegn; høyst 75 er tillatt.
HDR006-broken = Et kodet ord i { $name } kan ikke leses for seg.
HDR006-misplaced = { $name } har et kodet ord der det ikke får stå noe.
HDR007-long = En linje har { $bytes } byte; høyst 998 er tillatt.
HDR007-long-header = En linje i brevhodet har { $bytes } byte: { $name }…
HDR008-bare = En linje slutter med bare CR eller bare LF.
HDR008-end = Meldingen slutter ikke med et linjeskift.
HDR008-eight-bits = Meldingen har byte på mer enn sju biter.
HDR008-nul = Meldingen har en NUL-byte.
HDR009-has = Meldingen har { $name }.
HDR009-version = { $name } røper versjonen av programmet.

LST001-not-once = List-Unsubscribe står ikke nøyaktig én gang.
LST001-no-list = List-Unsubscribe er ikke en liste over <adresser>.
LST001-space = En adresse i List-Unsubscribe har et mellomrom i seg.
LST001-not-one = List-Unsubscribe har ikke nøyaktig én https-adresse.
LST001-not-first = https-adressen i List-Unsubscribe er ikke den første.
LST001-unreadable = https-adressen i List-Unsubscribe kan ikke leses.
LST001-not-https = Adressen i List-Unsubscribe er ikke https.
LST001-holds-address = Adressen i List-Unsubscribe inneholder en e-postadresse.
LST001-no-token = Adressen i List-Unsubscribe har ingen kode som ikke kan gjettes.
LST002-not-exact = List-Unsubscribe-Post er ikke nøyaktig «List-Unsubscribe=One-Click», én gang.
LST003-not-covered = Ingen signatur av avsenderens domene dekker avmeldingshodene.
LST004-not-once = List-Id står ikke nøyaktig én gang.
LST004-no-identifier = List-Id har ingen <identifikator>.
LST004-no-id = «{ $id }» er ingen listeidentifikator.
LST004-brackets = Navnet i List-Id har parenteser.
LST004-other = List-Id er { $id }, men config.toml sier { $wanted }.
LST006-part-lacks = { $part ->
        [html] HTML-delen
       *[text] Tekstdelen
    } har ingen synlig lenke til avmeldingssiden.

MIM001-no-alternative = Meldingen har ingen tekst og HTML å velge mellom (multipart/alternative).
MIM001-first = Det første alternativet er ikke teksten.
MIM001-last = Det siste alternativet er ikke HTML.
MIM001-empty = Delen { $kind } er tom.
MIM001-charset = Delen { $kind } er ikke merket som utf-8.
MIM001-encoding = Delen { $kind } er ikke kodet som quoted-printable.
MIM001-not-utf8 = Delen { $kind } er ikke UTF-8.
MIM002-heading = Teksten mangler overskriften «{ $words }».
MIM002-link = Teksten mangler lenken til { $target }.
MIM003-large = Meldingen har { $size } kB; høyst 5120 kB er tillatt.
MIM003-large-pictures = Meldingen har { $size } kB; høyst 5120 kB er tillatt. Den inneholder bildene { $pictures }.
MIM003-large-part = En del av meldingen er for stor: { $part }.
MIM003-large-remedy = Lagre store bilder mindre: 1100 piksler bredt som JPEG holder lenge.
MIM003-no-part = HTML-koden viser cid:{ $id }, men ingen del heter det.
MIM003-idle = Delen { $id } vises ingen steder.
MIM004-none = Det er ikke noe Content-Language.
MIM004-other = Content-Language er { $said }, men språket i brevet er { $lang }.
MIM004-html = HTML-koden har lang="{ $said }", men språket i brevet er { $lang }.

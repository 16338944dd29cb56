# Amit az ellenőrzés az üzenet bájtjaiban talál.

DKM001-none = Nincs aláírás ezzel a tartománnyal és szelektorral: { $domain }, { $selector }.
DKM001-broken = Az aláírás ({ $domain }) nem érvényes: { $why }.
DKM001-version = Az aláírás nem 1-es verziójú.
DKM001-algorithm = Az aláírás ezt használja: „{ $algorithm }”.
DKM001-not-relaxed = Az aláírás nem relaxed/relaxed, és útközben elromlik.
DKM001-length = Az aláírásban van l=, így mások szöveget fűzhetnének a levélhez.
DKM001-empty = Az aláírás üres.
DKM001-not-twice = Az aláírás ezekre nem terjed ki kétszer: { $names }.
DKM001-changing = Az aláírás olyan fejlécre is kiterjed, amely útközben megváltozik: { $name }.

EVT003-among-alternatives = Az esemény az alternatívák között áll, és a levél helyett jelenne meg.
EVT003-not-utf8 = A naptárfájl nem UTF-8.
EVT003-line-ends = A naptárfájlban olyan sorvégek vannak, amelyek nem CRLF-ek.
EVT003-long-line = A naptárfájl egyik sora { $octets } oktett, és nincs tördelve.
EVT003-method = A naptárfájlban METHOD „{ $method }” áll, a részében viszont „{ $said }”.
EVT003-charset = A naptárfájl nincs utf-8-ként megjelölve.
EVT003-count = Az eseményben { $name } ennyiszer áll: { $count }; pontosan egyszer kell.
EVT003-attendees = Az esemény résztvevőket nevez meg: az olvasók látnák egymást, és választ kérhetnének tőlük.
EVT003-no-moment = Az eseményben { $name } értéke { $value }: nem ad meg UTC szerinti időpontot.

HDR001-count = { $name } ennyiszer áll: { $count }.
HDR002-not-one = A From nem egyetlen név egyetlen címmel.
HDR002-other-address = A From nem a config.toml szerinti cím.
HDR002-no-name = A From névtelen.
HDR002-emoji = A From neve emodzsit tartalmaz, vagy úgy kezdődik, mint egy válasz tárgya.
HDR002-subject = A From neve tartalmazza a tárgyat.
HDR002-reader = A From neve tartalmazza az olvasó nevét.
HDR003-none = Nincs Message-ID.
HDR003-form = A Message-ID nem <valami@tartomány> alakú.
HDR003-other-domain = A Message-ID vége nem a From tartománya: { $domain }.
HDR004-no-date = Ez nem dátum: „{ $value }”.
HDR004-apart = A Date értéke { $date }, a küldés ideje viszont { $sent }.
HDR005-no-header = A fejléc egyik sora nem fejléc.
HDR005-strange = Ennek a fejlécnek nincs ott a helye: { $name }.
HDR005-control = Vezérlőkarakter van ebben a fejlécben: { $name }.
HDR006-long = { $name }: egy kódolt szó { $long } karakter hosszú; legfeljebb 75 lehet.
HDR006-broken = { $name }: egy kódolt szó önmagában nem olvasható.
HDR006-misplaced = { $name }: kódolt szó áll olyan helyen, ahol nem lehet.
HDR007-long = Egy sor { $bytes } bájt; legfeljebb 998 lehet.
HDR007-long-header = Egy fejlécsor { $bytes } bájt: { $name }…
HDR008-bare = Egy sor végén csak CR vagy csak LF áll.
HDR008-end = Az üzenet nem sorvéggel végződik.
HDR008-eight-bits = Az üzenetben hét bitnél nagyobb bájtok vannak.
HDR008-nul = Az üzenetben NUL bájt van.
HDR009-has = Az üzenetben benne van: { $name }.
HDR009-version = { $name } elárulja a program verzióját.

LST001-not-once = A List-Unsubscribe nem pontosan egyszer áll.
LST001-no-list = A List-Unsubscribe nem <címek> listája.
LST001-space = A List-Unsubscribe egyik címében szóköz van.
LST001-not-one = A List-Unsubscribe nem pontosan egy https címet tartalmaz.
LST001-not-first = A List-Unsubscribe https címe nem az első.
LST001-unreadable = A List-Unsubscribe https címe nem olvasható.
LST001-not-https = A List-Unsubscribe címe nem https.
LST001-holds-address = A List-Unsubscribe címe e-mail-címet tartalmaz.
LST001-no-token = A List-Unsubscribe címében nincs kitalálhatatlan jelsor.
LST002-not-exact = A List-Unsubscribe-Post nem pontosan „List-Unsubscribe=One-Click”, egyszer.
LST003-not-covered = A feladó tartományának egyik aláírása sem terjed ki a leiratkozási fejlécekre.
LST004-not-once = A List-Id nem pontosan egyszer áll.
LST004-no-identifier = A List-Id sorban nincs <azonosító>.
LST004-no-id = Ez nem listaazonosító: „{ $id }”.
LST004-brackets = A List-Id nevében zárójel van.
LST004-other = A List-Id értéke { $id }, a config.toml szerint viszont { $wanted }.
LST006-part-lacks = { $part ->
        [html] A HTML részben
       *[text] A szöveges részben
    } nincs látható hivatkozás a leiratkozási oldalra.

MIM001-no-alternative = Az üzenetben nincs választható szöveg és HTML (multipart/alternative).
MIM001-first = Az első alternatíva nem a szöveg.
MIM001-last = Az utolsó alternatíva nem a HTML.
MIM001-empty = Üres ez a rész: { $kind }.
MIM001-charset = Nincs utf-8-ként megjelölve ez a rész: { $kind }.
MIM001-encoding = Nem quoted-printable kódolású ez a rész: { $kind }.
MIM001-not-utf8 = Nem UTF-8 ez a rész: { $kind }.
MIM002-heading = A szövegből hiányzik ez a címsor: „{ $words }”.
MIM002-link = A szövegből hiányzik ez a hivatkozás: { $target }.
MIM003-large = Az üzenet { $size } kB; legfeljebb 5120 kB lehet.
MIM003-large-pictures = Az üzenet { $size } kB; legfeljebb 5120 kB lehet. Ezek a képek vannak benne: { $pictures }.
MIM003-large-part = Túl nagy az üzenetnek ez a része: { $part }.
MIM003-large-remedy = Mentse kisebbre a nagy képeket: JPEG-nél 1100 képpont szélesség bőven elég.
MIM003-no-part = A HTML olyan képet mutat, amelyhez nincs rész: cid:{ $id }.
MIM003-idle = Ez a rész sehol sem jelenik meg: { $id }.
MIM004-none = Nincs Content-Language.
MIM004-other = A Content-Language értéke { $said }, a levél nyelve viszont: { $lang }.
MIM004-html = A HTML jelölése lang="{ $said }", a levél nyelve viszont: { $lang }.

# Amit az ellenőrzés a kész levélben talál.

A11Y01-lang = A <html> jelölése lang="{ $written }", a levél nyelve viszont: { $lang }.
A11Y01-dir = A <html> elemen nincs dir="{ $dir }".
A11Y01-child-lang = Közvetlenül a <body> alatt álló elem érvényes lang nélkül: <{ $name }>.
A11Y01-child-dir = Közvetlenül a <body> alatt álló elem dir="{ $dir }" nélkül: <{ $name }>.
A11Y02-no-role = Egy táblázatban nincs se fejléccella, se role="presentation".
A11Y02-no-scope = Egy táblázat fejléccelláján nincs scope.
A11Y03-tops = Az első szintű címsorok száma { $tops }; pontosan egy kell.
A11Y03-skipped = „{ $words }”: ez { $level }. szintű címsor, az előtte álló { $before }. szintű.
A11Y04-no-words = Nincs mire kattintani, a hivatkozásnak nincs szövege: { $target }.
A11Y08-none = A levélben nincs <title>.
A11Y08-empty = A levélben üres a <title>.
A11Y08-any-letter = A levél <title> eleme bármelyik levélé lehetne: „{ $title }”.

HTM001-large = A HTML { $bytes } bájt; a Gmail nagyjából 102 000 bájtnál levágja a levelet.
HTM003-element = A levélben ez áll: <{ $name }>.
HTM003-style-sheet = A levél máshonnan tölt be stíluslapot.
HTM003-handler = Eseménykezelő a levélben: <{ $name }>, { $attribute }.
HTM003-scheme = Tiltott fajtájú cím a levélben: <{ $name }>, { $scheme }.
HTM007-says = A levél egyik stílusában ez áll: { $said }.

IMG001-none = A képnek nincs leírása: { $picture }.
IMG001-silent-link = Üres annak a képnek a leírása, amely ide vezet: { $target }.
IMG001-file-name = A kép leírása egy fájl neve: „{ $alt }”.
IMG001-needless = A kép leírásában („{ $alt }”) felesleges ez: „{ $said }”; a képernyőolvasó magától is mondja.

LEG001-no-postal = A feladónak nincs megadva a postacíme.
LEG001-lacks-postal = A levél { $part ->
        [html] HTML-jéből
       *[text] szövegéből
    } hiányzik a postacím („{ $line }”).
LEG001-lacks-organisation = A levél { $part ->
        [html] HTML-jéből
       *[text] szövegéből
    } hiányzik a szervezet neve.
LEG001-lacks-address = A levél { $part ->
        [html] HTML-jéből
       *[text] szövegéből
    } hiányzik a cím, ahová írni lehet.
LEG001-lacks-reason = A levél { $part ->
        [html] HTML-jéből
       *[text] szövegéből
    } hiányzik az indok, hogy miért kapja valaki.
LEG001-no-privacy = A feladónak nincs megadva adatkezelési tájékoztatója.
LEG001-privacy-language = Ezen a nyelven nincs adatkezelési tájékoztató: { $lang }; a levél más nyelvűre hivatkozik.
LEG001-lacks-privacy = A levél { $part ->
        [html] HTML-jéből
       *[text] szövegéből
    } hiányzik az adatkezelési tájékoztató hivatkozása.
LEG002-no-emblem = Hiányzik az Európai Unió emblémája.
LEG002-no-emblem-remedy = Ha módosította a templates/partials/funding.html.hbs fájlt, jelenítse meg benne az emblémát, olyan leírással, amely megnevezi az Uniót.
LEG002-small-emblem = Az emblémánál ({ $width } × { $height }) nagyobb ez a logó: { $name } ({ $other_width } × { $other_height }).
LEG002-font = Az embléma melletti szöveg betűtípusa { $font } ({ $element }), ezt a szabályai nem engedik meg.
LEG002-italic = Az embléma melletti szöveg dőlt ({ $element }), ezt a szabályai nem engedik meg.
LEG002-underlined = Az embléma melletti szöveg alá van húzva ({ $element }), ezt a szabályai nem engedik meg.
LEG002-font-remedy = Szedje álló betűvel, aláhúzás nélkül, ezek egyikével: Arial, Calibri, Garamond, Trebuchet, Tahoma, Verdana, Ubuntu (.statement-line a templates/style.css fájlban).
LEG002-lacks = A levél { $part ->
        [html] HTML-jéből
       *[text] szövegéből
    } hiányzik: „{ $words }”.
LST006-lacks = A levél { $part ->
        [html] HTML-jében
       *[text] szövegében
    } nincs látható leiratkozási hivatkozás.

LNK001-placeholder = A hivatkozás helykitöltő: „{ $target }”.
LNK001-characters = A hivatkozásban olyan karakterek vannak, amelyek címben nem állhatnak: „{ $target }”.
LNK001-no-address = A hivatkozás nem cím: „{ $target }”.
LNK001-no-mail-address = A hivatkozásban („{ $target }”) ez nem e-mail-cím: „{ $wrong }”.
LNK001-scheme = A hivatkozás („{ $target }”) kezdete levélben nem használható: „{ $scheme }:”.
LNK001-password = A hivatkozásban név vagy jelszó áll: { $host }.
LNK001-shortener = A hivatkozás linkrövidítőn megy át, amely elrejti, hová vezet, és követi, ki kattint: „{ $target }”.
LNK001-not-encrypted = A hivatkozás nem titkosított (http): „{ $target }”.
LNK001-unreachable = A hivatkozás olyan gépre vezet, amelyet az olvasók nem érnek el: „{ $target }”.
LNK001-no-host = A hivatkozás nem nevez meg kiszolgálót: „{ $target }”.
LNK001-not-public = A hivatkozás nem a nyilvános webhelyre vezet: „{ $target }”.
LNK002-other-language = A hivatkozás ({ $target }) más nyelvű oldalra vezet („{ $other }”), pedig itt van ezen a nyelven is: { $host }, „{ $lang }”.
LNK003-shows-another = A hivatkozás szövege { $shown }, de ide vezet: { $host }.
LNK003-follows = A hivatkozás ({ $target }) olyan helyen megy át, amely követi, ki kattint: { $known }.
LNK003-follows-remedy = Azt a címet írja be, ahová végül érkezik.
LNK003-tells = A hivatkozás ({ $host }) valakinek az adatát viszi magával: „{ $name }”.
LNK003-tells-remedy = Vegye ki a címből: senkit sem követünk.

HDR005-break = Sortörés vagy tabulátor van { $part ->
        [subject] a tárgyban
        [preheader] az előnézeti szövegben
       *[title] a címben
    }.
HDR005-break-why = Lezárhatna egy fejlécet, és újat kezdhetne.
HDR005-break-remedy = Írja egy sorba.
prose-in-head = { $part ->
        [subject] A tárgyban
        [preheader] Az előnézeti szövegben
       *[title] A címben
    }: { $what }
IMG002-missing = Nincs meg a kép: { $picture }.
IMG002-missing-remedy = Másolja oda a fájlt, vagy javítsa ki a nevét.
IMG002-heavy = A levél képei együtt { $size } kB-ot nyomnak.
IMG002-heavy-why = Minden olvasó megkapja mindet, sokan telefonon.
IMG002-too-heavy-why = Minden olvasó megkapja mindet; 1 MB felett sok levelezőszerver lelassul vagy visszautasítja.
LNK004-none = A szöveg a szakasz saját címére hivatkozik, de nincs neki.
LNK004-none-why = A gomb sehová sem vezetne.
LNK004-none-remedy = Írja be az issue.toml fájlban a szakasz alá: link = "https://…".
TRN008-no-dates = Nem ismert, hogyan írják a dátumot ezen a nyelven: „{ $lang }”.
TRN008-no-dates-remedy = A nyelv ISO 639-1 szerinti jelét használja, vagy az általánosabb alakját.
IMG002-form = Nem olyan kép, amelyet minden levelezőprogram meg tud mutatni: { $file }.
IMG002-form-remedy = Mentse JPEG, PNG vagy GIF formátumban.
IMG002-too-heavy = A fájl 20 MB-nál nagyobb: { $file }.
IMG002-too-large = A képnek 40 millió képpontnál több van: { $file }.
IMG002-smaller-remedy = Mentse kisebbre: JPEG-nél 1100 képpont szélesség bőven elég.
IMG002-damaged = A fájl sérült, nem lehet végig kiolvasni: { $file }.
IMG002-damaged-remedy = Másolja át újra a fájlt, vagy mentse el ismét az eredetiből.

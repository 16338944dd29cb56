# Amit a levél kinézetéről, a képeiről, és arról találni, miért írunk az olvasóknak.

HTM004-tag = Stílus a címkében ({ $element }), „{ $style }”: { $lost }.
HTM004-head = Stílus a fejrészben, „{ $style }”: { $lost }.
HTM004-unknown = nem ismeri: { $programs }
HTM004-untried = senki sem próbálta ki, melyik levelezőprogram ismeri
HTM004-most = a legtöbb levelezőprogram eldobja
HTM005-missing = Sem a címkéjében, sem a körülötte lévőkben nincs megadva ({ $element }): { $missing }.
A11Y06-pale = A szöveg színe { $screen ->
        [dark] sötét képernyőn{" "}
       *[any] {""}
    }{ $ink }, a háttéré { $ground } ({ $element }): a kontraszt { $has } : 1, pedig { $wanted } kellene.
A11Y07-alike = A hivatkozás nincs aláhúzva ({ $element }), és a színe ({ $ink }) { $screen ->
        [dark] sötét képernyőn{" "}
       *[any] {""}
    }csak { $has } : 1 kontrasztú a körülötte lévő szövegéhez képest ({ $text }).
A11Y11-small = A szöveg { $pixels } képpont magas: { $element }.
A11Y11-justified = A szöveg sorkizárt: { $element }.
A11Y11-low = A hivatkozás { $pixels } képpont magas: { $element }.
A11Y11-low-picture = Egy hivatkozásként szolgáló kép 24 képpontnál alacsonyabb.
IMG002-no-width = A „{ $picture }” kép címkéjében nincs képpontban megadott szélesség.
IMG002-few-pixels = A „{ $picture }” kép { $width } képpont szélesen látszik, és { $has } képpontja van; az éles képernyőkhöz kétszer annyi kell.
IMG002-not-https = A „{ $picture }” kép címe nem https: „{ $address }”.
IMG002-unshown = A „{ $picture }” kép formátumát nem minden levelezőprogram mutatja: { $form }.
IMG003-tiny = A kép túl kicsi ahhoz, hogy látsszon: { $picture }.
IMG003-hidden = A kép el van rejtve: { $picture }.
IMG003-each-reader = A cím olvasónként más: <{ $name }>, { $attribute }.
LEG003-no-basis = Sehol sem áll, milyen jogalapon írunk a „{ $list }” lista olvasóinak.
LEG003-no-record = A „{ $list }” lista olvasói hozzájárultak, de sehol sem áll, hol van ez feljegyezve.
LEG003-no-source = Sehol sem áll, honnan vannak a „{ $list }” lista címei.
LEG003-no-source-remedy = Írja be a lista melletti adattáblába: source = "…", például az űrlapot, az iratot vagy a rendezvényt.
LST007-none = Nincs Feedback-ID.
LST007-not-once = A Feedback-ID nem pontosan egyszer szerepel.
LST007-fields = A Feedback-ID nem négy, hanem { $count } mezőből áll.
LST007-sender = A Feedback-ID feladója nem 5–15 karakteres: „{ $sender }”.
LST007-no-field = Ez nem lehet a Feedback-ID mezője: „{ $field }”.
LST007-of-one = Ez a Feedback-ID-ben egyetlen olvasóé: „{ $field }”.

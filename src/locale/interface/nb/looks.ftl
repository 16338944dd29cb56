# Det som blir funnet i hvordan et brev ser ut, i bildene, og om hvorfor leserne får brev.

HTM004-tag = { $element } har «{ $style }»: { $lost }.
HTM004-head = Stilen i hodet har «{ $style }»: { $lost }.
HTM004-unknown = ukjent for { $programs }
HTM004-untried = ingen har prøvd hvilke e-postprogrammer som kjenner det
HTM004-most = de fleste e-postprogrammer kaster det
HTM005-missing = { $element } mangler i taggen sin, og i dem rundt: { $missing }.
A11Y06-pale = Teksten i { $element } er { $ink } på { $ground }{ $screen ->
        [dark] {" "}på mørke skjermer
       *[any] {""}
    }: kontrasten er { $has } til 1 og burde være { $wanted }.
A11Y07-alike = Lenken i { $element } er ikke understreket, og { $ink } har en kontrast på bare { $has } til 1 mot teksten rundt ({ $text }){ $screen ->
        [dark] {" "}på mørke skjermer
       *[any] {""}
    }.
A11Y11-small = Teksten i { $element } er { $pixels } piksler høy.
A11Y11-justified = Teksten i { $element } er blokkjustert.
A11Y11-low = Lenken i { $element } er { $pixels } piksler høy.
A11Y11-low-picture = Et bilde som er en lenke, er lavere enn 24 piksler.
IMG002-no-width = Bildet «{ $picture }» har ingen bredde i piksler i taggen sin.
IMG002-few-pixels = Bildet «{ $picture }» vises { $width } piksler bredt og har { $has }; skarpe skjermer vil ha dobbelt så mange.
IMG002-not-https = Bildet «{ $picture }» har adressen «{ $address }», som ikke er https.
IMG002-unshown = Bildet «{ $picture }» har filformatet { $form }, som ikke alle e-postprogrammer viser.
IMG003-tiny = Bildet { $picture } er for lite til å ses.
IMG003-hidden = Bildet { $picture } er skjult.
IMG003-each-reader = Adressen i { $attribute } på <{ $name }> er ulik for hver leser.
LEG003-no-basis = Ingenting sier på hvilket grunnlag leserne på «{ $list }» får brev.
LEG003-no-record = Leserne på «{ $list }» har samtykket, og ingenting sier hvor det er notert.
LEG003-no-source = Ingenting sier hvor adressene på «{ $list }» er fra.
LEG003-no-source-remedy = Skriv source = "…" i tabellen med opplysninger ved siden av listen: skjemaet, papiret eller møtet.
LST007-none = Det er ingen Feedback-ID.
LST007-not-once = Feedback-ID står ikke nøyaktig én gang.
LST007-fields = Feedback-ID har ikke fire felter, men { $count }.
LST007-sender = Avsenderen i Feedback-ID, «{ $sender }», har ikke 5 til 15 tegn.
LST007-no-field = «{ $field }» er ikke et felt i en Feedback-ID.
LST007-of-one = «{ $field }» i Feedback-ID hører til én leser.

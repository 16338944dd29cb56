# Wat er gevonden wordt in hoe een mail eruitziet, in de afbeeldingen, en over waarom lezers mail krijgen.

HTM004-tag = { $element } heeft “{ $style }”: { $lost }.
HTM004-head = De stijl in de kop heeft “{ $style }”: { $lost }.
HTM004-unknown = onbekend bij { $programs }
HTM004-untried = niemand heeft geprobeerd welke mailprogramma’s het kennen
HTM004-most = de meeste mailprogramma’s gooien het weg
HTM005-missing = { $element } mist in zijn tag, en in die eromheen: { $missing }.
A11Y06-pale = De tekst in { $element } is { $ink } op { $ground }{ $screen ->
        [dark] {" "}op donkere schermen
       *[any] {""}
    }: een contrast van { $has } op 1, en het moet { $wanted } zijn.
A11Y07-alike = De link in { $element } is niet onderstreept, en { $ink } heeft een contrast van maar { $has } op 1 met de { $text } van de tekst eromheen{ $screen ->
        [dark] {" "}op donkere schermen
       *[any] {""}
    }.
A11Y11-small = De tekst in { $element } is { $pixels } pixels hoog.
A11Y11-justified = De tekst in { $element } is uitgevuld.
A11Y11-low = De link in { $element } is { $pixels } pixels hoog.
A11Y11-low-picture = Een afbeelding die een link is, is lager dan 24 pixels.
IMG002-no-width = De afbeelding “{ $picture }” heeft geen breedte in pixels in haar tag.
IMG002-few-pixels = De afbeelding “{ $picture }” wordt { $width } pixels breed getoond en heeft er { $has }; scherpe schermen willen er twee keer zoveel.
IMG002-not-https = De afbeelding “{ $picture }” heeft het adres “{ $address }”, en dat is geen https.
IMG002-unshown = De afbeelding “{ $picture }” heeft de vorm { $form }, die niet elk mailprogramma toont.
IMG003-tiny = De afbeelding { $picture } is te klein om te zien.
IMG003-hidden = De afbeelding { $picture } is verborgen.
IMG003-each-reader = Het adres in { $attribute } van <{ $name }> verschilt per lezer.
LEG003-no-basis = Nergens staat op welke grondslag de lezers van “{ $list }” mail krijgen.
LEG003-no-record = De lezers van “{ $list }” gaven toestemming, en nergens staat waar dat is vastgelegd.
LEG003-no-source = Nergens staat waar de adressen van “{ $list }” vandaan komen.
LEG003-no-source-remedy = Schrijf source = "…" in de tabel met gegevens naast de lijst: het formulier, het papier of de bijeenkomst.
LST007-none = Er is geen Feedback-ID.
LST007-not-once = Feedback-ID staat er niet precies één keer.
LST007-fields = Feedback-ID heeft geen vier velden, maar { $count }.
LST007-sender = De afzender in Feedback-ID, “{ $sender }”, heeft geen 5 tot 15 tekens.
LST007-no-field = “{ $field }” is geen veld van een Feedback-ID.
LST007-of-one = “{ $field }” in Feedback-ID is van één lezer.

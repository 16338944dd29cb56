# The fixed strings of the letter and of the pages behind its links, in Hungarian.
# The name of the newsletter is never inflected and takes no article: it stands apart from the sentence.

kind-progress = Helyzetkép
kind-save-the-date = Eseményelőzetes
kind-story = Cikk

heading-progress = Itt tartunk
heading-save-the-date = Írja be a naptárába
heading-story = Egy történet

issue-number = { $number }. szám

event-when = Mikor
event-where = Hol
event-online = Online
event-organiser = Szervező
event-deadlines = Határidők
event-contact = Kapcsolat
event-tentative = Az időpont még nem végleges
event-moved = Az időpont megváltozott
event-cancelled = A rendezvény elmarad
calendar-add = Felvétel a naptárba
calendar-remove = Törlés a naptárból
calendar-file = Naptárfájl (.ics)
calendar-google = Google Naptár
calendar-outlook = Outlook-naptár

button-event = A rendezvény oldala
button-more = A teljes cikk
lent-section = Ez a rész más nyelven olvasható:

footer-reason = Azért kapja ezt a levelet, mert szerepel a címlistánkon ({ $newsletter }).
footer-unsubscribe = Leiratkozás
footer-privacy = Adatkezelési tájékoztató
footer-website = A projekt honlapja
footer-contact = Írjon nekünk
footer-publisher = Kiadja: { $organisation }
partners = A projekt partnerei

text-unsubscribe = Itt tud leiratkozni:
text-privacy = Adatkezelési tájékoztató:
text-website = A projekt honlapja:
text-contact = Írjon nekünk:
text-picture = Kép: { $alt }
colon = :
comma = ,

# The wording is fixed by the Union for each language: do not rephrase it.
funding-emblem = Az Európai Unió zászlaja
funding-union = Európai Unió
funding-regional-fund = Európai Regionális Fejlesztési Alap
funding-co-funded = Az Európai Unió társfinanszírozásával
funding-funded = Az Európai Unió finanszírozásával

unsubscribe-title = Leiratkozás: { $newsletter }
unsubscribe-question = { $newsletter }: leiratkozik a hírlevélről?
unsubscribe-explain = A leiratkozás azonnal érvénybe lép: a már elkészült, de még el nem küldött leveleket sem kapja meg.
unsubscribe-button = Igen, leiratkozom
unsubscribe-done-title = Leiratkozott
unsubscribe-done = { $newsletter }: több számot nem küldünk Önnek. Ezt az oldalt bezárhatja.
unsubscribe-test-title = Ez csak próba volt
unsubscribe-test = A hivatkozás egy próbalevélből való. Semmi sem változott, és senkit sem töröltünk a listáról.
unsubscribe-unknown-title = Ez a hivatkozás nem működik
unsubscribe-unknown = Lehet, hogy útközben megcsonkult. Másolja ki a levélből a teljes hivatkozást, vagy írjon ide: { $contact }, és levesszük a listáról.
unsubscribe-failed-title = Ez most nem sikerült
unsubscribe-failed = A leiratkozást nem tudtuk rögzíteni. Próbálja meg újra néhány perc múlva, vagy írjon ide: { $contact }, és levesszük a listáról.

calendar-waiting-title = A naptárfájl még nincs itt
calendar-waiting = Akkor lesz itt, amikor a számot kiküldjük. Ha a levelet már megkapta, másolja ki belőle a teljes hivatkozást, vagy írjon ide: { $contact }.
calendar-failed-title = Ez most nem sikerült
calendar-failed = A naptárfájlt nem tudtuk megnyitni. Próbálja meg újra néhány perc múlva.

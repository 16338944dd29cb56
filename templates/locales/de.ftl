# The fixed strings of the letter and of the pages behind its links, in German.

kind-progress = Sachstand
kind-save-the-date = Terminankündigung
kind-story = Artikel

heading-progress = Wo wir stehen
heading-save-the-date = Bitte vormerken
heading-story = Eine Geschichte

issue-number = Ausgabe { $number }

event-when = Wann
event-where = Wo
event-online = Online
event-organiser = Veranstalter
event-deadlines = Fristen
event-contact = Kontakt
event-tentative = Der Termin ist noch nicht endgültig
event-moved = Der Termin hat sich geändert
event-cancelled = Die Veranstaltung fällt aus
calendar-add = In Ihren Kalender eintragen
calendar-remove = Aus Ihrem Kalender löschen
calendar-file = Kalenderdatei (.ics)
calendar-google = Google Kalender
calendar-outlook = Outlook-Kalender

button-event = Zur Seite der Veranstaltung
button-more = Den ganzen Artikel lesen
lent-section = Dieser Teil ist in einer anderen Sprache:

footer-reason = Sie erhalten diesen Newsletter, weil Ihre Adresse im Verteiler steht ({ $newsletter }).
footer-unsubscribe = Newsletter abbestellen
footer-privacy = Datenschutzerklärung
footer-website = Website des Projekts
footer-contact = Schreiben Sie uns
footer-publisher = Herausgegeben von { $organisation }
partners = Projektpartner

text-unsubscribe = Hier können Sie den Newsletter abbestellen:
text-privacy = Datenschutzerklärung:
text-website = Website des Projekts:
text-contact = Schreiben Sie uns:
text-picture = Bild: { $alt }
colon = :
comma = ,

# The wording is fixed by the Union for each language: do not rephrase it.
funding-emblem = Flagge der Europäischen Union
funding-union = Europäische Union
funding-regional-fund = Europäischer Fonds für regionale Entwicklung
funding-co-funded = Kofinanziert von der Europäischen Union
funding-funded = Finanziert von der Europäischen Union

unsubscribe-title = { $newsletter } abbestellen
unsubscribe-question = Möchten Sie { $newsletter } nicht mehr erhalten?
unsubscribe-explain = Die Abbestellung gilt sofort, auch für Ausgaben, die schon zum Versand bereitliegen.
unsubscribe-button = Ja, bitte abbestellen
unsubscribe-done-title = Der Newsletter ist abbestellt
unsubscribe-done = Sie erhalten keine weiteren Ausgaben von { $newsletter }. Sie können diese Seite schließen.
unsubscribe-test-title = Das war ein Test
unsubscribe-test = Der Link stammt aus einer Testnachricht. Es wurde nichts geändert und niemand abgemeldet.
unsubscribe-unknown-title = Dieser Link funktioniert nicht
unsubscribe-unknown = Vielleicht wurde er unterwegs abgeschnitten. Kopieren Sie den ganzen Link aus der Nachricht, oder schreiben Sie an { $contact }: Wir streichen Sie dann aus dem Verteiler.
unsubscribe-failed-title = Das hat gerade nicht geklappt
unsubscribe-failed = Ihre Abbestellung konnte nicht gespeichert werden. Versuchen Sie es in einigen Minuten noch einmal, oder schreiben Sie an { $contact }: Wir streichen Sie dann aus dem Verteiler.

calendar-waiting-title = Die Kalenderdatei ist noch nicht da
calendar-waiting = Sie liegt hier, sobald die Ausgabe verschickt ist. Wenn Sie die Nachricht schon haben, kopieren Sie den ganzen Link daraus, oder schreiben Sie an { $contact }.
calendar-failed-title = Das hat gerade nicht geklappt
calendar-failed = Die Kalenderdatei konnte nicht gelesen werden. Versuchen Sie es in einigen Minuten noch einmal.

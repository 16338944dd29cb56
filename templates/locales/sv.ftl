# The fixed strings of the letter and of the pages behind its links, in Swedish.

kind-progress = Lägesrapport
kind-save-the-date = Boka datumet
kind-story = Artikel

heading-progress = Här står vi
heading-save-the-date = Boka datumet
heading-story = En berättelse

issue-number = Nummer { $number }

event-when = När
event-where = Var
event-online = Online
event-organiser = Arrangör
event-deadlines = Sista dag
event-contact = Kontakt
event-tentative = Datumet är preliminärt
event-moved = Datumet har ändrats
event-cancelled = Evenemanget är inställt
calendar-add = Lägg till i kalendern
calendar-remove = Ta bort ur kalendern
calendar-file = Kalenderfil (.ics)
calendar-google = Google Kalender
calendar-outlook = Outlook-kalender

button-event = Till evenemangets sida
button-more = Läs hela artikeln
lent-section = Den här delen är på ett annat språk:

footer-reason = Du får det här brevet för att din adress finns på sändlistan för { $newsletter }.
footer-unsubscribe = Avsluta prenumerationen
footer-privacy = Så behandlar vi personuppgifter
footer-website = Projektets webbplats
footer-contact = Skriv till oss
footer-publisher = Utges av { $organisation }
partners = Projektets partner

text-unsubscribe = Avsluta prenumerationen här:
text-privacy = Så behandlar vi personuppgifter:
text-website = Projektets webbplats:
text-contact = Skriv till oss:
text-picture = Bild: { $alt }
colon = :
comma = ,

# The wording is fixed by the Union for each language: do not rephrase it.
funding-emblem = Europeiska unionens flagga
funding-union = Europeiska unionen
funding-regional-fund = Europeiska regionala utvecklingsfonden
funding-co-funded = Medfinansieras av Europeiska unionen
funding-funded = Finansieras av Europeiska unionen

unsubscribe-title = Avsluta prenumerationen på { $newsletter }
unsubscribe-question = Vill du sluta få { $newsletter }?
unsubscribe-explain = Det gäller genast, även för brev som redan är klara att skickas.
unsubscribe-button = Ja, avsluta min prenumeration
unsubscribe-done-title = Prenumerationen är avslutad
unsubscribe-done = Du får inga fler nummer av { $newsletter }. Du kan stänga sidan.
unsubscribe-test-title = Det här var ett test
unsubscribe-test = Länken kommer från ett testbrev. Ingenting har ändrats och ingen prenumeration har avslutats.
unsubscribe-unknown-title = Länken fungerar inte
unsubscribe-unknown = Den kan ha blivit avkortad på vägen. Kopiera hela länken från brevet, eller skriv till { $contact } så tar vi bort dig från listan.
unsubscribe-failed-title = Det gick inte just nu
unsubscribe-failed = Vi kunde inte spara din begäran. Försök igen om några minuter, eller skriv till { $contact } så tar vi bort dig från listan.

calendar-waiting-title = Kalenderfilen finns inte här än
calendar-waiting = Den finns här så snart numret har skickats. Om du redan har fått brevet kan du kopiera hela länken från det, eller skriva till { $contact }.
calendar-failed-title = Det gick inte just nu
calendar-failed = Kalenderfilen kunde inte läsas. Försök igen om några minuter.

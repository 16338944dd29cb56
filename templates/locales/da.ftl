# The fixed strings of the letter and of the pages behind its links, in Danish.

kind-progress = Status
kind-save-the-date = Sæt kryds i kalenderen
kind-story = Artikel

heading-progress = Her står vi
heading-save-the-date = Sæt kryds i kalenderen
heading-story = En historie

issue-number = Nummer { $number }

event-when = Hvornår
event-where = Hvor
event-online = Online
event-organiser = Arrangør
event-deadlines = Frister
event-contact = Kontakt
event-tentative = Datoen er foreløbig
event-moved = Datoen er ændret
event-cancelled = Arrangementet er aflyst
calendar-add = Føj til din kalender
calendar-remove = Fjern fra din kalender
calendar-file = Kalenderfil (.ics)
calendar-google = Google Kalender
calendar-outlook = Outlook-kalender

button-event = Se siden om arrangementet
button-more = Læs hele artiklen
lent-section = Denne del er på et andet sprog:

footer-reason = Du får dette brev, fordi du står på vores mailliste ({ $newsletter }).
footer-unsubscribe = Frameld
footer-privacy = Privatlivspolitik
footer-website = Projektets websted
footer-contact = Skriv til os
footer-publisher = Udgivet af { $organisation }
partners = Projektpartnere

text-unsubscribe = Her kan du framelde dig:
text-privacy = Privatlivspolitik:
text-website = Projektets websted:
text-contact = Skriv til os:
text-picture = Billede: { $alt }
colon = :
comma = ,

# The wording is fixed by the Union for each language: do not rephrase it.
funding-emblem = Den Europæiske Unions flag
funding-union = Den Europæiske Union
funding-regional-fund = Den Europæiske Fond for Regionaludvikling
funding-co-funded = Medfinansieret af Den Europæiske Union
funding-funded = Finansieret af Den Europæiske Union

unsubscribe-title = Frameld { $newsletter }
unsubscribe-question = Vil du ikke længere modtage { $newsletter }?
unsubscribe-explain = Det gælder med det samme, også for breve, der ligger klar til at blive sendt.
unsubscribe-button = Ja, frameld mig
unsubscribe-done-title = Du er frameldt
unsubscribe-done = Du får ikke flere numre af { $newsletter }. Du kan lukke denne side.
unsubscribe-test-title = Det var en test
unsubscribe-test = Linket stammer fra et testbrev. Intet er ændret, og ingen er blevet frameldt.
unsubscribe-unknown-title = Dette link virker ikke
unsubscribe-unknown = Det er måske blevet klippet over undervejs. Kopiér hele linket fra brevet, eller skriv til { $contact }, så tager vi dig af listen.
unsubscribe-failed-title = Det lykkedes ikke lige nu
unsubscribe-failed = Dit ønske kunne ikke gemmes. Prøv igen om nogle minutter, eller skriv til { $contact }, så tager vi dig af listen.

calendar-waiting-title = Kalenderfilen er her ikke endnu
calendar-waiting = Den er her, så snart nummeret er sendt. Har du allerede fået brevet, kan du kopiere hele linket fra det eller skrive til { $contact }.
calendar-failed-title = Det lykkedes ikke lige nu
calendar-failed = Kalenderfilen kunne ikke læses. Prøv igen om nogle minutter.

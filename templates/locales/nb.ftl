# The fixed strings of the letter and of the pages behind its links, in Norwegian Bokmål.

kind-progress = Status
kind-save-the-date = Sett av datoen
kind-story = Artikkel

heading-progress = Her står vi
heading-save-the-date = Sett av datoen
heading-story = En historie

issue-number = Nummer { $number }

event-when = Når
event-where = Hvor
event-online = På nett
event-organiser = Arrangør
event-deadlines = Frister
event-contact = Kontakt
event-tentative = Datoen er foreløpig
event-moved = Datoen er endret
event-cancelled = Arrangementet er avlyst
calendar-add = Legg til i kalenderen
calendar-remove = Fjern fra kalenderen
calendar-file = Kalenderfil (.ics)
calendar-google = Google Kalender
calendar-outlook = Outlook-kalender

button-event = Til siden for arrangementet
button-more = Les hele artikkelen
lent-section = Denne delen er på et annet språk:

footer-reason = Du får dette brevet fordi adressen din står på e-postlisten for { $newsletter }.
footer-unsubscribe = Meld deg av
footer-privacy = Personvernerklæring
footer-website = Prosjektets nettsted
footer-contact = Skriv til oss
footer-publisher = Utgitt av { $organisation }
partners = Prosjektets partnere

text-unsubscribe = Meld deg av her:
text-privacy = Personvernerklæring:
text-website = Prosjektets nettsted:
text-contact = Skriv til oss:
text-picture = Bilde: { $alt }
colon = :
comma = ,

# Norwegian is no official language of the Union: this is the wording that programmes use.
funding-emblem = EUs flagg
funding-union = Den europeiske union
funding-regional-fund = Det europeiske regionale utviklingsfond
funding-co-funded = Medfinansiert av Den europeiske union
funding-funded = Finansiert av Den europeiske union

unsubscribe-title = Meld deg av { $newsletter }
unsubscribe-question = Vil du slutte å få { $newsletter }?
unsubscribe-explain = Det gjelder med en gang, også for brev som er klare til å sendes.
unsubscribe-button = Ja, meld meg av
unsubscribe-done-title = Du er meldt av
unsubscribe-done = Du får ikke flere utgaver av { $newsletter }. Du kan lukke siden.
unsubscribe-test-title = Dette var en test
unsubscribe-test = Lenken kommer fra et testbrev. Ingenting er endret, og ingen er meldt av.
unsubscribe-unknown-title = Lenken virker ikke
unsubscribe-unknown = Den kan ha blitt kuttet på veien. Kopier hele lenken fra brevet, eller skriv til { $contact }, så fjerner vi deg fra listen.
unsubscribe-failed-title = Det gikk ikke akkurat nå
unsubscribe-failed = Vi fikk ikke lagret ønsket ditt. Prøv igjen om noen minutter, eller skriv til { $contact }, så fjerner vi deg fra listen.

calendar-waiting-title = Kalenderfilen er ikke her ennå
calendar-waiting = Den er her så snart nummeret er sendt. Har du allerede fått brevet, kan du kopiere hele lenken fra det, eller skrive til { $contact }.
calendar-failed-title = Det gikk ikke akkurat nå
calendar-failed = Kalenderfilen kunne ikke leses. Prøv igjen om noen minutter.

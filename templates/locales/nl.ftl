# The fixed strings of the letter and of the pages behind its links, in Dutch.

kind-progress = Stand van zaken
kind-save-the-date = Datum om te noteren
kind-story = Artikel

heading-progress = Waar we staan
heading-save-the-date = Noteer de datum
heading-story = Een verhaal

issue-number = Nummer { $number }

event-when = Wanneer
event-where = Waar
event-online = Online
event-organiser = Organisatie
event-deadlines = Uiterste data
event-contact = Contact
event-tentative = De datum is onder voorbehoud
event-moved = De datum is gewijzigd
event-cancelled = Het evenement gaat niet door
calendar-add = Zet in uw agenda
calendar-remove = Haal uit uw agenda
calendar-file = Agendabestand (.ics)
calendar-google = Google Agenda
calendar-outlook = Outlook-agenda

button-event = Naar de pagina van het evenement
button-more = Lees het hele artikel
lent-section = Dit deel is in een andere taal:

footer-reason = U krijgt deze brief omdat uw adres op de verzendlijst van { $newsletter } staat.
footer-unsubscribe = Uitschrijven
footer-privacy = Privacyverklaring
footer-website = Website van het project
footer-contact = Schrijf ons
footer-publisher = Een uitgave van { $organisation }
partners = Projectpartners

text-unsubscribe = Uitschrijven kan hier:
text-privacy = Privacyverklaring:
text-website = Website van het project:
text-contact = Schrijf ons:
text-picture = Afbeelding: { $alt }
colon = :
comma = ,

# The wording is fixed by the Union for each language: do not rephrase it.
funding-emblem = Vlag van de Europese Unie
funding-union = Europese Unie
funding-regional-fund = Europees Fonds voor Regionale Ontwikkeling
funding-co-funded = Medegefinancierd door de Europese Unie
funding-funded = Gefinancierd door de Europese Unie

unsubscribe-title = Uitschrijven voor { $newsletter }
unsubscribe-question = Wilt u { $newsletter } niet meer ontvangen?
unsubscribe-explain = Het gaat meteen in, ook voor brieven die al klaarstaan.
unsubscribe-button = Ja, schrijf mij uit
unsubscribe-done-title = U bent uitgeschreven
unsubscribe-done = U krijgt geen nieuwe nummers van { $newsletter } meer. U kunt deze pagina sluiten.
unsubscribe-test-title = Dit was een test
unsubscribe-test = De link komt uit een testbrief. Er is niets veranderd en niemand is uitgeschreven.
unsubscribe-unknown-title = Deze link werkt niet
unsubscribe-unknown = Misschien is de link onderweg afgebroken. Kopieer de hele link uit de brief, of schrijf naar { $contact }, dan halen wij u van de lijst.
unsubscribe-failed-title = Dat lukte nu niet
unsubscribe-failed = Uw verzoek kon niet worden opgeslagen. Probeer het over een paar minuten opnieuw, of schrijf naar { $contact }, dan halen wij u van de lijst.

calendar-waiting-title = Het agendabestand is er nog niet
calendar-waiting = Het staat hier zodra het nummer is verstuurd. Hebt u de brief al, kopieer dan de hele link uit de brief, of schrijf naar { $contact }.
calendar-failed-title = Dat lukte nu niet
calendar-failed = Het agendabestand kon niet worden gelezen. Probeer het over een paar minuten opnieuw.

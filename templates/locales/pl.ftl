# The fixed strings of the letter and of the pages behind its links, in Polish.
# The name of the newsletter is never inflected: it stands apart from the sentence.

kind-progress = Stan prac
kind-save-the-date = Zapowiedź wydarzenia
kind-story = Artykuł

heading-progress = Na jakim jesteśmy etapie
heading-save-the-date = Warto zapisać tę datę
heading-story = Pewna historia

issue-number = Numer { $number }

event-when = Kiedy
event-where = Gdzie
event-online = Online
event-organiser = Organizator
event-deadlines = Terminy
event-contact = Kontakt
event-tentative = Termin nie jest jeszcze ostateczny
event-moved = Termin uległ zmianie
event-cancelled = Wydarzenie zostało odwołane
calendar-add = Dodaj do kalendarza
calendar-remove = Usuń z kalendarza
calendar-file = Plik kalendarza (.ics)
calendar-google = Kalendarz Google
calendar-outlook = Kalendarz Outlook

button-event = Strona wydarzenia
button-more = Cały artykuł
lent-section = Ta część jest w innym języku:

footer-reason = Otrzymują Państwo tę wiadomość, ponieważ Państwa adres znajduje się na liście odbiorców ({ $newsletter }).
footer-unsubscribe = Rezygnacja z subskrypcji
footer-privacy = Polityka prywatności
footer-website = Strona projektu
footer-contact = Kontakt z redakcją
footer-publisher = Wydawca: { $organisation }
partners = Partnerzy projektu

text-unsubscribe = Rezygnacja z subskrypcji:
text-privacy = Polityka prywatności:
text-website = Strona projektu:
text-contact = Kontakt z redakcją:
text-picture = Ilustracja: { $alt }
colon = :
comma = ,

# The wording is fixed by the Union for each language: do not rephrase it.
funding-emblem = Flaga Unii Europejskiej
funding-union = Unia Europejska
funding-regional-fund = Europejski Fundusz Rozwoju Regionalnego
funding-co-funded = Współfinansowane przez Unię Europejską
funding-funded = Finansowane przez Unię Europejską

unsubscribe-title = Rezygnacja z subskrypcji: { $newsletter }
unsubscribe-question = { $newsletter }: czy chcą Państwo zrezygnować z subskrypcji?
unsubscribe-explain = Rezygnacja działa natychmiast, także w przypadku wiadomości przygotowanych już do wysyłki.
unsubscribe-button = Tak, rezygnuję
unsubscribe-done-title = Subskrypcja została anulowana
unsubscribe-done = { $newsletter }: nie otrzymają Państwo kolejnych numerów. Tę stronę można zamknąć.
unsubscribe-test-title = To był test
unsubscribe-test = Ten link pochodzi z wiadomości testowej. Nic nie zostało zmienione i nikogo nie usunięto z listy.
unsubscribe-unknown-title = Ten link nie działa
unsubscribe-unknown = Link mógł zostać ucięty po drodze. Proszę skopiować cały link z wiadomości lub napisać na adres { $contact }, a usuniemy Państwa z listy.
unsubscribe-failed-title = Tym razem się nie udało
unsubscribe-failed = Nie udało się zapisać rezygnacji. Proszę spróbować ponownie za kilka minut lub napisać na adres { $contact }, a usuniemy Państwa z listy.

calendar-waiting-title = Nie ma tu jeszcze pliku kalendarza
calendar-waiting = Plik pojawi się, gdy tylko numer zostanie wysłany. Jeśli wiadomość już do Państwa dotarła, proszę skopiować z niej cały link lub napisać na adres { $contact }.
calendar-failed-title = Tym razem się nie udało
calendar-failed = Nie udało się odczytać pliku kalendarza. Proszę spróbować ponownie za kilka minut.

# The fixed strings of the letter and of the pages behind its links, in Finnish.
# The name of the newsletter is never inflected: it stands apart from the sentence.

kind-progress = Tilannekatsaus
kind-save-the-date = Ennakkoilmoitus
kind-story = Artikkeli

heading-progress = Missä mennään
heading-save-the-date = Merkitse kalenteriin
heading-story = Tarina

issue-number = Numero { $number }

event-when = Milloin
event-where = Missä
event-online = Verkossa
event-organiser = Järjestäjä
event-deadlines = Määräajat
event-contact = Yhteystiedot
event-tentative = Ajankohta on alustava
event-moved = Ajankohta on muuttunut
event-cancelled = Tapahtuma on peruttu
calendar-add = Lisää kalenteriin
calendar-remove = Poista kalenterista
calendar-file = Kalenteritiedosto (.ics)
calendar-google = Google-kalenteri
calendar-outlook = Outlook-kalenteri

button-event = Tapahtuman sivulle
button-more = Lue koko artikkeli
lent-section = Tämä osa on toisella kielellä:

footer-reason = Saat tämän kirjeen, koska osoitteesi on postituslistallamme ({ $newsletter }).
footer-unsubscribe = Peru tilaus
footer-privacy = Tietosuojaseloste
footer-website = Hankkeen verkkosivusto
footer-contact = Kirjoita meille
footer-publisher = Julkaisija: { $organisation }
partners = Hankkeen kumppanit

text-unsubscribe = Peru tilaus täällä:
text-privacy = Tietosuojaseloste:
text-website = Hankkeen verkkosivusto:
text-contact = Kirjoita meille:
text-picture = Kuva: { $alt }
colon = :
comma = ,

# The wording is fixed by the Union for each language: do not rephrase it.
funding-emblem = Euroopan unionin lippu
funding-union = Euroopan unioni
funding-regional-fund = Euroopan aluekehitysrahasto
funding-co-funded = Euroopan unionin osarahoittama
funding-funded = Euroopan unionin rahoittama

unsubscribe-title = Tilauksen peruminen: { $newsletter }
unsubscribe-question = { $newsletter }: haluatko perua uutiskirjeen tilauksen?
unsubscribe-explain = Peruutus tulee voimaan heti, myös lähetystä odottavien kirjeiden osalta.
unsubscribe-button = Kyllä, peru tilaus
unsubscribe-done-title = Tilaus on peruttu
unsubscribe-done = { $newsletter }: et saa enää uusia numeroita. Voit sulkea tämän sivun.
unsubscribe-test-title = Tämä oli testi
unsubscribe-test = Linkki on testikirjeestä. Mitään ei muutettu eikä kenenkään tilausta peruttu.
unsubscribe-unknown-title = Tämä linkki ei toimi
unsubscribe-unknown = Linkki on saattanut katketa matkalla. Kopioi koko linkki kirjeestä tai kirjoita osoitteeseen { $contact }, niin poistamme sinut listalta.
unsubscribe-failed-title = Se ei juuri nyt onnistunut
unsubscribe-failed = Toivettasi ei voitu tallentaa. Yritä uudelleen muutaman minuutin kuluttua tai kirjoita osoitteeseen { $contact }, niin poistamme sinut listalta.

calendar-waiting-title = Kalenteritiedosto ei ole vielä täällä
calendar-waiting = Se on täällä heti, kun numero on lähetetty. Jos olet jo saanut kirjeen, kopioi siitä koko linkki tai kirjoita osoitteeseen { $contact }.
calendar-failed-title = Se ei juuri nyt onnistunut
calendar-failed = Kalenteritiedostoa ei voitu lukea. Yritä uudelleen muutaman minuutin kuluttua.

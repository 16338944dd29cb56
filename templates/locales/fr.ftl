# The fixed strings of the letter and of the pages behind its links, in French.
# Before : ; ! ? stands a no-break space (U+00A0); editors show it as a plain one.

kind-progress = État d’avancement
kind-save-the-date = Date à retenir
kind-story = Article

heading-progress = Où en sommes-nous ?
heading-save-the-date = À vos agendas
heading-story = Une histoire

issue-number = Numéro { $number }

event-when = Quand
event-where = Où
event-online = En ligne
event-organiser = Organisation
event-deadlines = Dates limites
event-contact = Contact
event-tentative = La date est provisoire
event-moved = La date a changé
event-cancelled = Cet événement est annulé
calendar-add = Ajouter à votre agenda
calendar-remove = Retirer de votre agenda
calendar-file = Fichier d’agenda (.ics)
calendar-google = Google Agenda
calendar-outlook = Calendrier Outlook

button-event = Voir la page de l’événement
button-more = Lire l’article complet
lent-section = Cette partie est dans une autre langue :

footer-reason = Vous recevez cette lettre parce que votre adresse figure dans notre liste de diffusion ({ $newsletter }).
footer-unsubscribe = Se désabonner
footer-privacy = Politique de confidentialité
footer-website = Site du projet
footer-contact = Nous écrire
footer-publisher = Lettre publiée par { $organisation }
partners = Partenaires du projet

text-unsubscribe = Pour vous désabonner :
text-privacy = Politique de confidentialité :
text-website = Site du projet :
text-contact = Nous écrire :
text-picture = Image : { $alt }
colon = { "\u00A0" }:
comma = ,

# The wording is fixed by the Union for each language: do not rephrase it.
funding-emblem = Drapeau de l’Union européenne
funding-union = Union européenne
funding-regional-fund = Fonds européen de développement régional
funding-co-funded = Cofinancé par l’Union européenne
funding-funded = Financé par l’Union européenne

unsubscribe-title = Se désabonner ({ $newsletter })
unsubscribe-question = { $newsletter } : souhaitez-vous ne plus recevoir cette lettre ?
unsubscribe-explain = Le désabonnement prend effet immédiatement, y compris pour les lettres prêtes à partir.
unsubscribe-button = Oui, me désabonner
unsubscribe-done-title = Vous êtes désabonné(e)
unsubscribe-done = { $newsletter } : vous ne recevrez plus aucun numéro. Vous pouvez fermer cette page.
unsubscribe-test-title = C’était un essai
unsubscribe-test = Ce lien provient d’une lettre d’essai. Rien n’a été modifié et personne n’a été désabonné.
unsubscribe-unknown-title = Ce lien ne fonctionne pas
unsubscribe-unknown = Il a peut-être été coupé en chemin. Copiez le lien entier depuis la lettre, ou écrivez à { $contact } : nous vous retirerons de la liste.
unsubscribe-failed-title = L’opération n’a pas abouti
unsubscribe-failed = Votre demande n’a pas pu être enregistrée. Veuillez réessayer dans quelques minutes, ou écrivez à { $contact } : nous vous retirerons de la liste.

calendar-waiting-title = Le fichier d’agenda n’est pas encore là
calendar-waiting = Il le sera dès que le numéro aura été envoyé. Si vous avez déjà reçu la lettre, copiez-en le lien entier, ou écrivez à { $contact }.
calendar-failed-title = L’opération n’a pas abouti
calendar-failed = Le fichier d’agenda n’a pas pu être lu. Veuillez réessayer dans quelques minutes.

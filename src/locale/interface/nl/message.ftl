# Wat de controle vindt in de bytes van een bericht.

DKM001-none = Er is geen handtekening van { $domain } met selector { $selector }.
DKM001-broken = De handtekening van { $domain } klopt niet: { $why }.
DKM001-version = De handtekening is niet van versie 1.
DKM001-algorithm = De handtekening gebruikt “{ $algorithm }”.
DKM001-not-relaxed = De handtekening is niet relaxed/relaxed, en breekt onderweg.
DKM001-length = De handtekening heeft l=, zodat anderen tekst aan de mail kunnen toevoegen.
DKM001-empty = De handtekening is leeg.
DKM001-not-twice = De handtekening dekt niet twee keer: { $names }.
DKM001-changing = De handtekening dekt { $name }, dat onderweg verandert.

EVT003-among-alternatives = Het evenement staat tussen de alternatieven, en zou in plaats van de mail getoond worden.
EVT003-not-utf8 = Het agendabestand is geen UTF-8.
EVT003-line-ends = Het agendabestand heeft regeleinden die geen CRLF zijn.
EVT003-long-line = Een regel van het agendabestand heeft { $octets } octetten en is niet afgebroken.
EVT003-method = Het agendabestand heeft METHOD “{ $method }”, maar zijn deel zegt “{ $said }”.
EVT003-charset = Het agendabestand is niet als utf-8 gemarkeerd.
EVT003-count = Het evenement heeft { $count } { $name }; het moet er precies één zijn.
EVT003-attendees = Het evenement noemt deelnemers: lezers zouden elkaar zien, en gevraagd kunnen worden te antwoorden.
EVT003-no-moment = { $name } van het evenement is { $value }: dat is geen moment in UTC.

HDR001-count = { $name } staat er { $count } keer.
HDR002-not-one = From is niet één naam met één adres.
HDR002-other-address = From is niet het adres uit config.toml.
HDR002-no-name = From heeft geen naam.
HDR002-emoji = De naam in From heeft een emoji, of begint als het onderwerp van een antwoord.
HDR002-subject = De naam in From bevat het onderwerp.
HDR002-reader = De naam in From bevat de naam van de lezer.
HDR003-none = Er is geen Message-ID.
HDR003-form = De Message-ID is niet <iets@domein>.
HDR003-other-domain = De Message-ID eindigt op { $domain }, en dat is niet het domein van From.
HDR004-no-date = “{ $value }” is geen datum.
HDR004-apart = Date is { $date }, maar het wordt verstuurd op { $sent }.
HDR005-no-header = Een regel van de kop is geen header.
HDR005-strange = De header { $name } hoort daar niet.
HDR005-control = { $name } bevat een besturingsteken.
HDR006-long = Een gecodeerd woord van { $name } heeft { $long } tekens; hoogstens 75 mag.
HDR006-broken = Een gecodeerd woord van { $name } is op zichzelf niet te lezen.
HDR006-misplaced = { $name } heeft een gecodeerd woord waar er geen mag staan.
HDR007-long = Een regel heeft { $bytes } bytes; hoogstens 998 mag.
HDR007-long-header = Een headerregel heeft { $bytes } bytes: { $name }…
HDR008-bare = Een regel eindigt op alleen CR of alleen LF.
HDR008-end = Het bericht eindigt niet met een regeleinde.
HDR008-eight-bits = Het bericht heeft bytes van meer dan zeven bits.
HDR008-nul = Het bericht heeft een NUL-byte.
HDR009-has = In het bericht staat { $name }.
HDR009-version = { $name } verraadt de versie van het programma.

LST001-not-once = List-Unsubscribe staat er niet precies één keer.
LST001-no-list = List-Unsubscribe is geen lijst van <adressen>.
LST001-space = In een adres van List-Unsubscribe staat een spatie.
LST001-not-one = List-Unsubscribe heeft niet precies één https-adres.
LST001-not-first = Het https-adres van List-Unsubscribe is niet het eerste.
LST001-unreadable = Het https-adres van List-Unsubscribe is niet te lezen.
LST001-not-https = Het adres van List-Unsubscribe is geen https.
LST001-holds-address = Het adres van List-Unsubscribe bevat een e-mailadres.
LST001-no-token = Het adres van List-Unsubscribe heeft geen code die niet te raden is.
LST002-not-exact = List-Unsubscribe-Post is niet precies “List-Unsubscribe=One-Click”, één keer.
LST003-not-covered = Geen handtekening van het domein van de afzender dekt de afmeldheaders.
LST004-not-once = List-Id staat er niet precies één keer.
LST004-no-identifier = List-Id heeft geen <id>.
LST004-no-id = “{ $id }” is geen lijst-id.
LST004-brackets = In de naam in List-Id staan haakjes.
LST004-other = List-Id is { $id }, maar config.toml zegt { $wanted }.
LST006-part-lacks = { $part ->
        [html] Het HTML-deel
       *[text] Het tekstdeel
    } heeft geen zichtbare link naar de afmeldpagina.

MIM001-no-alternative = Het bericht heeft geen tekst en HTML om uit te kiezen (multipart/alternative).
MIM001-first = Het eerste alternatief is niet de tekst.
MIM001-last = Het laatste alternatief is niet de HTML.
MIM001-empty = Het deel { $kind } is leeg.
MIM001-charset = Het deel { $kind } is niet als utf-8 gemarkeerd.
MIM001-encoding = Het deel { $kind } is niet als quoted-printable gecodeerd.
MIM001-not-utf8 = Het deel { $kind } is geen UTF-8.
MIM002-heading = In de tekst ontbreekt de kop “{ $words }”.
MIM002-link = In de tekst ontbreekt de link naar { $target }.
MIM003-large = Het bericht heeft { $size } kB; hoogstens 5120 kB mag.
MIM003-large-pictures = Het bericht heeft { $size } kB; hoogstens 5120 kB mag. Deze afbeeldingen zitten erin: { $pictures }.
MIM003-large-part = Een deel van het bericht is te groot: { $part }.
MIM003-large-remedy = Sla grote afbeeldingen kleiner op: 1100 pixels breed als JPEG is ruim voldoende.
MIM003-no-part = De HTML toont cid:{ $id }, maar geen deel heet zo.
MIM003-idle = Het deel { $id } wordt nergens getoond.
MIM004-none = Er is geen Content-Language.
MIM004-other = Content-Language is { $said }, maar de taal van de mail is { $lang }.
MIM004-html = De HTML heeft lang="{ $said }", maar de taal van de mail is { $lang }.

# Det som kontrollen hittar i ett meddelandes bytes.

DKM001-none = Det finns ingen signatur av { $domain } med selektorn { $selector }.
DKM001-broken = Signaturen av { $domain } stämmer inte: { $why }.
DKM001-version = Signaturen är inte av version 1.
DKM001-algorithm = Signaturen använder ”{ $algorithm }”.
DKM001-not-relaxed = Signaturen är inte relaxed/relaxed, och går sönder på vägen.
DKM001-length = Signaturen har l=, så att andra skulle kunna lägga till text i brevet.
DKM001-empty = Signaturen är tom.
DKM001-not-twice = Signaturen omfattar inte två gånger: { $names }.
DKM001-changing = Signaturen omfattar { $name }, som ändras på vägen.

EVT003-among-alternatives = Evenemanget står bland alternativen, och skulle visas i stället för brevet.
EVT003-not-utf8 = Kalenderfilen är inte UTF-8.
EVT003-line-ends = Kalenderfilen har radslut som inte är CRLF.
EVT003-long-line = En rad i kalenderfilen har { $octets } oktetter och är inte bruten.
EVT003-method = Kalenderfilen har METHOD ”{ $method }”, men dess del säger ”{ $said }”.
EVT003-charset = Kalenderfilen är inte märkt som utf-8.
EVT003-count = Evenemanget har { $count } { $name }; det ska vara precis en.
EVT003-attendees = Evenemanget nämner deltagare: läsarna skulle se varandra, och kunde bli ombedda att svara.
EVT003-no-moment = { $name } för evenemanget är { $value }: det anger ingen tidpunkt i UTC.

HDR001-count = { $name } står { $count } gånger.
HDR002-not-one = From är inte ett namn med en adress.
HDR002-other-address = From är inte adressen i config.toml.
HDR002-no-name = From har inget namn.
HDR002-emoji = Namnet i From har en emoji, eller börjar som ämnet i ett svar.
HDR002-subject = Namnet i From innehåller ämnet.
HDR002-reader = Namnet i From innehåller läsarens namn.
HDR003-none = Det finns inget Message-ID.
HDR003-form = Message-ID är inte <något@domän>.
HDR003-other-domain = Message-ID slutar på { $domain }, som inte är domänen i From.
HDR004-no-date = ”{ $value }” är inget datum.
HDR004-apart = Date är { $date }, men det skickas { $sent }.
HDR005-no-header = En rad i brevhuvudet är inget huvud.
HDR005-strange = Huvudet { $name } hör inte hemma där.
HDR005-control = { $name } innehåller ett styrtecken.
HDR006-long = Ett kodat ord i { $name } har { $long } tecken; högst 75 är tillåtet.
HDR006-broken = Ett kodat ord i { $name } går inte att läsa för sig.
HDR006-misplaced = { $name } har ett kodat ord där inget får stå.
HDR007-long = En rad har { $bytes } byte; högst 998 är tillåtet.
HDR007-long-header = En rad i brevhuvudet har { $bytes } byte: { $name }…
HDR008-bare = En rad slutar med bara CR eller bara LF.
HDR008-end = Meddelandet slutar inte med ett radslut.
HDR008-eight-bits = Meddelandet har byte på mer än sju bitar.
HDR008-nul = Meddelandet har en NUL-byte.
HDR009-has = Meddelandet har { $name }.
HDR009-version = { $name } avslöjar programmets version.

LST001-not-once = List-Unsubscribe står inte precis en gång.
LST001-no-list = List-Unsubscribe är inte en lista med <adresser>.
LST001-space = En adress i List-Unsubscribe har ett blanksteg i sig.
LST001-not-one = List-Unsubscribe har inte precis en https-adress.
LST001-not-first = https-adressen i List-Unsubscribe är inte den första.
LST001-unreadable = https-adressen i List-Unsubscribe går inte att läsa.
LST001-not-https = Adressen i List-Unsubscribe är inte https.
LST001-holds-address = Adressen i List-Unsubscribe innehåller en e-postadress.
LST001-no-token = Adressen i List-Unsubscribe har ingen kod som inte går att gissa.
LST002-not-exact = List-Unsubscribe-Post är inte exakt ”List-Unsubscribe=One-Click”, en gång.
LST003-not-covered = Ingen signatur av avsändarens domän omfattar avregistreringshuvudena.
LST004-not-once = List-Id står inte precis en gång.
LST004-no-identifier = List-Id har ingen <identifierare>.
LST004-no-id = ”{ $id }” är ingen listidentifierare.
LST004-brackets = Namnet i List-Id har parenteser.
LST004-other = List-Id är { $id }, men config.toml säger { $wanted }.
LST006-part-lacks = { $part ->
        [html] HTML-delen
       *[text] Textdelen
    } har ingen synlig länk till avregistreringssidan.

MIM001-no-alternative = Meddelandet har ingen text och HTML att välja mellan (multipart/alternative).
MIM001-first = Det första alternativet är inte texten.
MIM001-last = Det sista alternativet är inte HTML.
MIM001-empty = Delen { $kind } är tom.
MIM001-charset = Delen { $kind } är inte märkt som utf-8.
MIM001-encoding = Delen { $kind } är inte kodad som quoted-printable.
MIM001-not-utf8 = Delen { $kind } är inte UTF-8.
MIM002-heading = I texten saknas rubriken ”{ $words }”.
MIM002-link = I texten saknas länken till { $target }.
MIM003-large = Meddelandet har { $size } kB; högst 5 120 kB är tillåtet.
MIM003-large-pictures = Meddelandet har { $size } kB; högst 5 120 kB är tillåtet. Det innehåller bilderna { $pictures }.
MIM003-large-part = En del av meddelandet är för stor: { $part }.
MIM003-large-remedy = Spara stora bilder mindre: 1100 bildpunkters bredd som JPEG räcker gott.
MIM003-no-part = HTML-koden visar cid:{ $id }, men ingen del heter så.
MIM003-idle = Delen { $id } visas ingenstans.
MIM004-none = Det finns inget Content-Language.
MIM004-other = Content-Language är { $said }, men brevets språk är { $lang }.
MIM004-html = HTML-koden har lang="{ $said }", men brevets språk är { $lang }.

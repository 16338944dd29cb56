# What the checks find in the bytes of a message.

DKM001-none = There is no signature by { $domain } with selector { $selector }.
DKM001-broken = The signature by { $domain } does not hold: { $why }.
DKM001-version = The signature is not of version 1.
DKM001-algorithm = The signature uses "{ $algorithm }".
DKM001-not-relaxed = The signature is not relaxed/relaxed, and breaks on the way.
DKM001-length = The signature has l=, so that others could add text to the letter.
DKM001-empty = The signature is empty.
DKM001-not-twice = The signature does not cover twice: { $names }.
DKM001-changing = The signature covers { $name }, which changes on the way.

EVT003-among-alternatives = The event stands among the alternatives, and would be shown instead of the letter.
EVT003-not-utf8 = The calendar file is not UTF-8.
EVT003-line-ends = The calendar file has line ends that are not CRLF.
EVT003-long-line = A line of the calendar file has { $octets } octets and is not folded.
EVT003-method = The calendar file has METHOD "{ $method }", and its part says "{ $said }".
EVT003-charset = The calendar file is not marked as utf-8.
EVT003-count = The event has { $count } { $name }; it wants exactly one.
EVT003-attendees = The event names attendees: readers would see each other, and could be asked to answer.
EVT003-no-moment = { $name } of the event is { $value }: it names no moment in UTC.

HDR001-count = { $name } stands { $count } times.
HDR002-not-one = From is not one name with one address.
HDR002-other-address = From is not the address in config.toml.
HDR002-no-name = From has no name.
HDR002-emoji = The name in From has an emoji, or begins like the subject of an answer.
HDR002-subject = The name in From holds the subject.
HDR002-reader = The name in From holds the reader's name.
HDR003-none = There is no Message-ID.
HDR003-form = The Message-ID is not <something@domain>.
HDR003-other-domain = The Message-ID ends in { $domain }, which is not the domain of From.
HDR004-no-date = "{ $value }" is not a date.
HDR004-apart = Date is { $date }, and it is sent at { $sent }.
HDR005-no-header = A line of the header is no header.
HDR005-strange = The header { $name } does not belong there.
HDR005-control = { $name } holds a control character.
HDR006-long = An encoded word of { $name } has { $long } characters; 75 may be.
HDR006-broken = An encoded word of { $name } can't be read by itself.
HDR006-misplaced = { $name } has an encoded word where none may stand.
HDR007-long = A line has { $bytes } bytes; 998 may be.
HDR007-long-header = A header line has { $bytes } bytes: { $name }…
HDR008-bare = A line ends in CR or LF alone.
HDR008-end = The message does not end with a line end.
HDR008-eight-bits = The message has bytes of more than seven bits.
HDR008-nul = The message has a NUL byte.
HDR009-has = The message has { $name }.
HDR009-version = { $name } tells the version of the program.

LST001-not-once = List-Unsubscribe does not stand exactly once.
LST001-no-list = List-Unsubscribe is not a list of <addresses>.
LST001-space = An address in List-Unsubscribe has a space in it.
LST001-not-one = List-Unsubscribe does not have exactly one https address.
LST001-not-first = The https address of List-Unsubscribe is not the first.
LST001-unreadable = The https address of List-Unsubscribe can't be read.
LST001-not-https = The address of List-Unsubscribe is not https.
LST001-holds-address = The address of List-Unsubscribe holds an e-mail address.
LST001-no-token = The address of List-Unsubscribe has no token that can't be guessed.
LST002-not-exact = List-Unsubscribe-Post is not exactly "List-Unsubscribe=One-Click", once.
LST003-not-covered = No signature of the sender's domain covers the unsubscribe headers.
LST004-not-once = List-Id does not stand exactly once.
LST004-no-identifier = List-Id has no <identifier>.
LST004-no-id = "{ $id }" is no list identifier.
LST004-brackets = The name in List-Id has brackets.
LST004-other = List-Id is { $id }, and config.toml says { $wanted }.
LST006-part-lacks = The { $part ->
        [html] HTML
       *[text] text
    } part has no visible link to the unsubscribe page.

MIM001-no-alternative = The message has no text and HTML to choose from (multipart/alternative).
MIM001-first = The first alternative is not the text.
MIM001-last = The last alternative is not the HTML.
MIM001-empty = The part { $kind } is empty.
MIM001-charset = The part { $kind } is not marked as utf-8.
MIM001-encoding = The part { $kind } is not encoded as quoted-printable.
MIM001-not-utf8 = The part { $kind } is not UTF-8.
MIM002-heading = The text lacks the heading "{ $words }".
MIM002-link = The text lacks the link to { $target }.
MIM003-large = The message has { $size } kB; 5,120 kB may be.
MIM003-large-pictures = The message has { $size } kB; 5,120 kB may be. It holds the pictures { $pictures }.
MIM003-large-part = A part of the message is too large: { $part }.
MIM003-large-remedy = Save large pictures smaller: 1100 pixels wide as JPEG is plenty.
MIM003-no-part = The HTML shows cid:{ $id }, and no part has that name.
MIM003-idle = The part { $id } is shown nowhere.
MIM004-none = There is no Content-Language.
MIM004-other = Content-Language is { $said }, and the letter is in { $lang }.
MIM004-html = The HTML has lang="{ $said }", and the letter is in { $lang }.

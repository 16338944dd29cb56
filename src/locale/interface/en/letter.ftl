# What the checks find in the finished letter.

A11Y01-lang = <html> has lang="{ $written }", and the letter is in { $lang }.
A11Y01-dir = <html> has no dir="{ $dir }".
A11Y01-child-lang = <{ $name }> right below <body> has no valid lang.
A11Y01-child-dir = <{ $name }> right below <body> has no dir="{ $dir }".
A11Y02-no-role = A table has neither header cells nor role="presentation".
A11Y02-no-scope = A header cell of a table has no scope.
A11Y03-tops = The letter has { $tops } headings of level 1; it wants exactly one.
A11Y03-skipped = The heading "{ $words }" has level { $level }, and the one before it level { $before }.
A11Y04-no-words = The link to { $target } has no words to click on.
A11Y08-none = The letter has no <title>.
A11Y08-empty = The letter's <title> is empty.
A11Y08-any-letter = The letter's <title> is "{ $title }", which could stand over any letter.

HTM001-large = The HTML has { $bytes } bytes; Gmail cuts a letter at about 102,000.
HTM003-element = The letter has <{ $name }>.
HTM003-style-sheet = The letter loads a style sheet from elsewhere.
HTM003-handler = <{ $name }> has the event handler { $attribute }.
HTM003-scheme = <{ $name }> has a { $scheme } address.
HTM007-says = A style of the letter says { $said }.

IMG001-none = The picture { $picture } has no alternative text.
IMG001-silent-link = A picture that links to { $target } has an empty alternative text.
IMG001-file-name = The alternative text "{ $alt }" is the name of a file.
IMG001-needless = The alternative text "{ $alt }" says "{ $said }", which a screen reader says by itself.

LEG001-no-postal = The sender has no postal address.
LEG001-lacks-postal = The { $part ->
        [html] HTML
       *[text] text
    } of the letter lacks the postal address ("{ $line }").
LEG001-lacks-organisation = The { $part ->
        [html] HTML
       *[text] text
    } of the letter lacks the organisation.
LEG001-lacks-address = The { $part ->
        [html] HTML
       *[text] text
    } of the letter lacks an address to write to.
LEG001-lacks-reason = The { $part ->
        [html] HTML
       *[text] text
    } of the letter lacks the reason why somebody gets it.
LEG001-no-privacy = The sender has no privacy policy to link to.
LEG001-privacy-language = There is no privacy policy in { $lang }; the letter links to another language.
LEG001-lacks-privacy = The { $part ->
        [html] HTML
       *[text] text
    } of the letter lacks the privacy link.
LEG002-no-emblem = The emblem of the European Union is missing.
LEG002-no-emblem-remedy = If you changed templates/partials/funding.html.hbs, let it show the emblem, with an alternative text that names the Union.
LEG002-small-emblem = The logo of { $name } ({ $other_width } × { $other_height }) is larger than the emblem ({ $width } × { $height }).
LEG002-font = The words beside the emblem are set in { $font } ({ $element }), which its rules do not allow.
LEG002-italic = The words beside the emblem are in italics ({ $element }), which its rules do not allow.
LEG002-underlined = The words beside the emblem are underlined ({ $element }), which its rules do not allow.
LEG002-font-remedy = Set them upright and without a line below, in Arial, Calibri, Garamond, Trebuchet, Tahoma, Verdana or Ubuntu: .statement-line in templates/style.css.
LEG002-lacks = The { $part ->
        [html] HTML
       *[text] text
    } of the letter lacks "{ $words }".
LST006-lacks = The { $part ->
        [html] HTML
       *[text] text
    } of the letter has no visible unsubscribe link.

LNK001-placeholder = The link "{ $target }" is a placeholder.
LNK001-characters = The link "{ $target }" has characters that no address may have.
LNK001-no-address = The link "{ $target }" is no address.
LNK001-no-mail-address = The link "{ $target }" is to "{ $wrong }", which is no e-mail address.
LNK001-scheme = The link "{ $target }" begins with "{ $scheme }:", which a letter can't use.
LNK001-password = The link to { $host } has a name or password in it.
LNK001-shortener = The link "{ $target }" goes through a shortener, which hides where it leads and follows who clicks.
LNK001-not-encrypted = The link "{ $target }" is not encrypted (http).
LNK001-unreachable = The link "{ $target }" leads to a machine that readers can't reach.
LNK001-no-host = The link "{ $target }" names no host.
LNK001-not-public = The link "{ $target }" leads to a site that is not the public one.
LNK002-other-language = The link { $target } leads to the "{ $other }" pages of { $host }, which has others for "{ $lang }".
LNK003-shows-another = The link shows { $shown } and leads to { $host }.
LNK003-follows = The link { $target } goes through { $known }, which follows who clicks.
LNK003-follows-remedy = Write the address that it ends at.
LNK003-tells = The link to { $host } carries somebody's data in "{ $name }".
LNK003-tells-remedy = Take it out of the address: nobody is followed.

HDR005-break = The { $part } holds a line break or a tab.
HDR005-break-why = It could end the header and begin another.
HDR005-break-remedy = Write it on one line.
prose-in-head = In the { $part }: { $what }
IMG002-missing = The picture { $picture } is not there.
IMG002-missing-remedy = Copy the file there, or mend its name.
IMG002-heavy = The pictures of this letter weigh { $size } kB together.
IMG002-heavy-why = Every reader gets them all, many over a telephone.
IMG002-too-heavy-why = Every reader gets them all; over 1 MB many mail servers slow down or refuse.
LNK004-none = The text links to the section's own address, and it has none.
LNK004-none-why = The button would lead nowhere.
LNK004-none-remedy = Write link = "https://…" below the section in issue.toml.
TRN008-no-dates = How dates are written in "{ $lang }" is not known here.
TRN008-no-dates-remedy = Use the language's tag of ISO 639-1, or its more general form.
IMG002-form = The file { $file } is no picture that every mail program can show.
IMG002-form-remedy = Save it as JPEG, PNG or GIF.
IMG002-too-heavy = The file { $file } weighs more than 20 MB.
IMG002-too-large = The file { $file } has more than 40 million pixels.
IMG002-smaller-remedy = Save it smaller: 1100 pixels wide as JPEG is plenty.
IMG002-damaged = The file { $file } is damaged: it can't be decoded to its end.
IMG002-damaged-remedy = Copy the file again, or save it anew from the original.

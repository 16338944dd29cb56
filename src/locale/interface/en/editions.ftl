# What the checks find between the editions: what is missing, out of date, or said otherwise.

list-or = or
name-of-head = the head (title, subject, inbox line)
name-of-section = "{ $name }"

EVT002-date = The text says "{ $said }", and the event is on { $date }.
EVT002-dates = The text says "{ $said }", and the event is from { $first } to { $last }.
EVT002-time = The text says "{ $said }", and the event begins at { $time }.

TRN001-no-edition = The issue is to be in { $lang }, and there is no { $lang }.md that can be read.
TRN001-no-edition-remedy = Write issues/{ $issue }/{ $lang }.md, or take "{ $lang }" out of the languages in issue.toml; its readers then fall back.
TRN001-no-subject = The { $lang } edition has no subject.
TRN001-no-subject-remedy = Write subject = "…" above the second +++ of { $lang }.md.
TRN001-missing = "{ $name }" is missing in { $lang }.
TRN001-missing-lent = "{ $name }" is missing in { $lang }: its readers get it in { $other }, marked as such.
TRN001-lent-why = All lists of the issue say fallback = "sections".
TRN001-write-or-remove = Write it in { $lang }.md below a line ## … {"{#"}{ $id }{"}"}, or take the section out of issue.toml.
TRN001-write-or-leave-out = Write it in { $lang }.md below a line ## … {"{#"}{ $id }{"}"}; or, if it is not for readers of { $lack }, say so in its [[section]]: languages = [{ $others }].
TRN001-machine = { $name } in { $lang } was translated by a machine, and no person has looked over it.
TRN001-machine-remedy = Read it, mend it, and say so: { $done }
TRN001-stale-why = Readers of that language would read what is not so any more.
TRN001-stale-remedy = Mend the { $lang } text, and: { $done }. `courant translate status { $issue } --lang { $tag } --diff` shows what changed.
TRN001-stale-remedy-first = First the { $first } one, from which it was made; then mend the { $lang } text, and: { $done }. `courant translate status { $issue } --lang { $tag } --diff` shows what changed.
TRN001-changed = The { $other } text of { $name } has changed since the { $lang } one was made from it{ $kept ->
        [no] ; the text it was made from is not kept any more
       *[yes] {""}
    }.
TRN001-changed-through = The { $other } text of { $name } has changed{ $kept ->
        [no] ; the text it was made from is not kept any more
       *[yes] {""}
    }.
TRN001-through = { $name } in { $lang } was made from it through { $through }.
TRN001-fact-changed = The { $other } text now says { $is } where it said { $was } when this was translated.
TRN001-fact-new = The { $other } text now says { $is }, which it did not say when this was translated.
TRN001-fact-gone = The { $other } text no longer says { $was }, as it did when this was translated.
TRN001-more-facts = { $number } more of its facts changed.

TRN002-differs = "{ $said }" in { $first } is "{ $beside }" in { $other }.
TRN002-not-in = "{ $said }" in { $first } is not in { $other }.
TRN002-differs-remedy = If "{ $said }" is right, mend { $other }.md; if "{ $beside }" is, mend { $first }.md and what was made from it.
TRN002-lacks-remedy = Say "{ $said }" in { $other }.md as well, take it out of { $first }.md, or accept the difference.
TRN002-alone-remedy = Take "{ $said }" out of { $other }.md, say it in { $first }.md as well, or accept the difference.
TRN002-no-year = "{ $said }" in { $lang } has no year, "{ $full }" in { $other } has one.
TRN002-no-year-remedy = Say the year, too.

TRN004-differs = "{ $heading }" has { $has } in { $lang }, and { $wants } in { $from }.
TRN004-fields = { $number ->
        [0] no field
        [one] { $number } field
       *[other] { $number } fields
    }
TRN004-headings = { $number ->
        [0] no heading
        [one] { $number } heading
       *[other] { $number } headings
    }
TRN004-points = { $number ->
        [0] no point of a list
        [one] { $number } point of a list
       *[other] { $number } points of lists
    }
TRN004-emphasis = { $number ->
        [0] no place of strong emphasis
        [one] { $number } place of strong emphasis
       *[other] { $number } places of strong emphasis
    }
TRN004-own-links = { $number ->
        [0] no link to its own page
        [one] { $number } link to its own page
       *[other] { $number } links to its own page
    }
TRN006-length = "{ $heading }" has { $has } letters in { $lang }, and { $wants } in { $from }.
TRN006-length-remedy = Look whether something was left out or put in.
TRN006-button = The button "{ $words }" has { $long } characters.
TRN006-button-remedy = Say it in { $most } or fewer, or it breaks over two lines on a telephone.

TRN007-lacks = The fixed strings of { $lang } lack { $named }{ $more ->
        [0] {""}
       *[other] {" "}and { $more } more
    }.

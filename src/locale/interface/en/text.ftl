# What the checks find in the text as written and in the facts of issue.toml.

EVT001-undated = { $section } is to save a date, and has none.
EVT001-undated-why = Readers are asked to save a date that the letter does not name.
EVT001-undated-remedy = Write it in the field "When", or in issue.toml: starts = "2018-10-25T09:30[Europe/Amsterdam]", or "2018-10" while only the month is known.
EVT001-no-zone = "{ $name }" of { $section } names no time zone such as Europe/Amsterdam.
EVT001-late-deadline = The deadline of { $section } on { $date } is after the event has begun.
EVT001-event-over = The event { $section } is over: it was on { $when }.
EVT001-deadline-over = A deadline of { $section } is over: it was on { $when }.
EVT001-event-over-by-then = The event { $section } is over when the letters leave, on { $leaves }: it is on { $when }.
EVT001-deadline-over-by-then = A deadline of { $section } is over when the letters leave, on { $leaves }: it is on { $when }.
EVT001-soon = The event { $section } begins on { $first }, in less than { $days } days.
EVT001-expired = No letter of this issue leaves after { $when } (expires_at), and that is before it goes out.
EVT001-expired-remedy = Write a later expires_at into issue.toml, or take it out.
EVT001-weekday = "{ $written }" is wrong: { $date } is a { $is }.
EVT001-weekday-remedy = Mend the weekday or the date.

HDR011-long = The { $lang } subject has { $long } characters.

LEG004-empty-note = { $picture } shows people, and the note on their consent says only "{ $note }".
LEG004-no-credit = { $picture } shows people and has no credit.
LEG004-no-credit-remedy = Add credit = "…" below the picture in issue.toml.

OPS002-in-subject = The subject still says "{ $word }".
OPS001-not-approved = { $name } has not approved the issue.
OPS001-other-text = { $name } approved the issue before it was changed.
OPS001-not-approved-remedy = Let them look at the preview, then: courant approve { $issue } --by { $address }
OPS001-never-tested = No test of the issue was sent.
OPS001-changed-since-test = The issue was changed since its last test was sent.
OPS001-untested-remedy = Send one: courant test { $issue }
OPS002-in-inbox-line = The inbox line still says "{ $word }".
OPS002-in-title = The title still says "{ $word }".
OPS002-in-text = The text still says "{ $word }".
OPS002-in-heading = The heading still says "{ $word }".
OPS002-no-heading = "{ $name }" has no heading in { $lang }.
OPS002-empty = "{ $name }" is empty in { $lang }.
OPS002-unfilled = The { $part ->
        [subject] subject
        [html] HTML
       *[text] text
    } of the letter still has { $braces }.

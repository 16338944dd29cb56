# The fixed strings of the letter and of the pages behind its links.
# Every language has the same keys. { $word } stands for something the program fills in.

## Kinds of sections, as the composer offers them.
kind-progress = Progress
kind-save-the-date = Save the date
kind-story = Story

## What the sections of an issue that is begun are called, until somebody writes a heading.
heading-progress = Where we stand
heading-save-the-date = Save the date
heading-story = A story

## Head of the letter. $number is the number of the issue.
issue-number = Issue { $number }

## The event card: labels stand before the fact, without a colon.
event-when = When
event-where = Where
event-online = Online
event-organiser = Organiser
event-deadlines = Deadlines
event-contact = Contact
# Notes on how certain the date is.
event-tentative = The date is provisional
event-moved = The date has changed
event-cancelled = This event is cancelled
# Links that put the event into a calendar, and one that takes a cancelled one out of it.
calendar-add = Add to your calendar
calendar-remove = Take it out of your calendar
calendar-file = Calendar file (.ics)
calendar-google = Google Calendar
calendar-outlook = Outlook Calendar

## The button of a section whose text has none of its own.
button-event = See the event page
button-more = Read the whole story
# Above a section that is not written in the language of the letter; the name of its language follows.
lent-section = This part is in another language:

## Foot of the letter.
# Who gets the letter and why, where the list says nothing more exact.
footer-reason = You get this letter because you are on the mailing list of { $newsletter }.
footer-unsubscribe = Unsubscribe
footer-privacy = Privacy policy
footer-website = Project website
footer-contact = Write to us
footer-publisher = Published by { $organisation }
partners = Project partners

## Plain text: what stands before an address or a picture's description.
text-unsubscribe = Unsubscribe here:
text-privacy = Privacy policy:
text-website = Project website:
text-contact = Write to us:
text-picture = Picture: { $alt }
# What stands between a label and its fact, and between the facts of one line; a space follows both.
colon = :
comma = ,

## European funding. The wording is fixed by the Union for each language: do not rephrase it.
funding-emblem = Flag of the European Union
funding-union = European Union
funding-regional-fund = European Regional Development Fund
funding-co-funded = Co-funded by the European Union
funding-funded = Funded by the European Union

## The page behind the unsubscribe link.
unsubscribe-title = Unsubscribe from { $newsletter }
unsubscribe-question = Do you want to stop getting { $newsletter }?
unsubscribe-explain = It takes effect at once, also for letters that are ready to be sent.
unsubscribe-button = Yes, unsubscribe me
unsubscribe-done-title = You are unsubscribed
unsubscribe-done = You will get no more issues of { $newsletter }. You can close this page.
unsubscribe-test-title = This was a test
unsubscribe-test = The link comes from a test letter. Nothing was changed and nobody was unsubscribed.
unsubscribe-unknown-title = This link does not work
unsubscribe-unknown = It may have been cut off on the way. Copy the whole link from the letter, or write to { $contact } and we will take you off the list.
unsubscribe-failed-title = That did not work just now
unsubscribe-failed = Your wish could not be saved. Please try again in a few minutes, or write to { $contact } and we will take you off the list.

## The page where the calendar file is to be.
calendar-waiting-title = The calendar file is not here yet
calendar-waiting = It is here as soon as the issue is sent. If you have the letter already, copy the whole link from it, or write to { $contact }.
calendar-failed-title = That did not work just now
calendar-failed = The calendar file could not be read. Please try again in a few minutes.

# What the checks find in the wording of an edition.

A11Y05-generic = The link "{ $words }" does not say where it leads.
A11Y05-address = The link shows its address, { $words }.
A11Y05-elsewhere = The link "{ $words }" leads elsewhere than the one above with the same words.
A11Y09-looks = "{ $words }" tells it apart by its looks alone.
A11Y10-unmarked = "{ $words }" is in { $language }, and a screen reader reads it as { $own }.
A11Y10-unmarked-remedy = Mark it: [{ $words }](lang:{ $tag }).

HDR010-deaf = Answers to the letter go to "{ $local }@…" ({ $name }), which nobody reads.
HDR011-answer = The subject begins with "{ $mark }:", as if it were an answer.
HDR011-answer-remedy = Take it out; readers and filters take it for deceit.
HDR011-capitals = The subject is in capitals only.
HDR011-capitals-remedy = Write it in small letters, like a sentence.
HDR011-same = The subject is the same as in the { $other } edition.
HDR011-same-remedy = Translate it.
HTM006-length = The inbox line has { $long } characters.
HTM006-same-subject = The inbox line says the same as the subject.
HTM006-same-heading = The inbox line says the same as the first heading.

TRN003-same = "{ $words }" is word for word what the { $other } edition says.
TRN003-other-language = "{ $words }" is in { $language }, and this edition is in { $own }.
TRN003-section = The section "{ $heading }" is in { $language }, and this edition is in { $own }.
TRN003-section-remedy = Translate the section.
TRN003-loan-remedy = Say it in { $own }; or, if your readers say it so, write it once into glossary.toml: [[term]] term = "{ $words }".

TRN005-term = "{ $said }" is called "{ $form }" in this edition.
TRN005-term-remedy = Write "{ $form }"; or change glossary.toml.
TRN005-twice = "{ $word }" stands twice.
TRN005-twice-remedy = Take one of the two out.
TRN005-no-width = There is a character without width here ({ $code }).
TRN005-no-width-remedy = Delete it; it often comes with text that was pasted.
TRN005-no-space = There is no space after "{ $after }".
TRN005-no-space-remedy = Add a space.
TRN005-early-space = There is a space before "{ $before }".
TRN005-early-space-remedy = Take it out.
TRN005-broken-number = A number may be broken at the end of a line.
TRN005-broken-number-remedy = Put a no-break space between its digits (U+00A0).
TRN005-unit = A line may end between the number and "{ $unit }".
TRN005-unit-remedy = Put a no-break space between the two (U+00A0).
TRN005-no-question = In { $from } a question ends here.
TRN005-question = In { $from } no question ends here.
TRN005-no-stop = In { $from } a full stop or an exclamation mark stands at the end here.
TRN005-no-colon = In { $from } a colon stands at the end here.
TRN005-no-mark = In { $from } nothing stands at the end here.
TRN005-end-remedy = Look at the two side by side, and let them end alike.
TRN005-two-spaces = There are two spaces here.
TRN005-two-spaces-remedy = Take one of them out.
TRN005-quote = { $mark } is not how this language quotes.
TRN005-quote-remedy = Write { $open }…{ $close }.

# What is found of how a letter looks, of its pictures, and of why readers are written to.

HTM004-tag = { $element } has "{ $style }": { $lost }.
HTM004-head = The style in the head has "{ $style }": { $lost }.
HTM004-unknown = unknown to { $programs }
HTM004-untried = nobody has tried which mail programs know it
HTM004-most = most mail programs throw it away
HTM005-missing = { $element } lacks in its tag, and in those around it: { $missing }.
A11Y06-pale = The text in { $element } is { $ink } on { $ground }{ $screen ->
        [dark] {" "}on dark screens
       *[any] {""}
    }: a contrast of { $has } to 1, and it wants { $wanted }.
A11Y07-alike = The link in { $element } is not underlined, and its { $ink } has a contrast of only { $has } to 1 to the { $text } of the text around it{ $screen ->
        [dark] {" "}on dark screens
       *[any] {""}
    }.
A11Y11-small = The text in { $element } is { $pixels } pixels high.
A11Y11-justified = The text in { $element } is justified.
A11Y11-low = The link in { $element } is { $pixels } pixels high.
A11Y11-low-picture = A picture that is a link is less than 24 pixels high.
IMG002-no-width = The picture "{ $picture }" has no width in its tag, in pixels.
IMG002-few-pixels = The picture "{ $picture }" is shown { $width } pixels wide and has { $has }; sharp screens want twice as many.
IMG002-not-https = The picture "{ $picture }" has the address "{ $address }", which is not https.
IMG002-unshown = The picture "{ $picture }" is a file of the form { $form }, which not every mail program shows.
IMG003-tiny = The picture { $picture } is too small to be seen.
IMG003-hidden = The picture { $picture } is hidden.
IMG003-each-reader = The address in { $attribute } of <{ $name }> is different for each reader.
LEG003-no-basis = Nothing says on what basis the readers of "{ $list }" are written to.
LEG003-no-record = The readers of "{ $list }" consented, and nothing says where that is recorded.
LEG003-no-source = Nothing says where the addresses of "{ $list }" come from.
LEG003-no-source-remedy = Write source = "…" in the table of facts beside the list: the form, the paper or the meeting.
LST007-none = There is no Feedback-ID.
LST007-not-once = Feedback-ID does not stand exactly once.
LST007-fields = Feedback-ID does not have four fields, but { $count }.
LST007-sender = The sender in Feedback-ID, "{ $sender }", does not have 5 to 15 characters.
LST007-no-field = "{ $field }" is no field of a Feedback-ID.
LST007-of-one = "{ $field }" in Feedback-ID is of one reader.

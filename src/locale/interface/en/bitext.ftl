# The Word document for translators, in the language that they translate into.

bitext-title = { $title }: from { $source } into { $target }
bitext-how = Please write the translation into the right-hand column. Leave the small grey lines as they are, and the marks *, **, [ ]( ) and {"{{ }}"} where they belong: they make italics, bold type, links and the reader’s name.
bitext-head = Title, subject and the line that inboxes show
bitext-remarks = Remarks for the editors

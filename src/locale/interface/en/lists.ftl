# What is found where files are held against each other and against the lists: fields, facts, acceptances, rows.

did-you-mean = Did you mean "{ $near }"?
EDN006-unreadable = the { $lang } edition can't be read
EDN006-unreadable-remedy = make it an ordinary text file in UTF-8 that you may read
EDN006-empty-remedy = bring back what stood in it, or write it anew
EDN018-no-column = No list of the issue has a column "{ $name }".
EDN018-no-column-why = Every reader would see the words behind the bar.
EDN018-no-column-remedy = Write one of theirs: { $columns }; or add a column.
ISS006-unreadable = issue.toml can't be read
ISS006-none-why = it is not there
ISS006-none-remedy = write one with title, languages and [[section]] tables
ISS006-empty-why = it is empty
ISS006-empty-remedy = bring it back, or write one with title, languages and [[section]] tables
ISS011-unusable = the picture "{ $picture }" can't be used
ISS011-unusable-remedy = put the file into the issue's images folder, or mend the path
ISS011-no-file = there is no such file
ISS011-locked = you may not read it
ISS011-locked-remedy = give yourself the right to read the file (chmod), or ask the one it belongs to
ISS011-also = { $why }; also named in { $files }
ISS013-why = No reader sees it.
ISS013-field = "{ $field }" is nothing that a section of the kind { $kind } shows.
ISS013-field-remedy = Take it out, or declare it in the template of the kind.
ISS013-no-event = A section of the kind { $kind } shows no event.
ISS013-no-link = A section of the kind { $kind } shows no address to lead to.
ISS013-no-pictures = A section of the kind { $kind } shows no credits of pictures.
ISS013-fact-remedy = Take it out, choose another kind, or write "{ $declared }" into facts at the head of templates/sections/{ $kind }.html.hbs and print it there.
ISS014-no-rule = What is accepted here has no rule: there is no { $rule }.
ISS014-no-section = What is accepted here has no section: there is no { $section }.
ISS014-unnamed = What is accepted must be named: the date, or the fact that differs; or every other would be, too.
ISS014-nothing = Nothing is found that this acceptance of { $rule } means.
ISS014-remedy = Name rule, section and value as the finding does, or take the table out.
SUB006-guessed = the file is not UTF-8; it was read as { $encoding }, by the letters in it
SUB006-guessed-remedy = look at a name with accents; if it is wrong, save the file as UTF-8
SUB007-no-text = this is not a list: its first line is not text
SUB007-empty = the list is empty
SUB007-no-email = no column is called "email"
SUB007-byte = the byte { $byte } in the names of the columns is not UTF-8
SUB007-byte-why = a column whose name can't be read is used for nothing
SUB007-why = the first line names the columns, and without addresses nobody is on the list
SUB007-remedy = write a first line like: email,name,language
SUB008-fields = the row has { $found } fields, and there are { $columns } columns
SUB008-no-address = the row has no e-mail address
SUB008-address = "{ $written }" is not an e-mail address: { $why }
SUB008-language = "{ $written }" is not a language; write a tag like hu or nl-BE
SUB008-line-break = the field "{ $column }" holds a line break (is a quote left open?)
SUB008-undecoded = the field "{ $column }" holds a character that could not be read
SUB008-control = the field "{ $column }" holds the control character { $code }
SUB008-byte = the field "{ $column }" holds the byte { $byte }, which is not UTF-8
SUB008-byte-remedy = write that letter anew, and save the file as UTF-8
SUB008-why = this reader gets nothing
SUB008-remedy = mend the row, or take it out
SUB009-twice = { $address } stands in this list a second time
SUB009-why = only the first row is used
SUB009-remedy = take one of the rows out
SUB010-twice = the column "{ $column }" stands twice
SUB010-why = only the first one is used
SUB010-remedy = take one out, or rename it
SUB015-lines = lines { $from } to { $to } were read as one row, because the quotation mark in line { $line } is not closed
SUB015-line = the quotation mark in line { $line } is not closed
SUB015-why = { $addresses ->
        [one] 1 address lies in it and would get nothing
       *[other] { $addresses } addresses lie in it and would get nothing
    }
SUB015-remedy = close the quotation mark, or take it out
SUB016-nobody = nobody is on this list: no row stands below the names of its columns
SUB016-why = an issue that goes to it reaches nobody by it
SUB016-remedy = write a row for each reader, or take the list off the issue
SUB017-country = { $readers ->
        [one] 1 reader has
       *[other] { $readers } readers have
    } { $code } for a language: did you mean { $meant } ({ $language })?
SUB017-why = it is the code of a country, and the issue has no edition of that name
SUB017-remedy = write { $meant } in the column with the language, if that is meant

# Det som finnes når filene holdes mot hverandre og mot listene: felt, opplysninger, godtakelser, rader.

did-you-mean = Mente du «{ $near }»?
EDN006-unreadable = språkversjonen { $lang } kan ikke leses
EDN006-unreadable-remedy = gjør den til en vanlig tekstfil i UTF-8 som du har lov til å lese
EDN006-empty-remedy = hent tilbake det som sto i den, eller skriv den på nytt
EDN018-no-column = Ingen av listene til nummeret har kolonnen «{ $name }».
EDN018-no-column-why = Alle lesere ville se ordene etter streken.
EDN018-no-column-remedy = Skriv en av deres: { $columns }; eller legg til en kolonne.
ISS006-unreadable = issue.toml kan ikke leses
ISS006-none-why = den finnes ikke
ISS006-none-remedy = skriv en med title, languages og [[section]]-tabeller
ISS006-empty-why = den er tom
ISS006-empty-remedy = hent den tilbake, eller skriv en med title, languages og [[section]]-tabeller
ISS011-unusable = bildet «{ $picture }» kan ikke brukes
ISS011-unusable-remedy = legg filen i images-mappen til nummeret, eller rett stien
ISS011-no-file = det finnes ingen slik fil
ISS011-locked = du har ikke lov til å lese den
ISS011-locked-remedy = gi deg selv leserett til filen (chmod), eller spør den som eier den
ISS011-also = { $why }; nevnes også i { $files }
ISS013-why = Ingen leser ser det.
ISS013-field = «{ $field }» er ikke noe et avsnitt av typen { $kind } viser.
ISS013-field-remedy = Ta det ut, eller ta det opp i malen til typen.
ISS013-no-event = Et avsnitt av typen { $kind } viser ikke noe arrangement.
ISS013-no-link = Et avsnitt av typen { $kind } viser ingen adresse å føre til.
ISS013-no-pictures = Et avsnitt av typen { $kind } viser ingen fotografer.
ISS013-fact-remedy = Ta det ut, velg en annen type, eller skriv "{ $declared }" i facts i hodet på templates/sections/{ $kind }.html.hbs og skriv det ut der.
ISS014-no-rule = Det som godtas her, har ingen regel: det finnes ingen { $rule }.
ISS014-no-section = Det som godtas her, har ikke noe avsnitt: det finnes ikke noe { $section }.
ISS014-unnamed = Det som godtas, må nevnes: datoen, eller det faktumet som er forskjellig; ellers ville alle andre også være godtatt.
ISS014-nothing = Det finnes ikke noe som denne godtakelsen av { $rule } gjelder.
ISS014-remedy = Oppgi regel, avsnitt og verdi slik merknaden gjør, eller ta ut tabellen.
SUB006-guessed = filen er ikke UTF-8; den ble lest som { $encoding }, etter bokstavene i den
SUB006-guessed-remedy = se på et navn med æ, ø eller å; er det feil, lagre filen som UTF-8
SUB007-no-text = dette er ikke en liste: den første linjen er ikke tekst
SUB007-empty = listen er tom
SUB007-no-email = ingen kolonne heter «email»
SUB007-byte = byten { $byte } i navnene på kolonnene er ikke UTF-8
SUB007-byte-why = en kolonne med et navn som ikke kan leses, brukes ikke til noe
SUB007-why = den første linjen navngir kolonnene, og uten adresser er ingen på listen
SUB007-remedy = skriv en første linje som: email,name,language
SUB008-fields = raden har { $found } felt, men det er { $columns } kolonner
SUB008-no-address = raden har ingen e-postadresse
SUB008-address = «{ $written }» er ikke en e-postadresse: { $why }
SUB008-language = «{ $written }» er ikke et språk; skriv en kode som hu eller nl-BE
SUB008-line-break = feltet «{ $column }» inneholder et linjeskift (er et anførselstegn åpent?)
SUB008-undecoded = feltet «{ $column }» inneholder et tegn som ikke kunne leses
SUB008-control = feltet «{ $column }» inneholder styretegnet { $code }
SUB008-byte = feltet «{ $column }» inneholder byten { $byte }, som ikke er UTF-8
SUB008-byte-remedy = skriv bokstaven på nytt, og lagre filen som UTF-8
SUB008-why = denne leseren får ingenting
SUB008-remedy = rett raden, eller ta den ut
SUB009-twice = { $address } står enda en gang i denne listen
SUB009-why = bare den første raden brukes
SUB009-remedy = ta ut en av radene
SUB010-twice = kolonnen «{ $column }» står to ganger
SUB010-why = bare den første brukes
SUB010-remedy = ta ut en, eller gi den et annet navn
SUB015-lines = linjene { $from } til { $to } ble lest som én rad, fordi anførselstegnet på linje { $line } ikke er lukket
SUB015-line = anførselstegnet på linje { $line } er ikke lukket
SUB015-why = { $addresses ->
        [one] 1 adresse ligger i den og ville ikke få noe
       *[other] { $addresses } adresser ligger i den og ville ikke få noe
    }
SUB015-remedy = lukk anførselstegnet, eller ta det ut
SUB016-nobody = ingen står på denne listen: det er ingen rad under navnene på kolonnene
SUB016-why = et nummer som går til den, når ingen gjennom den
SUB016-remedy = skriv en rad for hver leser, eller ta listen av nummeret
SUB017-country = { $readers ->
        [one] 1 leser har
       *[other] { $readers } lesere har
    } { $code } som språk: mente du { $meant } ({ $language })?
SUB017-why = det er koden til et land, og nummeret har ingen utgave med det navnet
SUB017-remedy = skriv { $meant } i kolonnen med språket, om det er ment

# Det som hittas när filerna hålls mot varandra och mot listorna: fält, uppgifter, godtaganden, rader.

did-you-mean = Menade du ”{ $near }”?
EDN006-unreadable = språkversionen { $lang } går inte att läsa
EDN006-unreadable-remedy = gör den till en vanlig textfil i UTF-8 som du får läsa
EDN006-empty-remedy = ta tillbaka det som stod i den, eller skriv den på nytt
EDN018-no-column = Ingen av numrets listor har kolumnen ”{ $name }”.
EDN018-no-column-why = Alla läsare skulle se orden efter strecket.
EDN018-no-column-remedy = Skriv en av deras: { $columns }; eller lägg till en kolumn.
ISS006-unreadable = issue.toml går inte att läsa
ISS006-none-why = den finns inte
ISS006-none-remedy = skriv en med title, languages och [[section]]-tabeller
ISS006-empty-why = den är tom
ISS006-empty-remedy = ta tillbaka den, eller skriv en med title, languages och [[section]]-tabeller
ISS011-unusable = bilden ”{ $picture }” går inte att använda
ISS011-unusable-remedy = lägg filen i numrets mapp images, eller rätta sökvägen
ISS011-no-file = det finns ingen sådan fil
ISS011-locked = du får inte läsa den
ISS011-locked-remedy = ge dig själv läsrätt till filen (chmod), eller fråga den som äger den
ISS011-also = { $why }; nämns också i { $files }
ISS013-why = Ingen läsare ser det.
ISS013-field = ”{ $field }” är inget som ett avsnitt av typen { $kind } visar.
ISS013-field-remedy = Ta bort det, eller ta upp det i typens mall.
ISS013-no-event = Ett avsnitt av typen { $kind } visar inget evenemang.
ISS013-no-link = Ett avsnitt av typen { $kind } visar ingen adress att leda till.
ISS013-no-pictures = Ett avsnitt av typen { $kind } visar inga fotografer.
ISS013-fact-remedy = Ta bort det, välj en annan typ, eller skriv "{ $declared }" i facts i huvudet på templates/sections/{ $kind }.html.hbs och skriv ut det där.
ISS014-no-rule = Det som godtas här har ingen regel: det finns ingen { $rule }.
ISS014-no-section = Det som godtas här har inget avsnitt: det finns inget { $section }.
ISS014-unnamed = Det som godtas måste nämnas: datumet, eller det faktum som skiljer sig; annars skulle alla andra också vara godtagna.
ISS014-nothing = Inget hittas som detta godtagande av { $rule } avser.
ISS014-remedy = Ange regel, avsnitt och värde som anmärkningen gör, eller ta bort tabellen.
SUB006-guessed = filen är inte UTF-8; den lästes som { $encoding }, efter bokstäverna i den
SUB006-guessed-remedy = se på ett namn med å, ä eller ö; är det fel, spara filen som UTF-8
SUB007-no-text = detta är ingen lista: dess första rad är inte text
SUB007-empty = listan är tom
SUB007-no-email = ingen kolumn heter ”email”
SUB007-byte = byten { $byte } i kolumnernas namn är inte UTF-8
SUB007-byte-why = en kolumn vars namn inte går att läsa används inte till något
SUB007-why = den första raden namnger kolumnerna, och utan adresser är ingen på listan
SUB007-remedy = skriv en första rad som: email,name,language
SUB008-fields = raden har { $found } fält, men det finns { $columns } kolumner
SUB008-no-address = raden har ingen e-postadress
SUB008-address = ”{ $written }” är ingen e-postadress: { $why }
SUB008-language = ”{ $written }” är inget språk; skriv en kod som hu eller nl-BE
SUB008-line-break = fältet ”{ $column }” innehåller en radbrytning (är ett citattecken öppet?)
SUB008-undecoded = fältet ”{ $column }” innehåller ett tecken som inte gick att läsa
SUB008-control = fältet ”{ $column }” innehåller styrtecknet { $code }
SUB008-byte = fältet ”{ $column }” innehåller byten { $byte }, som inte är UTF-8
SUB008-byte-remedy = skriv bokstaven på nytt, och spara filen som UTF-8
SUB008-why = den här läsaren får ingenting
SUB008-remedy = rätta raden, eller ta bort den
SUB009-twice = { $address } står en andra gång i den här listan
SUB009-why = bara den första raden används
SUB009-remedy = ta bort en av raderna
SUB010-twice = kolumnen ”{ $column }” står två gånger
SUB010-why = bara den första används
SUB010-remedy = ta bort en, eller döp om den
SUB015-lines = raderna { $from } till { $to } lästes som en enda, eftersom citattecknet på rad { $line } inte är stängt
SUB015-line = citattecknet på rad { $line } är inte stängt
SUB015-why = { $addresses ->
        [one] 1 adress ligger i den och skulle inte få något
       *[other] { $addresses } adresser ligger i den och skulle inte få något
    }
SUB015-remedy = stäng citattecknet, eller ta bort det
SUB016-nobody = ingen står på den här listan: det finns ingen rad under kolumnernas namn
SUB016-why = ett nummer som går till den når ingen genom den
SUB016-remedy = skriv en rad för varje läsare, eller ta bort listan från numret
SUB017-country = { $readers ->
        [one] 1 läsare har
       *[other] { $readers } läsare har
    } { $code } som språk: menade du { $meant } ({ $language })?
SUB017-why = det är koden för ett land, och numret har ingen utgåva med det namnet
SUB017-remedy = skriv { $meant } i kolumnen med språket, om det är det som menas

# Wat gevonden wordt als bestanden tegen elkaar en tegen de lijsten gehouden worden: velden, gegevens, acceptaties, rijen.

did-you-mean = Bedoelde u “{ $near }”?
EDN006-unreadable = de taalversie { $lang } is niet te lezen
EDN006-unreadable-remedy = maak er een gewoon tekstbestand in UTF-8 van dat u mag lezen
EDN006-empty-remedy = haal terug wat erin stond, of schrijf het opnieuw
EDN018-no-column = Geen lijst van het nummer heeft een kolom “{ $name }”.
EDN018-no-column-why = Elke lezer zou de woorden na het streepje zien.
EDN018-no-column-remedy = Schrijf een van deze: { $columns }; of voeg een kolom toe.
ISS006-unreadable = issue.toml is niet te lezen
ISS006-none-why = het is er niet
ISS006-none-remedy = schrijf er een met title, languages en [[section]]-tabellen
ISS006-empty-why = het is leeg
ISS006-empty-remedy = haal het terug, of schrijf er een met title, languages en [[section]]-tabellen
ISS011-unusable = de afbeelding “{ $picture }” is niet bruikbaar
ISS011-unusable-remedy = zet het bestand in de map images van het nummer, of verbeter het pad
ISS011-no-file = er is geen zo’n bestand
ISS011-locked = u mag het niet lezen
ISS011-locked-remedy = geef uzelf leesrecht op het bestand (chmod), of vraag het aan de eigenaar
ISS011-also = { $why }; ook genoemd in { $files }
ISS013-why = Geen lezer ziet het.
ISS013-field = “{ $field }” is niets wat een onderdeel van de soort { $kind } toont.
ISS013-field-remedy = Haal het weg, of neem het op in het sjabloon van de soort.
ISS013-no-event = Een onderdeel van de soort { $kind } toont geen evenement.
ISS013-no-link = Een onderdeel van de soort { $kind } toont geen adres om heen te leiden.
ISS013-no-pictures = Een onderdeel van de soort { $kind } toont geen bronvermelding van afbeeldingen.
ISS013-fact-remedy = Haal het weg, kies een andere soort, of schrijf "{ $declared }" in facts in de kop van templates/sections/{ $kind }.html.hbs en druk het daar af.
ISS014-no-rule = Wat hier geaccepteerd wordt, heeft geen regel: er is geen { $rule }.
ISS014-no-section = Wat hier geaccepteerd wordt, heeft geen onderdeel: er is geen { $section }.
ISS014-unnamed = Wat geaccepteerd wordt, moet genoemd worden: de datum, of het feit dat verschilt; anders zou elk ander ook geaccepteerd zijn.
ISS014-nothing = Er wordt niets gevonden waar deze acceptatie van { $rule } op slaat.
ISS014-remedy = Noem regel, onderdeel en waarde zoals de bevinding, of haal de tabel weg.
SUB006-guessed = het bestand is geen UTF-8; het is gelezen als { $encoding }, naar de letters erin
SUB006-guessed-remedy = kijk naar een naam met accenten; klopt die niet, sla het bestand dan op als UTF-8
SUB007-no-text = dit is geen lijst: de eerste regel is geen tekst
SUB007-empty = de lijst is leeg
SUB007-no-email = geen kolom heet “email”
SUB007-byte = de byte { $byte } in de namen van de kolommen is geen UTF-8
SUB007-byte-why = een kolom waarvan de naam niet te lezen is, wordt nergens voor gebruikt
SUB007-why = de eerste regel noemt de kolommen, en zonder adressen staat niemand op de lijst
SUB007-remedy = schrijf een eerste regel als: email,name,language
SUB008-fields = de rij heeft { $found } velden, maar er zijn { $columns } kolommen
SUB008-no-address = de rij heeft geen e-mailadres
SUB008-address = “{ $written }” is geen e-mailadres: { $why }
SUB008-language = “{ $written }” is geen taal; schrijf een code zoals hu of nl-BE
SUB008-line-break = in het veld “{ $column }” staat een regeleinde (staat er een aanhalingsteken open?)
SUB008-undecoded = in het veld “{ $column }” staat een teken dat niet te lezen was
SUB008-control = in het veld “{ $column }” staat het besturingsteken { $code }
SUB008-byte = in het veld “{ $column }” staat de byte { $byte }, die geen UTF-8 is
SUB008-byte-remedy = schrijf die letter opnieuw, en sla het bestand op als UTF-8
SUB008-why = deze lezer krijgt niets
SUB008-remedy = verbeter de rij, of haal haar weg
SUB009-twice = { $address } staat een tweede keer in deze lijst
SUB009-why = alleen de eerste rij wordt gebruikt
SUB009-remedy = haal een van de rijen weg
SUB010-twice = de kolom “{ $column }” staat er twee keer
SUB010-why = alleen de eerste wordt gebruikt
SUB010-remedy = haal er een weg, of geef die een andere naam
SUB015-lines = de regels { $from } tot en met { $to } zijn als één rij gelezen, omdat het aanhalingsteken op regel { $line } niet gesloten is
SUB015-line = het aanhalingsteken op regel { $line } is niet gesloten
SUB015-why = { $addresses ->
        [one] er staat 1 adres in, dat niets zou krijgen
       *[other] er staan { $addresses } adressen in, die niets zouden krijgen
    }
SUB015-remedy = sluit het aanhalingsteken, of haal het weg
SUB016-nobody = niemand staat op deze lijst: onder de namen van de kolommen staat geen rij
SUB016-why = een nummer dat naar deze lijst gaat, bereikt daarmee niemand
SUB016-remedy = schrijf een rij voor elke lezer, of haal de lijst van het nummer af
SUB017-country = { $readers ->
        [one] 1 lezer heeft
       *[other] { $readers } lezers hebben
    } { $code } als taal: bedoelde u { $meant } ({ $language })?
SUB017-why = het is de code van een land, en het nummer heeft geen editie met die naam
SUB017-remedy = schrijf { $meant } in de kolom met de taal, als dat bedoeld is

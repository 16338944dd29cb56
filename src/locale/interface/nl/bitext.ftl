# Het Word-document voor vertalers, in de taal waarin ze vertalen.

bitext-title = { $title }: van het { $source } naar het { $target }
bitext-how = Schrijf de vertaling in de rechterkolom. Laat de kleine grijze regels zoals ze zijn, en laat de tekens *, **, [ ]( ) en {"{{ }}"} staan waar ze horen: ze maken cursief, vet, links en de naam van de lezer.
bitext-head = Titel, onderwerp en de regel die in de inbox te zien is
bitext-remarks = Opmerkingen voor de redactie

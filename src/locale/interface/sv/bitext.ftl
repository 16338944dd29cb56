# Worddokumentet för översättare, på det språk som de översätter till.

bitext-title = { $title }: från { $source } till { $target }
bitext-how = Skriv översättningen i den högra kolumnen. Låt de små grå raderna vara som de är, och låt tecknen *, **, [ ]( ) och {"{{ }}"} stå kvar där de hör hemma: de ger kursiv stil, fet stil, länkar och läsarens namn.
bitext-head = Titel, ämne och raden som syns i inkorgen
bitext-remarks = Anmärkningar till redaktionen

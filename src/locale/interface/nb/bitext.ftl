# Word-dokumentet for oversettere, på det språket de oversetter til.

bitext-title = { $title }: fra { $source } til { $target }
bitext-how = Skriv oversettelsen i høyre kolonne. La de små grå linjene stå som de er, og la tegnene *, **, [ ]( ) og {"{{ }}"} stå der de hører hjemme: De gir kursiv, fet skrift, lenker og leserens navn.
bitext-head = Tittel, emne og linjen som vises i innboksen
bitext-remarks = Merknader til redaksjonen

# A fordítóknak szóló Word-dokumentum, azon a nyelven, amelyre fordítanak.

bitext-title = { $title } (forrásnyelv: { $source }, célnyelv: { $target })
bitext-how = Kérjük, a fordítást a jobb oldali oszlopba írja. A kis szürke sorokat hagyja meg, ahogy vannak, a *, **, [ ]( ) és {"{{ }}"} jeleket pedig a helyükön: ezekből lesz dőlt és félkövér betű, hivatkozás és az olvasó neve.
bitext-head = Cím, tárgy és a bejövő levelek között látszó sor
bitext-remarks = Megjegyzések a szerkesztőknek

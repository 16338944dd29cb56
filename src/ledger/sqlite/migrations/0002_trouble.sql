-- What keeps the sender from sending just now, in words: a relay that can't be reached.
ALTER TABLE instance ADD COLUMN trouble TEXT;

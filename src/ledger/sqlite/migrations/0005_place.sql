-- Where this ledger lives, so that a copy of it can be told: filled when it is next opened. `writes` counts what was made
-- durable; the machine keeps that number outside as well.
CREATE TABLE place (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    id BLOB NOT NULL CHECK (length(id) = 8),
    machine TEXT,
    inode INTEGER,
    restored TEXT,
    writes INTEGER NOT NULL
) STRICT;

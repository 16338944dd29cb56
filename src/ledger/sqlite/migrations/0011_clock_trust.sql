-- A person said that the clock is right: what had been written down by then counts against it no more.
CREATE TABLE clock_trust (
    id INTEGER PRIMARY KEY,
    person TEXT,
    at INTEGER NOT NULL,
    -- The last of each that had been written by then.
    happening INTEGER NOT NULL,
    attempt INTEGER NOT NULL
) STRICT;

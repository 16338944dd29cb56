-- What the team was told, so that nobody is told twice: one row for each occasion and way.
CREATE TABLE alert (
    mailing BLOB NOT NULL REFERENCES mailing (id),
    occasion TEXT NOT NULL,
    way TEXT NOT NULL,
    tries INTEGER NOT NULL,
    next_at INTEGER,
    trouble TEXT,
    at INTEGER NOT NULL,
    PRIMARY KEY (mailing, occasion, way)
) STRICT, WITHOUT ROWID;

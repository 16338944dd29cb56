-- What the team was told, so that nobody is told twice: one row for each occasion and way.
CREATE TABLE alert (
    mailing BYTEA NOT NULL REFERENCES mailing (id),
    occasion TEXT NOT NULL,
    way TEXT NOT NULL,
    tries BIGINT NOT NULL,
    next_at BIGINT,
    trouble TEXT,
    at BIGINT NOT NULL,
    PRIMARY KEY (mailing, occasion, way)
);

-- A person said that the clock is right: what had been written down by then counts against it no more.
CREATE TABLE clock_trust (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    person TEXT,
    at BIGINT NOT NULL,
    -- The last of each that had been written by then.
    happening BIGINT NOT NULL,
    attempt BIGINT NOT NULL
);

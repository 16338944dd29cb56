-- What happened: mailings, their frozen letters, one row per recipient, every attempt, every decision. The tables are
-- those of the SQLite ledger. Moments are milliseconds since 1970 in UTC, by the program's clock; what leases and the
-- pace hang on is the database's own time.

-- One row. The times are here so that all workers agree on them.
CREATE TABLE store (
    id SMALLINT PRIMARY KEY CHECK (id = 1),
    server TEXT NOT NULL,
    lease INTERVAL NOT NULL DEFAULT '60 s',
    landing INTERVAL NOT NULL DEFAULT '21 min',
    heartbeat INTERVAL NOT NULL DEFAULT '20 s'
);

-- When the next letter may leave, over all workers.
CREATE TABLE pace (
    id SMALLINT PRIMARY KEY CHECK (id = 1),
    next_at TIMESTAMPTZ NOT NULL
) WITH (fillfactor = 10);
INSERT INTO pace VALUES (1, clock_timestamp());

CREATE TABLE secret (
    purpose TEXT NOT NULL,
    kid SMALLINT NOT NULL,
    key BYTEA NOT NULL CHECK (length(key) = 32),
    PRIMARY KEY (purpose, kid)
);

CREATE TABLE mailing (
    id BYTEA PRIMARY KEY CHECK (length(id) = 8),
    name TEXT NOT NULL UNIQUE,
    issue TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('live', 'files')),
    state TEXT NOT NULL,
    held TEXT,
    lists TEXT NOT NULL,
    missing_of BYTEA REFERENCES mailing (id),
    confirmed BIGINT NOT NULL,
    again BOOLEAN NOT NULL,
    due_local TEXT NOT NULL,
    zone TEXT NOT NULL,
    due BIGINT NOT NULL,
    shift TEXT CHECK (shift IN ('gap', 'overlap')),
    expires_at BIGINT,
    created_at BIGINT NOT NULL,
    planned_at BIGINT,
    started_at BIGINT,
    finished_at BIGINT,
    person TEXT NOT NULL,
    letters_hash TEXT NOT NULL,
    bad_rows TEXT
);
CREATE INDEX mailing_issue ON mailing (issue, kind);

CREATE TABLE letter (
    mailing BYTEA NOT NULL REFERENCES mailing (id),
    lang TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (mailing, lang)
);

CREATE TABLE picture (
    id BYTEA PRIMARY KEY CHECK (length(id) = 32),
    bytes BYTEA NOT NULL
);

CREATE TABLE letter_picture (
    mailing BYTEA NOT NULL,
    lang TEXT NOT NULL,
    n BIGINT NOT NULL,
    cid TEXT NOT NULL,
    file_name TEXT NOT NULL,
    mime TEXT NOT NULL,
    picture BYTEA NOT NULL REFERENCES picture (id),
    PRIMARY KEY (mailing, lang, n),
    FOREIGN KEY (mailing, lang) REFERENCES letter (mailing, lang)
);

-- Who sends, or did.
CREATE TABLE worker (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    host TEXT NOT NULL,
    boot TEXT NOT NULL,
    pid BIGINT NOT NULL,
    started_at BIGINT NOT NULL,
    heartbeat_at BIGINT NOT NULL,
    seen TIMESTAMPTZ NOT NULL,
    clean BOOLEAN NOT NULL,
    trouble TEXT
);

-- No foreign key: a million rows are planned in seconds, and no mailing is ever deleted.
CREATE TABLE delivery (
    mailing BYTEA NOT NULL,
    addr_key BYTEA NOT NULL CHECK (length(addr_key) = 16),
    addr TEXT,
    display_name TEXT,
    list TEXT NOT NULL,
    lang TEXT NOT NULL,
    slots TEXT,
    state TEXT NOT NULL,
    reason TEXT,
    worker BIGINT,
    epoch BIGINT NOT NULL DEFAULT 0,
    lease TIMESTAMPTZ,
    server_start TIMESTAMPTZ,
    attempt INTEGER NOT NULL DEFAULT 0,
    first_at BIGINT,
    retry_at BIGINT,
    class TEXT,
    code INTEGER,
    enhanced TEXT,
    reply TEXT,
    decided BIGINT NOT NULL DEFAULT 0,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (mailing, addr_key),
    CHECK (state <> 'skipped' OR reason IS NOT NULL),
    CHECK ((state = 'deferred') = (retry_at IS NOT NULL))
) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);
CREATE INDEX delivery_planned ON delivery (mailing, addr_key) WHERE state = 'planned';
CREATE INDEX delivery_deferred ON delivery (mailing, retry_at) WHERE state = 'deferred';
CREATE INDEX delivery_under_way ON delivery (mailing) WHERE state IN ('claimed', 'submitting');

CREATE TABLE attempt (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    mailing BYTEA NOT NULL,
    addr_key BYTEA NOT NULL,
    n BIGINT NOT NULL,
    outcome TEXT NOT NULL,
    class TEXT,
    code INTEGER,
    enhanced TEXT,
    reply TEXT,
    detail TEXT,
    relay TEXT,
    at BIGINT NOT NULL
);

CREATE TABLE decision (
    mailing BYTEA NOT NULL,
    addr_key BYTEA NOT NULL,
    n BIGINT NOT NULL,
    person TEXT NOT NULL,
    what TEXT NOT NULL,
    why TEXT,
    at BIGINT NOT NULL,
    PRIMARY KEY (mailing, addr_key, n)
);

CREATE TABLE happening (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    mailing BYTEA NOT NULL,
    state TEXT NOT NULL,
    person TEXT,
    detail TEXT,
    at BIGINT NOT NULL
);

CREATE TABLE suppression (
    addr_key BYTEA NOT NULL CHECK (length(addr_key) = 16),
    scope TEXT NOT NULL,
    reason TEXT NOT NULL,
    evidence TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (addr_key, scope)
);

CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'check_violation';
END $$;

CREATE FUNCTION demand_a_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.decided > OLD.decided AND EXISTS (
        SELECT 1 FROM decision d
        WHERE d.mailing = NEW.mailing AND d.addr_key = NEW.addr_key AND d.n = NEW.decided
    ) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'an uncertain delivery changes only by a recorded decision' USING ERRCODE = 'check_violation';
END $$;

CREATE TRIGGER delivery_unknown_needs_a_decision BEFORE UPDATE OF state ON delivery
    FOR EACH ROW WHEN (OLD.state = 'unknown') EXECUTE FUNCTION demand_a_decision();
CREATE TRIGGER attempt_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON attempt
    FOR EACH STATEMENT EXECUTE FUNCTION refuse('attempts are only added');
CREATE TRIGGER decision_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON decision
    FOR EACH STATEMENT EXECUTE FUNCTION refuse('decisions are only added');

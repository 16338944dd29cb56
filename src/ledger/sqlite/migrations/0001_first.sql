-- What happened: mailings, their frozen letters, one row per recipient, every attempt, every decision.
-- Moments are milliseconds since 1970 in UTC.

CREATE TABLE secret (
    purpose TEXT NOT NULL,
    kid INTEGER NOT NULL,
    key BLOB NOT NULL CHECK (length(key) = 32),
    PRIMARY KEY (purpose, kid)
) STRICT, WITHOUT ROWID;

CREATE TABLE mailing (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 8),
    name TEXT NOT NULL UNIQUE,
    issue TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('live', 'files')),
    state TEXT NOT NULL,
    held TEXT,
    lists TEXT NOT NULL,
    missing_of BLOB REFERENCES mailing (id),
    confirmed INTEGER NOT NULL,
    again INTEGER NOT NULL CHECK (again IN (0, 1)),
    due_local TEXT NOT NULL,
    zone TEXT NOT NULL,
    due INTEGER NOT NULL,
    shift TEXT CHECK (shift IN ('gap', 'overlap')),
    expires_at INTEGER,
    created_at INTEGER NOT NULL,
    planned_at INTEGER,
    started_at INTEGER,
    finished_at INTEGER,
    person TEXT NOT NULL,
    letters_hash TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX mailing_issue ON mailing (issue, kind);

CREATE TABLE letter (
    mailing BLOB NOT NULL REFERENCES mailing (id),
    lang TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (mailing, lang)
) STRICT, WITHOUT ROWID;

-- Pictures are kept once, however many editions and mailings show them.
CREATE TABLE picture (
    id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 32),
    bytes BLOB NOT NULL
) STRICT;

CREATE TABLE letter_picture (
    mailing BLOB NOT NULL,
    lang TEXT NOT NULL,
    n INTEGER NOT NULL,
    cid TEXT NOT NULL,
    file_name TEXT NOT NULL,
    mime TEXT NOT NULL,
    picture BLOB NOT NULL REFERENCES picture (id),
    PRIMARY KEY (mailing, lang, n),
    FOREIGN KEY (mailing, lang) REFERENCES letter (mailing, lang)
) STRICT, WITHOUT ROWID;

CREATE TABLE batch (
    id INTEGER PRIMARY KEY,
    boot TEXT NOT NULL,
    claimed_at INTEGER NOT NULL
) STRICT;

CREATE TABLE delivery (
    mailing BLOB NOT NULL REFERENCES mailing (id),
    addr_key BLOB NOT NULL CHECK (length(addr_key) = 16),
    addr TEXT,
    display_name TEXT,
    list TEXT NOT NULL,
    lang TEXT NOT NULL,
    slots TEXT,
    state TEXT NOT NULL,
    reason TEXT,
    batch INTEGER REFERENCES batch (id),
    attempt INTEGER NOT NULL DEFAULT 0,
    first_at INTEGER,
    retry_at INTEGER,
    class TEXT,
    code INTEGER,
    enhanced TEXT,
    reply TEXT,
    decided INTEGER NOT NULL DEFAULT 0,
    changed_at INTEGER NOT NULL,
    PRIMARY KEY (mailing, addr_key),
    CHECK (state <> 'skipped' OR reason IS NOT NULL),
    CHECK ((state = 'deferred') = (retry_at IS NOT NULL))
) STRICT, WITHOUT ROWID;
-- What is still to do, in the order in which it is taken.
CREATE INDEX delivery_open ON delivery (mailing, state, retry_at)
    WHERE state IN ('planned', 'claimed', 'submitting', 'deferred');

CREATE TABLE attempt (
    id INTEGER PRIMARY KEY,
    mailing BLOB NOT NULL,
    addr_key BLOB NOT NULL,
    n INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    class TEXT,
    code INTEGER,
    enhanced TEXT,
    reply TEXT,
    detail TEXT,
    relay TEXT,
    at INTEGER NOT NULL
) STRICT;

CREATE TABLE decision (
    mailing BLOB NOT NULL,
    addr_key BLOB NOT NULL,
    n INTEGER NOT NULL,
    person TEXT NOT NULL,
    what TEXT NOT NULL,
    why TEXT,
    at INTEGER NOT NULL,
    PRIMARY KEY (mailing, addr_key, n)
) STRICT, WITHOUT ROWID;

-- What people did to a mailing: paused, resumed, cancelled, confirmed; and what the program did by itself.
CREATE TABLE happening (
    id INTEGER PRIMARY KEY,
    mailing BLOB NOT NULL,
    state TEXT NOT NULL,
    person TEXT,
    detail TEXT,
    at INTEGER NOT NULL
) STRICT;

CREATE TABLE suppression (
    addr_key BLOB NOT NULL CHECK (length(addr_key) = 16),
    scope TEXT NOT NULL,
    reason TEXT NOT NULL,
    evidence TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (addr_key, scope)
) STRICT, WITHOUT ROWID;

-- The one sender. A process whose epoch is not this one has been replaced.
CREATE TABLE instance (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    epoch INTEGER NOT NULL,
    host TEXT NOT NULL,
    boot TEXT NOT NULL,
    pid INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    heartbeat_at INTEGER NOT NULL,
    clean INTEGER NOT NULL CHECK (clean IN (0, 1))
) STRICT;

-- Filled from the program's table of transitions after every migration.
CREATE TABLE legal (
    from_state TEXT NOT NULL,
    to_state TEXT NOT NULL,
    PRIMARY KEY (from_state, to_state)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER delivery_legal BEFORE UPDATE OF state ON delivery
WHEN NOT EXISTS (SELECT 1 FROM legal WHERE from_state = OLD.state AND to_state = NEW.state)
BEGIN
    SELECT RAISE(ABORT, 'a delivery may not change like this');
END;

CREATE TRIGGER delivery_unknown_needs_a_decision BEFORE UPDATE OF state ON delivery
WHEN OLD.state = 'unknown' AND NOT (
    NEW.decided > OLD.decided
    AND EXISTS (SELECT 1 FROM decision d
                WHERE d.mailing = NEW.mailing AND d.addr_key = NEW.addr_key AND d.n = NEW.decided)
)
BEGIN
    SELECT RAISE(ABORT, 'an uncertain delivery changes only by a recorded decision');
END;

CREATE TRIGGER attempt_stays BEFORE UPDATE ON attempt
BEGIN SELECT RAISE(ABORT, 'attempts are only added'); END;
CREATE TRIGGER attempt_is_kept BEFORE DELETE ON attempt
BEGIN SELECT RAISE(ABORT, 'attempts are only added'); END;
CREATE TRIGGER decision_stays BEFORE UPDATE ON decision
BEGIN SELECT RAISE(ABORT, 'decisions are only added'); END;
CREATE TRIGGER decision_is_kept BEFORE DELETE ON decision
BEGIN SELECT RAISE(ABORT, 'decisions are only added'); END;

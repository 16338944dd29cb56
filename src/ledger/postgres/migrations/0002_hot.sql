-- What is done for every letter, in one statement each: nothing is held between two messages of the line, so a process
-- that stops in the middle stops nobody else.
--
-- A mailing's state is read under a shared lock that whoever changes it takes for itself; locks of a transaction, not
-- of a session. Whoever suppresses a reader locks their rows after having noted it.

-- Which server this is: another one, or another line of its history, may have forgotten what was sent.
CREATE FUNCTION this_server() RETURNS text LANGUAGE sql AS $$
    SELECT system_identifier || ':' || left(pg_walfile_name(pg_current_wal_lsn()), 8) FROM pg_control_system()
$$;

CREATE FUNCTION lock_of(which bytea) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
    SELECT ('x' || encode(which, 'hex'))::bit(64)::bigint
$$;

CREATE FUNCTION claim(which bytea, most integer, me bigint, beyond bytea, now_at bigint)
RETURNS TABLE (key bytea, address text, person text, language text, fields text, attempts integer, first bigint,
               number bigint)
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('synchronous_commit', 'on', true);
    PERFORM pg_advisory_xact_lock_shared(lock_of(which));
    IF NOT EXISTS (SELECT 1 FROM mailing m WHERE m.id = which AND m.state = 'sending') THEN
        RETURN;
    END IF;
    IF NOT EXISTS (SELECT 1 FROM store WHERE server = this_server()) THEN
        RAISE EXCEPTION 'the database is another server than before' USING ERRCODE = 'CT001';
    END IF;
    RETURN QUERY
    WITH fresh AS MATERIALIZED (
        SELECT d.addr_key FROM delivery d
        WHERE d.mailing = which AND d.state = 'planned' AND d.addr_key > beyond
        ORDER BY d.addr_key LIMIT most FOR UPDATE SKIP LOCKED
    ), again AS MATERIALIZED (
        SELECT d.addr_key FROM delivery d
        WHERE d.mailing = which AND d.state = 'deferred' AND d.retry_at <= now_at
        ORDER BY d.retry_at LIMIT most - (SELECT count(*) FROM fresh) FOR UPDATE SKIP LOCKED
    )
    UPDATE delivery d SET state = 'claimed', worker = me, epoch = d.epoch + 1,
        lease = clock_timestamp() + (SELECT s.lease FROM store s), server_start = pg_postmaster_start_time(),
        retry_at = NULL, changed_at = now_at
    FROM (SELECT addr_key FROM fresh UNION ALL SELECT addr_key FROM again) taken
    WHERE d.mailing = which AND d.addr_key = taken.addr_key
    RETURNING d.addr_key, d.addr, d.display_name, d.lang, d.slots, d.attempt, d.first_at, d.epoch;
END $$;

-- Writes down what speaks for a change that would need a person's decision otherwise.
CREATE FUNCTION evidence(which bytea, key bytea, says text, because text, now_at bigint) RETURNS bigint LANGUAGE sql AS $$
    INSERT INTO decision (mailing, addr_key, n, person, what, why, at)
    SELECT which, key, 1 + count(*), 'courant', says, because, now_at
    FROM decision d WHERE d.mailing = which AND d.addr_key = key
    RETURNING n
$$;

-- Back into the queue, as the one who holds it says that nothing was handed over.
CREATE FUNCTION give_back(held delivery, now_at bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    mailing_is text := (SELECT m.state FROM mailing m WHERE m.id = held.mailing);
BEGIN
    IF held.state = 'unknown' AND mailing_is IN ('sending', 'pausing', 'paused', 'held') THEN
        UPDATE delivery d SET state = 'planned', reason = NULL, changed_at = now_at,
            decided = evidence(held.mailing, held.addr_key, 'resend', 'its sender had not handed it over', now_at)
        WHERE d.mailing = held.mailing AND d.addr_key = held.addr_key;
    ELSIF held.state = 'claimed' THEN
        UPDATE delivery d SET state = CASE WHEN mailing_is = 'cancelled' THEN 'skipped' ELSE 'planned' END,
            reason = CASE WHEN mailing_is = 'cancelled' THEN 'cancelled' END, changed_at = now_at
        WHERE d.mailing = held.mailing AND d.addr_key = held.addr_key;
    ELSIF held.state = 'submitting' THEN
        UPDATE delivery d SET state = 'deferred', retry_at = now_at, changed_at = now_at
        WHERE d.mailing = held.mailing AND d.addr_key = held.addr_key;
        IF mailing_is = 'cancelled' THEN
            UPDATE delivery d SET state = 'skipped', reason = 'cancelled', retry_at = NULL
            WHERE d.mailing = held.mailing AND d.addr_key = held.addr_key;
        END IF;
    END IF;
END $$;

-- The compare-and-set right before a letter is handed over: 'go', 'stop', 'lost', or the reason why it is skipped.
-- It may be repeated by who had no answer, or waited too long after it.
CREATE FUNCTION submit(which bytea, key bytea, number bigint, now_at bigint) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    it delivery;
    why text;
BEGIN
    PERFORM set_config('synchronous_commit', 'off', true);
    PERFORM pg_advisory_xact_lock_shared(lock_of(which));
    SELECT * INTO it FROM delivery d WHERE d.mailing = which AND d.addr_key = key FOR UPDATE;
    IF NOT FOUND THEN
        RETURN 'lost';
    END IF;
    IF it.state = 'skipped' THEN
        RETURN it.reason;
    END IF;
    IF it.epoch <> number OR it.state NOT IN ('claimed', 'submitting', 'unknown') THEN
        RETURN 'lost';
    END IF;
    IF it.state = 'unknown' THEN
        PERFORM give_back(it, now_at);
        RETURN 'lost';
    END IF;
    -- A look of its own, after the lock: whoever has left until now, or was paused, is seen.
    SELECT coalesce(
        (SELECT s.reason FROM suppression s
         WHERE s.addr_key = key AND s.scope IN ('*', it.list) ORDER BY s.scope LIMIT 1),
        (SELECT CASE WHEN m.expires_at <= now_at THEN 'expired' WHEN m.state = 'sending' THEN 'nothing' ELSE 'stop' END
         FROM mailing m WHERE m.id = which),
        'stop') INTO why;
    IF why = 'stop' THEN
        PERFORM give_back(it, now_at);
        RETURN 'stop';
    END IF;
    IF why <> 'nothing' THEN
        IF it.state = 'submitting' THEN
            PERFORM give_back(it, now_at);
        END IF;
        UPDATE delivery d SET state = 'skipped', reason = why, retry_at = NULL, changed_at = now_at
        WHERE d.mailing = which AND d.addr_key = key AND d.state <> 'skipped';
        RETURN why;
    END IF;
    IF it.state = 'claimed' THEN
        UPDATE delivery d SET state = 'submitting', changed_at = now_at,
            lease = clock_timestamp() + (SELECT s.lease FROM store s), server_start = pg_postmaster_start_time()
        WHERE d.mailing = which AND d.addr_key = key;
    ELSE
        UPDATE delivery d SET lease = clock_timestamp() + (SELECT s.lease FROM store s)
        WHERE d.mailing = which AND d.addr_key = key;
    END IF;
    RETURN 'go';
END $$;

-- Settles a row; says where it stands then. An outcome of another epoch changes nothing, the same outcome a second
-- time neither. An answer that comes late settles a row that was given up meanwhile.
CREATE FUNCTION settle(
    which bytea, key bytea, number bigint, outcome text, kind text, answered integer, detailed text, words text,
    told text, again_at bigint, counts integer, through text, now_at bigint
) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    it delivery;
    becomes text := outcome;
    proof bigint;
BEGIN
    PERFORM set_config('synchronous_commit', 'off', true);
    PERFORM pg_advisory_xact_lock_shared(lock_of(which));
    SELECT * INTO STRICT it FROM delivery d WHERE d.mailing = which AND d.addr_key = key FOR UPDATE;
    IF it.epoch <> number OR it.state NOT IN ('claimed', 'submitting', 'unknown') THEN
        RETURN it.state;
    END IF;
    IF outcome = 'released' THEN
        PERFORM give_back(it, now_at);
        SELECT d.state INTO becomes FROM delivery d WHERE d.mailing = which AND d.addr_key = key;
        IF becomes IN ('planned', 'deferred') THEN
            UPDATE delivery d SET reason = told, class = NULL, code = NULL, enhanced = NULL, reply = NULL
            WHERE d.mailing = which AND d.addr_key = key;
        END IF;
        RETURN becomes;
    END IF;
    proof := it.decided;
    IF it.state = 'unknown' THEN
        IF outcome NOT IN ('accepted', 'failed') THEN
            RETURN it.state;
        END IF;
        proof := evidence(which, key, outcome, 'the answer came late', now_at);
    ELSIF it.state = 'claimed' AND outcome IN ('accepted', 'unknown') THEN
        -- The mark was lost with the server; the answer shows that it had been made.
        UPDATE delivery d SET state = 'submitting' WHERE d.mailing = which AND d.addr_key = key;
    END IF;
    UPDATE delivery d SET state = becomes, class = kind, code = answered, enhanced = detailed, reply = words,
        reason = told, retry_at = again_at, decided = proof, changed_at = now_at,
        first_at = coalesce(d.first_at, now_at),
        -- A row that was given up has been counted.
        attempt = d.attempt + CASE WHEN it.state = 'unknown' THEN 0 ELSE counts END
    WHERE d.mailing = which AND d.addr_key = key;
    INSERT INTO attempt (mailing, addr_key, n, outcome, class, code, enhanced, reply, detail, relay, at)
    SELECT which, key, d.attempt, becomes, kind, answered, detailed, words, told, through, now_at
    FROM delivery d WHERE d.mailing = which AND d.addr_key = key;
    IF becomes = 'deferred' AND EXISTS (SELECT 1 FROM mailing m WHERE m.id = which AND m.state = 'cancelled') THEN
        UPDATE delivery d SET state = 'skipped', reason = 'cancelled', retry_at = NULL
        WHERE d.mailing = which AND d.addr_key = key;
        becomes := 'skipped';
    END IF;
    RETURN becomes;
END $$;

CREATE FUNCTION release_rows(which bytea, keys bytea[], numbers bigint[], now_at bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    it delivery;
BEGIN
    PERFORM set_config('synchronous_commit', 'off', true);
    PERFORM pg_advisory_xact_lock_shared(lock_of(which));
    FOR it IN
        SELECT d.* FROM delivery d JOIN unnest(keys, numbers) AS held (key, number)
            ON d.addr_key = held.key AND d.epoch = held.number
        WHERE d.mailing = which AND d.state IN ('claimed', 'unknown') ORDER BY d.addr_key FOR UPDATE OF d
    LOOP
        PERFORM give_back(it, now_at);
    END LOOP;
END $$;

-- Rows that are held and not marked stay so for another lease. Also under a server that has been restarted since: who
-- holds them knows that they were not handed over.
CREATE FUNCTION renew(mailings bytea[], keys bytea[], numbers bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('synchronous_commit', 'off', true);
    UPDATE delivery d SET lease = clock_timestamp() + (SELECT s.lease FROM store s),
        server_start = pg_postmaster_start_time()
    FROM unnest(mailings, keys, numbers) AS held (mailing, key, number)
    WHERE d.mailing = held.mailing AND d.addr_key = held.key AND d.epoch = held.number AND d.state = 'claimed';
END $$;

-- Settles what its worker has not come back to.
CREATE FUNCTION rescue(now_at bigint, OUT put_back bigint, OUT given_up bigint) LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('synchronous_commit', 'on', true);
    WITH late AS MATERIALIZED (
        SELECT d.mailing, d.addr_key FROM delivery d
        WHERE d.state = 'claimed' AND d.lease < clock_timestamp() AND d.server_start = pg_postmaster_start_time()
        ORDER BY d.mailing, d.addr_key FOR UPDATE SKIP LOCKED
    ), done AS (
        UPDATE delivery d SET state = 'planned', epoch = d.epoch + 1, changed_at = now_at
        FROM late WHERE d.mailing = late.mailing AND d.addr_key = late.addr_key RETURNING 1
    )
    SELECT count(*) INTO put_back FROM done;
    -- Under another start of the server the mark of a claimed row may have been lost.
    WITH late AS MATERIALIZED (
        SELECT d.mailing, d.addr_key FROM delivery d
        WHERE (d.state = 'claimed' AND d.lease < clock_timestamp() AND d.server_start <> pg_postmaster_start_time())
            OR (d.state = 'submitting' AND d.lease + (SELECT s.landing FROM store s) < clock_timestamp())
        ORDER BY d.mailing, d.addr_key FOR UPDATE SKIP LOCKED
    ), done AS (
        UPDATE delivery d SET state = 'unknown', attempt = d.attempt + 1, changed_at = now_at,
            reason = 'the sender ended before the answer came'
        FROM late WHERE d.mailing = late.mailing AND d.addr_key = late.addr_key
        RETURNING d.mailing, d.addr_key, d.attempt
    ), noted AS (
        INSERT INTO attempt (mailing, addr_key, n, outcome, detail, at)
        SELECT done.mailing, done.addr_key, done.attempt - 1, 'unknown',
            'the sender ended before the answer came', now_at FROM done
        RETURNING 1
    )
    SELECT count(*) INTO given_up FROM noted;
END $$;

-- The next n places in the pace of all workers: in how many microseconds the first of them is.
CREATE FUNCTION book(n integer, gap interval) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    first timestamptz;
BEGIN
    PERFORM set_config('synchronous_commit', 'off', true);
    UPDATE pace SET next_at = greatest(next_at, clock_timestamp()) + n * gap RETURNING next_at - n * gap INTO first;
    RETURN greatest(0, extract(epoch FROM first - clock_timestamp()) * 1000000)::bigint;
END $$;

-- Who was tried before and put back: outside of the hours they are taken, and nobody who waits beside them.
CREATE INDEX delivery_tried ON delivery (mailing) WHERE state = 'planned' AND first_at IS NOT NULL;

-- `claim`, of those who were tried before alone.
CREATE FUNCTION claim_tried(which bytea, most integer, me bigint, now_at bigint)
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
    WITH back AS MATERIALIZED (
        SELECT d.addr_key FROM delivery d
        WHERE d.mailing = which AND d.state = 'planned' AND d.first_at IS NOT NULL
        LIMIT most FOR UPDATE SKIP LOCKED
    ), again AS MATERIALIZED (
        SELECT d.addr_key FROM delivery d
        WHERE d.mailing = which AND d.state = 'deferred' AND d.retry_at <= now_at AND d.first_at IS NOT NULL
        ORDER BY d.retry_at LIMIT most - (SELECT count(*) FROM back) FOR UPDATE SKIP LOCKED
    )
    UPDATE delivery d SET state = 'claimed', worker = me, epoch = d.epoch + 1,
        lease = clock_timestamp() + (SELECT s.lease FROM store s), server_start = pg_postmaster_start_time(),
        retry_at = NULL, changed_at = now_at
    FROM (SELECT addr_key FROM back UNION ALL SELECT addr_key FROM again) taken
    WHERE d.mailing = which AND d.addr_key = taken.addr_key
    RETURNING d.addr_key, d.addr, d.display_name, d.lang, d.slots, d.attempt, d.first_at, d.epoch;
END $$;

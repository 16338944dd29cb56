-- Settles what its worker has not come back to. That one has ended is known of this machine's own, whose leases are ended for it;
-- of others, that they were not heard of any more.
CREATE OR REPLACE FUNCTION rescue(now_at bigint, OUT put_back bigint, OUT given_up bigint) LANGUAGE plpgsql AS $$
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
            reason = CASE WHEN d.lease = '-infinity' THEN 'the sender ended before the answer came'
                ELSE 'the sender fell silent before the answer came' END
        FROM late WHERE d.mailing = late.mailing AND d.addr_key = late.addr_key
        RETURNING d.mailing, d.addr_key, d.attempt, d.reason
    ), noted AS (
        INSERT INTO attempt (mailing, addr_key, n, outcome, detail, at)
        SELECT done.mailing, done.addr_key, done.attempt - 1, 'unknown',
            done.reason, now_at FROM done
        RETURNING 1
    )
    SELECT count(*) INTO given_up FROM noted;
END $$;

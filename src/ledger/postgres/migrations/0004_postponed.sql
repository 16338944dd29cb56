-- Puts off rows that were claimed and not begun: it is not their turn. No attempt, and no time of theirs, is counted.
CREATE FUNCTION postpone_rows(
    which bytea, keys bytea[], numbers bigint[], again_at bigint[], told text, now_at bigint
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    it delivery;
    cancelled boolean;
BEGIN
    PERFORM set_config('synchronous_commit', 'off', true);
    PERFORM pg_advisory_xact_lock_shared(lock_of(which));
    cancelled := EXISTS (SELECT 1 FROM mailing m WHERE m.id = which AND m.state = 'cancelled');
    FOR it IN
        SELECT d.* FROM delivery d JOIN unnest(keys, numbers) AS held (key, number)
            ON d.addr_key = held.key AND d.epoch = held.number
        WHERE d.mailing = which AND d.state IN ('claimed', 'unknown') ORDER BY d.addr_key FOR UPDATE OF d
    LOOP
        IF cancelled OR it.state = 'unknown' THEN
            PERFORM give_back(it, now_at);
        ELSE
            UPDATE delivery d SET state = 'deferred', retry_at = again_at[array_position(keys, it.addr_key)],
                reason = told, class = NULL, code = NULL, enhanced = NULL, reply = NULL, changed_at = now_at
            WHERE d.mailing = which AND d.addr_key = it.addr_key;
        END IF;
    END LOOP;
END $$;

-- Who leaves by the link in a letter has it, also if it becomes uncertain after that.

-- An uncertain letter has arrived, as `who` says.
CREATE FUNCTION arrived(which bytea, key bytea, who text, because text, now_at bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    proof bigint;
BEGIN
    PERFORM 1 FROM delivery d WHERE d.mailing = which AND d.addr_key = key FOR UPDATE;
    -- A look of its own, after the lock: whoever held the row may have given it up.
    IF NOT EXISTS (SELECT 1 FROM delivery d WHERE d.mailing = which AND d.addr_key = key AND d.state = 'unknown') THEN
        RETURN;
    END IF;
    INSERT INTO decision (mailing, addr_key, n, person, what, why, at)
    SELECT which, key, 1 + count(*), who, 'accepted', because, now_at
    FROM decision d WHERE d.mailing = which AND d.addr_key = key
    RETURNING n INTO proof;
    UPDATE delivery d SET state = 'accepted', decided = proof, reason = NULL, changed_at = now_at
    WHERE d.mailing = which AND d.addr_key = key;
END $$;

CREATE FUNCTION look_who_has_left() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM suppression s WHERE s.addr_key = NEW.addr_key
               AND s.evidence = 'the link of mailing ' || encode(NEW.mailing, 'hex')) THEN
        PERFORM arrived(NEW.mailing, NEW.addr_key, 'the reader', 'left by the link in this letter', NEW.changed_at);
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER delivery_has_arrived AFTER UPDATE OF state ON delivery
    FOR EACH ROW WHEN (NEW.state = 'unknown') EXECUTE FUNCTION look_who_has_left();

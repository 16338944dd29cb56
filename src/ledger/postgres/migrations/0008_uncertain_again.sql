-- Whose uncertain letter was to be sent once more and is left out instead is uncertain again: that the first one may have
-- arrived is as true as it was. Whoever leaves rows out need not think of it; whoever holds such a row no longer does.
-- A resend that a worker wrote down, because it had not handed the letter over, is no doubt.
CREATE FUNCTION was_handed_over(which bytea, key bytea) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM decision d WHERE d.mailing = which AND d.addr_key = key AND d.what = 'resend'
                   AND (d.person, coalesce(d.why, '')) <> ('courant', 'its sender had not handed it over'))
$$;

CREATE FUNCTION keep_the_doubt() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF was_handed_over(OLD.mailing, OLD.addr_key) THEN
        NEW.state := 'unknown';
        NEW.reason := 'it was to be sent once more and was not; nobody knows of the first time';
        NEW.epoch := OLD.epoch + 1;
    END IF;
    RETURN NEW;
END $$;

-- Triggers run in the order of their names: before `delivery_legal`, which judges what comes out here.
DROP TRIGGER IF EXISTS delivery_legal ON delivery;
UPDATE delivery d SET state = 'unknown', reason = 'it was to be sent once more and was not; nobody knows of the first time'
WHERE d.state = 'skipped' AND d.decided > 0 AND was_handed_over(d.mailing, d.addr_key);
CREATE TRIGGER delivery_keeps_doubt BEFORE UPDATE OF state ON delivery
    FOR EACH ROW WHEN (NEW.state = 'skipped' AND OLD.decided > 0) EXECUTE FUNCTION keep_the_doubt();

-- How many rows the plan wrote: what the rows of all states must add up to.
ALTER TABLE mailing ADD COLUMN planned_rows BIGINT;
-- Instead of lists: whoever has the letter of this earlier mailing, or only those who have it in one language.
ALTER TABLE mailing ADD COLUMN got_of BYTEA REFERENCES mailing (id);
ALTER TABLE mailing ADD COLUMN got_lang TEXT;

CREATE TRIGGER happening_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON happening
    FOR EACH STATEMENT EXECUTE FUNCTION refuse('happenings are only added');

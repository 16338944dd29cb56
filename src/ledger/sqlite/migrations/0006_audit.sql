-- How many rows the plan wrote: what the rows of all states must add up to.
ALTER TABLE mailing ADD COLUMN planned_rows INTEGER;
-- Instead of lists: whoever has the letter of this earlier mailing, or only those who have it in one language.
ALTER TABLE mailing ADD COLUMN got_of BLOB REFERENCES mailing (id);
ALTER TABLE mailing ADD COLUMN got_lang TEXT;

CREATE TRIGGER happening_stays BEFORE UPDATE ON happening
BEGIN SELECT RAISE(ABORT, 'happenings are only added'); END;
CREATE TRIGGER happening_is_kept BEFORE DELETE ON happening
BEGIN SELECT RAISE(ABORT, 'happenings are only added'); END;

-- The order in which things were written, whatever the clock showed: the last attempt, and of a plan the last happening,
-- that had been written by then.
ALTER TABLE happening ADD COLUMN attempts BIGINT;
ALTER TABLE suppression ADD COLUMN attempts BIGINT;
ALTER TABLE mailing ADD COLUMN planned_after BIGINT;

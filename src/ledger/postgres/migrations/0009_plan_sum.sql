-- What the readers and languages of the plan come to: a row that was changed past the program is noticed.
ALTER TABLE mailing ADD COLUMN plan_sum BIGINT;

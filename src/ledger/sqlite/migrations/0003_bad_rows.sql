-- Rows of the lists that could not be read when the mailing was planned: files, numbers, lines.
ALTER TABLE mailing ADD COLUMN bad_rows TEXT;

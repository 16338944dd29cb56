-- By how many milliseconds a worker's own clock is ahead of the database's, which counts.
ALTER TABLE worker ADD COLUMN ahead BIGINT NOT NULL DEFAULT 0;

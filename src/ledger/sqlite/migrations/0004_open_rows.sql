-- An index that names several states is used by no query; these two are. A row leaves the first when it is claimed and
-- is in none while it is under way: what is claimed or submitting is looked for in the mailing itself.
DROP INDEX delivery_open;
CREATE INDEX delivery_planned ON delivery (mailing) WHERE state = 'planned';
CREATE INDEX delivery_deferred ON delivery (mailing, retry_at) WHERE retry_at IS NOT NULL;

//! What happened: mailings, deliveries, suppressions, in one SQLite file.

-- A dump that was put back lies in tables of its own, as a rule in a database of its own, of what may be the same server.
CREATE OR REPLACE FUNCTION this_server() RETURNS text LANGUAGE sql AS $$
    SELECT c.system_identifier || ':' || left(pg_walfile_name(pg_current_wal_lsn()), 8) || ':' || d.oid || ':'
        || to_regclass('store')::oid
    FROM pg_control_system() c, pg_database d WHERE d.datname = current_database()
$$;

-- Where it was the server that is known, it is so still.
UPDATE store SET server = this_server()
WHERE server = (SELECT system_identifier || ':' || left(pg_walfile_name(pg_current_wal_lsn()), 8) FROM pg_control_system());

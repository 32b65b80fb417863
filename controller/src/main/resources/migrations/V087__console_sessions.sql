-- What tells this installation from others. Replicas share it. Browsers keep cookies by the name of a host, whatever
-- the port, so cookies of two installations on one host need names of their own.
CREATE TABLE installation (
    sole boolean PRIMARY KEY DEFAULT true CHECK (sole),
    id   text NOT NULL DEFAULT substr(replace(gen_random_uuid()::text, '-', ''), 1, 12)
);
INSERT INTO installation DEFAULT VALUES;

-- Whoever has logged in to the console. A session is known by the digest of its secret alone, and goes with its account
-- or when the password changes. When it was last used is written once a minute at most.
CREATE TABLE console_session (
    digest     bytea PRIMARY KEY,
    account_id text NOT NULL REFERENCES account ON DELETE CASCADE,
    begun_at   timestamptz NOT NULL,
    used_at    timestamptz NOT NULL,
    ends_at    timestamptz NOT NULL
);

CREATE INDEX console_session_account ON console_session (account_id);
CREATE INDEX console_session_end ON console_session (ends_at);
CREATE INDEX console_session_use ON console_session (used_at);

-- Controllers remember sessions as they remember tokens. Nobody need be told of those that are over by themselves.
CREATE TRIGGER identity_changed AFTER DELETE ON console_session
    FOR EACH ROW WHEN (OLD.ends_at > now() AND OLD.used_at > now() - interval '1 hour')
    EXECUTE FUNCTION identity_changed();
CREATE TRIGGER identity_emptied AFTER TRUNCATE ON console_session
    FOR EACH STATEMENT EXECUTE FUNCTION identity_changed();

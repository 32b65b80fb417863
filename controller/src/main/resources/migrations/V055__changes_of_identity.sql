-- Controllers remember for a few seconds who may call. Whoever changes that, a program or a person, tells all of them.
-- What is added needs no word: nobody remembers what is not there.
CREATE FUNCTION identity_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('identity', '');
    RETURN NULL;
END $$;

CREATE TRIGGER identity_changed AFTER UPDATE OR DELETE OR TRUNCATE ON domain
    FOR EACH STATEMENT EXECUTE FUNCTION identity_changed();
CREATE TRIGGER identity_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON project
    FOR EACH STATEMENT EXECUTE FUNCTION identity_changed();
CREATE TRIGGER identity_changed AFTER UPDATE OR DELETE OR TRUNCATE ON account
    FOR EACH STATEMENT EXECUTE FUNCTION identity_changed();
CREATE TRIGGER identity_changed AFTER UPDATE OR DELETE OR TRUNCATE ON access_key
    FOR EACH STATEMENT EXECUTE FUNCTION identity_changed();

-- Those that have expired are deleted whenever one is given, and nobody takes them any more.
CREATE TRIGGER identity_changed AFTER UPDATE OR DELETE ON token
    FOR EACH ROW WHEN (OLD.expires_at > now()) EXECUTE FUNCTION identity_changed();
CREATE TRIGGER identity_emptied AFTER TRUNCATE ON token
    FOR EACH STATEMENT EXECUTE FUNCTION identity_changed();

-- Since when a node works, as far as that is known: since it last followed what is wanted of its gateway, ceased to fail
-- after more than its patience, or was heard of again after a silence for which nobody trusted it. Empty: nothing of that
-- happened yet.
ALTER TABLE gateway_node ADD COLUMN working_since timestamptz(3);

-- Since when hosts can be heard without a break, and when that was last so: a controller runs and reaches the database.
CREATE TABLE attention (
    single  boolean     PRIMARY KEY DEFAULT true CHECK (single),
    since   timestamptz NOT NULL,
    last_at timestamptz NOT NULL
);

INSERT INTO attention (since, last_at) VALUES (now(), now());

-- Silence while nobody could listen is no fault of the host. The first report after such a time may come before anybody
-- has noted that there is attention again.
CREATE FUNCTION note_end_of_silence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE gateway_node AS n
       SET working_since = NEW.received_at
      FROM placement p, attention a
     WHERE p.host_id = NEW.host_id AND p.kind = 'NODE' AND p.wanted AND n.id = p.id::uuid
       AND NEW.received_at < a.last_at + interval '30 seconds'
       AND NEW.received_at > greatest(OLD.received_at, p.placed_at, a.since) + interval '90 seconds';
    RETURN NULL;
END $$;

-- What a host says for the first time since it was lost ends a silence too.
CREATE TRIGGER note_first_word AFTER INSERT ON host_report
    FOR EACH ROW EXECUTE FUNCTION note_end_of_silence();
CREATE TRIGGER note_end_of_silence AFTER UPDATE OF received_at ON host_report
    FOR EACH ROW WHEN (NEW.received_at > OLD.received_at + interval '90 seconds')
    EXECUTE FUNCTION note_end_of_silence();

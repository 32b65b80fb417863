-- Since when a node works, as far as that is known: since it last followed what is wanted of its gateway, ceased to fail,
-- or was heard of again after a silence for which nobody trusted it. Empty: nothing of that happened yet.
ALTER TABLE gateway_node ADD COLUMN working_since timestamptz(3);

CREATE FUNCTION note_end_of_silence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE gateway_node AS n
       SET working_since = NEW.received_at
      FROM placement p
     WHERE p.kind = 'NODE' AND p.id = n.id::text AND p.host_id = NEW.host_id;
    RETURN NULL;
END $$;

CREATE TRIGGER note_end_of_silence AFTER UPDATE OF received_at ON host_report
    FOR EACH ROW WHEN (NEW.received_at > OLD.received_at + interval '90 seconds')
    EXECUTE FUNCTION note_end_of_silence();

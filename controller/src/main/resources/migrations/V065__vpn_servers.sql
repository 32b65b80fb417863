-- With which generation a server was last seen listening, and since which its daemon is another one.
ALTER TABLE vpn_server
    ADD COLUMN applied_generation bigint NOT NULL DEFAULT 0,
    ADD COLUMN replaced_generation bigint NOT NULL DEFAULT 1;

-- What clients have their addresses from is theirs alone.
CREATE FUNCTION claim_clients() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM claim_prefixes(
        (SELECT vpc_id FROM p2c_gateway WHERE id = NEW.gateway_id), 'CLIENTS', NEW.id, ARRAY[NEW.client_network]);
    RETURN NULL;
END $$;

CREATE TRIGGER claim_clients AFTER INSERT ON vpn_server
    FOR EACH ROW EXECUTE FUNCTION claim_clients();
CREATE TRIGGER claim_other_clients AFTER UPDATE OF client_network ON vpn_server
    FOR EACH ROW WHEN (OLD.client_network IS DISTINCT FROM NEW.client_network) EXECUTE FUNCTION claim_clients();
CREATE TRIGGER give_up_claims AFTER DELETE ON vpn_server
    FOR EACH ROW EXECUTE FUNCTION give_up_claims();

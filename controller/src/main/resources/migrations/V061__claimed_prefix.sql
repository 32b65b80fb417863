-- Which networks of a VPC are whose: its subnets, the networks that connections lead to, and those that clients have
-- their addresses from. The triggers below write it with the rows that claim something, whichever comes last, so that a
-- network never belongs to two.
CREATE TABLE claimed_prefix (
    vpc_id uuid NOT NULL,
    claim  text NOT NULL CHECK (claim IN ('SUBNET', 'PEER', 'RULE', 'CLIENTS')),
    holder uuid NOT NULL,
    prefix cidr NOT NULL,
    PRIMARY KEY (holder, claim, prefix)
);

CREATE INDEX claimed_prefix_overlap ON claimed_prefix USING gist (vpc_id, prefix inet_ops);

-- Makes the networks that somebody claims exactly these. Clients of two servers have nothing in common, nor with a
-- subnet; what a connection leads to is neither among the clients nor the same, but may contain them, as the longer
-- prefix wins.
CREATE FUNCTION claim_prefixes(vpc uuid, wanted text, whose uuid, prefixes cidr[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    met cidr;
BEGIN
    IF prefixes <> '{}' THEN
        -- Clients meet all others; subnets and connections of one VPC do not wait for each other.
        IF wanted = 'CLIENTS' THEN
            PERFORM pg_advisory_xact_lock(hashtextextended('claimed_prefix/' || vpc, 0));
        ELSE
            PERFORM pg_advisory_xact_lock_shared(hashtextextended('claimed_prefix/' || vpc, 0));
        END IF;
    END IF;
    DELETE FROM claimed_prefix WHERE holder = whose AND claim = wanted;
    INSERT INTO claimed_prefix (vpc_id, claim, holder, prefix)
    SELECT DISTINCT vpc, wanted, whose, p FROM unnest(prefixes) AS p;
    SELECT CASE wanted WHEN 'CLIENTS' THEN other.prefix ELSE own.prefix END INTO met
      FROM unnest(prefixes) AS own (prefix)
      JOIN claimed_prefix AS other ON other.vpc_id = vpc AND other.prefix && own.prefix AND other.holder <> whose
     WHERE CASE
               WHEN wanted = 'CLIENTS' THEN other.claim IN ('SUBNET', 'CLIENTS') OR other.prefix <<= own.prefix
               WHEN wanted = 'SUBNET' THEN other.claim = 'CLIENTS'
               ELSE other.claim = 'CLIENTS' AND own.prefix <<= other.prefix
           END
     LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION USING
            ERRCODE = 'exclusion_violation',
            MESSAGE = 'the network is claimed already',
            CONSTRAINT = 'claimed_prefix_' || lower(wanted),
            DETAIL = met::text;
    END IF;
END $$;

CREATE FUNCTION claim_subnet() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM claim_prefixes(NEW.vpc_id, 'SUBNET', NEW.id, ARRAY[NEW.cidr]);
    RETURN NULL;
END $$;

CREATE FUNCTION claim_peers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM claim_prefixes(
        (SELECT vpc_id FROM vpn_gateway WHERE id = NEW.gateway_id), 'PEER', NEW.id, NEW.peer_subnets);
    RETURN NULL;
END $$;

-- Once for all rules that a statement concerns.
CREATE FUNCTION claim_rules() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    concerned record;
BEGIN
    FOR concerned IN
        SELECT c.id, g.vpc_id
          FROM vpn_connection c
          JOIN vpn_gateway g ON g.id = c.gateway_id
         WHERE c.id IN (SELECT connection_id FROM changed)
         ORDER BY g.vpc_id, c.id
    LOOP
        PERFORM claim_prefixes(
            concerned.vpc_id, 'RULE', concerned.id,
            ARRAY(SELECT DISTINCT destination FROM policy_rule WHERE connection_id = concerned.id));
    END LOOP;
    RETURN NULL;
END $$;

CREATE FUNCTION give_up_claims() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM claimed_prefix WHERE holder = OLD.id;
    RETURN NULL;
END $$;

CREATE TRIGGER claim_subnet AFTER INSERT ON subnet
    FOR EACH ROW EXECUTE FUNCTION claim_subnet();
CREATE TRIGGER claim_peers AFTER INSERT ON vpn_connection
    FOR EACH ROW EXECUTE FUNCTION claim_peers();
CREATE TRIGGER claim_other_peers AFTER UPDATE OF peer_subnets ON vpn_connection
    FOR EACH ROW WHEN (OLD.peer_subnets IS DISTINCT FROM NEW.peer_subnets) EXECUTE FUNCTION claim_peers();
CREATE TRIGGER claim_rules AFTER INSERT ON policy_rule REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION claim_rules();
CREATE TRIGGER give_up_rules AFTER DELETE ON policy_rule REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION claim_rules();
CREATE TRIGGER give_up_claims AFTER DELETE ON subnet
    FOR EACH ROW EXECUTE FUNCTION give_up_claims();
CREATE TRIGGER give_up_claims AFTER DELETE ON vpn_connection
    FOR EACH ROW EXECUTE FUNCTION give_up_claims();

INSERT INTO claimed_prefix (vpc_id, claim, holder, prefix)
SELECT vpc_id, 'SUBNET', id, cidr FROM subnet
UNION
SELECT g.vpc_id, 'PEER', c.id, unnest(c.peer_subnets)
  FROM vpn_connection c JOIN vpn_gateway g ON g.id = c.gateway_id
UNION
SELECT g.vpc_id, 'RULE', c.id, r.destination
  FROM policy_rule r
  JOIN vpn_connection c ON c.id = r.connection_id
  JOIN vpn_gateway g ON g.id = c.gateway_id;

-- Gateways that clients connect to, each by itself.
CREATE TABLE p2c_gateway (
    id                    uuid PRIMARY KEY,
    project_id            text NOT NULL,
    name                  text NOT NULL,
    vpc_id                uuid NOT NULL CONSTRAINT p2c_gateway_vpc REFERENCES vpc,
    subnet_id             uuid NOT NULL CONSTRAINT p2c_gateway_subnet REFERENCES subnet,
    flavor                text NOT NULL,
    -- In the order of the request; the node lies in the first.
    zones                 text[] NOT NULL CHECK (cardinality(zones) BETWEEN 1 AND 2),
    -- How many clients may be connected at once.
    most_connections      integer NOT NULL CHECK (most_connections BETWEEN 1 AND 500),
    enterprise_project_id text NOT NULL,
    -- The order that made it, if one did.
    order_id              text,
    -- Null while it is in service; 1 if it can be deleted though it is frozen, 2 if not.
    frozen_effect         integer CHECK (frozen_effect IN (1, 2)),
    generation            bigint NOT NULL DEFAULT 1,
    created_at            timestamptz(3) NOT NULL,
    updated_at            timestamptz(3) NOT NULL,
    -- When the generation last rose.
    changed_at            timestamptz(3) NOT NULL,
    -- When it first worked.
    applied_at            timestamptz(3),
    deleting              boolean NOT NULL DEFAULT false,
    -- Creation times mark where a page of a list begins.
    CONSTRAINT p2c_gateway_marker UNIQUE (project_id, created_at)
);

CREATE INDEX p2c_gateway_of_vpc ON p2c_gateway (vpc_id);
CREATE INDEX p2c_gateway_of_subnet ON p2c_gateway (subnet_id);
CREATE INDEX p2c_gateway_not_yet_applied ON p2c_gateway (id) WHERE applied_at IS NULL;
CREATE INDEX p2c_gateway_name ON p2c_gateway USING gin (project_id, name gin_trgm_ops);

CALL count_rows_of('p2c_gateway', 'p2c_vpn_gateway');

-- The nodes of all gateways lie in one table, since hosts name all of them alike. Each belongs to one of either kind.
ALTER TABLE gateway_node
    DROP CONSTRAINT gateway_node_gateway_id_fkey,
    ADD COLUMN kind text NOT NULL DEFAULT 's2c' CHECK (kind IN ('s2c', 'p2c'));

ALTER TABLE gateway_node
    ALTER COLUMN kind DROP DEFAULT,
    ADD COLUMN s2c_gateway_id uuid GENERATED ALWAYS AS (CASE kind WHEN 's2c' THEN gateway_id END) STORED
        CONSTRAINT gateway_node_of_vpn_gateway REFERENCES vpn_gateway,
    ADD COLUMN p2c_gateway_id uuid GENERATED ALWAYS AS (CASE kind WHEN 'p2c' THEN gateway_id END) STORED
        CONSTRAINT gateway_node_of_p2c_gateway REFERENCES p2c_gateway;

-- What clients of a gateway connect to. A gateway has one at most.
CREATE TABLE vpn_server (
    id                 uuid PRIMARY KEY,
    project_id         text NOT NULL,
    gateway_id         uuid NOT NULL CONSTRAINT vpn_server_of_gateway REFERENCES p2c_gateway,
    -- As it was given, host bits included, and the network that it means.
    client_cidr        inet NOT NULL,
    client_network     cidr NOT NULL CHECK (masklen(client_network) BETWEEN 16 AND 26),
    local_subnets      cidr[] NOT NULL CHECK (cardinality(local_subnets) BETWEEN 1 AND 20),
    dns_servers        inet[] NOT NULL CHECK (cardinality(dns_servers) <= 2),
    port               integer NOT NULL CHECK (port IN (443, 1194)),
    cipher             text NOT NULL,
    is_compressed      boolean NOT NULL,
    client_auth_type   text NOT NULL,
    -- The certificate as it was when the server took it: it works on when its source is gone.
    certificate_source text NOT NULL,
    certificate_id     text NOT NULL,
    certificate_name   text NOT NULL,
    -- In PEM: the server's own first, then up to the root.
    certificate_chain  text[] NOT NULL,
    -- Sealed.
    certificate_key    bytea NOT NULL,
    generation         bigint NOT NULL DEFAULT 1,
    -- Raised to have the daemon replaced although nothing else of it has changed.
    start              bigint NOT NULL DEFAULT 1,
    created_at         timestamptz(3) NOT NULL,
    updated_at         timestamptz(3) NOT NULL,
    -- When the generation last rose.
    changed_at         timestamptz(3) NOT NULL,
    CONSTRAINT vpn_server_one_for_each_gateway UNIQUE (gateway_id),
    CONSTRAINT vpn_server_marker UNIQUE (project_id, created_at),
    CONSTRAINT vpn_server_network CHECK (client_network = network(client_cidr))
);

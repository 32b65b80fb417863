CREATE TABLE vpn_gateway (
    id                    uuid PRIMARY KEY,
    project_id            text NOT NULL,
    name                  text NOT NULL,
    vpc_id                uuid NOT NULL CONSTRAINT vpn_gateway_vpc REFERENCES vpc,
    subnet_id             uuid NOT NULL CONSTRAINT vpn_gateway_subnet REFERENCES subnet,
    access_vpc_id         uuid NOT NULL CONSTRAINT vpn_gateway_access_vpc REFERENCES vpc,
    access_subnet_id      uuid NOT NULL CONSTRAINT vpn_gateway_access_subnet REFERENCES subnet,
    local_subnets         cidr[] NOT NULL CHECK (cardinality(local_subnets) BETWEEN 1 AND 50),
    bgp_asn               bigint NOT NULL CHECK (bgp_asn BETWEEN 1 AND 4294967295),
    flavor                text NOT NULL,
    ha_mode               text NOT NULL,
    zones_chosen          boolean NOT NULL,
    enterprise_project_id text NOT NULL,
    tags                  text NOT NULL,
    generation            bigint NOT NULL DEFAULT 1,
    created_at            timestamptz(3) NOT NULL,
    updated_at            timestamptz(3) NOT NULL,
    -- When the generation last rose.
    changed_at            timestamptz(3) NOT NULL,
    -- When it first worked.
    applied_at            timestamptz(3),
    deleting              boolean NOT NULL DEFAULT false,
    -- Creation times mark where a page of a list begins.
    CONSTRAINT vpn_gateway_marker UNIQUE (project_id, created_at)
);

CREATE INDEX vpn_gateway_vpc ON vpn_gateway (vpc_id);
CREATE INDEX vpn_gateway_deleting ON vpn_gateway (id) WHERE deleting;
CREATE INDEX vpn_gateway_not_yet_applied ON vpn_gateway (id) WHERE applied_at IS NULL;

CREATE TABLE gateway_node (
    id                 uuid PRIMARY KEY,
    gateway_id         uuid NOT NULL REFERENCES vpn_gateway,
    node_index         smallint NOT NULL CHECK (node_index IN (1, 2)),
    host_id            uuid NOT NULL REFERENCES host,
    zone               text NOT NULL,
    -- Whether the EIP that is bound to the node was made with the gateway and goes with it.
    eip_owned          boolean NOT NULL,
    address            inet NOT NULL,
    -- The newest generation of the gateway that was ever reported as applied.
    applied_generation bigint NOT NULL DEFAULT 0,
    failing_since      timestamptz(3),
    UNIQUE (gateway_id, node_index)
);

CREATE TABLE customer_gateway (
    id         uuid PRIMARY KEY,
    project_id text NOT NULL,
    name       text NOT NULL,
    address    inet NOT NULL CHECK (family(address) = 4 AND masklen(address) = 32),
    bgp_asn    bigint CHECK (bgp_asn BETWEEN 1 AND 4294967295),
    tags       text NOT NULL,
    created_at timestamptz(3) NOT NULL,
    updated_at timestamptz(3) NOT NULL,
    CONSTRAINT customer_gateway_marker UNIQUE (project_id, created_at)
);

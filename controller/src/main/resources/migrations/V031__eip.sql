-- The one segment that EIPs come from.
CREATE TABLE eip_pool (
    single        boolean PRIMARY KEY DEFAULT true CHECK (single),
    segment       cidr NOT NULL UNIQUE,
    router        inet NOT NULL,
    first_address inet NOT NULL,
    last_address  inet NOT NULL,
    CONSTRAINT eip_pool_inside CHECK (
        router << segment AND first_address << segment AND last_address << segment
        AND router < first_address AND first_address <= last_address)
);

CREATE TABLE bandwidth (
    id                    uuid PRIMARY KEY,
    project_id            text NOT NULL,
    name                  text NOT NULL,
    size                  integer NOT NULL,
    share_type            text NOT NULL,
    charge_mode           text NOT NULL,
    enterprise_project_id text NOT NULL,
    created_at            timestamptz NOT NULL DEFAULT now(),
    updated_at            timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT bandwidth_size CHECK (size BETWEEN 1 AND 2000),
    CONSTRAINT bandwidth_share_type CHECK (share_type IN ('PER', 'WHOLE')),
    CONSTRAINT bandwidth_charge_mode CHECK (charge_mode IN ('traffic', 'bandwidth')),
    CONSTRAINT bandwidth_identity UNIQUE (id, project_id)
);

CREATE INDEX bandwidth_project ON bandwidth (project_id, id);

CREATE TABLE eip (
    id                    uuid PRIMARY KEY,
    project_id            text NOT NULL,
    segment               cidr NOT NULL REFERENCES eip_pool (segment),
    address               inet NOT NULL,
    type                  text NOT NULL,
    alias                 text NOT NULL,
    bandwidth_id          uuid NOT NULL,
    enterprise_project_id text NOT NULL,
    -- Who has the EIP; one column pair, so it is bound at most once.
    gateway_id            uuid,
    node_id               uuid,
    -- The tenant has taken it from its gateway: it outlives the gateway.
    leaving               boolean NOT NULL DEFAULT false,
    created_at            timestamptz NOT NULL DEFAULT now(),
    updated_at            timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT eip_address_taken UNIQUE (address),
    CONSTRAINT eip_address_inside CHECK (masklen(address) = 32 AND address << segment),
    CONSTRAINT eip_bandwidth FOREIGN KEY (bandwidth_id, project_id) REFERENCES bandwidth (id, project_id),
    CONSTRAINT eip_bound_to_both CHECK ((gateway_id IS NULL) = (node_id IS NULL)),
    CONSTRAINT eip_one_for_each_node UNIQUE (node_id),
    CONSTRAINT eip_leaves_a_gateway CHECK (NOT leaving OR node_id IS NOT NULL)
);

CREATE INDEX eip_project ON eip (project_id, id);
CREATE INDEX eip_gateway ON eip (gateway_id);
CREATE INDEX eip_of_bandwidth ON eip (bandwidth_id);

CREATE TABLE vpn_connection (
    id                  uuid PRIMARY KEY,
    project_id          text NOT NULL,
    gateway_id          uuid NOT NULL REFERENCES vpn_gateway,
    node_id             uuid NOT NULL REFERENCES gateway_node,
    customer_gateway_id uuid NOT NULL CONSTRAINT vpn_connection_customer_gateway REFERENCES customer_gateway,
    -- The customer gateway's address, so that the rule below can be a constraint.
    peer_address        inet NOT NULL,
    -- Names the connection's interfaces, mark and routing table on its node.
    slot                smallint NOT NULL CHECK (slot BETWEEN 1 AND 250),
    name                text NOT NULL,
    style               text NOT NULL CHECK (style IN ('static', 'policy')),
    ha_role             text NOT NULL,
    enable_nqa          boolean NOT NULL,
    peer_subnets        cidr[] NOT NULL CHECK (cardinality(peer_subnets) BETWEEN 1 AND 50),
    tunnel_network      cidr NOT NULL CHECK (
        tunnel_network << '169.254.0.0/16' AND masklen(tunnel_network) = 30
        AND NOT tunnel_network <<= '169.254.195.0/24'),
    tunnel_local        inet NOT NULL CHECK (tunnel_local << tunnel_network),
    tunnel_peer         inet NOT NULL CHECK (tunnel_peer << tunnel_network AND tunnel_peer <> tunnel_local),
    -- Sealed by the vault; absent until the tenant sets one.
    psk                 bytea,
    ike_version         text NOT NULL,
    ike_phase1_mode     text NOT NULL,
    ike_integrity       text NOT NULL,
    ike_encryption      text NOT NULL,
    ike_dh_group        text NOT NULL,
    ike_lifetime        integer NOT NULL CHECK (ike_lifetime BETWEEN 60 AND 604800),
    -- Absent: the addresses of the two ends.
    ike_local_id        inet,
    ike_peer_id         inet,
    dpd_interval        integer NOT NULL CHECK (dpd_interval BETWEEN 10 AND 3600),
    dpd_timeout         integer NOT NULL CHECK (dpd_timeout BETWEEN 2 AND 60),
    dpd_message         text NOT NULL,
    ipsec_integrity     text NOT NULL,
    ipsec_encryption    text NOT NULL,
    -- Absent: no perfect forward secrecy.
    ipsec_pfs           text,
    ipsec_lifetime      integer NOT NULL CHECK (ipsec_lifetime BETWEEN 30 AND 604800),
    tags                text NOT NULL,
    generation          bigint NOT NULL DEFAULT 1,
    -- The newest generation that was ever reported as applied; 0 before.
    applied_generation  bigint NOT NULL DEFAULT 0,
    created_at          timestamptz(3) NOT NULL,
    updated_at          timestamptz(3) NOT NULL,
    changed_at          timestamptz(3) NOT NULL,
    -- The generation of the node's document that no longer has the tunnel. Present: the connection is being deleted.
    dropped_generation  bigint,
    CONSTRAINT vpn_connection_one_per_peer UNIQUE (node_id, peer_address),
    CONSTRAINT vpn_connection_slot UNIQUE (node_id, slot),
    CONSTRAINT vpn_connection_tunnel_network UNIQUE (gateway_id, tunnel_network),
    CONSTRAINT vpn_connection_marker UNIQUE (project_id, created_at)
);

CREATE INDEX vpn_connection_customer_gateway ON vpn_connection (customer_gateway_id);
CREATE INDEX vpn_connection_gateway ON vpn_connection (gateway_id, created_at DESC);
CREATE INDEX vpn_connection_dropped ON vpn_connection (node_id) WHERE dropped_generation IS NOT NULL;

-- What a policy connection carries, one row for each pair of networks. No packet may match two pairs of one connection.
CREATE TABLE policy_rule (
    connection_id uuid NOT NULL REFERENCES vpn_connection ON DELETE CASCADE,
    rule_index    smallint NOT NULL CHECK (rule_index BETWEEN 1 AND 5),
    position      smallint NOT NULL CHECK (position BETWEEN 1 AND 50),
    source        cidr NOT NULL,
    destination   cidr NOT NULL,
    PRIMARY KEY (connection_id, rule_index, position),
    CONSTRAINT policy_rule_no_overlap
        EXCLUDE USING gist (connection_id WITH =, source inet_ops WITH &&, destination inet_ops WITH &&)
);

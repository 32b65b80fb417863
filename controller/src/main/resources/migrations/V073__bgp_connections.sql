-- Connections whose routes are learnt by BGP. Networks may be missing where something else says what is carried.
ALTER TABLE vpn_connection
    DROP CONSTRAINT vpn_connection_style_check,
    ADD CONSTRAINT vpn_connection_style_check CHECK (style IN ('static', 'policy', 'bgp')),
    DROP CONSTRAINT vpn_connection_peer_subnets_check,
    ADD CONSTRAINT vpn_connection_peer_subnets_check CHECK (cardinality(peer_subnets) BETWEEN 0 AND 50),
    ADD COLUMN enable_hub boolean NOT NULL DEFAULT false,
    -- The customer gateway's, as it is copied here with its address.
    ADD COLUMN peer_asn bigint CHECK (peer_asn BETWEEN 1 AND 4294967295),
    -- How often its tunnel was to be made anew.
    ADD COLUMN resets bigint NOT NULL DEFAULT 0,
    ADD CONSTRAINT vpn_connection_asn_of_bgp CHECK ((style = 'bgp') = (peer_asn IS NOT NULL)),
    ADD CONSTRAINT vpn_connection_hub_of_bgp CHECK (style = 'bgp' OR NOT enable_hub);

ALTER TABLE vpn_gateway
    DROP CONSTRAINT vpn_gateway_local_subnets_check,
    ADD CONSTRAINT vpn_gateway_local_subnets_check CHECK (cardinality(local_subnets) BETWEEN 0 AND 50);

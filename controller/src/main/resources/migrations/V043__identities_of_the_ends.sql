-- Identities were kept as chosen when a client sent them back as it had read them. Those that the ends have anyway
-- follow them again.
UPDATE vpn_connection SET ike_peer_id = NULL WHERE ike_peer_id = peer_address;

UPDATE vpn_connection c SET ike_local_id = NULL
  FROM eip e WHERE e.node_id = c.node_id AND c.ike_local_id = e.address;

-- Nodes hear what their documents say since V073: how much may pass them, whom they probe, to whom they speak.
UPDATE document SET generation = generation + 1, edition = gen_random_uuid() WHERE kind = 'NODE';

-- How tunnels are that do not change soon.
INSERT INTO tunnel_change (connection_id, node_id, at, state, reason)
SELECT t.connection_id, t.node_id, t.since, t.state, t.reason
  FROM tunnel_report t
 WHERE NOT EXISTS (SELECT FROM tunnel_change c WHERE (c.connection_id, c.node_id) = (t.connection_id, t.node_id));

-- When it was asked that traffic leaves a node and comes by the other one. Empty: the node serves.
ALTER TABLE gateway_node
    ADD COLUMN drained_at timestamptz(3),
    ADD CONSTRAINT gateway_node_drained_beside_another CHECK (kind = 's2c' OR drained_at IS NULL);

-- How far traffic has left nodes.
CREATE TABLE drain_report (
    node_id    uuid PRIMARY KEY,
    host_id    uuid NOT NULL,
    drained_at timestamptz NOT NULL,
    state      text NOT NULL,
    begun      timestamptz NOT NULL,
    since      timestamptz NOT NULL,
    passing    boolean NOT NULL
) WITH (fillfactor = 50);

CREATE INDEX drain_report_host ON drain_report (host_id);

-- What probes the way to a customer gateway. A connection has one at most.
CREATE TABLE connection_monitor (
    id                  uuid PRIMARY KEY,
    project_id          text NOT NULL,
    connection_id       uuid NOT NULL
        CONSTRAINT connection_monitor_connection REFERENCES vpn_connection ON DELETE CASCADE
        CONSTRAINT connection_monitor_one_each UNIQUE,
    created_at          timestamptz(3) NOT NULL,
    -- The generation of the node's document that is the first to have it.
    document_generation bigint NOT NULL,
    -- The generation of the node's document that no longer has it. Present: the monitor is being deleted.
    dropped_generation  bigint
);

CREATE INDEX connection_monitor_project ON connection_monitor (project_id, created_at);

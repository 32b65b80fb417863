-- When a host was last heard. The rest of its report lies in the tables below, which are written only where something
-- differs from the report before.
CREATE TABLE host_report (
    host_id     uuid PRIMARY KEY,
    reported_at timestamptz NOT NULL,
    received_at timestamptz NOT NULL
) WITH (fillfactor = 50);

CREATE TABLE thing_report (
    host_id            uuid NOT NULL,
    kind               text NOT NULL,
    id                 text NOT NULL,
    generation         bigint NOT NULL,
    gateway_generation bigint NOT NULL,
    phase              text NOT NULL,
    reason             text NOT NULL,
    PRIMARY KEY (host_id, kind, id)
) WITH (fillfactor = 70);

CREATE INDEX thing_report_key ON thing_report (kind, id);

CREATE TABLE tunnel_report (
    connection_id uuid NOT NULL,
    host_id       uuid NOT NULL,
    node_id       uuid NOT NULL,
    generation    bigint NOT NULL,
    state         text NOT NULL,
    reason        text NOT NULL,
    since         timestamptz NOT NULL,
    packets_in    bigint NOT NULL,
    packets_out   bigint NOT NULL,
    bytes_in      bigint NOT NULL,
    bytes_out     bigint NOT NULL,
    PRIMARY KEY (connection_id, node_id)
) WITH (fillfactor = 50);

CREATE INDEX tunnel_report_host ON tunnel_report (host_id);

CREATE TABLE connection_log (
    connection_id uuid NOT NULL,
    position      bigint NOT NULL,
    time          timestamptz NOT NULL,
    text          text NOT NULL,
    PRIMARY KEY (connection_id, position)
);

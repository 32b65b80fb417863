-- Who may connect to a VPN server is a document of its own, and nodes that serve clients tell of software, servers and
-- sessions.
ALTER TABLE document DROP CONSTRAINT document_kind_check,
    ADD CONSTRAINT document_kind_check CHECK (kind IN ('INTERNET', 'VPC', 'NODE', 'ACCESS'));

ALTER TABLE placement DROP CONSTRAINT placement_kind_check,
    ADD CONSTRAINT placement_kind_check CHECK (kind IN ('INTERNET', 'VPC', 'NODE', 'ACCESS'));

CREATE TABLE client_node_report (
    node_id          uuid PRIMARY KEY,
    host_id          uuid NOT NULL,
    offered_version  text NOT NULL,
    offered_settings integer NOT NULL
) WITH (fillfactor = 50);

CREATE INDEX client_node_report_host ON client_node_report (host_id);

CREATE TABLE server_report (
    server_id        uuid PRIMARY KEY,
    host_id          uuid NOT NULL,
    node_id          uuid NOT NULL,
    generation       bigint NOT NULL,
    state            text NOT NULL,
    reason           text NOT NULL,
    since            timestamptz NOT NULL,
    running_version  text,
    running_settings integer NOT NULL
) WITH (fillfactor = 50);

CREATE INDEX server_report_host ON server_report (host_id);

CREATE TABLE session_report (
    session_id      uuid PRIMARY KEY,
    host_id         uuid NOT NULL,
    server_id       uuid NOT NULL,
    node_id         uuid NOT NULL,
    user_id         uuid,
    name            text NOT NULL,
    client_address  text NOT NULL,
    client_port     integer NOT NULL,
    virtual_address text NOT NULL,
    since           timestamptz NOT NULL,
    packets_in      bigint NOT NULL,
    packets_out     bigint NOT NULL,
    bytes_in        bigint NOT NULL,
    bytes_out       bigint NOT NULL,
    counted_at      timestamptz NOT NULL
) WITH (fillfactor = 50);

CREATE INDEX session_report_host ON session_report (host_id);
-- The newest sessions of a server first.
CREATE INDEX session_report_server ON session_report (server_id, since DESC, session_id);

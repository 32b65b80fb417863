-- What hosts see of connections beside their tunnels.
CREATE TABLE bgp_peer_report (
    connection_id uuid NOT NULL,
    host_id       uuid NOT NULL,
    node_id       uuid NOT NULL,
    peer          text NOT NULL,
    asn           bigint NOT NULL,
    state         text NOT NULL,
    since         timestamptz NOT NULL,
    received      integer NOT NULL,
    accepted      integer NOT NULL,
    messages_in   bigint NOT NULL,
    messages_out  bigint NOT NULL,
    bfd           text NOT NULL,
    trouble       text NOT NULL,
    PRIMARY KEY (connection_id, node_id)
) WITH (fillfactor = 50);

CREATE INDEX bgp_peer_report_host ON bgp_peer_report (host_id);

CREATE TABLE sa_report (
    connection_id uuid NOT NULL,
    host_id       uuid NOT NULL,
    node_id       uuid NOT NULL,
    local_ts      text NOT NULL,
    remote_ts     text NOT NULL,
    packets_in    bigint NOT NULL,
    packets_out   bigint NOT NULL,
    bytes_in      bigint NOT NULL,
    bytes_out     bigint NOT NULL,
    counted_at    timestamptz NOT NULL,
    PRIMARY KEY (connection_id, node_id, local_ts, remote_ts)
) WITH (fillfactor = 50);

CREATE INDEX sa_report_host ON sa_report (host_id);

CREATE TABLE probe_report (
    connection_id uuid NOT NULL,
    host_id       uuid NOT NULL,
    node_id       uuid NOT NULL,
    kind          text NOT NULL,
    verdict       text NOT NULL,
    since         timestamptz NOT NULL,
    PRIMARY KEY (connection_id, node_id, kind)
) WITH (fillfactor = 50);

CREATE INDEX probe_report_host ON probe_report (host_id);

-- Why a tunnel is not up, where a daemon saw it. Empty: it did not.
ALTER TABLE tunnel_report
    ADD COLUMN evidence_code text NOT NULL DEFAULT '',
    ADD COLUMN evidence_line text NOT NULL DEFAULT '',
    ADD COLUMN evidence_ours text NOT NULL DEFAULT '',
    ADD COLUMN evidence_theirs text NOT NULL DEFAULT '';

-- The last states of a connection's tunnel.
CREATE TABLE tunnel_change (
    connection_id uuid NOT NULL,
    position      bigint GENERATED ALWAYS AS IDENTITY,
    node_id       uuid NOT NULL,
    at            timestamptz NOT NULL,
    state         text NOT NULL,
    reason        text NOT NULL,
    PRIMARY KEY (connection_id, position)
);

CREATE FUNCTION note_tunnel_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- A tunnel that a report left out and the next one has again did not change.
    IF NEW.state IS NOT DISTINCT FROM (
        SELECT state FROM tunnel_change
         WHERE connection_id = NEW.connection_id AND node_id = NEW.node_id
         ORDER BY position DESC LIMIT 1)
    THEN
        RETURN NULL;
    END IF;
    INSERT INTO tunnel_change (connection_id, node_id, at, state, reason)
    VALUES (NEW.connection_id, NEW.node_id, NEW.since, NEW.state, NEW.reason);
    DELETE FROM tunnel_change
     WHERE connection_id = NEW.connection_id
       AND position <= (
        SELECT position FROM tunnel_change
         WHERE connection_id = NEW.connection_id
         ORDER BY position DESC OFFSET 20 LIMIT 1);
    RETURN NULL;
END $$;

CREATE TRIGGER note_first_state AFTER INSERT ON tunnel_report
    FOR EACH ROW EXECUTE FUNCTION note_tunnel_change();
CREATE TRIGGER note_other_state AFTER UPDATE OF state ON tunnel_report
    FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION note_tunnel_change();

-- Routes of nodes, in blocks: those of one source come and go together. A source is a connection, or the node itself.
CREATE TABLE seen_route (
    node_id     uuid NOT NULL,
    source_id   uuid NOT NULL,
    destination cidr NOT NULL,
    nexthop     inet,
    outbound    inet NOT NULL,
    origin      text NOT NULL,
    as_path     text NOT NULL,
    med         bigint NOT NULL,
    way         text NOT NULL,
    CONSTRAINT seen_route_once UNIQUE NULLS NOT DISTINCT (source_id, node_id, destination, nexthop)
);

CREATE INDEX seen_route_node ON seen_route (node_id, destination);

-- The number of the newest block that is held of each source and kind.
CREATE TABLE block_position (
    source_id uuid NOT NULL,
    kind      text NOT NULL,
    host_id   uuid NOT NULL,
    number    bigint NOT NULL,
    PRIMARY KEY (source_id, kind)
) WITH (fillfactor = 70);

CREATE INDEX block_position_host ON block_position (host_id);

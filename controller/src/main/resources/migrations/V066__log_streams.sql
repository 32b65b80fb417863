-- Streams of lines that tenants keep and read, in groups that say how long.
CREATE TABLE log_group (
    id         uuid PRIMARY KEY,
    project_id text NOT NULL,
    name       text NOT NULL,
    ttl_days   integer NOT NULL CHECK (ttl_days BETWEEN 1 AND 365),
    created_at timestamptz(3) NOT NULL,
    CONSTRAINT log_group_name UNIQUE (project_id, name)
);

CREATE TABLE log_stream (
    id         uuid PRIMARY KEY,
    group_id   uuid NOT NULL CONSTRAINT log_stream_of_group REFERENCES log_group,
    name       text NOT NULL,
    created_at timestamptz(3) NOT NULL,
    CONSTRAINT log_stream_name UNIQUE (group_id, name)
);

CREATE TABLE log_stream_line (
    stream_id uuid NOT NULL REFERENCES log_stream,
    -- In the order in which they came.
    number    bigint GENERATED ALWAYS AS IDENTITY,
    time      timestamptz NOT NULL,
    content   text NOT NULL,
    PRIMARY KEY (stream_id, number)
);

CREATE INDEX log_stream_line_time ON log_stream_line (stream_id, time);

-- Into which stream the log of a gateway goes, and how far it has gone.
CREATE TABLE log_feed (
    gateway_id uuid PRIMARY KEY CONSTRAINT log_feed_of_gateway REFERENCES p2c_gateway ON DELETE CASCADE,
    stream_id  uuid NOT NULL CONSTRAINT log_feed_to_stream REFERENCES log_stream ON DELETE CASCADE,
    -- The last line of the node's log that is in the stream, or was there before it began.
    position   bigint NOT NULL
);

CREATE INDEX log_feed_to_stream ON log_feed (stream_id);

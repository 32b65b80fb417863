-- What is measured every few seconds, a row for each minute: counted since 1970. Hours are partitions of their own, which
-- are made before their time and dropped when a day has passed.
CREATE TABLE probe_sample (
    connection_id uuid NOT NULL,
    minute        integer NOT NULL,
    kind          text NOT NULL,
    -- Round trips; -1 where no answer came.
    micros        integer[] NOT NULL,
    PRIMARY KEY (connection_id, minute, kind)
) PARTITION BY RANGE (minute);

CREATE TABLE traffic_sample (
    connection_id uuid NOT NULL,
    minute        integer NOT NULL,
    bytes_in      integer[] NOT NULL,
    bytes_out     integer[] NOT NULL,
    packets_in    integer[] NOT NULL,
    packets_out   integer[] NOT NULL,
    PRIMARY KEY (connection_id, minute)
) PARTITION BY RANGE (minute);

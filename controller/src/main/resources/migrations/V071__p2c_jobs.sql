-- Upgrades of P2C gateways to the programs that their hosts have.
CREATE TABLE p2c_job (
    id           uuid PRIMARY KEY,
    project_id   text NOT NULL,
    gateway_id   uuid NOT NULL CONSTRAINT p2c_job_of_gateway REFERENCES p2c_gateway,
    -- Whether the daemon was left as it was.
    leaves_all   boolean NOT NULL,
    created_at   timestamptz(3) NOT NULL,
    -- When the tenant had the daemon replaced.
    confirmed_at timestamptz(3),
    finished_at  timestamptz(3),
    CONSTRAINT p2c_job_marker UNIQUE (project_id, created_at),
    CONSTRAINT p2c_job_one_end CHECK (NOT leaves_all OR (confirmed_at IS NULL AND finished_at IS NOT NULL))
);

CREATE INDEX p2c_job_newest ON p2c_job (gateway_id, created_at DESC);
CREATE INDEX p2c_job_unfinished ON p2c_job (gateway_id) WHERE finished_at IS NULL AND confirmed_at IS NOT NULL;

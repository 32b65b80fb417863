-- Connections that are gone, as long as there may be samples of them: of what a gateway carried, theirs remain a part.
CREATE TABLE gone_connection (
    id         uuid PRIMARY KEY,
    project_id text NOT NULL,
    gateway_id uuid NOT NULL,
    gone_at    timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX gone_connection_gateway ON gone_connection (gateway_id);

-- A machine of the data plane, known before its agent enrols, so that things can be placed on it at once.
CREATE TABLE host (
    id         uuid PRIMARY KEY,
    name       text NOT NULL UNIQUE,
    created_at timestamptz NOT NULL DEFAULT now()
);

-- The availability zones that a host serves.
CREATE TABLE host_zone (
    zone    text NOT NULL,
    host_id uuid NOT NULL REFERENCES host ON DELETE CASCADE,
    PRIMARY KEY (zone, host_id)
);

-- At most one token is open for a host; using it removes it. Only its digest is kept.
CREATE TABLE enrolment_token (
    host_id    uuid PRIMARY KEY REFERENCES host ON DELETE CASCADE,
    digest     bytea NOT NULL,
    expires_at timestamptz NOT NULL
);

-- The client certificates that are honoured: one that is not listed is refused, whoever signed it.
CREATE TABLE host_certificate (
    serial    numeric PRIMARY KEY,
    host_id   uuid NOT NULL REFERENCES host ON DELETE CASCADE,
    not_after timestamptz NOT NULL
);

CREATE INDEX host_certificate_host ON host_certificate (host_id);

-- The authority that signs the agents' certificates and those of the controllers' agent listeners.
CREATE TABLE agent_authority (
    single      boolean PRIMARY KEY DEFAULT true CHECK (single),
    certificate bytea NOT NULL,
    sealed_key  bytea NOT NULL
);

-- What is wanted where. The content is built from the features' tables when it is fetched.
CREATE TABLE document (
    host_id    uuid NOT NULL REFERENCES host ON DELETE CASCADE,
    kind       text NOT NULL CHECK (kind IN ('INTERNET', 'VPC', 'NODE')),
    id         text NOT NULL,
    generation bigint NOT NULL CHECK (generation > 0),
    wanted     boolean NOT NULL DEFAULT true,
    PRIMARY KEY (host_id, kind, id)
) WITH (fillfactor = 70);

CREATE INDEX document_key ON document (kind, id);

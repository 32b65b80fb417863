-- Certificates that a domain holds for the servers of its projects.
CREATE TABLE held_certificate (
    id                    text PRIMARY KEY,
    domain_id             text NOT NULL,
    name                  text NOT NULL,
    enterprise_project_id text NOT NULL,
    -- In PEM, written from what was read: the certificate and those above it.
    chain                 text NOT NULL,
    -- SHA-256 of the certificate, in hexadecimal digits.
    digest                text NOT NULL CHECK (length(digest) = 64),
    sealed_key            bytea NOT NULL,
    expires_at            timestamptz NOT NULL,
    created_at            timestamptz(3) NOT NULL
);

CREATE INDEX held_certificate_domain ON held_certificate (domain_id, created_at DESC);

-- The authority of a project for servers whose owners bring no certificate. It never changes.
CREATE TABLE service_authority (
    project_id  text PRIMARY KEY,
    certificate bytea NOT NULL,
    sealed_key  bytea NOT NULL
);

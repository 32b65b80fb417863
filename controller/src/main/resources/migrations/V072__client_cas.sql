-- Whose clients a server lets in, where these show certificates.
CREATE TABLE client_ca (
    id         uuid PRIMARY KEY,
    server_id  uuid NOT NULL CONSTRAINT client_ca_of_server REFERENCES vpn_server,
    -- In the order in which they came.
    number     bigint GENERATED ALWAYS AS IDENTITY,
    name       text NOT NULL,
    -- In PEM: its own first, then its issuers up to the root.
    chain      text[] NOT NULL CHECK (cardinality(chain) >= 1),
    -- SHA-256 of the certificate.
    digest     text NOT NULL,
    -- SHA-256 of its name and its key: a certificate that replaces another has the same.
    signer     text NOT NULL,
    created_at timestamptz(3) NOT NULL,
    updated_at timestamptz(3) NOT NULL,
    CONSTRAINT client_ca_once UNIQUE (server_id, digest)
);

-- What client CAs have revoked. A list outlasts its CA: when that comes back, the list counts again.
CREATE TABLE client_crl (
    id         uuid PRIMARY KEY,
    server_id  uuid NOT NULL CONSTRAINT client_crl_of_server REFERENCES vpn_server,
    number     bigint GENERATED ALWAYS AS IDENTITY,
    name       text NOT NULL,
    signer     text NOT NULL,
    -- In decimal digits.
    serials    text[] NOT NULL,
    made_at    timestamptz NOT NULL,
    -- When the CA makes the next one at the latest, if it says so.
    next_at    timestamptz,
    created_at timestamptz(3) NOT NULL
);

CREATE INDEX client_crl_of_one_server ON client_crl (server_id);

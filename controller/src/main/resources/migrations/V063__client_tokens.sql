-- Calls that said by a token that they are to be done once, and what they were answered.
CREATE TABLE client_token (
    project_id text NOT NULL,
    -- Fingerprints: of the path and the token, and of the body, which can hold passwords.
    request    bytea NOT NULL,
    body       bytea NOT NULL,
    used_at    timestamptz NOT NULL,
    -- Both null until the write is done, which no other transaction sees.
    status     integer,
    -- Packed and sealed; null for one that was too large to be kept.
    answer     bytea,
    PRIMARY KEY (project_id, request)
);

CREATE INDEX client_token_by_age ON client_token (project_id, used_at);

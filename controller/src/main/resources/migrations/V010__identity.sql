-- A tenant: what owns projects and users.
CREATE TABLE domain (
    id         text PRIMARY KEY,
    name       text NOT NULL CONSTRAINT domain_name UNIQUE,
    created_at timestamptz NOT NULL DEFAULT now()
);

-- A domain's share of the region. It bears the region's name, so that clients find it by that.
CREATE TABLE project (
    id         text PRIMARY KEY,
    domain_id  text NOT NULL REFERENCES domain ON DELETE CASCADE,
    name       text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT project_name UNIQUE (domain_id, name)
);

-- Who may call. The operator belongs to no domain.
CREATE TABLE account (
    id            text PRIMARY KEY,
    domain_id     text REFERENCES domain ON DELETE CASCADE,
    name          text NOT NULL,
    password_hash text NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT account_name UNIQUE NULLS NOT DISTINCT (domain_id, name)
);

-- The keys of signed calls. The secret is needed in clear to check a signature, so it is sealed and not hashed.
CREATE TABLE access_key (
    id            text PRIMARY KEY,
    account_id    text NOT NULL REFERENCES account ON DELETE CASCADE,
    sealed_secret bytea NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT now()
);

-- A token is known by its digest alone, and goes with its account or when the password changes.
CREATE TABLE token (
    digest     bytea PRIMARY KEY,
    account_id text NOT NULL REFERENCES account ON DELETE CASCADE,
    project_id text REFERENCES project ON DELETE CASCADE,
    expires_at timestamptz NOT NULL
);

CREATE INDEX token_account ON token (account_id);
CREATE INDEX token_expiry ON token (expires_at);

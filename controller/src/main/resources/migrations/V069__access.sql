-- Who may connect to a VPN server, and how far. A server's rows come and go while its gateway is locked.
CREATE TABLE user_group (
    id          uuid PRIMARY KEY,
    server_id   uuid NOT NULL CONSTRAINT user_group_of_server REFERENCES vpn_server,
    name        text NOT NULL,
    description text NOT NULL,
    -- Holds every user that is in no other group.
    is_default  boolean NOT NULL,
    created_at  timestamptz(3) NOT NULL,
    updated_at  timestamptz(3) NOT NULL,
    CONSTRAINT user_group_name UNIQUE (server_id, name),
    -- Creation times mark where a page of a list begins.
    CONSTRAINT user_group_marker UNIQUE (server_id, created_at),
    -- For those that belong to a group of the same server.
    UNIQUE (server_id, id)
);

CREATE UNIQUE INDEX user_group_one_default ON user_group (server_id) WHERE is_default;

CREATE TABLE client_user (
    id                uuid PRIMARY KEY,
    server_id         uuid NOT NULL CONSTRAINT client_user_of_server REFERENCES vpn_server,
    group_id          uuid NOT NULL,
    name              text NOT NULL,
    description       text NOT NULL,
    -- The first host of the /30 that is the user's alone.
    static_ip         inet CHECK (family(static_ip) = 4 AND masklen(static_ip) = 32),
    -- An argon2id hash in PHC form.
    password          text NOT NULL,
    -- Rises with each password.
    password_version  bigint NOT NULL DEFAULT 1,
    -- The hashes of the passwords before, newest first.
    earlier_passwords text[] NOT NULL DEFAULT '{}' CHECK (cardinality(earlier_passwords) <= 4),
    created_at        timestamptz(3) NOT NULL,
    updated_at        timestamptz(3) NOT NULL,
    CONSTRAINT client_user_group FOREIGN KEY (server_id, group_id) REFERENCES user_group (server_id, id),
    CONSTRAINT client_user_name UNIQUE (server_id, name),
    CONSTRAINT client_user_static_ip UNIQUE (server_id, static_ip),
    CONSTRAINT client_user_marker UNIQUE (server_id, created_at)
);

CREATE INDEX client_user_of_group ON client_user (group_id, created_at);

CREATE TABLE access_policy (
    id           uuid PRIMARY KEY,
    server_id    uuid NOT NULL CONSTRAINT access_policy_of_server REFERENCES vpn_server,
    group_id     uuid NOT NULL,
    name         text NOT NULL,
    description  text NOT NULL,
    destinations cidr[] NOT NULL CHECK (cardinality(destinations) BETWEEN 1 AND 10),
    created_at   timestamptz(3) NOT NULL,
    updated_at   timestamptz(3) NOT NULL,
    CONSTRAINT access_policy_group FOREIGN KEY (server_id, group_id) REFERENCES user_group (server_id, id),
    CONSTRAINT access_policy_marker UNIQUE (server_id, created_at)
);

CREATE INDEX access_policy_of_group ON access_policy (group_id);

-- Connections of clients that shall end, until hosts that know of it report them no longer.
CREATE TABLE ended_session (
    session_id uuid PRIMARY KEY,
    server_id  uuid NOT NULL CONSTRAINT ended_session_of_server REFERENCES vpn_server,
    -- The first generation of the server's document that says so.
    generation bigint NOT NULL
);

CREATE INDEX ended_session_of_server ON ended_session (server_id);

-- Equality of identifiers inside exclusion constraints.
CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE TABLE vpc (
    id                    uuid PRIMARY KEY,
    project_id            text NOT NULL,
    name                  text NOT NULL,
    description           text NOT NULL,
    cidr                  cidr NOT NULL,
    enterprise_project_id text NOT NULL,
    -- The generation of the VPC's document since which the VPC itself is wanted.
    generation            bigint NOT NULL,
    deleting              boolean NOT NULL DEFAULT false,
    created_at            timestamptz NOT NULL DEFAULT now(),
    updated_at            timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT vpc_cidr_private CHECK (
        cidr <<= '10.0.0.0/8' OR cidr <<= '172.16.0.0/12' OR cidr <<= '192.168.0.0/16'),
    CONSTRAINT vpc_cidr_length CHECK (masklen(cidr) <= 28),
    -- What a subnet refers to, so that it cannot lie in another project or outside its VPC.
    CONSTRAINT vpc_identity UNIQUE (id, project_id, cidr)
);

CREATE INDEX vpc_project ON vpc (project_id, id);

CREATE TABLE subnet (
    id                uuid PRIMARY KEY,
    vpc_id            uuid NOT NULL,
    project_id        text NOT NULL,
    vpc_cidr          cidr NOT NULL,
    name              text NOT NULL,
    description       text NOT NULL,
    cidr              cidr NOT NULL,
    gateway           inet NOT NULL,
    dhcp              boolean NOT NULL,
    dns               inet[] NOT NULL,
    availability_zone text NOT NULL,
    neutron_subnet_id uuid NOT NULL UNIQUE,
    -- The generation of the VPC's document since which the subnet is wanted.
    generation        bigint NOT NULL,
    created_at        timestamptz NOT NULL DEFAULT now(),
    updated_at        timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT subnet_of_vpc FOREIGN KEY (vpc_id, project_id, vpc_cidr)
        REFERENCES vpc (id, project_id, cidr) ON UPDATE CASCADE,
    CONSTRAINT subnet_inside_vpc CHECK (cidr <<= vpc_cidr),
    CONSTRAINT subnet_length CHECK (masklen(cidr) <= 28),
    CONSTRAINT subnet_gateway CHECK (
        masklen(gateway) = 32 AND gateway << cidr
        AND host(gateway) <> host(network(cidr)) AND host(gateway) <> host(broadcast(cidr))),
    CONSTRAINT subnet_no_overlap EXCLUDE USING gist (vpc_id WITH =, cidr inet_ops WITH &&),
    CONSTRAINT subnet_identity UNIQUE (id, vpc_id, cidr)
);

CREATE INDEX subnet_project ON subnet (project_id, id);

-- Every address of a subnet that somebody has, the router's included.
CREATE TABLE subnet_address (
    subnet_id   uuid NOT NULL,
    vpc_id      uuid NOT NULL,
    subnet_cidr cidr NOT NULL,
    address     inet NOT NULL,
    holder_kind text NOT NULL,
    holder_id   text NOT NULL,
    CONSTRAINT subnet_address_taken PRIMARY KEY (subnet_id, address),
    CONSTRAINT subnet_address_of_subnet FOREIGN KEY (subnet_id, vpc_id, subnet_cidr)
        REFERENCES subnet (id, vpc_id, cidr),
    CONSTRAINT subnet_address_inside CHECK (
        masklen(address) = 32 AND address << subnet_cidr
        AND host(address) <> host(network(subnet_cidr)) AND host(address) <> host(broadcast(subnet_cidr))),
    CONSTRAINT subnet_address_holder_kind CHECK (holder_kind IN ('router', 'workload', 'gateway', 'node'))
);

CREATE INDEX subnet_address_holder ON subnet_address (holder_kind, holder_id);

-- A namespace with an address in a subnet, to try things from.
CREATE TABLE workload (
    id         uuid PRIMARY KEY,
    project_id text NOT NULL,
    vpc_id     uuid NOT NULL,
    subnet_id  uuid NOT NULL,
    name       text NOT NULL,
    address    inet NOT NULL,
    generation bigint NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT workload_name UNIQUE (project_id, name),
    CONSTRAINT workload_name_form CHECK (name ~ '^[a-z0-9]([a-z0-9-]*[a-z0-9])?$' AND length(name) <= 24),
    CONSTRAINT workload_address FOREIGN KEY (subnet_id, address) REFERENCES subnet_address (subnet_id, address)
);

CREATE INDEX workload_of_vpc ON workload (vpc_id);

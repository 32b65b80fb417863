-- Tags of VPCs, subnets and EIPs. They go with what they are on.
CREATE TABLE inventory_tag (
    resource_id uuid NOT NULL,
    key         text NOT NULL,
    value       text NOT NULL,
    PRIMARY KEY (resource_id, key),
    CONSTRAINT inventory_tag_form CHECK (length(key) BETWEEN 1 AND 128 AND length(value) <= 255)
);

-- Parts of names are found through an index, inside the project that asks.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;

-- The tags of all resources, whatever their type. They go with what they are on.
CREATE TABLE resource_tag (
    resource_id   uuid NOT NULL,
    resource_type text NOT NULL,
    project_id    text NOT NULL,
    key           text NOT NULL,
    value         text NOT NULL,
    PRIMARY KEY (resource_id, key),
    CONSTRAINT resource_tag_form CHECK (length(key) BETWEEN 1 AND 128 AND length(value) <= 255)
);

INSERT INTO resource_tag (resource_id, resource_type, project_id, key, value)
SELECT t.resource_id, r.type, r.project_id, t.key, t.value
  FROM inventory_tag t
  JOIN (SELECT id, 'vpcs' AS type, project_id FROM vpc
         UNION ALL
        SELECT id, 'subnets', project_id FROM subnet
         UNION ALL
        SELECT id, 'publicips', project_id FROM eip) AS r ON r.id = t.resource_id;

INSERT INTO resource_tag (resource_id, resource_type, project_id, key, value)
SELECT r.id, r.type, r.project_id, t.tag ->> 'key', t.tag ->> 'value'
  FROM (SELECT id, 'vpn-gateway' AS type, project_id, tags FROM vpn_gateway
         UNION ALL
        SELECT id, 'customer-gateway', project_id, tags FROM customer_gateway
         UNION ALL
        SELECT id, 'vpn-connection', project_id, tags FROM vpn_connection) AS r,
       LATERAL jsonb_array_elements(r.tags::jsonb) AS t (tag);

DROP TABLE inventory_tag;
ALTER TABLE vpn_gateway DROP COLUMN tags;
ALTER TABLE customer_gateway DROP COLUMN tags;
ALTER TABLE vpn_connection DROP COLUMN tags;

-- The tags of a project, and the resources that have one of them.
CREATE INDEX resource_tag_of_project ON resource_tag (project_id, resource_type, key, value);

CREATE INDEX vpn_gateway_name ON vpn_gateway USING gin (project_id, name gin_trgm_ops);
CREATE INDEX customer_gateway_name ON customer_gateway USING gin (project_id, name gin_trgm_ops);
CREATE INDEX vpn_connection_name ON vpn_connection USING gin (project_id, name gin_trgm_ops);

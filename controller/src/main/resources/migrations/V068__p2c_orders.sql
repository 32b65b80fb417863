-- What the operator has agreed with tenants on P2C gateways, and whether they have called for it.
CREATE TABLE p2c_order (
    id               text PRIMARY KEY,
    project_id       text NOT NULL,
    -- Of a new gateway, as JSON.
    request          text,
    -- That is changed, or was made. It may be gone since.
    gateway_id       uuid,
    most_connections integer CHECK (most_connections BETWEEN 1 AND 500),
    created_at       timestamptz(3) NOT NULL,
    done_at          timestamptz(3),
    CONSTRAINT p2c_order_makes_or_changes CHECK ((request IS NULL) = (most_connections IS NOT NULL)),
    CONSTRAINT p2c_order_of_a_gateway CHECK (gateway_id IS NOT NULL OR (request IS NOT NULL AND done_at IS NULL))
);

CREATE UNIQUE INDEX p2c_order_open_for_gateway ON p2c_order (gateway_id) WHERE done_at IS NULL;

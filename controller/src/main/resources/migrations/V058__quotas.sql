-- How many resources of a type a project may have, unless the operator says otherwise.
CREATE TABLE quota_type (
    type  text PRIMARY KEY,
    quota bigint NOT NULL CHECK (quota >= 0)
);

INSERT INTO quota_type (type, quota)
VALUES ('vpn_gateway', 50),
       ('customer_gateway', 100),
       ('vpn_connection', 5000),
       ('p2c_vpn_gateway', 50),
       ('vpc', 100),
       ('subnet', 500),
       ('publicIp', 500);

-- How many it has, what is being deleted included. The triggers below keep it equal to the rows in every transaction.
CREATE TABLE project_quota (
    project_id text NOT NULL,
    type       text NOT NULL REFERENCES quota_type,
    used       bigint NOT NULL DEFAULT 0 CHECK (used >= 0),
    -- What the operator says; null for the usual.
    quota      bigint CHECK (quota >= 0),
    PRIMARY KEY (project_id, type)
) WITH (fillfactor = 50);

-- Counts what a statement has made, and refuses what is too much. Projects come in one order, so that two statements
-- never wait for each other.
CREATE FUNCTION count_made() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    word    CONSTANT text := TG_ARGV[0];
    counted record;
BEGIN
    FOR counted IN
        WITH now_used AS (
            INSERT INTO project_quota AS q (project_id, type, used)
            SELECT project_id, word, count(*) FROM made GROUP BY project_id ORDER BY project_id
            ON CONFLICT (project_id, type) DO UPDATE SET used = q.used + excluded.used
            RETURNING project_id, used, quota
        )
        SELECT used, coalesce(now_used.quota, usual.quota) AS quota, number
          FROM now_used
          JOIN (SELECT project_id, count(*) AS number FROM made GROUP BY project_id) AS numbers USING (project_id)
          JOIN quota_type AS usual ON usual.type = word
    LOOP
        IF counted.used > counted.quota THEN
            RAISE EXCEPTION USING
                ERRCODE = 'check_violation',
                MESSAGE = 'the quota is used up',
                CONSTRAINT = 'project_quota_of_' || word,
                DETAIL = format('%s are allowed, and %s are in use', counted.quota, counted.used - counted.number);
        END IF;
    END LOOP;
    RETURN NULL;
END $$;

CREATE FUNCTION count_removed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    word    CONSTANT text := TG_ARGV[0];
    counted record;
BEGIN
    FOR counted IN SELECT project_id, count(*) AS number FROM removed GROUP BY project_id ORDER BY project_id LOOP
        UPDATE project_quota
           SET used = used - counted.number
         WHERE project_id = counted.project_id AND type = word;
    END LOOP;
    RETURN NULL;
END $$;

-- Has the rows of a table counted from now on. They have a `project_id`, which never changes.
CREATE PROCEDURE count_rows_of(counted regclass, word text) LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('INSERT INTO project_quota (project_id, type, used)'
                || ' SELECT project_id, %L, count(*) FROM %s GROUP BY project_id', word, counted);
    EXECUTE format('CREATE TRIGGER count_made AFTER INSERT ON %s REFERENCING NEW TABLE AS made'
                || ' FOR EACH STATEMENT EXECUTE FUNCTION count_made(%L)', counted, word);
    EXECUTE format('CREATE TRIGGER count_removed AFTER DELETE ON %s REFERENCING OLD TABLE AS removed'
                || ' FOR EACH STATEMENT EXECUTE FUNCTION count_removed(%L)', counted, word);
END $$;

CALL count_rows_of('vpn_gateway', 'vpn_gateway');
CALL count_rows_of('customer_gateway', 'customer_gateway');
CALL count_rows_of('vpn_connection', 'vpn_connection');
CALL count_rows_of('vpc', 'vpc');
CALL count_rows_of('subnet', 'subnet');
CALL count_rows_of('eip', 'publicIp');

-- How many shared bandwidths a project may have, and how many EIPs each of these.
INSERT INTO quota_type (type, quota) VALUES ('shareBandwidth', 5), ('shareBandwidthIP', 20);

-- Adds to what projects have, and refuses what is too much. Projects come in one order, so that two statements never
-- wait for each other.
CREATE FUNCTION count_more(word text, projects text[], numbers bigint[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    counted record;
BEGIN
    FOR counted IN
        WITH more AS (
            SELECT * FROM unnest(projects, numbers) AS m (project_id, number)
        ), now_used AS (
            INSERT INTO project_quota AS q (project_id, type, used)
            SELECT project_id, word, number FROM more ORDER BY project_id
            ON CONFLICT (project_id, type) DO UPDATE SET used = q.used + excluded.used
            RETURNING project_id, used, quota
        )
        SELECT used, coalesce(now_used.quota, usual.quota) AS quota, number
          FROM now_used
          JOIN more USING (project_id)
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
END $$;

CREATE FUNCTION count_fewer(word text, projects text[], numbers bigint[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    counted record;
BEGIN
    FOR counted IN SELECT * FROM unnest(projects, numbers) AS m (project_id, number) ORDER BY project_id LOOP
        UPDATE project_quota
           SET used = used - counted.number
         WHERE project_id = counted.project_id AND type = word;
    END LOOP;
END $$;

CREATE OR REPLACE FUNCTION count_made() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM count_more(TG_ARGV[0], array_agg(project_id), array_agg(number))
       FROM (SELECT project_id, count(*) AS number FROM made GROUP BY project_id) AS each;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION count_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM count_fewer(TG_ARGV[0], array_agg(project_id), array_agg(number))
       FROM (SELECT project_id, count(*) AS number FROM removed GROUP BY project_id) AS each;
    RETURN NULL;
END $$;

-- Of bandwidths those count that EIPs share: the others come and go with their EIPs.
CREATE FUNCTION count_shared_made() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM count_more('shareBandwidth', array_agg(project_id), array_agg(number))
       FROM (SELECT project_id, count(*) AS number FROM made WHERE share_type = 'WHOLE' GROUP BY project_id) AS each;
    RETURN NULL;
END $$;

CREATE FUNCTION count_shared_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM count_fewer('shareBandwidth', array_agg(project_id), array_agg(number))
       FROM (SELECT project_id, count(*) AS number FROM removed WHERE share_type = 'WHOLE' GROUP BY project_id) AS each;
    RETURN NULL;
END $$;

INSERT INTO project_quota (project_id, type, used)
SELECT project_id, 'shareBandwidth', count(*) FROM bandwidth WHERE share_type = 'WHOLE' GROUP BY project_id;

CREATE TRIGGER count_made AFTER INSERT ON bandwidth REFERENCING NEW TABLE AS made
    FOR EACH STATEMENT EXECUTE FUNCTION count_shared_made();
CREATE TRIGGER count_removed AFTER DELETE ON bandwidth REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION count_shared_removed();

-- Refuses an EIP in a shared bandwidth that is full. The bandwidth is kept meanwhile, so that two that come at once are
-- counted one after the other.
CREATE FUNCTION require_room_in_bandwidth() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    others  bigint;
    allowed bigint;
BEGIN
    PERFORM FROM bandwidth WHERE id = NEW.bandwidth_id AND share_type = 'WHOLE' FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    SELECT count(*) - 1 INTO others FROM eip WHERE bandwidth_id = NEW.bandwidth_id;
    SELECT coalesce(q.quota, usual.quota) INTO allowed
      FROM quota_type AS usual
      LEFT JOIN project_quota AS q ON q.type = usual.type AND q.project_id = NEW.project_id
     WHERE usual.type = 'shareBandwidthIP';
    IF others >= allowed THEN
        RAISE EXCEPTION USING
            ERRCODE = 'check_violation',
            MESSAGE = 'the shared bandwidth is full',
            CONSTRAINT = 'project_quota_of_shareBandwidthIP',
            DETAIL = format('%s are allowed, and %s are in it', allowed, others);
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER require_room_in_bandwidth AFTER INSERT ON eip
    FOR EACH ROW EXECUTE FUNCTION require_room_in_bandwidth();
CREATE TRIGGER require_room_in_other_bandwidth AFTER UPDATE OF bandwidth_id ON eip
    FOR EACH ROW WHEN (OLD.bandwidth_id <> NEW.bandwidth_id) EXECUTE FUNCTION require_room_in_bandwidth();

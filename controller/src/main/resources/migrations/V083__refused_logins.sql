-- How many clients each node has not let in since it was made. Lines of logs go, this stays.
CREATE TABLE refused_login (
    node_id uuid PRIMARY KEY,
    number  bigint NOT NULL
) WITH (fillfactor = 50);

-- A line that is told of again was added before, and is not counted twice.
CREATE FUNCTION count_refused_logins() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO refused_login AS r (node_id, number)
    SELECT n.id,
           sum(CASE WHEN l.text LIKE '%"event":"refused_more"%'
                    THEN coalesce(substring(l.text FROM '"count":(\d{1,9})')::bigint, 0)
                    ELSE 1 END)
      FROM added l JOIN gateway_node n ON n.id = l.source_id
     WHERE l.text LIKE '%"event":"login_failed"%' OR l.text LIKE '%"event":"refused%'
     GROUP BY n.id ORDER BY n.id
    ON CONFLICT (node_id) DO UPDATE SET number = r.number + excluded.number;
    RETURN NULL;
END $$;

CREATE TRIGGER count_refused_logins AFTER INSERT ON log_line REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION count_refused_logins();

-- Hosts name things after the first eight digits of their identifiers, so no two may begin alike: they would share a
-- namespace or a link. What begins alike already has its names and keeps them.
DO $$
DECLARE
    named record;
    doubles text[];
BEGIN
    FOR named IN
        SELECT *
          FROM (VALUES ('vpc', ''), ('gateway_node', ''), ('vpn_connection', ''), ('subnet', 'vpc_id, '))
               AS n (tab, within)
    LOOP
        EXECUTE format('SELECT coalesce(array_agg(DISTINCT name), ''{}'')
                          FROM (SELECT left(id::text, 8) AS name FROM %1$I
                                 GROUP BY %2$s left(id::text, 8) HAVING count(*) > 1) AS d', named.tab, named.within)
           INTO doubles;
        EXECUTE format('CREATE UNIQUE INDEX %1$I ON %2$I (%3$s left(id::text, 8))
                         WHERE left(id::text, 8) <> ALL (%4$L::text[])',
                       named.tab || '_name_on_hosts', named.tab, named.within, doubles);
    END LOOP;
END $$;

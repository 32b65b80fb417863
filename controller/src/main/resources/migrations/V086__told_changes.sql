-- Whoever listens is told which list of which project has changed, and where it is one thing, which: never what it is
-- now. What is told again in one transaction is told once.

-- Tells of a thing of the table itself, whose project never changes.
CREATE FUNCTION tell_of_thing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('changes', concat_ws(' ',
        coalesce(NEW.project_id, OLD.project_id), TG_ARGV[0], coalesce(NEW.id, OLD.id)));
    RETURN NULL;
END $$;

-- Has each change of a table told in a list.
CREATE PROCEDURE tell_changes_of(told regclass, teller text, list text) LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER %I AFTER INSERT OR UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION %I(%L)',
                   'tell_' || replace(list, '-', '_'), told, teller, list);
END $$;

CALL tell_changes_of('vpn_gateway', 'tell_of_thing', 'vpn-gateways');
CALL tell_changes_of('customer_gateway', 'tell_of_thing', 'customer-gateways');
CALL tell_changes_of('vpn_connection', 'tell_of_thing', 'vpn-connections');
CALL tell_changes_of('connection_monitor', 'tell_of_thing', 'connection-monitors');
CALL tell_changes_of('p2c_gateway', 'tell_of_thing', 'p2c-vpn-gateways');
CALL tell_changes_of('vpn_server', 'tell_of_thing', 'vpn-servers');
CALL tell_changes_of('vpc', 'tell_of_thing', 'vpcs');
CALL tell_changes_of('subnet', 'tell_of_thing', 'subnets');
CALL tell_changes_of('eip', 'tell_of_thing', 'publicips');
CALL tell_changes_of('bandwidth', 'tell_of_thing', 'bandwidths');

-- What belongs to a server.
CREATE FUNCTION tell_of_servers_thing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('changes', concat_ws(' ', project_id, TG_ARGV[0], coalesce(NEW.id, OLD.id)))
       FROM vpn_server WHERE id = coalesce(NEW.server_id, OLD.server_id);
    RETURN NULL;
END $$;

CALL tell_changes_of('client_user', 'tell_of_servers_thing', 'vpn-users');
CALL tell_changes_of('user_group', 'tell_of_servers_thing', 'vpn-user-groups');
CALL tell_changes_of('access_policy', 'tell_of_servers_thing', 'access-policies');
CALL tell_changes_of('client_ca', 'tell_of_servers_thing', 'client-cas');
CALL tell_changes_of('client_crl', 'tell_of_servers_thing', 'client-cas');

-- A server is shown with its CAs.
CREATE FUNCTION tell_of_server() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('changes', concat_ws(' ', project_id, TG_ARGV[0], id))
       FROM vpn_server WHERE id = coalesce(NEW.server_id, OLD.server_id);
    RETURN NULL;
END $$;

CALL tell_changes_of('client_ca', 'tell_of_server', 'vpn-servers');

-- What a domain holds is in the lists of all its projects.
CREATE FUNCTION tell_of_domains_thing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('changes', concat_ws(' ', project.id, TG_ARGV[0], coalesce(NEW.id, OLD.id)))
       FROM project WHERE domain_id = coalesce(NEW.domain_id, OLD.domain_id);
    RETURN NULL;
END $$;

CALL tell_changes_of('held_certificate', 'tell_of_domains_thing', 'certificates');

CREATE FUNCTION tell_of_quota() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('changes', coalesce(NEW.project_id, OLD.project_id) || ' quotas');
    RETURN NULL;
END $$;

CALL tell_changes_of('project_quota', 'tell_of_quota', 'quotas');

-- A resource is shown with its tags.
CREATE FUNCTION tell_of_tag() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    tag record := coalesce(NEW, OLD);
BEGIN
    PERFORM pg_notify('changes', concat_ws(' ', tag.project_id, list, tag.resource_id))
       FROM unnest(ARRAY['tags', CASE tag.resource_type
                                     WHEN 'vpn-gateway' THEN 'vpn-gateways'
                                     WHEN 'customer-gateway' THEN 'customer-gateways'
                                     WHEN 'vpn-connection' THEN 'vpn-connections'
                                     ELSE tag.resource_type
                                 END]) AS list;
    RETURN NULL;
END $$;

CALL tell_changes_of('resource_tag', 'tell_of_tag', 'tags');

-- Tells of gateways, of either kind.
CREATE FUNCTION tell_of_gateways(gateways uuid[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('changes', concat_ws(' ', project_id, 'vpn-gateways', id))
       FROM vpn_gateway WHERE id = ANY (gateways);
    PERFORM pg_notify('changes', concat_ws(' ', project_id, 'p2c-vpn-gateways', id))
       FROM p2c_gateway WHERE id = ANY (gateways);
END $$;

-- A gateway is shown with its EIPs, old and new.
CREATE FUNCTION tell_of_gateways_of_eip() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM tell_of_gateways(ARRAY[OLD.gateway_id, NEW.gateway_id]);
    RETURN NULL;
END $$;

CREATE TRIGGER tell_gateways_of_new AFTER INSERT ON eip
    FOR EACH ROW WHEN (NEW.gateway_id IS NOT NULL) EXECUTE FUNCTION tell_of_gateways_of_eip();
CREATE TRIGGER tell_gateways_of_changed AFTER UPDATE ON eip
    FOR EACH ROW WHEN (num_nonnulls(OLD.gateway_id, NEW.gateway_id) > 0) EXECUTE FUNCTION tell_of_gateways_of_eip();
CREATE TRIGGER tell_gateways_of_gone AFTER DELETE ON eip
    FOR EACH ROW WHEN (OLD.gateway_id IS NOT NULL) EXECUTE FUNCTION tell_of_gateways_of_eip();

-- An EIP is shown with its bandwidth, and a gateway with both.
CREATE FUNCTION tell_of_eips_of_bandwidth() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('changes', concat_ws(' ', project_id, 'publicips', id)) FROM eip WHERE bandwidth_id = NEW.id;
    PERFORM tell_of_gateways(ARRAY(SELECT gateway_id FROM eip WHERE bandwidth_id = NEW.id));
    RETURN NULL;
END $$;

CREATE TRIGGER tell_eips AFTER UPDATE ON bandwidth FOR EACH ROW EXECUTE FUNCTION tell_of_eips_of_bandwidth();

-- What belongs to one gateway.
CREATE FUNCTION tell_of_gateway() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM tell_of_gateways(ARRAY[coalesce(NEW.gateway_id, OLD.gateway_id)]);
    RETURN NULL;
END $$;

CREATE TRIGGER tell_gateway AFTER UPDATE ON gateway_node FOR EACH ROW EXECUTE FUNCTION tell_of_gateway();
CREATE TRIGGER tell_gateway AFTER INSERT OR UPDATE OR DELETE ON p2c_job
    FOR EACH ROW EXECUTE FUNCTION tell_of_gateway();

-- What hosts report is told where it differs, but for what counts traffic and messages and always does. Rows of what is
-- gone tell of nothing.
CREATE FUNCTION tell_of_node() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM tell_of_gateways(ARRAY(SELECT gateway_id FROM gateway_node WHERE id = coalesce(NEW.node_id, OLD.node_id)));
    RETURN NULL;
END $$;

CREATE TRIGGER tell_gateway AFTER INSERT OR UPDATE OR DELETE ON drain_report
    FOR EACH ROW EXECUTE FUNCTION tell_of_node();
CREATE TRIGGER tell_gateway AFTER INSERT OR UPDATE OR DELETE ON client_node_report
    FOR EACH ROW EXECUTE FUNCTION tell_of_node();
CREATE TRIGGER tell_gateway AFTER INSERT OR UPDATE OR DELETE ON server_report
    FOR EACH ROW EXECUTE FUNCTION tell_of_node();
CREATE TRIGGER tell_server AFTER INSERT OR UPDATE OR DELETE ON server_report
    FOR EACH ROW EXECUTE FUNCTION tell_of_server('vpn-servers');

CREATE FUNCTION tell_of_document() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    thing CONSTANT uuid := coalesce(NEW.id, OLD.id);
BEGIN
    IF coalesce(NEW.kind, OLD.kind) = 'NODE' THEN
        PERFORM tell_of_gateways(ARRAY(SELECT gateway_id FROM gateway_node WHERE id = thing));
    ELSE
        PERFORM pg_notify('changes', concat_ws(' ', project_id, 'vpcs', id)) FROM vpc WHERE id = thing;
        PERFORM pg_notify('changes', concat_ws(' ', project_id, 'subnets')) FROM subnet WHERE vpc_id = thing;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER tell_of_new AFTER INSERT ON thing_report
    FOR EACH ROW WHEN (NEW.kind IN ('NODE', 'VPC')) EXECUTE FUNCTION tell_of_document();
CREATE TRIGGER tell_of_changed AFTER UPDATE ON thing_report
    FOR EACH ROW WHEN (NEW.kind IN ('NODE', 'VPC')) EXECUTE FUNCTION tell_of_document();
CREATE TRIGGER tell_of_gone AFTER DELETE ON thing_report
    FOR EACH ROW WHEN (OLD.kind IN ('NODE', 'VPC')) EXECUTE FUNCTION tell_of_document();

CREATE FUNCTION tell_of_connection() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('changes', concat_ws(' ', project_id, 'vpn-connections', id))
       FROM vpn_connection WHERE id = coalesce(NEW.connection_id, OLD.connection_id);
    RETURN NULL;
END $$;

CREATE TRIGGER tell_of_new_or_gone AFTER INSERT OR DELETE ON tunnel_report
    FOR EACH ROW EXECUTE FUNCTION tell_of_connection();
CREATE TRIGGER tell_of_changed AFTER UPDATE ON tunnel_report
    FOR EACH ROW WHEN (
        (OLD.generation, OLD.state, OLD.reason, OLD.evidence_code, OLD.evidence_ours, OLD.evidence_theirs)
            IS DISTINCT FROM
        (NEW.generation, NEW.state, NEW.reason, NEW.evidence_code, NEW.evidence_ours, NEW.evidence_theirs))
    EXECUTE FUNCTION tell_of_connection();

CREATE TRIGGER tell_of_new_or_gone AFTER INSERT OR DELETE ON bgp_peer_report
    FOR EACH ROW EXECUTE FUNCTION tell_of_connection();
CREATE TRIGGER tell_of_changed AFTER UPDATE ON bgp_peer_report
    FOR EACH ROW WHEN (
        (OLD.peer, OLD.asn, OLD.state, OLD.received, OLD.accepted, OLD.bfd, OLD.trouble)
            IS DISTINCT FROM
        (NEW.peer, NEW.asn, NEW.state, NEW.received, NEW.accepted, NEW.bfd, NEW.trouble))
    EXECUTE FUNCTION tell_of_connection();

CREATE TRIGGER tell_of_new_or_gone AFTER INSERT OR DELETE ON sa_report
    FOR EACH ROW EXECUTE FUNCTION tell_of_connection();

CREATE FUNCTION tell_of_monitor() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('changes', concat_ws(' ', project_id, 'connection-monitors', id))
       FROM connection_monitor WHERE connection_id = coalesce(NEW.connection_id, OLD.connection_id);
    RETURN NULL;
END $$;

CREATE TRIGGER tell_of_new_or_gone AFTER INSERT OR DELETE ON probe_report
    FOR EACH ROW EXECUTE FUNCTION tell_of_monitor();
CREATE TRIGGER tell_of_changed AFTER UPDATE ON probe_report
    FOR EACH ROW WHEN (OLD.verdict IS DISTINCT FROM NEW.verdict) EXECUTE FUNCTION tell_of_monitor();

-- Routes come and go by the thousand, and those of one source together.
CREATE FUNCTION tell_of_routes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM tell_of_gateways(ARRAY(
        SELECT gateway_id FROM gateway_node WHERE id IN (SELECT node_id FROM changed)));
    PERFORM pg_notify('changes', concat_ws(' ', project_id, 'vpn-connections', id))
       FROM vpn_connection WHERE id IN (SELECT source_id FROM changed);
    RETURN NULL;
END $$;

CREATE TRIGGER tell_of_new AFTER INSERT ON seen_route REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION tell_of_routes();
CREATE TRIGGER tell_of_gone AFTER DELETE ON seen_route REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION tell_of_routes();

-- A gateway is shown with the number of its clients.
CREATE FUNCTION tell_of_sessions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('changes', concat_ws(' ', s.project_id, 'sessions', c.session_id))
       FROM changed c JOIN vpn_server s ON s.id = c.server_id;
    PERFORM tell_of_gateways(ARRAY(
        SELECT gateway_id FROM vpn_server WHERE id IN (SELECT server_id FROM changed)));
    RETURN NULL;
END $$;

-- What sessions carry differs all the time, and is told of all of a server together.
CREATE FUNCTION tell_of_traffic_of_sessions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('changes', project_id || ' sessions')
       FROM vpn_server WHERE id IN (SELECT server_id FROM changed);
    RETURN NULL;
END $$;

CREATE TRIGGER tell_of_new AFTER INSERT ON session_report REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION tell_of_sessions();
CREATE TRIGGER tell_of_gone AFTER DELETE ON session_report REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION tell_of_sessions();
CREATE TRIGGER tell_of_changed AFTER UPDATE ON session_report REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION tell_of_traffic_of_sessions();

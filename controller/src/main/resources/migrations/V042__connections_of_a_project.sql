-- A list says how many there are in all. This index is small enough to be counted through.
CREATE INDEX vpn_connection_project ON vpn_connection (project_id);

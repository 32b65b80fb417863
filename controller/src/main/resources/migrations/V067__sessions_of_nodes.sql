-- How many clients a node serves, and what it serves them with.
CREATE INDEX session_report_node ON session_report (node_id);
CREATE INDEX server_report_node ON server_report (node_id);

-- Lines of connections, and of whatever else will keep a log. Identifiers are random, so none means two sources.
ALTER TABLE connection_log RENAME TO log_line;
ALTER TABLE log_line RENAME COLUMN connection_id TO source_id;
ALTER TABLE log_line RENAME CONSTRAINT connection_log_pkey TO log_line_pkey;

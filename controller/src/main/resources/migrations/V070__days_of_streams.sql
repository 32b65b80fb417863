-- How long a stream keeps lines, if that is not as its group says.
ALTER TABLE log_stream ADD COLUMN ttl_days integer CHECK (ttl_days BETWEEN 1 AND 365);

-- What the host's agent has to say to the operator, each in a line of words.
ALTER TABLE host_report ADD COLUMN concerns text[] NOT NULL DEFAULT '{}';

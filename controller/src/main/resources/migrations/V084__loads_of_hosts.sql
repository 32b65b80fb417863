-- How busy a host is, as last reported: the processor in thousandths, memory in bytes. Empty: it did not say.
ALTER TABLE host_report
    ADD COLUMN processor smallint,
    ADD COLUMN memory_used bigint,
    ADD COLUMN memory_total bigint,
    ADD CONSTRAINT host_report_load_is_whole CHECK (num_nulls(processor, memory_used, memory_total) IN (0, 3));

-- When a host that counts as lost was last heard before, as its reports are dropped.
ALTER TABLE host ADD COLUMN last_heard_at timestamptz;

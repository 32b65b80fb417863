-- When it was first said what became of a monitor's requests.
ALTER TABLE connection_monitor ADD COLUMN begun_at timestamptz(3);

UPDATE connection_monitor m SET begun_at = now()
 WHERE EXISTS (SELECT FROM probe_report p
                WHERE p.connection_id = m.connection_id AND p.kind = 'LINK' AND p.verdict <> 'UNDECIDED');

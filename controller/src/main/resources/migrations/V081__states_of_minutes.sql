-- The worst state of a tunnel within a minute; null if its host does not tell.
ALTER TABLE traffic_sample ADD COLUMN state text;

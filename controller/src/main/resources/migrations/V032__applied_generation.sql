-- The highest generation that was reported as applied, so that a thing which is up does not seem to be missing while
-- its host follows a change of something else in the same document.
ALTER TABLE thing_report ADD COLUMN applied_generation bigint NOT NULL DEFAULT 0;

UPDATE thing_report SET applied_generation = generation WHERE phase = 'APPLIED';

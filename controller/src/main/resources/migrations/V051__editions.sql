-- Drawn at random with every change. A database that is put back counts generations a second time, with other content:
-- agents tell the two histories apart by this.
ALTER TABLE document ADD COLUMN edition uuid NOT NULL DEFAULT gen_random_uuid();

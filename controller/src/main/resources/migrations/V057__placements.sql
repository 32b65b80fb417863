-- A document has one generation and one edition wherever it lies. Where it lies, and whether it is wanted there, are
-- rows of their own. Hosts that counted for themselves so far get a generation that none of them has had.
ALTER TABLE document RENAME TO placement;
ALTER TABLE placement RENAME CONSTRAINT document_pkey TO placement_pkey;
ALTER TABLE placement RENAME CONSTRAINT document_kind_check TO placement_kind_check;
ALTER TABLE placement RENAME CONSTRAINT document_host_id_fkey TO placement_host_id_fkey;
ALTER INDEX document_key RENAME TO placement_document;

CREATE TABLE document (
    kind       text NOT NULL CHECK (kind IN ('INTERNET', 'VPC', 'NODE')),
    id         text NOT NULL,
    generation bigint NOT NULL CHECK (generation > 0),
    -- Drawn at random with every change. A database that is put back counts generations a second time, with other
    -- content: agents tell the two histories apart by this.
    edition    uuid NOT NULL DEFAULT gen_random_uuid(),
    PRIMARY KEY (kind, id)
) WITH (fillfactor = 70);

INSERT INTO document (kind, id, generation, edition)
SELECT kind, id,
       max(generation) + CASE WHEN count(*) = 1 THEN 0 ELSE 1 END,
       CASE WHEN count(*) = 1 THEN (array_agg(edition))[1] ELSE gen_random_uuid() END
  FROM placement
 GROUP BY kind, id;

-- Since when a document lies there: before, its host could not speak of it.
ALTER TABLE placement
    DROP COLUMN generation,
    DROP COLUMN edition,
    ADD COLUMN placed_at timestamptz NOT NULL DEFAULT now();
ALTER TABLE placement ADD CONSTRAINT placement_of_document
    FOREIGN KEY (kind, id) REFERENCES document ON DELETE CASCADE;

-- Where a node lies is where its document is placed.
ALTER TABLE gateway_node DROP COLUMN host_id;

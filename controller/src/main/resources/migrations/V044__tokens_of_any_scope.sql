-- What a token was given for and by, so that its bearer can ask. Those without a project were for a domain so far.
ALTER TABLE token ADD COLUMN of_domain boolean NOT NULL DEFAULT false;
ALTER TABLE token ADD COLUMN methods text[] NOT NULL DEFAULT '{password}';
ALTER TABLE token ADD COLUMN issued_at timestamptz NOT NULL DEFAULT now();

UPDATE token SET of_domain = project_id IS NULL;

ALTER TABLE token ADD CONSTRAINT token_of_one_scope CHECK (project_id IS NULL OR NOT of_domain);

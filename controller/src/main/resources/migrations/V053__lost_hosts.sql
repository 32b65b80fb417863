-- When the operator said that a host never comes back; null again when its agent enrols anew.
ALTER TABLE host ADD COLUMN lost_at timestamptz;

-- Whether somebody has chosen the account's password, or it is the one that was drawn when the account was made.
ALTER TABLE account ADD COLUMN password_chosen boolean NOT NULL DEFAULT false;

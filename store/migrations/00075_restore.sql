-- +goose Up
-- After a restore, a token of the backup that the database before it did not
-- hold as live is off until an administrator turns it on.
ALTER TABLE tokens ADD COLUMN off_at BIGINT NOT NULL DEFAULT 0;

-- +goose Up
-- What people delete or change by mistake comes back: a deleted row is kept for
-- a while, and a scenario keeps what it was before the latest change.
ALTER TABLE notes ADD COLUMN deleted_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE scenarios ADD COLUMN deleted_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE scenarios ADD COLUMN before TEXT NOT NULL DEFAULT ''; -- JSON: name and changes

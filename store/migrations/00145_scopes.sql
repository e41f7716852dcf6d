-- +goose Up
-- What a token is for. Those that were made before were for everything, and
-- stay so: scripts keep working.
ALTER TABLE tokens ADD COLUMN scope TEXT NOT NULL DEFAULT 'admin';
ALTER TABLE tokens ADD COLUMN ends_at BIGINT NOT NULL DEFAULT 0; -- 0: never

-- +goose Up
-- A session ends when it is not used for a while, and with the password that it
-- was begun with.
ALTER TABLE sessions ADD COLUMN used_at BIGINT NOT NULL DEFAULT 0;

-- The password that was in force at the last start, as a hash by bcrypt; one
-- row, or none where no program has said so yet.
CREATE TABLE passwords (
    name  TEXT   PRIMARY KEY,
    hash  TEXT   NOT NULL, -- '' for no password
    since BIGINT NOT NULL
);

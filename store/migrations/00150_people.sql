-- +goose Up
-- Who logs in by a name of their own. The name is for good: the log of acts has it.
CREATE TABLE people (
    name         TEXT   PRIMARY KEY,
    role         TEXT   NOT NULL,
    hash         TEXT   NOT NULL DEFAULT '', -- by bcrypt; '' until they have chosen a password
    added_by     TEXT   NOT NULL,
    added_at     BIGINT NOT NULL,
    seen_at      BIGINT NOT NULL DEFAULT 0,
    off_at       BIGINT NOT NULL DEFAULT 0,
    link_hash    TEXT   NOT NULL DEFAULT '', -- of the link by which they choose one; sha256, as of tokens
    link_ends_at BIGINT NOT NULL DEFAULT 0
);

-- '' for a session by the server's own password, or at the desk.
ALTER TABLE sessions ADD COLUMN person TEXT NOT NULL DEFAULT '';

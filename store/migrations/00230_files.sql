-- +goose Up
-- Files that several programs on one database share, in parts: shops that were set
-- aside, and what was brought but not yet read. Where the database is a file, these
-- lie beside it, and the table is empty. Backups hold none of them.
CREATE TABLE files (
    name TEXT   NOT NULL,
    part BIGINT NOT NULL, -- from 0
    body BLOB   NOT NULL,
    at   BIGINT NOT NULL,
    PRIMARY KEY (name, part)
);

-- +goose Up
-- What was chosen of a file's columns, for the next file with the same header:
-- names of columns and their roles, and never a value of a row.
CREATE TABLE mappings (
    header   TEXT   PRIMARY KEY, -- ingest.Fingerprint
    mapping  TEXT   NOT NULL,    -- ingest.Mapping, as JSON
    saved_at BIGINT NOT NULL
);

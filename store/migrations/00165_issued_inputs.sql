-- +goose Up
-- What an issued forecast was made from, so that it can be told what changed since:
-- the sha256 of its inputs, as package training/changes writes them; '' of
-- forecasts from before they were kept.
ALTER TABLE issued ADD COLUMN inputs TEXT NOT NULL DEFAULT '';

-- Equal ones are kept once, and the latest few alone.
CREATE TABLE issued_inputs (
    hash   TEXT   PRIMARY KEY,
    inputs BLOB   NOT NULL, -- gzip
    size   BIGINT NOT NULL  -- of the blob, in bytes
);

-- The list of what was issued is read without the figures.
CREATE INDEX issued_listed ON issued (measure, cutoff, issued_at, model_id, inputs);

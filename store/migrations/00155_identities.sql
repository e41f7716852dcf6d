-- +goose Up
-- Whom an identity provider sends: its address, and what it calls the person for good.
-- '' and '' for who logs in here alone.
ALTER TABLE people ADD COLUMN issuer TEXT NOT NULL DEFAULT '';
ALTER TABLE people ADD COLUMN subject TEXT NOT NULL DEFAULT '';
CREATE UNIQUE INDEX people_identity ON people (issuer, subject) WHERE subject <> '';

-- +goose Up
-- What a forecast was of: units are not held against money.
ALTER TABLE issued ADD COLUMN measure TEXT NOT NULL DEFAULT 'revenue';

-- +goose Up
-- What people write beside the numbers. No model learns from it.
CREATE TABLE notes (
    id         TEXT   PRIMARY KEY,
    week       BIGINT NOT NULL,
    body       TEXT   NOT NULL,
    actor      TEXT   NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX notes_week ON notes (week);

-- Assumptions laid over the forecast.
CREATE TABLE scenarios (
    id         TEXT   PRIMARY KEY,
    name       TEXT   NOT NULL,
    changes    TEXT   NOT NULL, -- JSON list
    actor      TEXT   NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

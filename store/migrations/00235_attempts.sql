-- +goose Up
-- Limits of log-ins that several programs on one database keep together: when whoever
-- is limited, by a hash, would next be let try without a burst. Where one program has
-- the database, they are in its memory, and the table is empty.
CREATE TABLE attempts (
    who  TEXT   PRIMARY KEY,
    next BIGINT NOT NULL
);

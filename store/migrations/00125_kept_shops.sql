-- +goose Up
-- Shops that were set aside: each is a whole database in a file beside this one.
CREATE TABLE kept_shops (
    id      TEXT   PRIMARY KEY,
    file    TEXT   NOT NULL, -- without its folder
    name    TEXT   NOT NULL,
    weeks   BIGINT NOT NULL,
    actor   TEXT   NOT NULL,
    kept_at BIGINT NOT NULL
);

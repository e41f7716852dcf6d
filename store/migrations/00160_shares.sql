-- +goose Up
-- Links that show one page of the shop to whoever has them. Of a link's secret
-- only the sha256 is kept, as of tokens.
CREATE TABLE shares (
    id         TEXT   PRIMARY KEY,
    hash       TEXT   NOT NULL UNIQUE,
    page       TEXT   NOT NULL,
    segment    TEXT   NOT NULL,
    horizon    BIGINT NOT NULL, -- weeks ahead
    language   TEXT   NOT NULL, -- '' for that of who opens it
    origins    TEXT   NOT NULL, -- that may frame it, as in a header: with a space between
    created_by TEXT   NOT NULL,
    created_at BIGINT NOT NULL,
    ends_at    BIGINT NOT NULL,
    revoked_at BIGINT NOT NULL DEFAULT 0,
    views      BIGINT NOT NULL DEFAULT 0,
    opened_at  BIGINT NOT NULL DEFAULT 0
);

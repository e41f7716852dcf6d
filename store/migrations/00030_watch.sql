-- +goose Up
-- What was forecast when: kept so that it can be held against what happened.
CREATE TABLE issued (
    model_id  TEXT   NOT NULL,
    cutoff    BIGINT NOT NULL, -- last week known
    issued_at BIGINT NOT NULL,
    forecasts BLOB   NOT NULL, -- gzip JSON
    PRIMARY KEY (cutoff, model_id)
);

-- Messages to the webhook, in the order in which they are sent.
CREATE TABLE deliveries (
    seq        BIGINT PRIMARY KEY,
    event      TEXT   NOT NULL,
    body       TEXT   NOT NULL,
    state      TEXT   NOT NULL CHECK (state IN ('waiting', 'delivered', 'given_up')),
    attempts   BIGINT NOT NULL DEFAULT 0,
    next_at    BIGINT NOT NULL,
    last_error TEXT   NOT NULL DEFAULT '',
    created_at BIGINT NOT NULL,
    ended_at   BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX deliveries_waiting ON deliveries (next_at) WHERE state = 'waiting';

-- +goose Up
-- Who receives the weekly digest: a person of the house, or an address or a channel
-- that an administrator gave. The whole address of a channel is a secret, and stands
-- among these.
CREATE TABLE readers (
    id       TEXT   PRIMARY KEY,
    person   TEXT   NOT NULL, -- '' for none
    kind     TEXT   NOT NULL, -- 'mail', 'slack', 'teams', 'discord' or 'json'
    address  TEXT   NOT NULL, -- of a channel what may be seen of it
    language TEXT   NOT NULL,
    segments TEXT   NOT NULL, -- JSON: keys; none for all sales
    wide     BIGINT NOT NULL, -- 1: set where others can reach the program
    added_by TEXT   NOT NULL,
    added_at BIGINT NOT NULL
);

-- What was sent to whom. A row is written before anything is sent, so that a crash
-- leaves one behind of which nobody knows how it ended.
CREATE TABLE sendings (
    seq      BIGINT PRIMARY KEY,
    reader   TEXT   NOT NULL,
    week     BIGINT NOT NULL, -- for which it was due; 0 for one that was asked for
    late     BIGINT NOT NULL, -- 1: it said that the data are late
    state    TEXT   NOT NULL, -- 'waiting', 'sending', 'sent', 'failed' or 'unknown'
    attempts BIGINT NOT NULL,
    at       BIGINT NOT NULL, -- of the latest attempt
    next_at  BIGINT NOT NULL  -- of the next one; 0 for none
);
CREATE UNIQUE INDEX sendings_once ON sendings (reader, week) WHERE week <> 0;

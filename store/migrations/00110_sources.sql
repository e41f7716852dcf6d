-- +goose Up
-- Places from which sales are fetched again and again. What is secret of one, as
-- its address, stands in secrets under source:<id>.
CREATE TABLE sources (
    id         TEXT   PRIMARY KEY,
    name       TEXT   NOT NULL,
    spec       TEXT   NOT NULL, -- JSON: kind and place
    options    TEXT   NOT NULL, -- JSON: how its files are read
    rules      TEXT   NOT NULL, -- JSON: what is applied without a person
    schedule   TEXT   NOT NULL, -- JSON
    memory     TEXT   NOT NULL, -- JSON: what is known of earlier fetches
    paused     BIGINT NOT NULL CHECK (paused IN (0, 1)),
    due        BIGINT NOT NULL, -- of the next fetch; 0 for none
    begun      BIGINT NOT NULL DEFAULT 0, -- fetches that began since one came to its end
    actor      TEXT   NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    deleted_at BIGINT NOT NULL DEFAULT 0
);

CREATE TABLE source_runs (
    seq    BIGINT PRIMARY KEY,
    source TEXT   NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
    state  TEXT   NOT NULL CHECK (state IN ('applied', 'held', 'nothing', 'unchanged', 'waiting', 'failed')),
    file   TEXT   NOT NULL,
    import BIGINT NOT NULL, -- version that it made; 0 for none
    why    TEXT   NOT NULL, -- JSON: messages
    actor  TEXT   NOT NULL,
    at     BIGINT NOT NULL
);

CREATE INDEX source_runs_by_source ON source_runs (source, seq);

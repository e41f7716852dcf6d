-- +goose Up
-- Weeks in which a segment ran out of stock, as people say: what was sold then is
-- the least that was wanted.
CREATE TABLE stockouts (
    segment    TEXT   NOT NULL,
    week       BIGINT NOT NULL,
    note       TEXT   NOT NULL,
    actor      TEXT   NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (segment, week)
);

-- What was saved at once, and the note that stood there before: NULL is no mark.
CREATE TABLE stockout_edits (
    seq        BIGINT PRIMARY KEY,
    actor      TEXT   NOT NULL,
    created_at BIGINT NOT NULL,
    undone_at  BIGINT NOT NULL DEFAULT 0
);
CREATE TABLE stockout_edit_values (
    seq     BIGINT NOT NULL REFERENCES stockout_edits (seq) ON DELETE CASCADE,
    segment TEXT   NOT NULL,
    week    BIGINT NOT NULL,
    before  TEXT,
    after   TEXT,
    PRIMARY KEY (seq, segment, week)
);

-- +goose StatementBegin
CREATE TRIGGER data_stockout_added AFTER INSERT ON stockouts
BEGIN UPDATE data_version SET version = lower(hex(randomblob(16))); END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER data_stockout_changed AFTER UPDATE ON stockouts
BEGIN UPDATE data_version SET version = lower(hex(randomblob(16))); END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER data_stockout_gone AFTER DELETE ON stockouts
BEGIN UPDATE data_version SET version = lower(hex(randomblob(16))); END;
-- +goose StatementEnd

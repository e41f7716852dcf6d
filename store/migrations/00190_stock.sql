-- +goose Up
-- What there is of a segment, and how it is ordered.
CREATE TABLE stock (
    segment TEXT   PRIMARY KEY,
    rule    TEXT   NOT NULL, -- JSON, see store.StockRule
    actor   TEXT   NOT NULL,
    at      BIGINT NOT NULL
);

-- What was saved at once, and what stood there before: NULL is nothing.
CREATE TABLE stock_edits (
    seq        BIGINT PRIMARY KEY,
    actor      TEXT   NOT NULL,
    created_at BIGINT NOT NULL,
    undone_at  BIGINT NOT NULL DEFAULT 0
);
CREATE TABLE stock_edit_values (
    seq     BIGINT NOT NULL REFERENCES stock_edits (seq) ON DELETE CASCADE,
    segment TEXT   NOT NULL,
    before  TEXT,
    after   TEXT,
    PRIMARY KEY (seq, segment)
);

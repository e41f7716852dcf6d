-- +goose Up
-- What people plan to sell, by month and segment, of revenue and of units apart.
CREATE TABLE budgets (
    measure TEXT   NOT NULL,
    segment TEXT   NOT NULL,
    month   TEXT   NOT NULL, -- 2018-10
    cents   BIGINT NOT NULL,
    PRIMARY KEY (measure, segment, month)
);

-- What was saved at once, and what stood there before: NULL is nothing.
CREATE TABLE budget_edits (
    seq        BIGINT PRIMARY KEY,
    measure    TEXT   NOT NULL,
    actor      TEXT   NOT NULL,
    created_at BIGINT NOT NULL,
    undone_at  BIGINT NOT NULL DEFAULT 0
);
CREATE TABLE budget_edit_values (
    seq     BIGINT NOT NULL REFERENCES budget_edits (seq) ON DELETE CASCADE,
    segment TEXT   NOT NULL,
    month   TEXT   NOT NULL,
    before  BIGINT,
    after   BIGINT,
    PRIMARY KEY (seq, segment, month)
);

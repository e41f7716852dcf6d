-- +goose Up
-- Cells lie in the order of their key, once: with rowids they lay in the file
-- twice, and each read of a week looked every cell up.
CREATE TABLE cells_by_key (
    version  BIGINT NOT NULL,
    week     BIGINT NOT NULL,
    category TEXT   NOT NULL,
    state    TEXT   NOT NULL,
    revenue  BIGINT NOT NULL,
    freight  BIGINT NOT NULL,
    items    BIGINT NOT NULL,
    money    BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (version, week, category, state),
    FOREIGN KEY (version, week) REFERENCES import_weeks (version, week) ON DELETE CASCADE
) WITHOUT ROWID;

INSERT INTO cells_by_key (version, week, category, state, revenue, freight, items, money)
SELECT version, week, category, state, revenue, freight, items, money FROM cells
ORDER BY version, week, category, state;

DROP TABLE cells;

ALTER TABLE cells_by_key RENAME TO cells;

-- The cells of each week added up by one of their names: what pages and checks
-- ask for. Whoever writes cells writes these.
CREATE TABLE category_sums (
    version  BIGINT NOT NULL,
    week     BIGINT NOT NULL,
    category TEXT   NOT NULL,
    revenue  BIGINT NOT NULL,
    freight  BIGINT NOT NULL,
    items    BIGINT NOT NULL,
    PRIMARY KEY (version, week, category),
    FOREIGN KEY (version, week) REFERENCES import_weeks (version, week) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE state_sums (
    version BIGINT NOT NULL,
    week    BIGINT NOT NULL,
    state   TEXT   NOT NULL,
    revenue BIGINT NOT NULL,
    freight BIGINT NOT NULL,
    items   BIGINT NOT NULL,
    PRIMARY KEY (version, week, state),
    FOREIGN KEY (version, week) REFERENCES import_weeks (version, week) ON DELETE CASCADE
) WITHOUT ROWID;

INSERT INTO category_sums (version, week, category, revenue, freight, items)
SELECT version, week, category, SUM(revenue), SUM(freight), SUM(items) FROM cells GROUP BY version, week, category;

INSERT INTO state_sums (version, week, state, revenue, freight, items)
SELECT version, week, state, SUM(revenue), SUM(freight), SUM(items) FROM cells GROUP BY version, week, state;

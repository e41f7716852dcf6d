-- +goose Up
-- What each segment sold of a week that straddles two months before the month turned,
-- where files told the days. A segment without a row sold nothing then; a week without
-- a row of the total is one whose days are not known.
CREATE TABLE early_sums (
    version BIGINT NOT NULL,
    week    BIGINT NOT NULL,
    segment TEXT   NOT NULL,
    cents   BIGINT NOT NULL,
    items   BIGINT NOT NULL, -- in hundredths
    PRIMARY KEY (version, week, segment),
    FOREIGN KEY (version, week) REFERENCES import_weeks (version, week) ON DELETE CASCADE
) WITHOUT ROWID;

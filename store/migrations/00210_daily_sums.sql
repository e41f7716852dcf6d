-- +goose Up
-- What the days of a week sold together, in what the shop measures; weekday 0 is the
-- first of the week. Weeks that straddle two months are divided by it.
CREATE TABLE daily_sums (
    version BIGINT NOT NULL,
    week    BIGINT NOT NULL,
    weekday BIGINT NOT NULL CHECK (weekday BETWEEN 0 AND 6),
    revenue BIGINT NOT NULL,
    PRIMARY KEY (version, week, weekday),
    FOREIGN KEY (version, week) REFERENCES import_weeks (version, week) ON DELETE CASCADE
);

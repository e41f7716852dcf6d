-- +goose Up
-- What sums of a shared page are by: week, month or quarter. Links of before were all
-- of weeks.
ALTER TABLE shares ADD COLUMN period TEXT NOT NULL DEFAULT 'week';

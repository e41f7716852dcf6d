-- +goose Up
-- What the policy decided of the job's model, and by which figures: JSON, empty
-- where nothing was decided. Before, it stood in words in the job's log alone.
ALTER TABLE jobs ADD COLUMN verdict TEXT NOT NULL DEFAULT '';

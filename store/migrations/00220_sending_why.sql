-- +goose Up
-- Why the latest attempt did not end well: a message, '' where there is nothing to
-- say. It holds no address and nothing that another program wrote.
ALTER TABLE sendings ADD COLUMN why TEXT NOT NULL DEFAULT '';

-- +goose Up
-- What a model learnt from, as marks that package training makes of each week;
-- '' of models from before there were any.
ALTER TABLE models ADD COLUMN learnt TEXT NOT NULL DEFAULT '';

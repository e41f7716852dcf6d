-- +goose Up
-- What a person wrote about a model later; the row itself never changes.
CREATE TABLE model_remarks (
    model_id   TEXT   PRIMARY KEY REFERENCES models (id) ON DELETE CASCADE,
    remark     TEXT   NOT NULL,
    actor      TEXT   NOT NULL,
    updated_at BIGINT NOT NULL
);

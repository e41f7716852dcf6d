-- +goose Up
-- The profile of the shop whose sales these are, as JSON; without a row it is that
-- of the sample.
CREATE TABLE shop (
    one        BIGINT PRIMARY KEY CHECK (one = 1),
    profile    TEXT   NOT NULL,
    actor      TEXT   NOT NULL,
    updated_at BIGINT NOT NULL
);

-- What is measured is in revenue, in hundredths: cents, or units where the shop
-- measures these. Its money is here then.
ALTER TABLE cells ADD COLUMN money BIGINT NOT NULL DEFAULT 0;

-- +goose StatementBegin
CREATE TRIGGER data_shop_added AFTER INSERT ON shop
BEGIN UPDATE data_version SET version = lower(hex(randomblob(16))); END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER data_shop_changed AFTER UPDATE ON shop
BEGIN UPDATE data_version SET version = lower(hex(randomblob(16))); END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER data_shop_gone AFTER DELETE ON shop
BEGIN UPDATE data_version SET version = lower(hex(randomblob(16))); END;
-- +goose StatementEnd

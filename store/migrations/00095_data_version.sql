-- +goose Up
-- One row names the state of the data in force: another name with every change,
-- given by the database itself, so that no writer can forget it. Names are random:
-- a copy of the database that goes its own way never gives the same name twice.
CREATE TABLE data_version (
    one     BIGINT PRIMARY KEY CHECK (one = 1),
    version TEXT   NOT NULL
);
INSERT INTO data_version (one, version) VALUES (1, lower(hex(randomblob(16))));

-- What is staged is not in force: an import changes the data with its state.

-- +goose StatementBegin
CREATE TRIGGER data_import_added AFTER INSERT ON imports WHEN NEW.state = 'applied'
BEGIN UPDATE data_version SET version = lower(hex(randomblob(16))); END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER data_import_changed AFTER UPDATE OF state ON imports
BEGIN UPDATE data_version SET version = lower(hex(randomblob(16))); END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER data_import_gone AFTER DELETE ON imports WHEN OLD.state = 'applied'
BEGIN UPDATE data_version SET version = lower(hex(randomblob(16))); END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER data_week_added AFTER INSERT ON week_overrides
BEGIN UPDATE data_version SET version = lower(hex(randomblob(16))); END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER data_week_changed AFTER UPDATE ON week_overrides
BEGIN UPDATE data_version SET version = lower(hex(randomblob(16))); END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER data_week_gone AFTER DELETE ON week_overrides
BEGIN UPDATE data_version SET version = lower(hex(randomblob(16))); END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER data_event_added AFTER INSERT ON events
BEGIN UPDATE data_version SET version = lower(hex(randomblob(16))); END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER data_event_changed AFTER UPDATE ON events
BEGIN UPDATE data_version SET version = lower(hex(randomblob(16))); END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER data_event_gone AFTER DELETE ON events
BEGIN UPDATE data_version SET version = lower(hex(randomblob(16))); END;
-- +goose StatementEnd

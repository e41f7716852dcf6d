-- +goose Up
-- Events of the calendar that a person left out as a group: those of a kind
-- ('holiday', 'retail'), or those of a name in all years ('name:Black Friday').
CREATE TABLE event_groups (
    name       TEXT   PRIMARY KEY,
    actor      TEXT   NOT NULL,
    created_at BIGINT NOT NULL
);

-- +goose StatementBegin
CREATE TRIGGER data_event_group_added AFTER INSERT ON event_groups
BEGIN UPDATE data_version SET version = lower(hex(randomblob(16))); END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER data_event_group_gone AFTER DELETE ON event_groups
BEGIN UPDATE data_version SET version = lower(hex(randomblob(16))); END;
-- +goose StatementEnd

-- +goose Up
-- What is known ahead of a week, such as days of promotion: an import brings it
-- beside the sales, and a person corrects what is to come. In force are, for each
-- driver and week, the values of the highest applied import that holds them, but
-- where a newer edit has a word on them.
CREATE TABLE import_drivers (
    version  BIGINT NOT NULL REFERENCES imports (version) ON DELETE CASCADE,
    name     TEXT   NOT NULL,
    position BIGINT NOT NULL, -- of its column among the drivers of the file
    PRIMARY KEY (version, name)
);

-- Category and state are '' where the value is that of every cell.
CREATE TABLE driver_values (
    version  BIGINT NOT NULL,
    driver   TEXT   NOT NULL,
    week     BIGINT NOT NULL,
    category TEXT   NOT NULL,
    state    TEXT   NOT NULL,
    value    DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (version, driver, week, category, state),
    FOREIGN KEY (version, driver) REFERENCES import_drivers (version, name) ON DELETE CASCADE
);

CREATE VIEW current_drivers AS
SELECT d.driver AS driver, d.week AS week, MAX(d.version) AS version
FROM driver_values d
JOIN imports i ON i.version = d.version
WHERE i.state = 'applied'
GROUP BY d.driver, d.week;

-- One edit is what a person saved at once; it holds until an import that came
-- after it brings the week.
CREATE TABLE driver_edits (
    seq        BIGINT PRIMARY KEY,
    driver     TEXT   NOT NULL,
    after      BIGINT NOT NULL, -- the highest applied import when it was made
    actor      TEXT   NOT NULL,
    created_at BIGINT NOT NULL,
    undone_at  BIGINT NOT NULL DEFAULT 0
);

CREATE TABLE driver_edit_values (
    seq   BIGINT NOT NULL REFERENCES driver_edits (seq) ON DELETE CASCADE,
    week  BIGINT NOT NULL,
    value DOUBLE PRECISION, -- NULL: not known
    PRIMARY KEY (seq, week)
);

-- +goose StatementBegin
CREATE TRIGGER data_driver_added AFTER INSERT ON driver_edits
BEGIN UPDATE data_version SET version = lower(hex(randomblob(16))); END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER data_driver_changed AFTER UPDATE ON driver_edits
BEGIN UPDATE data_version SET version = lower(hex(randomblob(16))); END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER data_driver_gone AFTER DELETE ON driver_edits
BEGIN UPDATE data_version SET version = lower(hex(randomblob(16))); END;
-- +goose StatementEnd

-- +goose Up
-- Who is told at once, too, when something new needs somebody; and for which
-- segments what stood already when that began was taken as told.
ALTER TABLE readers ADD COLUMN alarms BIGINT NOT NULL DEFAULT 0; -- 1: at once, too
ALTER TABLE readers ADD COLUMN alarms_of TEXT NOT NULL DEFAULT ''; -- JSON: keys; '' where it has not begun

ALTER TABLE sendings ADD COLUMN kind TEXT NOT NULL DEFAULT 'digest'; -- or 'alarm', whose week is 0

-- Which lines of what needs somebody a reader was told of. A row is written with
-- that of the sending, before anything is sent.
CREATE TABLE told (
    reader  TEXT   NOT NULL, -- '' for the webhook, which has a row without a line as well: since when
    line    TEXT   NOT NULL, -- its id
    amount  BIGINT NOT NULL, -- cents that it was about then; 0 where that is not known
    sending BIGINT NOT NULL, -- that told it; 0 where it stood already
    at      BIGINT NOT NULL,
    PRIMARY KEY (reader, line)
);

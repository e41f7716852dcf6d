-- +goose Up
-- What people lay over the forecast of coming weeks.
CREATE TABLE plan_overrides (
    id         TEXT   PRIMARY KEY,
    measure    TEXT   NOT NULL,
    segments   TEXT   NOT NULL, -- JSON: keys
    from_week  BIGINT NOT NULL,
    to_week    BIGINT NOT NULL, -- inclusive
    percent    BIGINT NOT NULL, -- hundredths of one, of the forecast; 0 where amounts say it
    amounts    TEXT   NOT NULL, -- JSON: hundredths by segment and week; null where it is a percentage
    reason     TEXT   NOT NULL,
    remark     TEXT   NOT NULL,
    actor      TEXT   NOT NULL,
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    changed    BIGINT NOT NULL, -- number of the latest change, of all overrides
    before     TEXT   NOT NULL DEFAULT '', -- JSON: what it was before that
    deleted_at BIGINT NOT NULL DEFAULT 0
);

-- What was adopted, frozen, with the forecast that it began from.
CREATE TABLE plans (
    id           TEXT   PRIMARY KEY,
    number       BIGINT NOT NULL UNIQUE,
    measure      TEXT   NOT NULL,
    model_id     TEXT   NOT NULL,
    cutoff       BIGINT NOT NULL, -- last week known
    changed      BIGINT NOT NULL, -- of the overrides: the latest that is in it
    actor        TEXT   NOT NULL,
    published_at BIGINT NOT NULL,
    figures      BLOB   NOT NULL, -- gzip JSON: forecast and plan by segment
    words        BLOB   NOT NULL, -- gzip JSON: what each override said, week by week
    deleted_at   BIGINT NOT NULL DEFAULT 0 -- withdrawn
);
CREATE INDEX plans_counted ON plans (measure, cutoff, deleted_at, number);

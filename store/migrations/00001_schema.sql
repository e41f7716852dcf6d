-- +goose Up
-- Money is integer cents, times are epoch milliseconds (UTC, 0 = never), ids
-- are text made by the program, JSON is text. A week is counted from Monday
-- 1970-01-05: date('1970-01-05', (week * 7) || ' days').

CREATE TABLE sequences (
    name  TEXT PRIMARY KEY,
    value BIGINT NOT NULL
);

-- An import is a version of the weeks that it brought. The data in force are,
-- for each week, those of the highest applied version that holds the week.
CREATE TABLE imports (
    version     BIGINT PRIMARY KEY,
    kind        TEXT   NOT NULL CHECK (kind IN ('orders', 'weekly')),
    source      TEXT   NOT NULL,
    state       TEXT   NOT NULL CHECK (state IN ('staged', 'applied', 'undone')),
    base        TEXT   NOT NULL, -- fingerprint of the aggregates it was compared with
    fingerprint TEXT   NOT NULL, -- fingerprint of the aggregates once applied
    report      TEXT   NOT NULL,
    actor       TEXT   NOT NULL,
    created_at  BIGINT NOT NULL,
    applied_at  BIGINT NOT NULL DEFAULT 0,
    undone_at   BIGINT NOT NULL DEFAULT 0,
    undone_by   TEXT   NOT NULL DEFAULT ''
);

CREATE TABLE import_weeks (
    version BIGINT NOT NULL REFERENCES imports (version) ON DELETE CASCADE,
    week    BIGINT NOT NULL,
    PRIMARY KEY (version, week)
);

CREATE VIEW current_weeks AS
SELECT w.week AS week, MAX(w.version) AS version
FROM import_weeks w
JOIN imports i ON i.version = w.version
WHERE i.state = 'applied'
GROUP BY w.week;

CREATE TABLE cells (
    version  BIGINT NOT NULL,
    week     BIGINT NOT NULL,
    category TEXT   NOT NULL,
    state    TEXT   NOT NULL,
    revenue  BIGINT NOT NULL,
    freight  BIGINT NOT NULL,
    items    BIGINT NOT NULL,
    PRIMARY KEY (version, week, category, state),
    FOREIGN KEY (version, week) REFERENCES import_weeks (version, week) ON DELETE CASCADE
);

-- Orders do not add up over categories, so they are counted at each level.
CREATE TABLE order_counts (
    version BIGINT NOT NULL,
    week    BIGINT NOT NULL,
    segment TEXT   NOT NULL,
    orders  BIGINT NOT NULL,
    PRIMARY KEY (version, week, segment),
    FOREIGN KEY (version, week) REFERENCES import_weeks (version, week) ON DELETE CASCADE
);

-- weekday 0 is Monday. Tells a truncated week from a quiet one.
CREATE TABLE daily_orders (
    version BIGINT NOT NULL,
    week    BIGINT NOT NULL,
    weekday BIGINT NOT NULL CHECK (weekday BETWEEN 0 AND 6),
    orders  BIGINT NOT NULL,
    PRIMARY KEY (version, week, weekday),
    FOREIGN KEY (version, week) REFERENCES import_weeks (version, week) ON DELETE CASCADE
);

CREATE TABLE categories (
    version BIGINT NOT NULL REFERENCES imports (version) ON DELETE CASCADE,
    slug    TEXT   NOT NULL,
    name_en TEXT   NOT NULL,
    PRIMARY KEY (version, slug)
);

CREATE TABLE week_overrides (
    week       BIGINT PRIMARY KEY,
    usable     BIGINT NOT NULL CHECK (usable IN (0, 1)),
    note       TEXT   NOT NULL,
    actor      TEXT   NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE events (
    id         TEXT   PRIMARY KEY,
    week       BIGINT NOT NULL,
    name       TEXT   NOT NULL,
    kind       TEXT   NOT NULL,
    shock      BIGINT NOT NULL CHECK (shock IN (0, 1)),
    actor      TEXT   NOT NULL,
    created_at BIGINT NOT NULL
);

-- A model never changes; what is learnt about it later has tables of its own.
CREATE TABLE models (
    id               TEXT   PRIMARY KEY,
    seq              BIGINT NOT NULL UNIQUE,
    kind             TEXT   NOT NULL,
    params           TEXT   NOT NULL,
    config           TEXT   NOT NULL,
    data_fingerprint TEXT   NOT NULL,
    train_from       BIGINT NOT NULL,
    train_to         BIGINT NOT NULL,
    seed             BIGINT NOT NULL,
    duration_ms      BIGINT NOT NULL,
    program_version  TEXT   NOT NULL,
    note             TEXT   NOT NULL,
    created_by       TEXT   NOT NULL,
    created_at       BIGINT NOT NULL,
    size             BIGINT NOT NULL,
    sha256           TEXT   NOT NULL, -- of the payload
    seal             TEXT   NOT NULL, -- of every other column, sha256 among them
    payload          BLOB   NOT NULL
);

CREATE TABLE evaluations (
    seq              BIGINT PRIMARY KEY,
    model_id         TEXT   NOT NULL REFERENCES models (id) ON DELETE CASCADE,
    kind             TEXT   NOT NULL,
    data_fingerprint TEXT   NOT NULL,
    summary          TEXT   NOT NULL,
    report           BLOB   NOT NULL, -- gzip JSON
    created_at       BIGINT NOT NULL
);
CREATE INDEX evaluations_model ON evaluations (model_id, seq);

CREATE TABLE model_pins (
    model_id  TEXT   PRIMARY KEY REFERENCES models (id) ON DELETE CASCADE,
    actor     TEXT   NOT NULL,
    pinned_at BIGINT NOT NULL
);

CREATE TABLE live (
    one          BIGINT PRIMARY KEY CHECK (one = 1),
    model_id     TEXT   NOT NULL REFERENCES models (id),
    activated_at BIGINT NOT NULL,
    actor        TEXT   NOT NULL,
    note         TEXT   NOT NULL
);

-- Append-only; outlives the models it names.
CREATE TABLE activations (
    seq      BIGINT PRIMARY KEY,
    model_id TEXT   NOT NULL,
    previous TEXT   NOT NULL,
    actor    TEXT   NOT NULL,
    note     TEXT   NOT NULL,
    at       BIGINT NOT NULL
);

CREATE TABLE jobs (
    id               TEXT   PRIMARY KEY,
    seq              BIGINT NOT NULL UNIQUE,
    kind             TEXT   NOT NULL,
    state            TEXT   NOT NULL CHECK (state IN ('queued', 'running', 'succeeded', 'failed', 'canceled')),
    request          TEXT   NOT NULL,
    progress         TEXT   NOT NULL DEFAULT '{}',
    error            TEXT   NOT NULL DEFAULT '',
    requested_by     TEXT   NOT NULL,
    retry_of         TEXT   NOT NULL DEFAULT '',
    owner            TEXT   NOT NULL DEFAULT '',
    cancel_requested BIGINT NOT NULL DEFAULT 0,
    lease_until      BIGINT NOT NULL DEFAULT 0,
    heartbeat_at     BIGINT NOT NULL DEFAULT 0,
    created_at       BIGINT NOT NULL,
    started_at       BIGINT NOT NULL DEFAULT 0,
    finished_at      BIGINT NOT NULL DEFAULT 0,
    model_id         TEXT   NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX jobs_one_running ON jobs (state) WHERE state = 'running';
CREATE INDEX jobs_queued ON jobs (seq) WHERE state = 'queued';

CREATE TABLE job_log (
    job_id TEXT   NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    line   BIGINT NOT NULL,
    at     BIGINT NOT NULL,
    text   TEXT   NOT NULL,
    PRIMARY KEY (job_id, line)
);

-- Append-only.
CREATE TABLE audit (
    seq     BIGINT PRIMARY KEY,
    at      BIGINT NOT NULL,
    actor   TEXT   NOT NULL,
    action  TEXT   NOT NULL,
    subject TEXT   NOT NULL,
    detail  TEXT   NOT NULL
);

CREATE TABLE settings (
    key        TEXT   PRIMARY KEY,
    value      TEXT   NOT NULL,
    actor      TEXT   NOT NULL,
    updated_at BIGINT NOT NULL
);

-- +goose Up
-- Secrets have a table of their own, which nothing logs; settings are logged as
-- they are put.
CREATE TABLE secrets (
    key        TEXT   PRIMARY KEY, -- of the setting that it belongs to
    value      TEXT   NOT NULL,
    actor      TEXT   NOT NULL,
    updated_at BIGINT NOT NULL
);

INSERT INTO secrets (key, value, actor, updated_at)
SELECT key, json_extract(value, '$.secret'), actor, updated_at FROM settings
WHERE key = 'webhook' AND COALESCE(json_extract(value, '$.secret'), '') <> '';

UPDATE settings SET value = json_remove(value, '$.secret') WHERE key = 'webhook';

-- The log held the key of the webhook in clear, too. This once it is changed;
-- a row of its own says so where it was.
DROP TRIGGER audit_no_update;

UPDATE audit SET detail = json_set(detail, '$.secret', '[redacted]')
WHERE action = 'setting.put' AND subject = 'webhook' AND COALESCE(json_extract(detail, '$.secret'), '') <> '';

-- +goose StatementBegin
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
-- +goose StatementEnd

UPDATE sequences SET value = value + 1 WHERE name = 'audit'
AND EXISTS (SELECT 1 FROM audit WHERE json_extract(detail, '$.secret') = '[redacted]');

INSERT INTO audit (seq, at, actor, action, subject, detail)
SELECT (SELECT value FROM sequences WHERE name = 'audit'), CAST(strftime('%s', 'now') AS INTEGER) * 1000, 'update', 'log.redact', 'webhook',
    json_object('rows', COUNT(*), 'what', 'the key of the webhook was blanked in earlier rows of this log; copies and backups made before still hold it')
FROM audit WHERE json_extract(detail, '$.secret') = '[redacted]'
HAVING COUNT(*) > 0;

-- Why a message was not delivered is for the log of the program alone.
UPDATE deliveries SET last_error = 'not delivered' WHERE last_error <> '';

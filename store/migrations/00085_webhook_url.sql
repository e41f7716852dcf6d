-- +goose Up
-- The address of the webhook may hold a key: it stands with the secrets, and
-- the setting and the log show its scheme and host only.
INSERT INTO secrets (key, value, actor, updated_at)
SELECT 'webhook_url', json_extract(value, '$.url'), actor, updated_at FROM settings
WHERE key = 'webhook' AND COALESCE(json_extract(value, '$.url'), '') <> ''
ON CONFLICT (key) DO NOTHING; -- where it is applied again, as after damage, the setting shows the host only

-- An address in parts: at is where the host begins, host what stands before the
-- first of / ? #, and shown what may be seen, as secret.URL has it.
CREATE TEMP TABLE addresses AS
SELECT url, CASE
    WHEN at = 3 OR host = '' THEN '…'
    WHEN instr(host, '@') = 0 AND substr(url, at + length(host)) IN ('', '/') THEN url
    WHEN instr(host, '@') > 0 THEN substr(url, 1, at - 1) || '…'
    ELSE substr(url, 1, at - 1) || host || '/…' END AS shown
FROM (
    SELECT url, at, substr(before, 1, instr(before || '#', '#') - 1) AS host
    FROM (
        SELECT url, at, substr(before, 1, instr(before || '?', '?') - 1) AS before
        FROM (
            SELECT url, at, substr(substr(url, at), 1, instr(substr(url, at) || '/', '/') - 1) AS before
            FROM (
                SELECT url, instr(url, '://') + 3 AS at
                FROM (
                    SELECT json_extract(value, '$.url') AS url FROM settings WHERE key = 'webhook'
                    UNION SELECT json_extract(detail, '$.url') FROM audit WHERE action = 'setting.put' AND subject = 'webhook'
                )
                WHERE COALESCE(url, '') <> ''
            )
        )
    )
);

UPDATE settings SET value = json_set(value, '$.url', (SELECT shown FROM addresses WHERE url = json_extract(value, '$.url')))
WHERE key = 'webhook' AND json_extract(value, '$.url') IN (SELECT url FROM addresses WHERE shown <> url);

DROP TRIGGER audit_no_update;

UPDATE audit SET detail = json_set(detail, '$.url', (SELECT shown FROM addresses WHERE url = json_extract(detail, '$.url')))
WHERE action = 'setting.put' AND subject = 'webhook' AND json_extract(detail, '$.url') IN (SELECT url FROM addresses WHERE shown <> url);

-- +goose StatementBegin
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
-- +goose StatementEnd

UPDATE sequences SET value = value + 1 WHERE name = 'audit'
AND EXISTS (SELECT 1 FROM addresses WHERE shown <> url);

INSERT INTO audit (seq, at, actor, action, subject, detail)
SELECT (SELECT value FROM sequences WHERE name = 'audit'), CAST(strftime('%s', 'now') AS INTEGER) * 1000, 'update', 'log.redact', 'webhook',
    json_object('rows', (SELECT COUNT(*) FROM audit WHERE action = 'setting.put' AND subject = 'webhook' AND json_extract(detail, '$.url') IN (SELECT shown FROM addresses WHERE shown <> url)),
    'what', 'the address of the webhook was shortened to its host in earlier rows of this log; copies and backups made before still hold it')
WHERE EXISTS (SELECT 1 FROM addresses WHERE shown <> url);

DROP TABLE addresses;

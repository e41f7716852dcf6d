package store

import (
	"context"
	"database/sql"
	"io/fs"
	"path"
	"regexp"
	"strings"

	"github.com/pressly/goose/v3"
)

// Migrations are written once, in SQLite's words. What PostgreSQL says otherwise is
// put into its words here; a test holds the two schemas against each other.
var postgresWords = []struct {
	from *regexp.Regexp
	to   string
}{
	{regexp.MustCompile(`\bBLOB\b`), `BYTEA`},
	{regexp.MustCompile(`\bTEXT\b`), `TEXT COLLATE "C"`}, // SQLite sorts by bytes
	{regexp.MustCompile(`\) WITHOUT ROWID;`), `);`},
	{regexp.MustCompile(`REFERENCES (\w+) (\([^)]+\))( ON DELETE CASCADE)?`), `$0 DEFERRABLE`}, // see rulesOff
	{regexp.MustCompile(`lower\(hex\(randomblob\(16\)\)\)`), randomName},
	{regexp.MustCompile(`CREATE TRIGGER (\w+) (BEFORE|AFTER) (INSERT|UPDATE|DELETE)( OF \w+)? ON (\w+)( WHEN [^\n]+)?\nBEGIN ([^;]+;) END;`), `
		CREATE FUNCTION ${1}_acts() RETURNS TRIGGER LANGUAGE plpgsql AS $$$$ BEGIN $7 RETURN NULL; END $$$$;
		CREATE TRIGGER $1 $2 $3$4 ON $5 FOR EACH ROW$6 EXECUTE FUNCTION ${1}_acts();`},
	{regexp.MustCompile(`WHEN ([^\n]+) EXECUTE`), `WHEN ($1) EXECUTE`},
	{regexp.MustCompile(`SELECT RAISE\(ABORT, ('[^']+')\); RETURN NULL;`), `RAISE EXCEPTION $1;`},
}

// randomName is 32 hexadecimal digits, of PostgreSQL's strong randomness.
const randomName = `replace(gen_random_uuid()::text, '-', '')`

// beforePostgres are the migrations that changed rows in ways that only SQLite knows,
// when only SQLite was known: a database on PostgreSQL never had such rows.
var beforePostgres = map[string]bool{"00080_secrets.sql": true, "00085_webhook_url.sql": true}

// createsOnly finds the statements that make tables.
var createsOnly = regexp.MustCompile(`(?ms)^CREATE TABLE .*?^\);`)

// postgresMigrator applies the migrations in PostgreSQL's words to db.
func postgresMigrator(db *sql.DB) (*goose.Provider, error) {
	all, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return nil, err
	}
	told := make([]*goose.Migration, len(all))
	for i, name := range all {
		text, err := migrations.ReadFile(name)
		if err != nil {
			return nil, err
		}
		version, err := goose.NumericComponent(name)
		if err != nil {
			return nil, err
		}
		statements := inPostgres(path.Base(name), string(text))
		told[i] = goose.NewGoMigration(version, &goose.GoFunc{RunTx: func(ctx context.Context, t *sql.Tx) error {
			_, err := t.ExecContext(ctx, statements)
			return err
		}}, nil)
	}
	return goose.NewProvider(goose.DialectPostgres, db, nil, goose.WithGoMigrations(told...), goose.WithAllowOutofOrder(true))
}

// inPostgres puts one migration into PostgreSQL's words.
func inPostgres(name, text string) string {
	if beforePostgres[name] {
		text = strings.Join(createsOnly.FindAllString(text, -1), "\n")
	}
	for _, w := range postgresWords {
		text = w.from.ReplaceAllString(text, w.to)
	}
	return text
}

package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"io"
	"strings"
	"time"
)

// exportProfile marks an export's datapackage.json as one that Import can read.
const exportProfile = "olist-export-1"

// exported are the tables of an export, in the order in which they refer to each
// other, and what their rows are. Whoever acts (tokens, passwords, sessions, the
// log of acts), share links, who receives the digest, what is secret, the addresses that files are fetched from, and
// jobs stay behind.
var exported = []struct{ table, rows, where string }{
	{"shop", "The shop's profile, as JSON.", ""},
	{"sequences", "The numbers that were given last.", ""},
	{"imports", "Every import of sales; those with the state applied are in force.", ""},
	{"import_weeks", "The weeks that each import tells of.", ""},
	{"cells", "Sales by import, week, category and region; revenue, freight and money in hundredths.", ""},
	{"order_counts", "Orders by import, week and segment.", ""},
	{"daily_orders", "Orders by import, week and day of the week.", ""},
	{"daily_sums", "Sales by import, week and day of the week, in hundredths.", ""},
	{"early_sums", "Sales by import, week and segment before the month turned, of weeks that straddle two; cents and items in hundredths.", ""},
	{"categories", "Names of categories.", ""},
	{"import_drivers", "What is known ahead, by import.", ""},
	{"driver_values", "Its values by week, category and region.", ""},
	{"driver_edits", "Corrections of it by people.", ""},
	{"driver_edit_values", "Their values by week.", ""},
	{"week_overrides", "What people decided of weeks.", ""},
	{"stockouts", "Weeks of segments that ran out of stock.", ""},
	{"stockout_edits", "What was saved of them at once.", ""},
	{"stockout_edit_values", "What each changed.", ""},
	{"events", "Events that people entered.", ""},
	{"event_groups", "Groups of the calendar's events that are left out.", ""},
	{"models", "Models: parameters, configuration and the encoded model.", ""},
	{"evaluations", "How far off each model is.", ""},
	{"model_pins", "Models that are never deleted by themselves.", ""},
	{"model_remarks", "Remarks on models.", ""},
	{"live", "The model that answers.", ""},
	{"activations", "Which model answered when.", ""},
	{"issued", "Forecasts as they were issued.", ""},
	{"issued_inputs", "What the latest of them were made from.", ""},
	{"budgets", "Budgets by segment and month.", ""},
	{"budget_edits", "What was saved of them at once.", ""},
	{"budget_edit_values", "What each changed.", ""},
	{"stock", "What there is of segments, and how they are ordered.", ""},
	{"stock_edits", "What was saved of it at once.", ""},
	{"stock_edit_values", "What each changed.", ""},
	{"needs", "What people said of lines of what needs somebody.", ""},
	{"notes", "Notes on weeks.", ""},
	{"scenarios", "What-if scenarios.", ""},
	{"plan_overrides", "What people lay over the forecast.", ""},
	{"plans", "Plans as they were published.", ""},
	{"mappings", "What the columns of files were said to be, by their header.", ""},
	{"settings", "Targets, and when a model is trained and goes live.", ` WHERE key IN ('promotion', 'retention', 'schedule', 'needs') OR key LIKE 'target:%'`},
}

// laterTables came after the first exports: one may lack them.
var laterTables = map[string]bool{"issued_inputs": true, "needs": true, "plan_overrides": true, "plans": true, "budgets": true, "budget_edits": true, "budget_edit_values": true, "stockouts": true, "stockout_edits": true, "stockout_edit_values": true, "stock": true, "stock_edits": true, "stock_edit_values": true, "daily_sums": true, "early_sums": true}

// weekColumns hold weeks: an export has the ISO dates of their first days.
var weekColumns = map[string]bool{"week": true, "cutoff": true, "train_from": true, "train_to": true, "from_week": true, "to_week": true}

// dataPackage is datapackage.json (Frictionless Data, Data Package v1).
type dataPackage struct {
	Profile   string         `json:"profile"`
	Name      string         `json:"name"`
	Title     string         `json:"title"`
	Created   string         `json:"created"`
	Resources []dataResource `json:"resources"`
}

type dataResource struct {
	Name        string      `json:"name"`
	Path        string      `json:"path"`
	Description string      `json:"description,omitempty"`
	Format      string      `json:"format,omitempty"`
	Encoding    string      `json:"encoding,omitempty"`
	Bytes       int64       `json:"bytes"`
	Hash        string      `json:"hash"` // sha256:...
	Schema      *dataSchema `json:"schema,omitempty"`
	Table       string      `json:"table,omitempty"` // that is read back from it
}

type dataSchema struct {
	Fields        []dataField `json:"fields"`
	MissingValues []string    `json:"missingValues"`
}

type dataField struct {
	Name string `json:"name"`
	Type string `json:"type"`
}

// missing stands for NULL in an export's CSV.
const missing = `\N`

// Export hands everything that is no secret to create, file by file: a CSV for
// each table, encoded models and other binary values beside them, README.txt and
// at last datapackage.json, which describes them all. It sees one state of the
// database while others go on writing. A file is whole once the next is asked for.
func (s *Store) Export(ctx context.Context, create func(name string) (io.Writer, error)) error {
	return s.inRead(ctx, func(t *tx) error {
		e := &exporting{t: t, side: t.side(), create: create, pack: dataPackage{Profile: exportProfile, Name: "sales-forecaster", Title: "Sales, models and forecasts of a shop", Created: s.clock().UTC().Format(time.RFC3339)}}
		for _, x := range exported {
			if err := e.table(ctx, x.table, x.rows, x.where); err != nil {
				return fmt.Errorf("export %s: %w", x.table, err)
			}
		}
		if err := e.sales(ctx); err != nil {
			return fmt.Errorf("export sales: %w", err)
		}
		if err := e.file("README.txt", dataResource{Description: "How to read the files."}, func(w io.Writer) error {
			_, err := io.WriteString(w, exportReadme)
			return err
		}); err != nil {
			return err
		}
		w, err := create("datapackage.json")
		if err != nil {
			return err
		}
		out := json.NewEncoder(w)
		out.SetIndent("", "  ")
		return out.Encode(e.pack)
	})
}

const exportReadme = `Everything of a shop but secrets: sales, what is known ahead, events, notes,
scenarios, plans, targets, models and the forecasts that were issued.

datapackage.json describes each file (https://specs.frictionlessdata.io/data-package/).
sales.csv has the sales in force for people and spreadsheets; it is not read back.
Every other CSV is a table of the database, UTF-8, with a header:
  - amounts are in hundredths (cents; hundredths of a unit where units are measured);
  - weeks are the ISO date of their first day, times are milliseconds since 1970;
  - \N is no value; a text that begins with \ or holds a carriage return is written
    as \ followed by the text as a JSON string; a text that a spreadsheet would take
    for a formula has an apostrophe before it;
  - a value like blobs/models-1-payload.bin is the file of that name.

"olist import FOLDER" or "olist import FILE.zip" reads it into a new database.
Passwords, tokens, secrets, the webhook, sources that are fetched, the log of acts
and shops that were set aside are not in it.
`

type exporting struct {
	t      *tx
	side   *side // t's
	create func(string) (io.Writer, error)
	pack   dataPackage
}

// file writes a file and notes it in the description.
func (e *exporting) file(path string, r dataResource, write func(io.Writer) error) error {
	w, err := e.create(path)
	if err != nil {
		return err
	}
	sum := &summing{w: w, sum: sha256.New()}
	if err := write(sum); err != nil {
		return err
	}
	r.Path, r.Bytes, r.Hash = path, sum.n, "sha256:"+hex.EncodeToString(sum.sum.Sum(nil))
	if r.Name == "" {
		r.Name = strings.ToLower(strings.NewReplacer("/", "-", "_", "-").Replace(strings.TrimSuffix(path, ".csv")))
	}
	e.pack.Resources = append(e.pack.Resources, r)
	return nil
}

// summing counts and sums up what goes through it.
type summing struct {
	w   io.Writer
	sum hash.Hash
	n   int64
}

func (s *summing) Write(b []byte) (int, error) {
	n, err := s.w.Write(b)
	s.sum.Write(b[:n])
	s.n += int64(n)
	return n, err
}

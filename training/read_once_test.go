package training

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/mattn/go-sqlite3"

	"olist/store"
	"olist/store/ingest"
	"olist/week"
)

// counting counts the times that the sales of all weeks are read by category,
// as only one who reads the whole history does.
type counting struct {
	sqlite3.SQLiteDriver
	n *atomic.Int64
}

func (d counting) Open(name string) (driver.Conn, error) {
	c, err := d.SQLiteDriver.Open(name)
	if err != nil {
		return nil, err
	}
	return countingConn{c.(*sqlite3.SQLiteConn), d.n}, nil
}

type countingConn struct {
	*sqlite3.SQLiteConn
	n *atomic.Int64
}

func (c countingConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	if strings.Contains(query, "'category:' || c.category") {
		c.n.Add(1)
	}
	return c.SQLiteConn.QueryContext(ctx, query, args)
}

// What an import makes of the data is read once, where it is judged; what was
// there before and what serves afterwards need no further look.
func TestAnAppliedImportReadsTheHistoryOnce(t *testing.T) {
	var reads atomic.Int64
	sql.Register(t.Name(), counting{n: &reads})
	st, err := store.Open(t.Context(), shippedCopy(t), store.Options{Driver: t.Name()})
	must(t, err)
	t.Cleanup(func() { must(t, st.Close()) })
	s := newServiceOn(t, st, Options{})
	live, err := s.Live()
	must(t, err)
	one := ingest.Week{Week: week.Of(time.Date(2018, 8, 20, 0, 0, 0, 0, time.UTC)), Cells: []ingest.Cell{{Category: "beleza_saude", State: "SP", Revenue: 2_000_000, Items: 300}}}
	imp, _, err := st.StageImport(t.Context(), store.NewImport{Kind: "weekly", Source: "a", Actor: "ana", Batch: &ingest.Batch{Weeks: []ingest.Week{one}}})
	must(t, err)
	for _, c := range []struct {
		name string
		act  func() (store.Import, error)
	}{
		{"applied", func() (store.Import, error) { return s.ApplyImport(t.Context(), "ana", imp.Version) }},
		{"undone", func() (store.Import, error) { return s.UndoImport(t.Context(), "ana", imp.Version) }},
		{"applied again", func() (store.Import, error) { return s.ApplyImport(t.Context(), "ana", imp.Version) }},
	} {
		before := reads.Load()
		_, err := c.act()
		must(t, err)
		now, err := s.Live()
		must(t, err)
		if got := reads.Load() - before; got != 1 {
			t.Errorf("%s: the history is read %d times", c.name, got)
		}
		fresh, err := st.History(t.Context())
		must(t, err)
		if now.Data.Fingerprint != fresh.Fingerprint || now.Data.Fingerprint == live.Data.Fingerprint {
			t.Errorf("%s: other data serve than are in force", c.name)
		}
		live = now
	}
}

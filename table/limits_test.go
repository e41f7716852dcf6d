package table

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// endless repeats a row behind a header, n times.
type endless struct {
	row  string
	n    int
	rest string
}

func rowsOf(header, row string, n int) io.Reader { return &endless{row, n, header} }

func (e *endless) Read(p []byte) (int, error) {
	if e.rest == "" {
		if e.n == 0 {
			return 0, io.EOF
		}
		k := min(e.n, 1000)
		e.rest, e.n = strings.Repeat(e.row, k), e.n-k
	}
	n := copy(p, e.rest)
	e.rest = e.rest[n:]
	return n, nil
}

func TestLimits(t *testing.T) {
	var bomb bytes.Buffer
	z := gzip.NewWriter(&bomb)
	if _, err := io.Copy(z, rowsOf("a,b\n", "1,2\n", 1_000_000)); err != nil {
		t.Fatal(err)
	}
	z.Close()
	for name, c := range map[string]struct {
		r    io.Reader
		l    Limits
		want string
	}{
		"bytes, of a stream": {rowsOf("a,b\n", "1,2\n", 100), Limits{Bytes: 100}, "larger than 100 bytes"},
		"bytes, of a file":   {strings.NewReader("a,b\n" + strings.Repeat("1,2\n", 100)), Limits{Bytes: 100}, "larger than 100 bytes"},
		"decompressed":       {&bomb, Limits{Plain: 1 << 20}, "more than 1 MB decompressed"},
		"a row":              {rowsOf("a,b\n", strings.Repeat("1", 5000), 1), Limits{Line: 1000}, "line 2: the row is longer than 1000 bytes"},
		"an open quote":      {rowsOf("a,b\n\"", "1,2\n", 100_000), Limits{Line: 200_000}, "longer than 200000 bytes"},
		"columns":            {rowsOf("a,b\n", strings.Repeat(",", 50)+"\n", 3), Limits{Columns: 20}, "line 2: the row has 51 fields; 20 are the most"},
		"rows":               {rowsOf("a,b\n", "1,2\n", 5000), Limits{Rows: 1000}, "more than 1000 rows"},
		"cells":              {rowsOf("a,b\n", "1,2\n", 5000), Limits{Cells: 1000}, "more than 1000 fields"},
		"time":               {rowsOf("a,b\n", "1,2\n", 5000), Limits{Time: time.Nanosecond}, "took longer than 1ns"},
	} {
		_, err := Open(t.Context(), c.r, Options{Limits: c.l})
		var e *Error
		if !errors.As(err, &e) || !strings.Contains(e.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestMemoryDoesNotGrowWithRows: ten times the rows of a stream, the same
// bytes allocated, and no file left behind.
func TestMemoryDoesNotGrowWithRows(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	t.Setenv("TMP", dir)
	allocated := func(n int) uint64 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		tab, err := Open(t.Context(), rowsOf("week,store,value\n", "2018-01-01,somewhere,1234.5\n", n), Options{})
		if err != nil {
			t.Fatal(err)
		}
		rows := 0
		if err := tab.Each(t.Context(), func(r *Row) error {
			rows++
			_, _, err := r.Number(2)
			return err
		}); err != nil || rows != n || tab.Rows != n {
			t.Fatalf("%d rows of %d, %v", rows, n, err)
		}
		tab.Close()
		runtime.ReadMemStats(&after)
		return after.TotalAlloc - before.TotalAlloc
	}
	generated := func(n int) uint64 { return uint64(n/1000+1) * 30_000 } // by the stream itself
	few, many := allocated(200_000)-generated(200_000), allocated(1_000_000)-generated(1_000_000)
	if int64(many)-int64(few) > 4<<20 {
		t.Errorf("200,000 rows allocate %d bytes, a million %d", few, many)
	}
	if left, err := filepath.Glob(filepath.Join(dir, "*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// TestFilesAreReadInPlace: from where the file stands.
func TestFilesAreReadInPlace(t *testing.T) {
	name := filepath.Join(t.TempDir(), "f.csv")
	if err := os.WriteFile(name, []byte("skipped\nweek,value\n2018-01-01,5\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.Seek(8, io.SeekStart); err != nil {
		t.Fatal(err)
	}
	tab, err := Open(t.Context(), f, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer tab.Close()
	for range 2 {
		if got := column(t, tab, "value"); got != "5" {
			t.Errorf("read %q", got)
		}
	}
}

func FuzzOpen(f *testing.F) {
	for _, s := range []string{"week,value\n2018-01-01,1\n", "a;b\n1,5;R$ 1.234,56\n", "\xff\xfea\x00,\x00", "sep=;\n\"a\"\"\";b\n1;2", "x,2018-01-01,8/1/2018\na,1,(2)\n", "\x1f\x8b\x08", "a\r1\r2\r", "date,total\nQ1 2018,5%\nTotal,7\n", "week,value\n2022-12,1\n2022-13,2\n", "week start,2022-01-02,2022-01-09\na,1,2\n", "w e,v\n2018-08-19T23:00:00Z,1\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		tab, err := Open(t.Context(), bytes.NewReader(b), Options{Limits: Limits{Plain: 1 << 22, Line: 1 << 16, Rows: 1 << 16, Cells: 1 << 18, Columns: 1000}})
		if err != nil {
			return
		}
		defer tab.Close()
		rows := 0
		_ = tab.Settle()
		_ = tab.Describe()
		_ = tab.Calendar()
		_ = tab.Notes()
		err = tab.Each(t.Context(), func(r *Row) error {
			rows++
			for i := range tab.Columns {
				v, ok, err := r.Number(i)
				if plain, has, e := r.Plain(i); ok && err == nil && (!has || e != nil || plain == "" || v != v) {
					t.Fatalf("%q is the number %g and as text %q, %v", r.Text(i), v, plain, e)
				}
				_, _, _ = r.Day(i)
			}
			return nil
		})
		if totals, more := tab.Totals(); err == nil && rows+len(totals)+more != tab.Rows {
			t.Fatalf("%d rows of %d", rows, tab.Rows)
		}
	})
}

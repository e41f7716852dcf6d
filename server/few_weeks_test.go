package server

import (
	"database/sql"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"olist/store"
	"olist/store/ingest"
	"olist/store/testplace"
	"olist/week"
)

// appOf is the application over so many weeks of sales of these categories.
func appOf(t *testing.T, weeks int, categories ...string) *app {
	t.Helper()
	file := "week,category,state,revenue\n"
	for w := range weeks {
		for i, c := range categories {
			file += fmt.Sprintf("%s,\"%s\",SP,%d\n", week.Week(2400+w), strings.ReplaceAll(c, `"`, `""`), 10_000+500*(w%5)+1000*i)
		}
	}
	return appWith(t, file)
}

// appWith is the application over a weekly file instead of the sample's sales.
func appWith(t *testing.T, file string, drivers ...string) *app {
	t.Helper()
	path := shippedCopy(t)
	raw, err := sql.Open("sqlite3", path)
	must(t, err)
	_, err = raw.ExecContext(t.Context(), `UPDATE imports SET state = 'undone', undone_at = 1, undone_by = 'a test'`)
	must(t, errors.Join(err, raw.Close()))
	st, err := store.Open(t.Context(), path, store.Options{})
	must(t, err)
	b, report, err := ingest.ReadWeekly(t.Context(), "few.csv", strings.NewReader(file), ingest.Options{Drivers: drivers})
	must(t, errors.Join(err, report.Err()))
	_, _, err = st.Import(t.Context(), store.NewImport{Kind: "weekly", Source: "few.csv", Actor: "ana", Batch: b, Report: report})
	must(t, errors.Join(err, st.Close()))
	return newAppAt(t, path, store.Options{})
}

// A young shop is measured on as many weeks as there are to measure on; where
// there is none, every page says so instead of promising it.
func TestFewWeeksAreMeasured(t *testing.T) {
	testplace.OnFile(t)
	asManyWindowsAsUsual(t)
	for weeks, windows := range map[int]int{9: 1, 12: 4, 33: 25} {
		a := appOf(t, weeks, "tea", "coffee")
		a.until("the evaluation", func() bool { live, err := a.training.Live(); return err == nil && live.Report != nil })
		if live, _ := a.training.Live(); live.Report.Windows != windows {
			t.Errorf("%d weeks are measured on %d windows, want %d", weeks, live.Report.Windows, windows)
		}
		for _, path := range []string{"/", "/accuracy", "/accuracy.csv", "/api/v1/backtest"} {
			if resp, body := a.ask("GET", path, "", "Accept", "text/html"); resp.StatusCode != http.StatusOK || strings.Contains(body, ":NaN") || strings.Contains(body, ">NaN") || strings.Contains(body, ",NaN") {
				t.Errorf("%d weeks: %s answers %d: %s", weeks, path, resp.StatusCode, body)
			}
		}
	}
}

func TestTooFewWeeksToMeasure(t *testing.T) {
	testplace.OnFile(t)
	a := appOf(t, 8, "tea", "coffee")
	for path, says := range map[string]string{
		"/": "too few weeks to measure (8 of 9 needed)", "/accuracy": "Too few weeks to measure (8 of 9 needed).",
		"/api/v1/backtest": "There are too few weeks to measure: 8 of the 9 that it needs.",
		"/models":          ">live<",
	} {
		_, body := a.ask("GET", path, "", "Accept", "text/html")
		if !strings.Contains(body, says) || strings.Contains(body, "in a moment") || strings.Contains(body, "being measured") || strings.Contains(body, "backtest failed") {
			t.Errorf("%s lacks %q, or promises: %s", path, says, body)
		}
	}
	_, body := a.ask("GET", "/accuracy", "", "Accept", "text/html", "Accept-Language", "pt-BR")
	if !strings.Contains(body, "Semanas de menos para medir (8 de 9 necessárias).") {
		t.Error(body)
	}
	if p := a.training.Pending(a.shipped); p.Failed {
		t.Error("the measurement was tried and failed")
	}
}

// Names begin and end in any letter: no page cuts one.
func TestPagesAreUTF8WithAnyNames(t *testing.T) {
	testplace.OnFile(t)
	long := strings.Repeat("é", 49)
	names := []string{"éclair", "ßtoff", "яблоко", "日本茶", "𝒳tra", "🍵 tea", "ñandú_cru", "x" + long, long}
	a := appOf(t, 12, names...)
	paths := []string{"/", "/segments", "/segments?q=é", "/segments.csv", "/accuracy", "/data", "/data/imports", "/data/imports/2", "/events", "/changes", "/needs", "/needs/replay", "/watch", "/scenarios", "/models", "/compare?segment=total",
		"/forecast.csv?horizon=2", "/api/v1/series", "/api/v1/forecast"}
	for _, n := range names {
		paths = append(paths, "/?segment="+url.QueryEscape("category:"+n), "/compare?segment=total&segment="+url.QueryEscape("category:"+n))
	}
	for _, path := range paths {
		for _, language := range []string{"en", "pt-BR"} {
			resp, body := a.ask("GET", path, "", "Accept", "text/html", "Accept-Language", language)
			if !utf8.ValidString(body) || strings.ContainsRune(body, utf8.RuneError) || resp.StatusCode == http.StatusInternalServerError {
				t.Errorf("%s in %s: %d, broken letters: %t", path, language, resp.StatusCode, !utf8.ValidString(body))
			}
		}
	}
}

// A file's name is bounded and text, since it is kept and shown.
func TestNamesOfUploads(t *testing.T) {
	testplace.OnFile(t)
	a := newIdleApp(t)
	const csv = "week,revenue\n2018-09-10,5\n"
	for _, c := range []struct {
		name   string
		status int
	}{{strings.Repeat("é", 255), http.StatusOK}, {strings.Repeat("é", 256), http.StatusUnprocessableEntity}, {strings.Repeat("x", 3000), http.StatusUnprocessableEntity}, {"a\xffb.csv", http.StatusOK}} {
		resp, body := a.ask("POST", "/api/v1/imports?name="+url.QueryEscape(c.name), csv, "Content-Type", "text/csv")
		if resp.StatusCode != c.status {
			t.Errorf("a name of %d bytes answers %d: %s", len(c.name), resp.StatusCode, body)
		}
		if resp.StatusCode != http.StatusOK && !strings.Contains(body, "at most 255 letters") {
			t.Error(body)
		}
	}
	if body := a.page("/data/imports"); !utf8.ValidString(body) {
		t.Error("a page has broken letters")
	}
}

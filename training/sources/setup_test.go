package sources

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"olist/message"
	"olist/secret"
	"olist/source"
	"olist/store"
	"olist/store/ingest"
	"olist/store/testplace"
	"olist/training/automation"
	"olist/training/jobs"
)

// shop is a database with 30 weeks of two categories in force, and the service
// on it, by a clock of its own.
type shop struct {
	t       *testing.T
	now     time.Time
	store   *store.Store
	queue   *jobs.Queue
	s       *Service
	dir     string
	applied int
}

var monday = time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)

// file is a weekly CSV of so many weeks of the shop; cents gives each row's.
func file(weeks int, cents func(week int, category string) int) string {
	var b strings.Builder
	b.WriteString("week,category,revenue\n")
	for w := range weeks {
		for _, c := range []string{"shoes", "socks"} {
			n := cents(w, c)
			fmt.Fprintf(&b, "%s,%s,%d.%02d\n", monday.AddDate(0, 0, 7*w).Format(time.DateOnly), c, n/100, n%100)
		}
	}
	return b.String()
}

// cut is a file of 31 weeks that lost the first 19 of them.
func cut() string {
	lines := strings.SplitAfter(file(31, usual), "\n")
	return lines[0] + strings.Join(lines[1+2*19:], "")
}

func usual(w int, _ string) int { return 100_000 + 1_000*(w%4) }

func newShop(t *testing.T) *shop {
	t.Helper()
	h := &shop{t: t, now: time.Date(2024, 12, 4, 12, 0, 0, 0, time.UTC), dir: t.TempDir()}
	clock := func() time.Time { return h.now }
	var err error
	h.store, err = testplace.Open(t, filepath.Join(h.dir, "olist.db"), store.Options{Clock: clock})
	must(t, err)
	t.Cleanup(func() { must(t, h.store.Close()) })
	log := slog.New(slog.NewTextHandler(t.Output(), nil))
	h.queue = jobs.New(h.store, jobs.Options{Log: log, Owner: "test", Lease: time.Minute, Clock: clock})
	auto := automation.New(h.store, h.queue, nil, automation.Options{Log: log, Clock: clock})
	h.s = New(h.store, h.queue, auto, Options{Log: log, Clock: clock, Room: filepath.Join(h.dir, "source-"), Roots: []string{h.dir},
		Applied: func(context.Context, store.Import) { h.applied++ },
		NewTraining: func(by string, note message.Message) jobs.Request {
			return jobs.Request{Kind: "train", Body: map[string]string{"note": note.String()}, By: by}
		}})
	h.bring(file(30, usual))
	return h
}

// bring puts a file in force by hand.
func (h *shop) bring(text string) {
	h.t.Helper()
	batch, report, err := ingest.ReadWeekly(h.t.Context(), "base.csv", strings.NewReader(text), ingest.Options{})
	must(h.t, err)
	_, _, err = h.store.Import(h.t.Context(), store.NewImport{Kind: "weekly", Source: "base", Actor: "test", Batch: batch, Report: report})
	must(h.t, err)
}

// page is a web server that has the text that it is given.
type page struct {
	mu   sync.Mutex
	text string
	URL  string
	hits int
}

func newPage(t *testing.T, text string) *page {
	p := &page{text: text}
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.hits++
		fmt.Fprint(w, p.text)
	}))
	t.Cleanup(web.Close)
	p.URL = web.URL + "/key-in-path/sales.csv"
	return p
}

func (p *page) set(text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.text = text
}

// add keeps a source of an address with rules.
func (h *shop) add(address string, r Rules) Source {
	h.t.Helper()
	n, err := h.s.Add(h.t.Context(), "ana", Source{Name: "till", Place: source.Spec{Kind: source.KindURL, URL: secret.OfURL(address)}, Rules: r, Schedule: Schedule{Every: automation.EveryDay, Hour: 6}})
	must(h.t, err)
	return n
}

// fetch asks for a fetch by hand, and gives what came of it.
func (h *shop) fetch(id string) store.SourceRun {
	h.t.Helper()
	_, _, err := h.s.Fetch(h.t.Context(), "ana", id)
	must(h.t, err)
	return h.work(id)
}

// work works off the queue's next job.
func (h *shop) work(id string) store.SourceRun {
	h.t.Helper()
	worked, err := h.queue.Next(h.t.Context())
	must(h.t, err)
	if !worked {
		h.t.Fatal("no job waits")
	}
	runs, err := h.s.Runs(h.t.Context(), id, 1)
	must(h.t, err)
	if len(runs) == 0 {
		h.t.Fatal("no run is kept")
	}
	return runs[0]
}

// weeks counts the weeks in force, and gives their sum in cents.
func (h *shop) weeks() (n int, cents int64) {
	h.t.Helper()
	history, err := h.store.History(h.t.Context())
	must(h.t, err)
	for i := range history.Weeks {
		cents += history.Segments[0].Revenue[i]
	}
	return len(history.Weeks), cents
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

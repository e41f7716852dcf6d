package training

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"olist/store"
	"olist/store/ingest"
	"olist/store/testplace"
	"olist/week"
)

// TestMonthsOfDailyRows: past months of a file of days are what its days sold, to the
// cent, also in what came before the program kept that and comes again with more; parts
// make up all sales.
func TestMonthsOfDailyRows(t *testing.T) {
	path := filepath.Join(t.TempDir(), "olist.db")
	r := rand.New(rand.NewPCG(3, 4))
	var file strings.Builder
	file.WriteString("date,category,sales\n")
	sold, tea := map[week.Month]int64{}, map[week.Month]int64{}
	first := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	weeks := func(from, to int) {
		for i := 7 * from; i < 7*to; i++ {
			day := first.AddDate(0, 0, i)
			for _, category := range []string{"tea", "coffee"} {
				cents := int64(5000 + r.IntN(9000)*(1+i%7))
				sold[week.MonthOf(day)] += cents
				if category == "tea" {
					tea[week.MonthOf(day)] += cents
				}
				fmt.Fprintf(&file, "%s,%s,%d.%02d\n", day.Format(time.DateOnly), category, cents/100, cents%100)
			}
		}
	}
	weeks(0, 80)
	bring := func() {
		st := openStore(t, path, time.Now)
		b, report, err := ingest.ReadWeekly(t.Context(), "days.csv", strings.NewReader(file.String()), ingest.Options{})
		must(t, errors.Join(err, report.Err()))
		_, _, err = st.Import(t.Context(), store.NewImport{Kind: "weekly", Source: "days.csv", Actor: "ana", Batch: b, Report: report})
		must(t, err)
	}
	bring()
	raw, err := testplace.Connect(openStore(t, path, time.Now))
	must(t, err)
	_, err = raw.ExecContext(t.Context(), `DELETE FROM daily_sums; DELETE FROM early_sums`)
	must(t, errors.Join(err, raw.Close()))
	if !slices.ContainsFunc(pastMonths(t, openStore(t, path, time.Now)), func(m pastMonth) bool { return m.cents != sold[m.month] }) {
		t.Error("without days each month is what they sold")
	}
	weeks(80, 81)
	bring()
	for _, m := range pastMonths(t, openStore(t, path, time.Now)) {
		if m.cents != sold[m.month] || m.parts != m.cents || m.tea != tea[m.month] {
			t.Errorf("%s has %d, its parts %d, its days sold %d; %d of tea, not %d", m.month, m.cents, m.parts, sold[m.month], m.tea, tea[m.month])
		}
	}
}

type pastMonth struct {
	month             week.Month
	cents, parts, tea int64
}

// pastMonths are those that are known whole.
func pastMonths(t *testing.T, st *store.Store) (out []pastMonth) {
	t.Helper()
	s := newServiceOn(t, st, Options{})
	s.retrained(t, 5)
	live, err := s.Live()
	must(t, err)
	parts, tea := map[week.Month]int64{}, map[week.Month]int64{}
	for _, key := range []string{"category:tea", "category:coffee"} {
		sums, err := live.Periods(key, week.ByMonth, 4, Levels)
		must(t, err)
		for _, p := range sums {
			parts[p.Period.Month] += p.Cents()
			if key == "category:tea" {
				tea[p.Period.Month] = p.Cents()
			}
		}
	}
	sums, err := live.Periods(store.TotalKey, week.ByMonth, 4, Levels)
	must(t, err)
	for _, p := range sums {
		if p.Past() && p.Whole() {
			out = append(out, pastMonth{p.Period.Month, p.Cents(), parts[p.Period.Month], tea[p.Period.Month]})
		}
	}
	if len(out) < 15 {
		t.Fatalf("only %d months", len(out))
	}
	return out
}

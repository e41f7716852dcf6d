package training

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"olist/forecast"
	"olist/shop"
	"olist/store"
	"olist/store/ingest"
	"olist/store/testplace"
	"olist/week"
)

// sale is a row of a file of days.
type sale struct {
	day             time.Time
	category, state string
	cents, items    int64
}

// dayShop is a shop that imports files of days, and every row of them.
type dayShop struct {
	*testing.T
	path, start string
	measure     string
	r           *rand.Rand
	rows        map[int][]sale // by week of the test: those in force
	states      []string
}

// sells makes rows of a week: not every day and cell has one, some come twice, and
// some are of what came back, on some days more than was sold.
func (s *dayShop) sells(w int) (rows []sale) {
	first := s.first().AddDate(0, 0, 7*w)
	for d := range 7 {
		back := s.r.IntN(12) == 0
		for _, category := range []string{"tea", "Coffee", "coffee", "green tea"} {
			for _, state := range s.states {
				for range s.r.IntN(3) {
					row := sale{first.AddDate(0, 0, d), category, state, 4000 + s.r.Int64N(90_000), 1 + s.r.Int64N(20)}
					if back || s.r.IntN(15) == 0 {
						row.cents, row.items = -row.cents/3, -row.items/3
					}
					rows = append(rows, row)
				}
			}
		}
	}
	return rows
}

// first is the day that the first week begins on.
func (s *dayShop) first() time.Time {
	return time.Date(2023, time.January, map[string]int{ingest.WeekMonday: 2, ingest.WeekSunday: 1, ingest.WeekSaturday: 7}[s.start], 0, 0, 0, 0, time.UTC)
}

// bring imports weeks, with spellings joined, and gives the version. Without
// categories the file has none.
func (s *dayShop) bring(from, to int, categories bool) int64 {
	s.Helper()
	var file strings.Builder
	file.WriteString("date,state,sales,units" + map[bool]string{true: ",category"}[categories] + "\n")
	for w := from; w < to; w++ {
		s.rows[w] = s.sells(w)
		for _, row := range s.rows[w] {
			fmt.Fprintf(&file, "%s,%s,%s,%d", row.day.Format(time.DateOnly), row.state, money(row.cents), row.items)
			if categories {
				file.WriteString("," + row.category)
			}
			file.WriteString("\n")
		}
	}
	return s.send(file.String())
}

func (s *dayShop) send(file string) int64 {
	s.Helper()
	b, report, err := ingest.ReadWeekly(s.Context(), "days.csv", strings.NewReader(file), ingest.Options{WeekStart: s.start})
	must(s.T, err)
	must(s.T, report.Err())
	imp, _, err := s.open().Import(s.Context(), store.NewImport{Kind: "weekly", Source: "days.csv", Actor: "ana", Batch: b, Report: report, Join: []string{store.JoinAll}})
	must(s.T, err)
	if imp.Version == 0 {
		s.Fatal("nothing was imported")
	}
	return imp.Version
}

func (s *dayShop) open() *store.Store { return openStore(s.T, s.path, time.Now) }

func money(cents int64) string {
	if cents < 0 {
		return "-" + money(-cents)
	}
	return fmt.Sprintf("%d.%02d", cents/100, cents%100)
}

// want adds up the rows of a month and segment, up to the last week known.
func (s *dayShop) want(until time.Time) map[string]map[week.Month]int64 {
	sums := map[string]map[week.Month]int64{}
	for _, w := range slices.Sorted(maps.Keys(s.rows)) {
		for _, row := range s.rows[w] {
			if row.day.After(until) {
				continue
			}
			category, state, sold := strings.ToLower(row.category), row.state, row.cents
			if state == "" {
				state = ingest.NoState
			}
			if s.measure == shop.Units {
				sold = 100 * row.items
			}
			for _, key := range []string{store.TotalKey, store.CategoryKey(category), store.StateKey(state)} {
				if sums[key] == nil {
					sums[key] = map[week.Month]int64{}
				}
				sums[key][week.MonthOf(row.day)] += sold
			}
		}
	}
	return sums
}

// months are what segments sold by month as pages have it.
func (s *dayShop) months() (got map[string]map[week.Month]int64, until time.Time) {
	s.Helper()
	h, err := s.open().History(s.Context())
	must(s.T, err)
	d := NewData(h)
	l := &Live{Data: d, forecasts: map[string]forecast.Forecast{}}
	for _, seg := range d.Segments {
		l.forecasts[seg.Key] = forecast.Forecast{Points: make([]forecast.Point, 8)} // of nothing
	}
	book := l.newBook()
	got = map[string]map[week.Month]int64{}
	for i, seg := range d.Segments {
		got[seg.Key] = map[week.Month]int64{}
		left := int64(0)
		for _, m := range book.Of(i, week.ByMonth, forecast.Forecast{}, 8) {
			got[seg.Key][m.Period.Month] = m.Sold
			left += m.Sold
		}
		for w, sold := range seg.Revenue {
			if h.Weeks[w].Week <= d.To {
				left -= sold
			}
		}
		if left != 0 {
			s.Errorf("%s: months are %d off their weeks", seg.Key, left)
		}
	}
	return got, d.To.Last()
}

// exact compares every segment that is among levels with its rows, and parts with the
// total.
func (s *dayShop) exact(when string, levels ...string) {
	s.Helper()
	got, until := s.months()
	want := s.want(until)
	parts := map[string]map[week.Month]int64{store.CategoryPrefix: {}, store.StatePrefix: {}}
	s.healthy(when)
	looked := 0
	for key, months := range got {
		for level, sums := range parts {
			for m, sold := range months {
				if strings.HasPrefix(key, level) {
					sums[m] += sold
				}
			}
		}
		for m, sold := range months {
			if sold < -4*s.size(m) || sold > 4*s.size(m) {
				s.Errorf("%s: %s has %d in %s", when, key, sold, m)
			}
		}
		if !slices.ContainsFunc(levels, func(level string) bool { return strings.HasPrefix(key, level) }) {
			continue
		}
		for m, sold := range months {
			named := key
			if strings.HasPrefix(key, store.CategoryPrefix) {
				named = strings.ToLower(key)
			}
			if looked++; sold != want[named][m] {
				s.Errorf("%s: %s sold %d in %s, its rows %d", when, key, sold, m, want[named][m])
			}
		}
	}
	for level, sums := range parts {
		for m, sold := range got[store.TotalKey] {
			if sums[m] != sold {
				s.Errorf("%s: in %s all of %s sold %d, the total %d", when, m, level, sums[m], sold)
			}
		}
	}
	if looked < 12*len(levels) {
		s.Errorf("%s: only %d months were looked at", when, looked)
	}
}

// size is what the rows of a month come to, whatever their sign.
func (s *dayShop) size(m week.Month) (all int64) {
	for _, rows := range s.rows {
		for _, row := range rows {
			if sold := map[string]int64{shop.Revenue: row.cents, shop.Units: 100 * row.items}[s.measure]; week.MonthOf(row.day) == m {
				all += max(sold, -sold)
			}
		}
	}
	return all
}

// healthy checks that the doctor finds nothing about the sales.
func (s *dayShop) healthy(when string) {
	s.Helper()
	for _, c := range s.open().Doctor(s.Context()) {
		if c.Name == "aggregates" && c.Problem != "" {
			s.Errorf("%s: %s", when, c.Problem)
		}
	}
}

// known checks of which segments the days of weeks that straddle months are known.
func (s *dayShop) known(when string, from, to int, levels ...string) {
	s.Helper()
	h, err := s.open().History(s.Context())
	must(s.T, err)
	for _, seg := range h.Segments {
		want := slices.ContainsFunc(levels, func(level string) bool { return strings.HasPrefix(seg.Key, level) })
		for i := from; i < to; i++ {
			got := seg.Early != nil && seg.Early[i] != store.EarlyUnknown
			if got != (want && h.Weeks[i].Week.Turn() < 7) {
				s.Errorf("%s: that the days of %s are known of %s is %v", when, h.Weeks[i].Week, seg.Key, got)
			}
		}
	}
}

func (s *dayShop) execute(query string) {
	s.Helper()
	raw, err := testplace.Connect(openStore(s.T, s.path, time.Now))
	must(s.T, err)
	_, err = raw.ExecContext(s.Context(), query)
	must(s.T, errors.Join(err, raw.Close()))
}

// TestPastMonthsAreTheirRows: what a segment sold in a past month is the sum of its rows
// of that month, to the cent, whatever day weeks begin on and whatever is measured: with
// refunds, categories in two spellings, weeks that are replaced, taken back and brought
// again, and after what is measured changes.
func TestPastMonthsAreTheirRows(t *testing.T) {
	for _, start := range ingest.Starts {
		for _, measure := range []string{shop.Revenue, shop.Units} {
			t.Run(start+", "+measure, func(t *testing.T) {
				s := &dayShop{T: t, path: filepath.Join(t.TempDir(), "olist.db"), start: start, measure: measure, r: rand.New(rand.NewPCG(7, uint64(len(start+measure)))), rows: map[int][]sale{}, states: []string{"SP", "RJ", "BA"}}
				s.runs()
			})
		}
	}
}

func (s *dayShop) profile() {
	s.Helper()
	p := shop.Olist()
	p.Name, p.Measure = "Tea", s.measure
	must(s.T, p.Start.UnmarshalText([]byte(s.start)))
	must(s.T, s.open().PutShop(s.Context(), "ana", p))
}

func (s *dayShop) runs() {
	every := []string{store.TotalKey, store.CategoryPrefix, store.StatePrefix}
	s.profile()
	s.bring(0, 60, true)
	s.exact("imported", every...)
	s.known("imported", 0, 60, every...)
	before := maps.Clone(s.rows)
	second := s.bring(30, 70, true)
	s.exact("replaced in part", every...)
	after := maps.Clone(s.rows)
	_, err := s.open().UndoImport(s.Context(), "ana", second)
	must(s.T, err)
	s.rows = before
	s.exact("undone", every...)
	_, err = s.open().ApplyImport(s.Context(), "ana", second)
	must(s.T, err)
	s.rows = after
	s.exact("brought back", every...)
	was := s.measure
	s.measure = map[string]string{shop.Revenue: shop.Units, shop.Units: shop.Revenue}[was]
	s.profile()
	s.exact("measured otherwise", every...)
	s.measure = was
	s.profile()
	s.exact("measured as before", every...)
	s.bring(70, 80, false)
	s.exact("without categories", store.TotalKey, store.StatePrefix)
	s.known("without categories", 70, 80, store.TotalKey, store.StatePrefix)
	s.states[2] = ""
	s.bring(80, 90, false)
	s.exact("without some states", store.TotalKey)
	s.known("without some states", 80, 90, store.TotalKey)
	s.execute(`DELETE FROM early_sums`)
	s.exact("as an update finds it", store.TotalKey)
	s.known("as an update finds it", 0, 90, store.TotalKey)
	s.measure = map[string]string{shop.Revenue: shop.Units, shop.Units: shop.Revenue}[was]
	s.profile()
	s.exact("measured otherwise after an update")
	s.known("measured otherwise after an update", 0, 70)
	s.measure = was
	s.profile()
	s.execute(`DELETE FROM daily_sums`)
	s.exact("without any days")
}

package ingest_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"olist/store/ingest"
	"olist/week"
)

// daysFile makes a file of days and what its rows sold before the month turned, of weeks
// that straddle two: names are spelled in several ways, rows that add up all others stand
// among them where sums is, and some days bring more back than they sell.
func daysFile(r *rand.Rand, first time.Weekday, sums bool) (string, map[place]ingest.Early) {
	want, straddle := map[place]ingest.Early{}, map[week.Week]bool{}
	rows := []string{"date,category,state,sales,units"}
	begin := time.Date(2023, time.January, 1+r.IntN(28), 0, 0, 0, 0, time.UTC)
	for d := range 7 * 20 {
		day := begin.AddDate(0, 0, d)
		w, all := week.OfFirst(day, first), [2]int64{}
		if w.Last().Month() != w.First().Month() {
			straddle[w] = true
		}
		sum := len(rows)
		if sums {
			rows = append(rows, "")
		}
		for _, category := range []string{"tea", " tea", "coffee"} {
			for _, state := range []string{"SP", "sp", "RJ"} {
				cents, items := r.Int64N(100_000)-5_000, r.Int64N(30)-2
				all[0], all[1] = all[0]+cents, all[1]+items
				rows = append(rows, fmt.Sprintf("%s,%s,%s,%.2f,%d", day.Format(time.DateOnly), category, state, float64(cents)/100, items))
				for _, key := range []string{"total", "category:" + strings.TrimSpace(category), "state:" + strings.ToUpper(state)} {
					if straddle[w] {
						at := place{w.String(), key}
						e := want[at]
						e.Segment = key
						if day.Month() == w.First().Month() {
							e.Cents, e.Items = e.Cents+cents, e.Items+100*items
						}
						want[at] = e
					}
				}
			}
		}
		if sums {
			rows[sum] = fmt.Sprintf("%s,Total,SP,%.2f,%d", day.Format(time.DateOnly), float64(all[0])/100, all[1])
		}
	}
	for at, e := range want {
		if at.Segment != "total" && e.Cents == 0 && e.Items == 0 {
			delete(want, at)
		}
	}
	return strings.Join(rows, "\n") + "\n", want
}

// TestDaysBeforeTheMonthTurns: files of days tell what each segment sold of a week before
// the month turned; rows that are sums of others are none of it.
func TestDaysBeforeTheMonthTurns(t *testing.T) {
	starts := map[string]time.Weekday{ingest.WeekMonday: time.Monday, ingest.WeekSunday: time.Sunday, ingest.WeekSaturday: time.Saturday}
	for seed := range uint64(40) {
		for start, first := range starts {
			file, want := daysFile(rand.New(rand.NewPCG(seed, 2)), first, seed%2 == 0)
			b, report, err := ingest.ReadWeekly(t.Context(), "d.csv", strings.NewReader(file), ingest.Options{WeekStart: start})
			if err != nil || report.Err() != nil {
				t.Fatal(err, report.Err())
			}
			if diff := cmp.Diff(want, earlyOf(b)); diff != "" || len(want) < 8 {
				t.Fatalf("seed %d, weeks from %s: %s", seed, start, diff)
			}
			b.Respell([]string{"Sp", "RJ"})
			for _, w := range b.Weeks {
				for _, e := range w.Early {
					if e.Segment == "state:SP" || e.Segment == "state:sp" {
						t.Fatalf("%s stays as the file spells it", e.Segment)
					}
				}
			}
		}
	}
}

// TestWeeksTellNoDays: rows of weeks tell nothing of the days before the month turned,
// and weeks of one month need none.
func TestWeeksTellNoDays(t *testing.T) {
	for name, c := range map[string]struct {
		file  string
		weeks int
	}{
		"weeks":        {dated("week,category,sales", "2023-01-02", 7, 9, "2006-01-02", "$,tea,5"), 9},
		"in one month": {dated("date,category,sales", "2023-01-02", 1, 28, "2006-01-02", "$,tea,5"), 4},
	} {
		b, _, err := ingest.ReadWeekly(t.Context(), "w.csv", strings.NewReader(c.file), ingest.Options{})
		if err != nil || len(b.Weeks) != c.weeks || len(earlyOf(b)) > 0 {
			t.Errorf("%s: %v: %v", name, err, earlyOf(b))
		}
	}
}

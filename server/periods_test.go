package server

import (
	"encoding/csv"
	"encoding/json"
	"math"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"testing"

	"olist/forecast"
	"olist/shop"
	"olist/views/text"
	"olist/views/ui"
	"olist/week"
)

// periodOf is a month or quarter of the API.
type periodOf struct {
	Period, From, To         string
	Sold, Expected, Estimate json.Number
	Missing                  int    `json:"days_missing"`
	Past                     int    `json:"days_past"`
	Bands                    []band `json:"bands"`
}

// byPeriod is what GET /api/v1/forecast?period= answers.
type byPeriod struct {
	Split   string
	Shared  int `json:"shared_weeks"`
	Periods []periodOf
	Total   struct {
		Estimate json.Number
		Bands    []band
	}
}

func (a *app) byPeriod(query string) (p byPeriod) {
	a.t.Helper()
	_, body := a.ask("GET", "/api/v1/forecast?"+query, "")
	must(a.t, json.Unmarshal([]byte(body), &p))
	return p
}

// TestMonthsMakeTheSales: months of every segment make its weeks, and quarters its
// months, to the cent; categories make all sales in each month.
func TestMonthsMakeTheSales(t *testing.T) {
	a := newApp(t)
	live, err := a.training.Live()
	must(t, err)
	known := 0
	for i, w := range live.Data.Weeks {
		if w.Week <= live.Data.To {
			known = i + 1
		}
	}
	parts := map[string]int64{}
	for _, seg := range live.Data.Segments {
		months, err := live.Periods(seg.Key, week.ByMonth, 52, nil)
		must(t, err)
		sum := int64(0)
		for _, m := range months {
			sum += m.Sold
			if seg.Key == "total" || strings.HasPrefix(seg.Key, "category:") {
				sign := int64(1)
				if seg.Key == "total" {
					sign = -1
				}
				parts[m.Period.String()] += sign * m.Cents()
			}
		}
		if sold := sumOf(seg.Revenue[:known]); sum != sold {
			t.Errorf("%s: months come to %d, weeks to %d", seg.Key, sum, sold)
		}
	}
	for month, left := range parts {
		if left != 0 {
			t.Errorf("%s: categories miss %d cents of all sales", month, left)
		}
	}
}

func sumOf(cents []int64) (sum int64) {
	for _, v := range cents {
		sum += v
	}
	return sum
}

// TestSharedWeeksAreTold: page and API say how many weeks between two months came without
// days of the segment, and nothing where all have them.
func TestSharedWeeksAreTold(t *testing.T) {
	a := newApp(t)
	said := func(segment string) (int, bool) {
		_, page := a.ask("GET", "/?period=month&segment="+segment, "", "Accept-Language", "en")
		return a.byPeriod("period=month&segment=" + segment).Shared, strings.Contains(page, "1 past week came without days of its own")
	}
	for _, segment := range []string{"total", "state:SP"} {
		if n, told := said(segment); n != 0 || told {
			t.Errorf("%s: %d weeks are shared, told %v", segment, n, told)
		}
	}
	a.imports("week.csv", "week,revenue\n2018-07-30,251000.50\n")
	a.press("/data/imports/2/apply", "")
	for _, segment := range []string{"total", "state:SP"} {
		if n, told := said(segment); n != 1 || !told {
			t.Errorf("%s: %d weeks are shared, told %v", segment, n, told)
		}
	}
}

// TestForecastByPeriod: page, files and API say the same of the month that is partly
// past and of those to come; by week nothing is other than without period.
func TestForecastByPeriod(t *testing.T) {
	a := newApp(t)
	months, quarters := a.byPeriod("period=month"), a.byPeriod("period=quarter")
	if months.Split != "orders_by_day" {
		t.Errorf("weeks are divided by %s", months.Split)
	}
	i := slices.IndexFunc(months.Periods, func(p periodOf) bool { return p.Period == "2018-08" })
	august := months.Periods[i]
	if august.Past != 19 || august.Missing != 0 || len(august.Bands) != 2 || len(months.Periods[i-1].Bands) != 0 || len(months.Periods) != i+4 {
		t.Fatalf("August is %+v of %d months", august, len(months.Periods))
	}
	cents := func(n json.Number) int64 { v, err := n.Float64(); must(t, err); return int64(math.Round(100 * v)) }
	if cents(august.Sold)+cents(august.Expected) != cents(august.Estimate) {
		t.Errorf("%s and %s make %s", august.Sold, august.Expected, august.Estimate)
	}
	third := quarters.Periods[len(quarters.Periods)-2]
	if third.Period != "2018-Q3" || cents(third.Estimate) != cents(months.Periods[i-1].Estimate)+cents(august.Estimate)+cents(months.Periods[i+1].Estimate) {
		t.Errorf("the quarter %+v is not its months", third)
	}
	l := text.English
	_, page := a.ask("GET", "/?period=month", "", "Accept-Language", "en")
	for _, said := range []string{l.For(shop.Olist()).MoneyShort(cents(august.Estimate)), l.T(text.PeriodPartly, 19, 31), "Nov" + "\u00a0" + "2018"} {
		if !strings.Contains(page, said) {
			t.Errorf("the page does not say %q", said)
		}
	}
	_, file := a.ask("GET", "/forecast.csv?period=month", "", "Accept-Language", "en")
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(file, "\ufeff"))).ReadAll()
	must(t, err)
	if row := rows[i+1]; row[1] != "2018-08" || row[4] != august.Sold.String() || row[6] != august.Estimate.String() {
		t.Errorf("the file has %v, the API %+v", row, august)
	}
	for _, path := range []string{"/api/v1/forecast", "/forecast.csv", "/forecast.tsv"} {
		_, plain := a.ask("GET", path, "")
		if _, byWeek := a.ask("GET", path+"?period=week", ""); byWeek != plain {
			t.Errorf("%s by week is not what it is without period", path)
		}
	}
	if resp, body := a.ask("GET", "/api/v1/forecast?period=decade", ""); resp.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(body, "period_wrong") {
		t.Errorf("period=decade: %d %s", resp.StatusCode, body)
	}
	if resp, _ := a.ask("GET", "/?period=decade", ""); resp.StatusCode != http.StatusOK {
		t.Errorf("the page by decades: %d", resp.StatusCode)
	}
}

// TestATargetForEveryMonth is held against each, and kept for the team.
func TestATargetForEveryMonth(t *testing.T) {
	a := newApp(t)
	l := text.English.For(shop.Olist())
	_, page := a.ask("GET", "/?period=month&goal=1000000&per=month", "", "Accept-Language", "en")
	for _, said := range []string{l.T(text.GoalTitleMonth, l.MoneyShort(100_000_000)), l.T(text.ColumnChance), "of 4 months"} {
		if !strings.Contains(page, said) {
			t.Errorf("the page does not say %q", said)
		}
	}
	form := strings.NewReader("segment=total&horizon=12&goal=2900000&per=quarter&period=quarter")
	if resp, body := a.do("POST", "/targets", form, "Content-Type", "application/x-www-form-urlencoded"); resp.StatusCode >= 400 {
		t.Fatalf("the target is not kept: %d %s", resp.StatusCode, body)
	}
	for _, path := range []string{"/?period=quarter", "/", "/?horizon=3"} {
		if _, page := a.ask("GET", path, "", "Accept-Language", "en"); !strings.Contains(page, l.T(text.GoalTitleQuarter, l.MoneyShort(290_000_000))) {
			t.Errorf("%s does not have the team's target", path)
		}
	}
}

// TestReachesAsPagesSay: the engine's probability to reach an amount is what pages
// read off the same ranges.
func TestReachesAsPagesSay(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	for range 1000 {
		v := float64(r.IntN(1000))
		a, b, c, d := float64(r.IntN(50)), float64(r.IntN(50)), float64(r.IntN(50)), float64(r.IntN(50))
		p := forecast.Point{Value: v, Bands: []forecast.Band{{Level: 80, Lower: v - a, Upper: v + b}, {Level: 95, Lower: v - a - c, Upper: v + b + d}}}
		goal := v + float64(r.IntN(200)-100)
		if got, want := p.Reaches(goal), rangeOf(p).Chance(cents(goal)); math.Abs(got-want) > 1e-6 {
			t.Fatalf("%+v reaches %v with %v, pages say %v", p, goal, got, want)
		}
	}
	if got := (forecast.Point{Value: 5}).Reaches(1); !math.IsNaN(got) || !math.IsNaN(ui.Range{Unsure: true}.Chance(1)) {
		t.Errorf("without bands the chance is %v", got)
	}
}

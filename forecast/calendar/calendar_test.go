package calendar

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"olist/forecast"
	"olist/week"
)

func TestCalendar(t *testing.T) {
	from, to := week.Of(date(2017, time.January, 2)), week.Of(date(2018, time.December, 31))
	at := map[string]bool{}
	for _, e := range For("BR", from, to) {
		at[e.Name+" "+e.Week.String()] = true
	}
	for _, want := range []string{"Black Friday 2017-11-20", "Black Friday 2018-11-19", "Mother's Day 2017-05-08", "Mother's Day 2018-05-07",
		"Father's Day 2018-08-06", "Valentine's Day 2017-06-12", "Children's Day 2017-10-09", "Carnaval 2018-02-12", "Christmas 2017-12-25"} {
		if !at[want] {
			t.Errorf("%s is missing", want)
		}
	}
}

// Databases hold what people said of these names in these weeks.
func TestBrazilStays(t *testing.T) {
	var got []string
	for _, e := range For("BR", week.Of(date(2018, time.January, 1)), week.Of(date(2018, time.December, 31))) {
		got = append(got, e.Week.String()[5:]+" "+e.Name+" "+e.Kind)
	}
	want := []string{"01-01 Ano Novo holiday", "02-12 Carnaval holiday", "03-26 Sexta-feira Santa holiday", "04-16 Tiradentes holiday",
		"04-30 Dia do Trabalhador holiday", "05-07 Mother's Day retail", "05-28 Corpus Christi holiday", "06-11 Valentine's Day retail",
		"08-06 Father's Day retail", "09-03 Independência do Brasil holiday", "10-08 Children's Day retail", "10-08 Nossa Senhora Aparecida holiday",
		"10-29 Finados holiday", "11-12 Proclamação da República holiday", "11-19 Black Friday retail", "12-24 Christmas retail", "12-31 Ano Novo holiday"}
	if !slices.Equal(got, want) {
		t.Errorf("Brazil's 2018 is\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestHolidays holds the rules against dates that others found, whose sources
// the file names.
func TestHolidays(t *testing.T) {
	text, err := os.ReadFile("testdata/holidays.txt")
	if err != nil {
		t.Fatal(err)
	}
	years := map[string]int{}
	for line := range strings.Lines(string(text)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Fields(line)
		year, err := strconv.Atoi(f[1])
		if err != nil {
			t.Fatal(err)
		}
		years[f[0]]++
		var got []string
		for y := year - 1; y <= year+1; y++ {
			for _, r := range holidays[f[0]] {
				if day := r.observed(y); day.Year() == year && !slices.Contains(got, day.Format("0102")) {
					got = append(got, day.Format("0102"))
				}
			}
		}
		slices.Sort(got)
		if want := f[2:]; !slices.Equal(got, want) {
			t.Errorf("%s %d:\n got %s\nwant %s", f[0], year, got, want)
		}
	}
	if len(years) < 30 {
		t.Errorf("%d countries are in the file", len(years))
	}
	for country, n := range years {
		if n != 10 {
			t.Errorf("%s has %d years", country, n)
		}
	}
}

// TestRetail holds the rules of retail events against dates by hand.
func TestRetail(t *testing.T) {
	for _, c := range []struct{ country, name, dates string }{
		{"DE", "Mother's Day", "2023-05-14 2024-05-12"},
		{"DE", "Father's Day", "2023-05-18 2024-05-09"}, // Ascension Day
		{"GB", "Mother's Day", "2023-03-19 2024-03-10"}, // Laetare
		{"FR", "Mother's Day", "2023-06-04 2024-05-26"}, // 28 May 2023 was Whit Sunday
		{"ES", "Mother's Day", "2023-05-07 2024-05-05"}, //
		{"PT", "Father's Day", "2023-03-19 2024-03-19"}, //
		{"SE", "Mother's Day", "2023-05-28 2024-05-26"}, //
		{"NO", "Mother's Day", "2023-02-12 2024-02-11"}, //
		{"PL", "Mother's Day", "2023-05-26 2024-05-26"}, //
		{"AU", "Father's Day", "2023-09-03 2024-09-01"}, //
		{"US", "Black Friday", "2023-11-24 2024-11-29"}, //
		{"US", "Cyber Monday", "2023-11-27 2024-12-02"}, //
		{"DE", "Singles' Day", "2023-11-11 2024-11-11"}, //
		{"IT", "Easter shopping", "2023-04-08 2024-03-30"},
		{"GR", "Easter shopping", "2023-04-15 2024-05-04"}, // Orthodox
		{"CO", "Amor y Amistad", "2023-09-16 2024-09-21"},
		{"BR", "Valentine's Day", "2023-06-12 2024-06-12"},
	} {
		var got []string
		for year := 2023; year <= 2024; year++ {
			for _, r := range retail[c.country] {
				if r.name == c.name {
					got = append(got, r.observed(year).Format(time.DateOnly))
				}
			}
		}
		if strings.Join(got, " ") != c.dates {
			t.Errorf("%s in %s is on %s, want %s", c.name, c.country, got, c.dates)
		}
	}
}

func TestOrthodoxEaster(t *testing.T) {
	for year, want := range map[int]string{2016: "05-01", 2017: "04-16", 2019: "04-28", 2021: "05-02", 2024: "05-05", 2025: "04-20"} {
		if got := orthodoxEaster(year).Format("01-02"); got != want {
			t.Errorf("Orthodox Easter %d is on %s, want %s", year, got, want)
		}
	}
}

// Every country has what makes up a calendar, in order and once; others have
// nothing.
func TestCountries(t *testing.T) {
	from, to := week.Of(date(2023, time.January, 2)), week.Of(date(2023, time.December, 25))
	if n := len(Countries()); n < 30 || !slices.IsSorted(Countries()) {
		t.Errorf("%d countries, sorted: %v", n, Countries())
	}
	for _, country := range Countries() {
		all, kinds := For(country, from, to), map[string]int{}
		for i, e := range all {
			kinds[e.Kind]++
			if e.Week < from || e.Week > to {
				t.Errorf("%s: %s is outside, in %s", country, e.Name, e.Week)
			}
			if i > 0 && (all[i-1].Week > e.Week || all[i-1].Week == e.Week && all[i-1].Name >= e.Name) {
				t.Errorf("%s: %s stands after %s", country, e.Name, all[i-1].Name)
			}
		}
		if kinds[forecast.KindHoliday] < 6 || kinds[forecast.KindRetail] < 6 {
			t.Errorf("%s has %v", country, kinds)
		}
	}
	for _, country := range []string{"", "XX", "de"} {
		if got := For(country, from, to); got != nil {
			t.Errorf("%q has %v", country, got)
		}
	}
}

// New Year's Day of 2022 was a Saturday: in the United States its free day was
// in the year before, in the United Kingdom in the week after.
func TestSubstituteInAnotherYear(t *testing.T) {
	from, to := week.Of(date(2021, time.December, 27)), week.Of(date(2022, time.January, 3))
	for country, want := range map[string]string{"US": "2021-12-27", "GB": "2022-01-03", "FR": "2021-12-27"} {
		var got []string
		for _, e := range For(country, from, to) {
			if e.Name == "New Year's Day" {
				got = append(got, e.Week.String())
			}
		}
		if len(got) != 1 || got[0] != want {
			t.Errorf("New Year in %s is in %v, want %s", country, got, want)
		}
	}
}

// Weeks that begin on a Sunday count Mother's Day as their first day, those that
// begin on a Monday as their last.
func TestWeeksOfAnotherFirstDay(t *testing.T) {
	for first, want := range map[time.Weekday]string{time.Monday: "2023-05-08", time.Sunday: "2023-05-14", time.Saturday: "2023-05-13"} {
		from := week.OfFirst(date(2023, time.May, 1), first)
		var got []string
		for _, e := range For("US", from, from+3) {
			if e.Name == "Mother's Day" {
				got = append(got, e.Week.String())
			}
		}
		if len(got) != 1 || got[0] != want {
			t.Errorf("weeks that begin on %s have it in %v, want %s", first, got, want)
		}
	}
}

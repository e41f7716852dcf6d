package segments

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"

	"olist/views/text"
	"olist/views/ui"
	"olist/views/viewtest"
	"olist/week"
)

func TestSegmentsArrange(t *testing.T) {
	for _, c := range []struct {
		what, kind, search, sort string
		down                     bool
		want                     string
	}{
		{"largest first", "", "", "coming", true, "state:SP category:auto category:x state:AC"},
		{"smallest first", "", "", "coming", false, "state:AC category:x category:auto state:SP"},
		{"by growth, the unknown last", "", "", "growth", true, "category:auto state:SP state:AC category:x"},
		{"by growth upwards, the unknown last", "", "", "growth", false, "state:AC state:SP category:auto category:x"},
		{"by error", "", "", "error", false, "state:SP category:auto state:AC category:x"},
		{"by name, the other way", "", "", "name", true, "state:SP state:AC category:x category:auto"},
		{"states", "state", "", "coming", true, "state:SP state:AC"},
		{"searched", "", "  PAULO ", "coming", true, "state:SP"},
		{"searched by key", "category", "auto", "coming", true, "category:auto"},
		{"nothing", "state", "auto", "coming", true, ""},
	} {
		s := sampleSegments(text.English)
		s.Kind, s.Search, s.Sort, s.Down = c.kind, c.search, c.sort, c.down
		s.Arrange()
		var keys []string
		for _, r := range s.Rows {
			keys = append(keys, r.Key)
		}
		if got := strings.Join(keys, " "); got != c.want {
			t.Errorf("%s: %s, want %s", c.what, got, c.want)
		}
	}
}

func TestEveryStateHasItsOwnPlace(t *testing.T) {
	if len(place) != 27 {
		t.Fatalf("%d states have a place, Brazil has 27", len(place))
	}
	taken := map[[2]int]string{}
	for code, at := range place {
		if other, ok := taken[at]; ok {
			t.Errorf("%s and %s stand on each other", code, other)
		}
		taken[at] = code
		if text.English.State(code) == code {
			t.Errorf("%s has no name", code)
		}
	}
}

func sampleSegments(l text.Locale) View {
	return View{Frame: viewtest.Frame(l), Horizon: 2, Sort: "coming", Down: true, Rows: viewtest.SegmentRows()}
}

func byMonth(l text.Locale) View {
	s := sampleSegments(l)
	s.Span = week.ByMonth
	m := week.MonthOf(time.Date(2018, 8, 1, 0, 0, 0, 0, time.UTC))
	for i := range s.Rows {
		for k := range 5 {
			p := ui.Period{Period: s.Span.Of(m).Add(k), Range: ui.Range{Cents: int64(100 * (k + 1))}, Days: 31}
			if k == 0 {
				p.Known = 19
			}
			s.Rows[i].Periods = append(s.Rows[i].Periods, p)
		}
	}
	return s
}

func sampleCompare(l text.Locale) Compare {
	d := viewtest.Forecast(l)
	c := Compare{Frame: d.Frame, Horizon: 4, Segments: d.Segments}
	for _, s := range []ui.Segment{{Key: "total", Name: "All sales"}, {Key: "category:x", Name: viewtest.Hostile}} {
		c.Chosen = append(c.Chosen, Compared{Segment: s, Past: d.Past, Targets: d.Targets, Together: d.Together, Last: 62_000_000})
	}
	return c
}

// pages are the pages, full and empty.
func pages(l text.Locale) map[string]templ.Component {
	return map[string]templ.Component{
		"segments":       Page(sampleSegments(l)),
		"segments, none": Page(View{Frame: viewtest.Frame(l), Horizon: 1, Sort: "name"}),
		"by month":       Page(byMonth(l)),
		"compare":        ComparePage(sampleCompare(l)),
		"compare, none":  ComparePage(Compare{Frame: viewtest.Frame(l), Horizon: 1}),
	}
}

func TestEveryPageKeepsTheRules(t *testing.T) { viewtest.KeepTheRules(t, pages) }

func TestGolden(t *testing.T) {
	en, pt := text.English, text.Portuguese
	viewtest.Golden(t, map[string]templ.Component{
		"segments.en": segmentTable(sampleSegments(en)),
		"map.pt-BR":   stateMap(sampleSegments(pt)),
	})
}

// TestPickedStayPicked: those that the table does not show at the moment are
// taken along, and said.
func TestPickedStayPicked(t *testing.T) {
	s := sampleSegments(text.English)
	s.Picked = []ui.Segment{{Key: "state:SP", Name: "São Paulo (SP)"}, {Key: "state:RR", Name: "Roraima"}, {Key: "state:AP", Name: "Amapá"}}
	page := viewtest.Render(t, Page(s))
	for _, want := range []string{`name="segment" value="state:SP" checked`, `type="hidden" name="segment" value="state:RR"`, "Also chosen to compare: Roraima; Amapá", "two ways to split the same sales"} {
		if !strings.Contains(page, want) {
			t.Errorf("no %q", want)
		}
	}
}

// TestSortedByWhatThereIs: rows can be compared by every column; a sorted column's
// link turns it round.
func TestSortedByWhatThereIs(t *testing.T) {
	for _, key := range SortKeys {
		if sortKeys[key] == nil {
			t.Errorf("nothing compares by %s", key)
		}
	}
	s := sampleSegments(text.English)
	s.Kind, s.Search = ui.KindState, "a&b"
	for key, want := range map[string]string{"coming": "&order=up&q=a%26b&sort=coming", "name": "&order=up&q=a%26b&sort=name", "error": "&q=a%26b&sort=error"} {
		if got := s.sortURL(key); got != "/segments?horizon=2&kind=state"+want {
			t.Errorf("%s: %s", key, got)
		}
	}
	unsold := Compared{Together: ui.Range{Cents: 5}}
	if got := unsold.growth(text.English); got != "–" {
		t.Errorf("growth from nothing is %s", got)
	}
}

// A small state that may have changed by chance is pale, however large its share
// of change; a large one that surely did is strong.
func TestMapIsStrongWhereItIsSure(t *testing.T) {
	coming := func(low, high int64) ui.Range { return ui.Range{Cents: (low + high) / 2, Low: low, High: high} }
	for _, c := range []struct {
		growth float64
		coming ui.Range
		want   string
	}{
		{.60, coming(80, 240), "heat-4"}, {-.40, coming(10, 110), "heat-2"}, {.10, coming(105, 115), "heat-5"},
		{-.10, coming(85, 95), "heat-1"}, {.01, coming(100, 102), "heat-3"}, {math.NaN(), coming(0, 0), "heat-unknown"},
	} {
		if got := (tile{row: ui.SegmentRow{Growth: c.growth, Coming: c.coming, Last: 100}}).heat(); got != c.want {
			t.Errorf("%+v is %s", c, got)
		}
	}
}

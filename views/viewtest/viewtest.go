// Package viewtest is what the tests of pages share: small made-up sales, the
// rules that hold on every page, and the comparison with golden files. It
// imports ui, and only tests import it.
package viewtest

import (
	"bytes"
	"context"
	"flag"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"olist/views/text"
	"olist/views/ui"
	"olist/week"
)

var update = flag.Bool("update", false, "write the golden files anew")

// The samples are made up, small and fixed: 60 complete weeks and two that
// fade out. One name tries to break out of every kind of markup.
const Hostile = `</script><img src=x onerror=alert(1)>"'{b|x}`

// Week is the week of an ISO date that a test writes.
func Week(date string) week.Week {
	w, err := week.Parse(date)
	if err != nil {
		panic(err)
	}
	return w
}

var firstWeek = Week("2017-06-26")

func Frame(l text.Locale) ui.Frame {
	return ui.Frame{
		Text: l, Path: "/", Back: "/?horizon=4&segment=total", MayPlan: true, MayTrain: true, MayAdmin: true, New: true,
		Model: ui.Model{ID: "m7-0a1b2c3d", Name: "#7", Trained: time.Date(2026, 1, 2, 3, 4, 0, 0, time.UTC), FromWeek: firstWeek, UntilWeek: firstWeek + 59},
	}
}

var Time = time.Date(2026, 1, 2, 3, 4, 0, 0, time.UTC)

// Sample is a segment's weeks as the pages' tests show them.
type Sample struct {
	ui.Frame
	Segment  ui.Segment
	Segments []ui.SegmentGroup
	Horizon  int
	Past     []ui.PastWeek
	Targets  []ui.Target
	Together ui.Range
}

// Forecast is all sales of 60 complete weeks, two that fade out, and four ahead.
func Forecast(l text.Locale) Sample {
	s := Sample{
		Frame: Frame(l), Horizon: 4,
		Segment: ui.Segment{Key: "total", Name: "All sales"},
		Segments: []ui.SegmentGroup{
			{Segments: []ui.Segment{{Key: "total", Name: "All sales"}}},
			{Name: "Categories", Segments: []ui.Segment{{Key: "category:x", Name: Hostile}}},
		},
	}
	for i := range 60 {
		s.Past = append(s.Past, ui.PastWeek{Week: firstWeek + week.Week(i), Cents: 10_000_000 + int64(i)*100_000})
	}
	s.Past[21].Event = Hostile
	s.Past[50].Said = &ui.Range{Cents: 15_000_000}
	s.Past = append(s.Past,
		ui.PastWeek{Week: firstWeek + 60, Cents: 5_000_000, Reason: "the data fade out"},
		ui.PastWeek{Week: firstWeek + 61, Cents: 1_000, Reason: "the data fade out"})
	for step := 1; step <= s.Horizon; step++ {
		cents := 16_000_000 + int64(step)*50_000
		s.Targets = append(s.Targets, ui.Target{
			Step: step, Week: firstWeek + week.Week(59+step),
			Range: ui.Range{Cents: cents, Low: cents - 2_000_000, High: cents + 2_500_000, Low95: cents - 4_000_000, High95: cents + 5_000_000},
		})
		s.Together.Cents += cents
	}
	t := &s.Together
	t.Low, t.High, t.Low95, t.High95 = t.Cents-6_000_000, t.Cents+7_000_000, t.Cents-10_000_000, t.Cents+12_000_000
	return s
}

// SegmentRows are two categories and two states.
func SegmentRows() []ui.SegmentRow {
	row := func(key, name, kind, code string, coming int64, growth, err float64) ui.SegmentRow {
		return ui.SegmentRow{
			Segment: ui.Segment{Key: key, Name: name}, Kind: kind, Code: code, Past: []int64{100, 300, 200}, Ahead: []int64{250, 260},
			Coming: ui.Range{Cents: coming, Low: coming / 2, High: 2 * coming}, Last: 2_000_000, Growth: growth, Share: float64(coming) / 1e8, Error: err,
		}
	}
	return []ui.SegmentRow{
		row("category:auto", "Auto", ui.KindCategory, "", 3_000_000, .1, .4),
		row("category:x", Hostile, ui.KindCategory, "", 1_000_000, math.NaN(), math.NaN()),
		row("state:AC", "Acre (AC)", ui.KindState, "AC", 50_000, -.3, .8),
		row("state:SP", "São Paulo (SP)", ui.KindState, "SP", 40_000_000, .01, .2),
	}
}

// Golden holds parts of pages against the files in testdata.
func Golden(t *testing.T, parts map[string]templ.Component) {
	for name, c := range parts {
		t.Run(name, func(t *testing.T) {
			got := strings.ReplaceAll(Render(t, c), "><", ">\n<") + "\n"
			path := filepath.Join("testdata", name+".html")
			if *update {
				if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("differs from %s (-want +got; rewrite with -update):\n%s", path, diff)
			}
		})
	}
}

// KeepTheRules checks what holds on every page, in every language: nothing that
// the content security policy forbids, nothing from another host, no hostile
// name that becomes markup, the ground rules of accessibility, and an end where
// the reader's line ends.
func KeepTheRules(t *testing.T, pages func(text.Locale) map[string]templ.Component) {
	for _, l := range text.Locales {
		for name, page := range pages(l) {
			t.Run(l.Code()+"/"+name, func(t *testing.T) {
				source := Render(t, page)
				doc, err := html.Parse(strings.NewReader(source))
				if err != nil {
					t.Fatal(err)
				}
				check := &rules{t: t, ids: map[string]bool{}, labels: map[string]bool{}}
				check.walk(doc)
				check.finish()
				if call := leaked.FindString(source); call != "" {
					t.Errorf("the template shows its own code: %s", call)
				}
				if strings.Contains(source, "%!") || strings.Contains(source, "%s") || strings.Contains(source, "NaN") {
					t.Errorf("a number or a format leaked into the page")
				}
				if l == text.English { // an end has no language
					endsWithItsReader(t, page)
				}
			})
		}
	}
}

func Render(t *testing.T, c templ.Component) string {
	t.Helper()
	var b bytes.Buffer
	if err := c.Render(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func Plain(s string) string { return strings.ReplaceAll(s, "\u00a0", " ") }

// leaked is a call that the template took for text.
var leaked = regexp.MustCompile(`@[a-zA-Z.]+\(`)

type rules struct {
	t           *testing.T
	ids, labels map[string]bool
	inputs      []string
	references  []string
	headings    int
}

func (r *rules) walk(n *html.Node) {
	if n.Type == html.ElementNode {
		r.element(n)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		r.walk(c)
	}
}

func (r *rules) element(n *html.Node) {
	attrs := map[string]string{}
	for _, a := range n.Attr {
		attrs[a.Key] = a.Val
		if a.Key == "style" || strings.HasPrefix(a.Key, "on") || strings.HasPrefix(a.Key, "hx-on") {
			r.t.Errorf("<%s> has the attribute %s, which the policy forbids", n.Data, a.Key)
		}
		if (a.Key == "src" || a.Key == "href" || a.Key == "action") && !strings.HasPrefix(a.Val, "/") && !strings.HasPrefix(a.Val, "#") {
			r.t.Errorf("<%s %s=%q> leaves this host", n.Data, a.Key, a.Val)
		}
	}
	switch n.Data {
	case "style", "iframe", "base":
		r.t.Errorf("<%s> is forbidden", n.Data)
	case "img":
		r.t.Error("an image: nothing here makes one, so a name broke out of its text")
	case "script":
		if attrs["src"] == "" && attrs["type"] != "application/json" {
			r.t.Error("an inline script")
		}
		if n.FirstChild != nil {
			r.chart(n.FirstChild.Data)
		}
	case "h1":
		r.headings++
	case "label":
		r.labels[attrs["for"]] = true
	case "input", "select", "textarea":
		if attrs["type"] != "hidden" && attrs["aria-label"] == "" {
			r.inputs = append(r.inputs, attrs["id"])
		}
	}
	if id := attrs["id"]; id != "" {
		if r.ids[id] {
			r.t.Errorf("the id %q is there twice", id)
		}
		r.ids[id] = true
	}
	for _, key := range []string{"aria-labelledby", "aria-describedby"} {
		r.references = append(r.references, strings.Fields(attrs[key])...)
	}
}

// chart checks the data of a chart: a tooltip of HTML would set styles.
func (r *rules) chart(data string) {
	if strings.Contains(data, "function") || strings.Count(data, `"tooltip":`) != strings.Count(data, `"renderMode":"richText"`) {
		r.t.Errorf("a chart that the policy forbids: %.200s", data)
	}
}

func (r *rules) finish() {
	for _, id := range r.inputs {
		if !r.labels[id] {
			r.t.Errorf("the input %q has no label", id)
		}
	}
	for _, id := range r.references {
		if !r.ids[id] {
			r.t.Errorf("something refers to the id %q, which is not there", id)
		}
	}
	if r.ids["main"] && r.headings != 1 {
		r.t.Errorf("the page has %d main headings", r.headings)
	}
}

// NoPercentage checks that a part writes a dash where a number is not known.
func NoPercentage(t *testing.T, name string, part templ.Component) {
	t.Helper()
	if got := Render(t, part); strings.Contains(got, "NaN") || strings.Contains(got, "∞") || !strings.Contains(got, "–") {
		t.Errorf("%s: %s", name, got)
	}
}

package chart

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"testing"

	"olist/views/text"
	"olist/views/viewtest"
	"olist/week"
)

// drawn is the part of an ECharts option that these tests read.
type drawn struct {
	Option struct {
		XAxis   []struct{ Data []string }
		Tooltip struct{ RenderMode string }
		Series  []struct {
			Name, Stack string
			Data        []struct{ Value any }
			AreaStyle   struct{ Color any }
			MarkLine    struct{ Data []struct{ XAxis string } }
		}
		DataZoom []struct{ Type string }
	}
	Ticks []string
	Tips  []Tip
}

func draw(t *testing.T, data Data) drawn {
	t.Helper()
	raw, err := json.Marshal(data)
	if err != nil {
		t.Fatal(err)
	}
	var d drawn
	if err := json.Unmarshal(raw, &d); err != nil {
		t.Fatal(err)
	}
	return d
}

func (d drawn) series(t *testing.T, name string) []any {
	t.Helper()
	for _, s := range d.Option.Series {
		if s.Name == name {
			values := make([]any, len(s.Data))
			for i, p := range s.Data {
				values[i] = p.Value
			}
			return values
		}
	}
	t.Fatalf("no series %q", name)
	return nil
}

func sampleWeeks(l text.Locale) Weeks {
	f := viewtest.Forecast(l)
	return Weeks{Text: l, Segment: f.Segment, Horizon: f.Horizon, Past: f.Past, Targets: f.Targets, Overlay: 4}
}

func TestChartHoldsTheNumbers(t *testing.T) {
	d := sampleWeeks(text.English)
	got := draw(t, d.Data())
	weeks := got.Option.XAxis[0].Data
	if len(weeks) != 64 || len(got.Ticks) != 64 || len(got.Tips) != 64 || weeks[0] != "2017-06-26" || weeks[63] != "2018-09-10" {
		t.Fatalf("%d weeks from %s to %s, %d ticks, %d tips", len(weeks), weeks[0], weeks[len(weeks)-1], len(got.Ticks), len(got.Tips))
	}
	history, partial, forecast := got.series(t, "Sales"), got.series(t, "Incomplete week"), got.series(t, "Forecast")
	low, width := got.series(t, "80% range low"), got.series(t, "80% range")
	for i, w := range d.Past {
		want, shade := any(Reais(w.Cents)), any(gap)
		if w.Reason != "" { // no point, which would look like a crash
			want, shade = gap, 1.0
		}
		if history[i] != want || partial[i] != shade {
			t.Errorf("week %s: history %v, incomplete %v", w.Week, history[i], partial[i])
		}
	}
	for i, target := range d.Targets {
		at := 60 + i
		if forecast[at] != Reais(target.Cents) || low[at] != Reais(target.Low) {
			t.Errorf("step %d: forecast %v, low %v", target.Step, forecast[at], low[at])
		}
		if high := low[at].(float64) + width[at].(float64); math.Abs(high-Reais(target.High)) > 1e-6 {
			t.Errorf("step %d: the band ends at %v, want %v", target.Step, high, Reais(target.High))
		}
	}
	if forecast[58] != gap || forecast[59] != history[59] || width[59] != 0.0 {
		t.Errorf("the forecast does not start from the last complete week: %v %v", forecast[58:60], width[59])
	}
}

// A hole of several weeks is named once.
func TestIncompleteWeeksAreShadedAndNamed(t *testing.T) {
	c := OverWeeks(make([]week.Week, 7))
	addIncomplete(c, "Incomplete week", "incomplete", []bool{true, true, true, false, true, false, false})
	raw, err := json.Marshal(Option(c)["series"])
	if err != nil {
		t.Fatal(err)
	}
	var series []struct {
		Data []struct {
			Value any
			Label struct{ Show bool }
		}
	}
	if err := json.Unmarshal(raw, &series); err != nil {
		t.Fatal(err)
	}
	said := ""
	for _, p := range series[0].Data {
		said += fmt.Sprint(p.Value, " ", p.Label.Show, "; ")
	}
	if want := "1 false; 1 true; 1 false; - false; 1 true; - false; - false; "; said != want {
		t.Errorf("drawn %s", said)
	}
}

// Each bar begins where the one before it ends, on either side of nothing.
func TestWaterfallHangsTogether(t *testing.T) {
	bars := []Bar{{"level", "", 0, 1000, false}, {"down", "", 1000, -500, false}, {"further", "", -500, -700, false}, {"up", "", -700, 300, false}, {"sum", "", 0, 300, true}}
	raw, err := json.Marshal(Waterfall(bars))
	if err != nil {
		t.Fatal(err)
	}
	var option struct {
		Series []struct{ Data []struct{ Value float64 } }
		YAxis  []struct{ Data []string }
		XAxis  []struct {
			SplitNumber int
			AxisLabel   struct{ ShowMinLabel, ShowMaxLabel bool }
		}
	}
	if err := json.Unmarshal(raw, &option); err != nil {
		t.Fatal(err)
	}
	if len(option.YAxis[0].Data) != len(bars) {
		t.Fatalf("bars are named %v", option.YAxis[0].Data)
	}
	if x := option.XAxis[0]; x.SplitNumber != 3 || !x.AxisLabel.ShowMinLabel || !x.AxisLabel.ShowMaxLabel {
		t.Errorf("where amounts have no room, bars go beyond the last that is written: %+v", x)
	}
	for i, b := range bars {
		rest, up, down := option.Series[0].Data[i].Value, option.Series[1].Data[i].Value, option.Series[2].Data[i].Value
		low, high := min(rest, 0)+down, max(rest, 0)+up
		if rest > 0 && down == 0 {
			low = rest
		}
		if rest < 0 && up == 0 {
			high = rest
		}
		if up < 0 || down > 0 || low != Reais(min(b.From, b.To)) || high != Reais(max(b.From, b.To)) {
			t.Errorf("%s is drawn from %v to %v (%v, %v, %v)", b.Name, low, high, rest, up, down)
		}
	}
}

func TestStackedBarsAddUp(t *testing.T) {
	raw, err := json.Marshal(Stacked([]string{"a", "b"}, []Part{{"level", []int64{1000, 2000}}, {"season", []int64{-100, 300}}}, "sum"))
	if err != nil {
		t.Fatal(err)
	}
	var option struct {
		Series []struct {
			Name, Stack string
			Data        []struct{ Value float64 }
		}
	}
	if err := json.Unmarshal(raw, &option); err != nil {
		t.Fatal(err)
	}
	if s := option.Series; len(s) != 3 || s[0].Stack == "" || s[0].Stack != s[1].Stack || s[2].Data[0].Value != 9 || s[2].Data[1].Value != 23 {
		t.Errorf("%+v", s)
	}
}

func TestChartObeysThePolicy(t *testing.T) {
	data := sampleWeeks(text.Portuguese).Data()
	got := draw(t, data)
	if got.Option.Tooltip.RenderMode != "richText" {
		t.Errorf("tooltip mode %q: HTML tooltips set styles", got.Option.Tooltip.RenderMode)
	}
	if area := fmt.Sprint(got.Option.Series[0].AreaStyle.Color); !strings.Contains(area, "--history-top") || !strings.Contains(area, "linear") {
		t.Errorf("the history has no gradient: %s", area)
	}
	page := viewtest.Render(t, Element(text.Portuguese, data))
	if strings.Count(page, "</script>") != 1 {
		t.Error("a name in the data ends the script")
	}
	if strings.Contains(page, "function") {
		t.Error("the option holds a function")
	}
}

func TestChartHasNoHoleInTime(t *testing.T) {
	d := sampleWeeks(text.English)
	d.Past = append(d.Past[:10:10], d.Past[13:]...)
	weeks := draw(t, d.Data()).Option.XAxis[0].Data
	for i := 1; i < len(weeks); i++ {
		if viewtest.Week(weeks[i]) != viewtest.Week(weeks[i-1])+1 {
			t.Fatalf("%s follows %s", weeks[i], weeks[i-1])
		}
	}
	if len(weeks) != 64 {
		t.Errorf("%d weeks, want 64", len(weeks))
	}
}

func TestForecastMarksItsStart(t *testing.T) {
	for _, s := range draw(t, sampleWeeks(text.English).Data()).Option.Series {
		if s.Name == "Forecast" && (len(s.MarkLine.Data) != 1 || s.MarkLine.Data[0].XAxis != "2018-08-20") {
			t.Errorf("mark line %+v", s.MarkLine.Data)
		}
	}
}

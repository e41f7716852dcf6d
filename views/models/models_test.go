package models

import (
	"math"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"

	"olist/message"
	"olist/views/text"
	"olist/views/ui"
	"olist/views/viewtest"
)

func sampleModels(l text.Locale) View {
	row := Row{
		Model: viewtest.Frame(l).Model, Live: true, Params: [][2]string{{"n_estimators", "300"}, {"learning_rate", "0.05"}, {"random_state", "42"}},
		Score: ui.ModelScore{Known: true, Total: .15, Pooled: .29}, By: viewtest.Hostile, Note: message.Prose("first"), Took: time.Second, SHA256: "ab12",
	}
	other := row
	other.ID, other.Name, other.Live, other.Score = "m6-ffffffff", "#6", false, ui.ModelScore{}
	return View{Frame: viewtest.Frame(l), Rows: []Row{row, other}, Notice: "#7"}
}

func sampleModelsCompare(l text.Locale) Compare {
	d := viewtest.Forecast(l)
	c := Compare{Frame: d.Frame, Segments: d.Segments, Segment: ui.Segment{Key: "category:x", Name: viewtest.Hostile}, Horizon: d.Horizon, Past: d.Past}
	for i, row := range sampleModels(l).Rows {
		c.Choice = append(c.Choice, row.Model)
		row.Note = message.Prose(viewtest.Hostile)
		c.Models[i] = Compared{Row: row, Targets: d.Targets, Together: d.Together}
	}
	return c
}

// pages are the pages, full and empty.
// TestWhatDiffersInWords: parameters, data, errors and forecasts, the first model
// before the second.
func TestWhatDiffersInWords(t *testing.T) {
	c := sampleModelsCompare(text.English)
	c.Models[1].Params = [][2]string{{"n_estimators", "100"}, {"learning_rate", "0.05"}, {"random_state", "42"}}
	c.Models[1].Score, c.Models[1].Together.Cents = ui.ModelScore{Known: true, Total: .2, Pooled: .3}, c.Models[0].Together.Cents/2
	c.Advantage = [2]ui.Advantage{{Share: .25, Lower: .1, Upper: .4}, ui.NoAdvantage()}
	said := strings.Join(c.differences(), "\n")
	for _, want := range []string{
		"Parameters of #7 (of #6 in brackets): n_estimators 300 (100).", "Both learnt from the same data.",
		"All sales: #7 was off by 15.0%, #6 by 20.0%. The first against the second: 25% better, between 10 and 40.",
		"Segments: #7 was off by 29.0%, #6 by 30.0%.\n", "#7 forecasts R$\u00a0645k against R$\u00a0323k (+100.0%)",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("no %q in\n%s", want, said)
		}
	}
	c.Models[1].Params, c.Models[1].Fingerprint, c.Models[1].Score.Known = c.Models[0].Params, "else", false
	if said = strings.Join(c.differences(), "\n"); !strings.Contains(said, "same parameters") || !strings.Contains(said, "data in it were changed") || !strings.Contains(said, "#6 is not measured on today") {
		t.Error(said)
	}
	c.Models[1].UntilWeek++
	if said = strings.Join(c.differences(), "\n"); !strings.Contains(said, "#7 learnt from the weeks of 26\u00a0Jun\u00a02017 to 19\u00a0Aug\u00a02018, #6 from those of") {
		t.Error(said)
	}
	c.Models[1].Params = [][2]string{}
	for i := range 5 {
		c.Models[0].Params = append(c.Models[0].Params, [2]string{"p" + strconv.Itoa(i), "1"})
	}
	if got := c.paramsSay(); !strings.HasPrefix(got, "8 parameters differ") {
		t.Error(got)
	}
}

func pages(l text.Locale) map[string]templ.Component {
	reader := viewtest.Frame(l)
	reader.MayTrain = false
	wrong := sampleModels(l).Rows[0]
	wrong.Pinned, wrong.Opened, wrong.Remark, wrong.RemarkProblem = true, true, viewtest.Hostile, viewtest.Hostile
	same := sampleModelsCompare(l)
	same.Models[1] = same.Models[0]
	return map[string]templ.Component{
		"models":         Page(sampleModels(l)),
		"models, none":   Page(View{Frame: viewtest.Frame(l)}),
		"models, wrong":  Page(View{Frame: viewtest.Frame(l), Rows: []Row{wrong}, Problem: viewtest.Hostile, UploadProblem: viewtest.Hostile}),
		"models, reader": Page(View{Frame: reader, Rows: []Row{wrong}}),
		"compare":        ComparePage(sampleModelsCompare(l)),
		"compare, same":  ComparePage(same),
	}
}

func TestEveryPageKeepsTheRules(t *testing.T) { viewtest.KeepTheRules(t, pages) }

func TestGolden(t *testing.T) {
	en := text.English
	viewtest.Golden(t, map[string]templ.Component{
		"models.en": modelTable(sampleModels(en)),
	})
}

// What is being measured anew is not called unmeasured.
func TestScoresBeingMeasured(t *testing.T) {
	c := Compare{Frame: viewtest.Frame(text.English)}
	c.Models[0].Name, c.Models[0].Pending, c.Models[1].Name = "#4", true, "#3"
	if said := strings.Join(c.unmeasured(), " "); !strings.Contains(said, "#4 is being measured") || !strings.Contains(said, "#3 is not measured on today") {
		t.Error(said)
	}
}

// No percentage of nothing.
func TestNothingSoldIsSaidInWords(t *testing.T) {
	nan := math.NaN()
	unsold := ui.ModelScore{Name: "#8", Known: true, Total: nan, Pooled: nan, Inside: nan}
	models, compared := sampleModels(text.English), Compare{Frame: viewtest.Frame(text.English)}
	models.Rows[0].Score = unsold
	compared.Models[0].Score, compared.Models[1].Score = unsold, unsold
	for name, page := range map[string]templ.Component{"models": modelTable(models), "compared": compareErrors(compared)} {
		viewtest.NoPercentage(t, name, page)
	}
}

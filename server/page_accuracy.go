package server

import (
	"bytes"
	"context"
	"math"
	"net/http"

	"github.com/labstack/echo/v4"

	"olist/forecast"
	"olist/forecast/backtest"
	"olist/server/sheet"
	"olist/store"
	"olist/training"
	"olist/views/accuracy"
	"olist/views/text"
	"olist/views/ui"
	"olist/week"
)

// getAccuracy answers GET /accuracy?ahead=.
func (s *Server) getAccuracy(c echo.Context) error {
	live, err := s.training.Live()
	if err != nil {
		return err
	}
	a := accuracy.View{Frame: s.frame(c, live)}
	if r := live.Report; r != nil {
		if a.Ahead, err = intParam(c, "ahead", min(4, r.Horizon), 1, r.Horizon); err != nil {
			return err
		}
		fillAccuracy(&a, r, live.Data)
		a.Later = live.MeasuredByLater()
		if a.Provisional = live.Provisional; a.Provisional {
			if a.Wait, err = s.waitFor(c.Request().Context(), live.Model.ID); err != nil {
				return err
			}
		}
		fillInside(&a, live.Engine.Choice())
	} else if a.Wait, err = s.waitFor(c.Request().Context(), live.Model.ID); err != nil {
		return err
	} else {
		a.Wait.Few = fewOf(a.Text, live)
	}
	if isPartial(c) {
		return s.render(c, http.StatusOK, accuracy.Page(a), accuracy.Past)
	}
	return s.render(c, http.StatusOK, accuracy.Page(a))
}

// waitFor tells how far a model's missing backtest is, and whose job it follows.
func (s *Server) waitFor(ctx context.Context, model string) (accuracy.Wait, error) {
	p := s.training.Pending(model)
	w := accuracy.Wait{Done: p.Progress.Done, Total: p.Progress.Total, Failed: p.Failed}
	jobs, err := s.store.Jobs(ctx, 0, 100)
	for _, j := range jobs {
		if j.ModelID == model {
			w.Job = j.ID
		}
	}
	return w, err
}

// getAccuracyFile answers GET /accuracy.csv: every score of the backtest, in the
// marks of the person's language.
func (s *Server) getAccuracyFile(c echo.Context) error {
	live, err := s.evaluated()
	if err != nil {
		return err
	}
	l, ext := locale(c), ".csv"
	asFile(c, "accuracy-"+fileName(live.Model.ID)+ext)
	err = s.sendOnce(c, live, "accuracy "+l.Code(), fileKinds[ext], func(b *bytes.Buffer) error {
		return accuracyTable(l, live.Report).WriteCSV(b, marksOf(l))
	})
	if err != nil {
		c.Response().Header().Del("Content-Disposition") // what follows is a page
	}
	return err
}

func accuracyTable(l text.Locale, report *backtest.Report) sheet.Table {
	t := headed(l, text.FileGroup, text.FileSeries, text.FileMethod, text.FileCutoff, text.FileStep, text.FileError,
		text.FileMASE, text.FileBias, text.FileCoverage80, text.FileCoverage95, text.FileCount)
	for _, r := range report.Rows() {
		cutoff, step := sheet.Cell{}, sheet.Cell{}
		if r.Cutoff != nil {
			cutoff = sheet.Date(*r.Cutoff)
		}
		if r.Step > 0 {
			step = sheet.Int(r.Step)
		}
		t.Add(sheet.Text(r.Group), sheet.Text(r.Series), sheet.Text(r.Method), cutoff, step, sheet.Figure(r.WAPE),
			sheet.Figure(r.MASE), sheet.Figure(r.Bias), sheet.Figure(r.Coverage80), sheet.Figure(r.Coverage95), sheet.Int(r.N))
	}
	return t
}

func fillAccuracy(a *accuracy.View, r *backtest.Report, d *training.Data) {
	a.Known, a.Windows, a.Origins, a.Horizon = true, r.Windows, r.ScoredWindows(), r.Horizon
	a.From, a.To = r.From, r.To
	for _, m := range r.Methods {
		a.Methods = append(a.Methods, methodView(r, m))
		if total, ok := r.Score(m.Name, "total"); ok && m.Name == backtest.EngineMethod {
			// MAE over WAPE is the mean of what came, weighted as the errors are.
			a.UsualWeek = cents(float64(total.Overall.MAE) / float64(total.Overall.WAPE))
		}
	}
	a.Sums, a.Tables = sumsView(r), scoreTables(a.Text, r, d)
	a.Past = pastPoints(a.Text, r, d, a.Ahead)
}

// fillInside says what the model that answers is made of, and why.
func fillInside(a *accuracy.View, c forecast.Choice) {
	for _, m := range c.Members {
		a.Members = append(a.Members, accuracy.Member{Label: a.Text.SayWords(c.MemberName(m)), Weight: m.Weight, Error: float64(m.Error)})
	}
	for _, why := range c.Reasons() {
		a.Why = append(a.Why, a.Text.Say(why))
	}
}

func methodView(r *backtest.Report, m backtest.MethodReport) accuracy.Method {
	nan := math.NaN()
	v := accuracy.Method{Name: m.Name, Label: m.Label, Overall: nan, Bias: nan, Pooled: nan,
		Coverage80: [2]float64{nan, nan}, Coverage95: [2]float64{nan, nan}}
	for i, group := range [...]string{"total", "pooled"} {
		v.Advantage[i] = ui.NoAdvantage()
		if a, ok := r.Advantage(backtest.EngineMethod, m.Name, group); ok {
			v.Advantage[i] = ui.Advantage(a)
		}
	}
	for _, g := range m.Groups {
		switch g.Group {
		case "total":
			v.Overall, v.Bias, v.Steps = float64(g.Overall.WAPE), float64(g.Overall.Bias), stepErrors(g.BySteps)
			v.Coverage80[0], v.Coverage95[0] = float64(g.Overall.Coverage80), float64(g.Overall.Coverage95)
		case "pooled":
			v.Pooled = float64(g.Overall.WAPE)
			v.Coverage80[1], v.Coverage95[1] = float64(g.Overall.Coverage80), float64(g.Overall.Coverage95)
		}
	}
	return v
}

// pastPoints lays the total's forecasts made so many weeks ahead over the
// weeks of the backtest.
func pastPoints(l text.Locale, r *backtest.Report, d *training.Data, ahead int) []accuracy.PastPoint {
	total, err := d.Segment(store.TotalKey)
	if err != nil {
		return nil
	}
	var points []accuracy.PastPoint
	index := map[week.Week]int{}
	for i, w := range d.Weeks {
		if w.Week < r.From || w.Week > r.To {
			continue
		}
		index[w.Week] = len(points)
		points = append(points, accuracy.PastPoint{Week: w.Week, Actual: total.Revenue[i], Reason: reasonOf(l, w)})
	}
	for w, said := range saidAhead(r, store.TotalKey, ahead) {
		if i, ok := index[w]; ok {
			points[i].HasForecast, points[i].Range = true, said
		}
	}
	return points
}

// saidAhead gives, by week, what was forecast for a segment's weeks so many
// weeks before, with the 80% band.
func saidAhead(r *backtest.Report, key string, ahead int) map[week.Week]ui.Range {
	said := map[week.Week]ui.Range{}
	for _, p := range r.Past {
		if p.Key != key || len(p.Forecast) < ahead || math.IsNaN(float64(p.Forecast[ahead-1])) {
			continue
		}
		said[p.Cutoff+week.Week(ahead)] = ui.Range{
			Cents: cents(float64(p.Forecast[ahead-1])), Low: cents(float64(p.Lower80[ahead-1])), High: cents(float64(p.Upper80[ahead-1])),
		}
	}
	return said
}

package server

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"

	"github.com/labstack/echo/v4"

	"olist/message"
	"olist/store"
	"olist/store/fault"
	"olist/training"
	modelsview "olist/views/models"
	"olist/views/ui"
)

// getModelsComparePage answers GET /models/compare?a=&b=&segment=&horizon=.
func (s *Server) getModelsComparePage(c echo.Context) error {
	ctx := c.Request().Context()
	live, err := s.training.Live()
	if err != nil {
		return err
	}
	models, err := s.store.Models(ctx)
	if err != nil {
		return err
	}
	scores, err := s.training.Summaries(ctx)
	if err != nil {
		return err
	}
	page := modelsview.Compare{Frame: s.frame(c, live), Segments: segmentChoice(locale(c), live.Data)}
	if page.Horizon, err = intParam(c, "horizon", training.DefaultHorizon, 1, training.MaxHorizon); err != nil {
		return err
	}
	key := segmentParam(c)
	segment, err := live.Data.Segment(key)
	if err != nil {
		return err
	}
	page.Segment = ui.Segment{Key: key, Name: segmentName(page.Text, segment)}
	page.Past = pastWeeks(page.Text, live.Data, segment, eventsByWeek(page.Text, live.Data))
	a, b, err := s.twoModels(c, models)
	if err != nil {
		return err
	}
	for i, m := range models { // the latest, and the two; older ones are named by their row of the list
		if i < ui.ListMost || m.ID == a.Model.ID || m.ID == b.Model.ID {
			page.Choice = append(page.Choice, modelView(m))
		}
	}
	for i, m := range []*training.Live{a, b} {
		if page.Models[i], err = comparedModel(m, scores, key, page.Horizon); err != nil {
			return err
		}
		page.Models[i].Live = m.Model.ID == live.Model.ID
		_, before := scores[m.Model.ID]
		page.Models[i].Unmeasured = s.unmeasured(page.Text, m)
		page.Models[i].Pending = m.Report == nil && (page.Models[i].Live || s.training.Pending(m.Model.ID).Asked || !before && evaluatedUnasked(models, m.Model.ID))
	}
	for i, group := range [...]string{"total", "pooled"} {
		page.Advantage[i] = ui.NoAdvantage()
		if a.Report == nil || b.Report == nil {
			continue
		}
		if over, ok := a.Report.AdvantageOver(b.Report, group); ok {
			page.Advantage[i] = ui.Advantage(over)
		}
	}
	return s.render(c, http.StatusOK, modelsview.ComparePage(page))
}

func evaluatedUnasked(models []store.Model, id string) bool {
	at := slices.IndexFunc(models, func(m store.Model) bool { return m.ID == id })
	return at >= 0 && training.EvaluatedUnasked(at, models[at])
}

func comparedModel(m *training.Live, scores map[string]training.Summary, segment string, horizon int) (modelsview.Compared, error) {
	if m.Report == nil {
		scores = nil // what was measured on other data is no comparison
	}
	row, err := modelRow(m.Model, scores)
	if err != nil {
		return modelsview.Compared{}, err
	}
	f, err := m.Forecast(segment)
	if err != nil {
		return modelsview.Compared{}, err
	}
	row.Engine = m.Engine.EngineVersion()
	out := modelsview.Compared{Row: row, Together: rangeOf(f.Totals[horizon-1])}
	for _, p := range f.Points[:horizon] {
		out.Targets = append(out.Targets, ui.Target{Step: p.Step, Week: p.Week, Range: rangeOf(p)})
	}
	return out, nil
}

// postPinPage answers POST /models/{id}/pin.
func (s *Server) postPinPage(c echo.Context) error {
	id := c.Param("id")
	if err := s.store.PinModel(c.Request().Context(), principalOf(c).Name, id, c.FormValue("pinned") == "yes"); err != nil {
		return err
	}
	return toModel(c, id)
}

// postMeasurePage answers POST /models/{id}/measure: the model is evaluated on
// today's data in its turn.
func (s *Server) postMeasurePage(c echo.Context) error {
	id := c.Param("id")
	if err := s.training.Evaluate(c.Request().Context(), id); err != nil {
		return err
	}
	return toModel(c, id)
}

// postRemarkPage answers POST /models/{id}/remark.
func (s *Server) postRemarkPage(c echo.Context) error {
	id, remark := c.Param("id"), c.FormValue("remark")
	ctx := ifStillSeen(c, func(ctx context.Context) (ui.Seen, error) {
		m, err := s.store.Model(ctx, id)
		return seenOf(m.Remark), err
	})
	err := s.store.RemarkModel(ctx, principalOf(c).Name, id, remark)
	if status, ok := refused(err); ok {
		return s.renderModels(c, status, func(p *modelsview.View) {
			for i := range p.Rows {
				row := &p.Rows[i]
				if row.ID != id {
					continue
				}
				row.Opened, row.Remark = true, remark
				if row.RemarkSeen.Overtaken = overtaken(err); !row.RemarkSeen.Overtaken {
					row.RemarkProblem = messageOf(c, err)
				}
			}
		})
	}
	if err != nil {
		return err
	}
	return toModel(c, id)
}

// toModel goes back to the model's line of the list.
func toModel(c echo.Context, id string) error {
	return c.Redirect(http.StatusSeeOther, "/models?open="+url.QueryEscape(id)+"#"+url.PathEscape(id))
}

// postDeletePage answers POST /models/{id}/delete: back to the list, which says
// what was done or why it cannot be.
func (s *Server) postDeletePage(c echo.Context) error {
	err := s.training.Delete(c.Request().Context(), principalOf(c).Name, c.Param("id"))
	if fault.CodeOf(err) == fault.CodeConflict {
		return s.renderModels(c, http.StatusConflict, func(p *modelsview.View) { p.Problem = messageOf(c, err) })
	}
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/models?deleted=yes")
}

// postModelPage answers POST /models/upload: on to the new model in the list,
// or the form with what is wrong with the file (422).
func (s *Server) postModelPage(c echo.Context) error {
	m, err := s.uploadModel(c, "")
	if err == nil {
		return toModel(c, m.ID)
	}
	var f *fault.Error
	var tooBig *http.MaxBytesError
	if !errors.As(err, &f) && !errors.As(err, &tooBig) {
		return err
	}
	status, problem := s.problem(err, c)
	return s.renderModels(c, status, func(p *modelsview.View) { p.UploadProblem = p.Text.Say(problem.said) })
}

// messageOf is an error's message in the person's language.
func messageOf(c echo.Context, err error) string {
	return locale(c).Say(saidBy(err))
}

// saidBy is what an error says to people.
func saidBy(err error) message.Message {
	var f *fault.Error
	if errors.As(err, &f) {
		return f.Message
	}
	return message.Internal.With()
}

// renderModels is the list of models; change adds what was just done.
func (s *Server) renderModels(c echo.Context, status int, change func(*modelsview.View)) error {
	ctx := c.Request().Context()
	models, err := s.store.Models(ctx)
	if err != nil {
		return err
	}
	scores, err := s.training.Summaries(ctx)
	if err != nil {
		return err
	}
	engines, err := s.training.EngineVersions(ctx)
	if err := s.without(ctx, err); err != nil {
		return err
	}
	live, _ := s.training.Live() // the list is shown without one, too
	page := modelsview.View{Frame: s.frame(c, live)}
	page.Path, page.Back = "/models", "/models"
	if live != nil {
		page.Today = live.Data.Fingerprint
		if err := s.addStanding(ctx, &page.Frame, live); err != nil {
			return err
		}
	}
	for _, m := range models {
		row, err := modelRow(m, scores)
		if err != nil {
			return err
		}
		row.Live = live != nil && live.Model.ID == m.ID
		row.Opened = c.QueryParam("open") == m.ID
		row.Engine = engines[m.ID]
		row.Measuring = s.training.Pending(m.ID).Asked
		page.Rows = append(page.Rows, row)
	}
	change(&page)
	return s.render(c, status, modelsview.Page(page))
}

package server

import (
	"bytes"
	"cmp"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"olist/forecast"
	"olist/message"
	"olist/store"
	"olist/store/fault"
	"olist/training"
	"olist/week"
)

type (
	forecastAnswer struct {
		Model    string    `json:"model"`
		Segment  string    `json:"segment"`
		Horizon  int       `json:"horizon"`
		Levels   []float64 `json:"levels"`
		Trained  bool      `json:"trained_on_these_data"` // false: the data have changed since the model was trained
		Measured bool      `json:"measured"`              // its backtest on these data is known
		amounts
		Forecast []forecastPoint `json:"forecast"`
		Total    []forecastPoint `json:"total"`                 // one element: the sum over the horizon
		Plan     int64           `json:"plan_number,omitempty"` // that the points' plans are of
	}
	// amounts says what an answer's amounts are.
	amounts struct {
		Measure  string `json:"measure"`  // what is forecast: shop.Revenue or shop.Units
		Currency string `json:"currency"` // of revenue
	}
	forecastPoint struct {
		Step     int    `json:"step"`
		Week     string `json:"week"` // the Monday
		Forecast reais  `json:"forecast"`
		Bands    []band `json:"bands"`
		Plan     *reais `json:"plan,omitempty"` // not where none is published, or it says nothing of the week
	}
	band struct {
		Level float64 `json:"level"`
		Lower reais   `json:"lower"`
		Upper reais   `json:"upper"`
	}
)

// getForecast answers GET /api/v1/forecast?segment=&horizon=&level=&period=.
func (s *Server) getForecast(c echo.Context) error {
	horizon, err := intParam(c, "horizon", training.DefaultHorizon, 1, training.MaxHorizon)
	if err != nil {
		return err
	}
	levels, err := levelsParam(c)
	if err != nil {
		return err
	}
	live, err := s.training.Live()
	if err != nil {
		return err
	}
	if span, err := spanParam(c); err != nil {
		return err
	} else if span != week.ByWeek {
		return s.answerPeriods(c, live, span, horizon, levels)
	}
	segment := segmentParam(c)
	f, err := live.ForecastAt(segment, levels)
	if err != nil {
		return err
	}
	a := forecastAnswer{Model: live.Model.ID, Segment: segment, Horizon: horizon, Levels: levels, Trained: live.Trained(), Measured: live.Report != nil, amounts: amountsOf(live),
		Forecast: make([]forecastPoint, horizon), Total: []forecastPoint{pointOf(f.Totals[horizon-1])}}
	for i, p := range f.Points[:horizon] {
		a.Forecast[i] = pointOf(p)
	}
	adopted, err := s.training.Adopted(c.Request().Context())
	if err != nil {
		return err
	}
	version := live.Version
	if adopted != nil {
		version += "-plan" + strconv.FormatInt(adopted.Number, 10)
		a.addPlan(adopted)
	}
	return s.answerAs(c, version, a)
}

// addPlan puts the published plan beside the points, and its sum where it speaks of
// all of them.
func (a *forecastAnswer) addPlan(adopted *training.Adopted) {
	a.Plan = adopted.Number
	sum, whole := int64(0), true
	for i := range a.Forecast {
		var at week.Week
		if at.UnmarshalText([]byte(a.Forecast[i].Week)) != nil {
			continue
		}
		planned, _, ok := adopted.Of(a.Segment, at)
		if sum, whole = sum+planned, whole && ok; ok {
			a.Forecast[i].Plan = amountOf(planned)
		}
	}
	if whole {
		a.Total[0].Plan = amountOf(sum)
	}
}

func amountsOf(live *training.Live) amounts {
	return amounts{live.Data.Shop.Measure, live.Data.Shop.Currency}
}

func pointOf(p forecast.Point) forecastPoint {
	return forecastPoint{Step: p.Step, Week: p.Week.String(), Forecast: reais(p.Value), Bands: bandsOf(p)}
}

func segmentParam(c echo.Context) string {
	if v := c.QueryParam("segment"); v != "" {
		return v
	}
	return store.TotalKey
}

// segmentAhead reads segment= and horizon= for a program, of what is live.
func (s *Server) segmentAhead(c echo.Context) (live *training.Live, segment store.Segment, horizon int, err error) {
	if horizon, err = intParam(c, "horizon", training.DefaultHorizon, 1, training.MaxHorizon); err != nil {
		return nil, segment, 0, err
	}
	if live, err = s.training.Live(); err != nil {
		return nil, segment, 0, err
	}
	segment, err = live.Data.Segment(segmentParam(c))
	return live, segment, horizon, err
}

// levelsParam reads level=80,95; each from 1 to 99.
func levelsParam(c echo.Context) ([]float64, error) {
	text := c.QueryParam("level")
	if text == "" {
		return training.Levels, nil
	}
	parts := strings.Split(text, ",")
	if len(parts) > 10 {
		return nil, fault.Invalid("level", message.LevelsTooMany.With())
	}
	levels := make([]float64, len(parts))
	for i, p := range parts {
		v, err := strconv.ParseFloat(strings.TrimSpace(p), 64)
		if err != nil || !(v >= 1 && v <= 99) {
			return nil, fault.Invalid("level", message.LevelsWrong.With())
		}
		levels[i] = v
	}
	return levels, nil
}

// getJobs answers GET /api/v1/jobs: the latest first.
func (s *Server) getJobs(c echo.Context) error {
	jobs, err := s.store.Jobs(c.Request().Context(), 0, 100)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]any{"jobs": jobs})
}

// getJob answers GET /api/v1/jobs/{id}.
func (s *Server) getJob(c echo.Context) error {
	job, err := s.store.Job(c.Request().Context(), c.Param("id"))
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, job)
}

// postCancel answers POST /api/v1/jobs/{id}/cancel.
func (s *Server) postCancel(c echo.Context) error {
	job, err := s.training.Jobs().Cancel(c.Request().Context(), c.Param("id"), principalOf(c).Name)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, job)
}

// getModels answers GET /api/v1/models: the latest first, without payloads.
func (s *Server) getModels(c echo.Context) error {
	models, err := s.store.Models(c.Request().Context())
	if err != nil {
		return err
	}
	live, err := s.training.Live()
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]any{"live": live.Model.ID, "models": models})
}

// getModel answers GET /api/v1/models/{id}.
func (s *Server) getModel(c echo.Context) error {
	m, err := s.store.Model(c.Request().Context(), c.Param("id"))
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, m)
}

// postActivate answers POST /api/v1/models/{id}/activate.
func (s *Server) postActivate(c echo.Context) error {
	var body struct {
		Note string `json:"note"`
	}
	if err := decodeJSON(c, &body); err != nil {
		return err
	}
	m, err := s.training.Activate(c.Request().Context(), c.Param("id"), principalOf(c).Name, body.Note)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, m)
}

// getXGBoost answers GET /api/v1/models/{id}/xgboost.json: the trees in the
// format that XGBoost loads.
func (s *Server) getXGBoost(c echo.Context) error {
	ctx, id := c.Request().Context(), c.Param("id")
	row, err := s.store.Model(ctx, id)
	if err != nil {
		return err
	}
	release, err := s.training.Costly().Hold(ctx, training.HeldBytes*row.Size)
	if err != nil {
		return err
	}
	defer release()
	m, err := s.training.Load(ctx, id)
	if err != nil {
		return err
	}
	h := c.Response().Header()
	h.Set("Content-Type", "application/json")
	h.Set("Content-Disposition", `attachment; filename="`+id+`.xgboost.json"`)
	return s.training.Costly().Stream(ctx, c.Response(), m.WriteXGBoost)
}

// getBacktest answers GET /api/v1/backtest?format=: the live model's evaluation,
// as JSON, or as CSV with the same names and marks in every language.
func (s *Server) getBacktest(c echo.Context) error {
	format := cmp.Or(c.QueryParam("format"), "json")
	if format != "json" && format != "csv" {
		return fault.Invalid("format", message.FormatWrong.With())
	}
	live, err := s.evaluated()
	if err != nil {
		return err
	}
	if format == "csv" {
		if unchanged(c, live.Version+"-csv") {
			return c.NoContent(http.StatusNotModified)
		}
		return s.sendOnce(c, live, "backtest.csv", "text/csv; charset=utf-8", func(b *bytes.Buffer) error {
			return live.Report.WriteCSV(b, live.Data.Panel.Dated)
		})
	}
	if unchanged(c, live.Version) {
		return c.NoContent(http.StatusNotModified)
	}
	return s.sendOnce(c, live, "backtest", echo.MIMEApplicationJSON, func(b *bytes.Buffer) error {
		answer := map[string]any{"model": live.Model.ID, "backtest": live.Report}
		if live.Provisional {
			answer["provisional"] = true
		}
		return json.NewEncoder(b).Encode(answer)
	})
}

// evaluated is what answers now, once it is evaluated. Returns CodeUnavailable
// before.
func (s *Server) evaluated() (*training.Live, error) {
	live, err := s.training.Live()
	if err != nil {
		return nil, err
	}
	if few := live.Unmeasurable(); live.Report == nil && few != nil {
		return nil, few.Err()
	}
	if live.Report == nil {
		return nil, fault.New(fault.CodeUnavailable, message.StillEvaluating.With())
	}
	return live, nil
}

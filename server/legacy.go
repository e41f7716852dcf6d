package server

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"olist/message"
	"olist/store"
	"olist/store/fault"
	"olist/training"
)

// The shapes of the three routes of the replaced system. Keys may be added,
// never renamed.
type (
	predictAnswer struct {
		Message  string         `json:"message"`
		Forecast []predictPoint `json:"forecast"`
		Model    string         `json:"model"`
	}
	predictPoint struct {
		Date  string `json:"date"` // the Monday of the week
		Sales reais  `json:"sales"`
	}
	configAnswer struct {
		Message         string         `json:"message"`
		Hyperparameters map[string]any `json:"Hyperparameters"`
		Model           string         `json:"model"`
		EngineVersion   int            `json:"engine_version"` // of the engine that trained the model
	}
	retrainAnswer struct {
		Message string `json:"message"`
		Status  string `json:"status"`
		Job     string `json:"job"`
		Started bool   `json:"started"` // false: one that does the same waits or runs already, and is the answer
	}
)

// reais is an amount in R$, written with exactly two decimals.
type reais float64

// MarshalJSON implements json.Marshaler.
func (r reais) MarshalJSON() ([]byte, error) {
	return strconv.AppendFloat(nil, float64(r), 'f', 2, 64), nil
}

// getPredict answers GET /predict?weeks=12 with the total's forecast.
func (s *Server) getPredict(c echo.Context) error {
	weeks, err := intParam(c, "weeks", training.DefaultHorizon, 1, training.MaxHorizon)
	if err != nil {
		return err
	}
	live, err := s.training.Live()
	if err != nil {
		return err
	}
	f, err := live.Forecast(store.TotalKey)
	if err != nil {
		return err
	}
	a := predictAnswer{Message: "Success.", Model: live.Model.ID, Forecast: make([]predictPoint, weeks)}
	for i, p := range f.Points[:weeks] {
		a.Forecast[i] = predictPoint{Date: p.Week.String(), Sales: reais(p.Value)}
	}
	return s.answer(c, live, a)
}

// getConfig answers GET /config with the parameters of the live model.
func (s *Server) getConfig(c echo.Context) error {
	live, err := s.training.Live()
	if err != nil {
		return err
	}
	raw, err := json.Marshal(live.Engine.Config().Params)
	if err != nil {
		return fmt.Errorf("server: encode parameters: %w", err)
	}
	a := configAnswer{Message: "Success.", Model: live.Model.ID, EngineVersion: live.Engine.EngineVersion()}
	if err := json.Unmarshal(raw, &a.Hyperparameters); err != nil {
		return fmt.Errorf("server: read parameters: %w", err)
	}
	return s.answer(c, live, a)
}

// postRetrain answers POST /retrain: the parameters given are laid over the live
// ones, none of them with an empty body, and a background job is queued; where
// one that does the same waits or runs already, that one is named.
func (s *Server) postRetrain(c echo.Context) error {
	var body map[string]any
	if err := decodeJSON(c, &body); err != nil {
		return err
	}
	req := training.Request{Params: training.Values{}, By: principalOf(c).Name}
	for _, name := range slices.Sorted(maps.Keys(body)) {
		var err error
		if name == "note" {
			req.Note, err = noteOf(body[name])
		} else {
			err = takeParam(req.Params, name, body[name])
		}
		if err != nil {
			return err
		}
	}
	job, started, err := s.training.Start(c.Request().Context(), req)
	if err != nil {
		return err
	}
	answer := "Model retraining started in background."
	if !started {
		answer = "A retraining with the same parameters is queued or running already; it is the job named here."
	}
	return c.JSON(http.StatusOK, retrainAnswer{Message: answer, Status: "QUEUED", Job: job.ID, Started: started})
}

// takeParam puts one parameter of a JSON body among the values: a number, or one
// that the client wrote as a string. Null and "" leave it as it is.
func takeParam(into training.Values, name string, given any) error {
	p, err := training.ParamNamed(name)
	if err != nil {
		return err
	}
	switch v := given.(type) {
	case json.Number:
		into[name], _ = v.Float64() // infinite where no float holds it, which Check refuses
		return p.Check(into[name])
	case string:
		if strings.TrimSpace(v) != "" {
			into[name], err = p.Parse(v)
		}
		return err
	case nil:
		return nil
	}
	return fault.Invalid(name, message.ShouldBeNumber.With(name))
}

// noteOf is why a retraining is asked for, as the client wrote it.
func noteOf(given any) (message.Message, error) {
	switch v := given.(type) {
	case json.Number:
		return message.Prose(v.String()), nil
	case string:
		return message.Prose(v), nil
	case nil:
		return message.Message{}, nil
	}
	return message.Message{}, fault.Invalid("note", message.ShouldBeNumber.With("note"))
}

// intParam reads a whole number of the query, or gives the default.
func intParam(c echo.Context, name string, def, lowest, highest int) (int, error) {
	text := c.QueryParam(name)
	if text == "" {
		return def, nil
	}
	v, err := strconv.Atoi(text)
	if err != nil || v < lowest || v > highest {
		return 0, fault.Invalid(name, message.ShouldBeWholeWithin.With(name, lowest, highest))
	}
	return v, nil
}

// answer sends JSON that comes from one version, and says which.
func (s *Server) answer(c echo.Context, live *training.Live, body any) error {
	return s.answerAs(c, live.Version, body)
}

// answerAs is answer for what hangs on more than the version that is live.
func (s *Server) answerAs(c echo.Context, version string, body any) error {
	if unchanged(c, version) {
		return c.NoContent(http.StatusNotModified)
	}
	return c.JSON(http.StatusOK, body)
}

// unchanged names the version of an answer and tells whether the asker has it.
func unchanged(c echo.Context, version string) bool {
	etag := `"` + version + `"`
	c.Response().Header().Set("ETag", etag)
	keepFresh(c, "no-cache")
	return c.Request().Header.Get("If-None-Match") == etag
}

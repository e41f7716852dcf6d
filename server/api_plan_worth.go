package server

import (
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"olist/training/plan"
)

type (
	worthAnswer struct {
		Plans    int        `json:"plans"`
		Level    int        `json:"level"`
		Least    int        `json:"weeks_least"`
		Whole    worthOne   `json:"whole"`
		People   []worthOne `json:"people"`
		Reasons  []worthOne `json:"reasons"`
		Segments []worthOne `json:"segments"`
		Steps    []worthOne `json:"steps"`
	}
	worthOne struct {
		Name     string    `json:"name"`
		Weeks    int       `json:"weeks"`
		Sold     reais     `json:"sold"`
		Forecast reais     `json:"forecast_off"`
		Plan     reais     `json:"plan_off"`
		Naive    reais     `json:"naive_off"`
		Gain     worthGain `json:"gain"`
		OnNaive  worthGain `json:"gain_on_naive"`
	}
	worthGain struct {
		Mean    reais  `json:"mean"`
		Low     *reais `json:"low"` // null, as High, where there are too few weeks to say
		High    *reais `json:"high"`
		Verdict string `json:"verdict"`
	}
)

// getPlanWorth answers GET /api/v1/plan/worth: what overrides were worth.
func (s *Server) getPlanWorth(c echo.Context) error {
	live, err := s.training.Live()
	if err != nil {
		return err
	}
	w, err := s.training.PlanWorth(c.Request().Context(), live)
	if err != nil {
		return err
	}
	all := func(of []plan.Worth) []worthOne {
		out := []worthOne{}
		for _, one := range of {
			out = append(out, worthOf(one))
		}
		return out
	}
	return c.JSON(http.StatusOK, worthAnswer{Plans: w.Plans, Level: plan.Level, Least: plan.LeastWeeks, Whole: worthOf(w.Whole),
		People: all(w.People), Reasons: all(w.Reasons), Segments: all(w.Segments), Steps: all(w.Horizon)})
}

func worthOf(w plan.Worth) worthOne {
	name := w.Name
	if n, err := strconv.Atoi(name); err == nil { // a number of weeks, written so that it sorts
		name = strconv.Itoa(n)
	}
	return worthOne{name, w.Weeks, reais(w.Actual) / 100, reais(w.OffForecast) / 100, reais(w.OffSaid) / 100, reais(w.OffNaive) / 100, gainOf(w.Added), gainOf(w.Naive)}
}

func gainOf(i plan.Interval) worthGain {
	g := worthGain{Mean: reais(i.Mean) / 100, Verdict: i.Verdict()}
	if i.Known {
		low, high := reais(i.Low)/100, reais(i.High)/100
		g.Low, g.High = &low, &high
	}
	return g
}

package server

import (
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"olist/training"
	"olist/training/changes"
)

type (
	changesAnswer struct {
		Segment string `json:"segment"`
		amounts
		Issued  []issuedAnswer `json:"issued"`
		Before  *issuedAnswer  `json:"before"` // null, as After, where there are no two
		After   *issuedAnswer  `json:"after"`
		Reasons []string       `json:"reasons"`
		changeAmounts
		Weeks []changedWeek `json:"weeks"`
		Came  []cameWeek    `json:"came"`
	}
	issuedAnswer struct {
		ID       string    `json:"id"`
		Model    string    `json:"model"`
		Cutoff   string    `json:"cutoff"`
		IssuedAt time.Time `json:"issued_at,omitzero"` // not of what is forecast now
		Inputs   bool      `json:"inputs_kept"`
	}
	changeAmounts struct {
		Before reais        `json:"forecast_before"`
		Parts  []partAmount `json:"parts"`
		After  reais        `json:"forecast_after"`
	}
	partAmount struct {
		Part   string `json:"part"`
		Amount reais  `json:"amount"`
	}
	changedWeek struct {
		Week string `json:"week"`
		changeAmounts
	}
	cameWeek struct {
		Week     string `json:"week"`
		Forecast reais  `json:"forecast"`
		Sold     *reais `json:"sold"` // null where the week is left out
	}
)

// getChanges answers GET /api/v1/changes?before=&after=&segment=&horizon=: what
// changed from one issued forecast to another, and which there are.
func (s *Server) getChanges(c echo.Context) error {
	live, segment, horizon, err := s.segmentAhead(c)
	if err != nil {
		return err
	}
	a := changesAnswer{Segment: segment.Key, amounts: amountsOf(live), Issued: []issuedAnswer{}, Reasons: []string{},
		changeAmounts: changeAmounts{Parts: []partAmount{}}, Weeks: []changedWeek{}, Came: []cameWeek{}}
	changed, err := s.training.Change(c.Request().Context(), c.QueryParam("before"), c.QueryParam("after"))
	if err != nil {
		return err
	}
	for _, i := range changed.Issues {
		a.Issued = append(a.Issued, issuedOf(i))
	}
	if changed.Result != nil {
		a.fill(changed, horizon)
	}
	return c.JSON(http.StatusOK, a)
}

func (a *changesAnswer) fill(changed training.Changed, horizon int) {
	before, after := issuedOf(changed.Before), issuedOf(changed.After)
	a.Before, a.After, a.Reasons = &before, &after, append(a.Reasons, changed.Reasons...)
	of, _ := changed.Change(a.Segment, horizon) // a segment of neither has no weeks
	a.changeAmounts = changeOf(changed.Parts, of.Before, of.After, of.Parts)
	for _, w := range of.Weeks {
		a.Weeks = append(a.Weeks, changedWeek{w.Week.String(), changeOf(changed.Parts, w.Before, w.After, w.Parts)})
	}
	for _, w := range of.Came {
		a.Came = append(a.Came, cameOf(w))
	}
}

func cameOf(w changes.CameWeek) cameWeek {
	out := cameWeek{Week: w.Week.String(), Forecast: reais(w.Forecast) / 100}
	if w.Known {
		sold := reais(w.Actual) / 100
		out.Sold = &sold
	}
	return out
}

func changeOf(parts []string, before, after int64, amounts []int64) changeAmounts {
	out := changeAmounts{Before: reais(before) / 100, After: reais(after) / 100, Parts: []partAmount{}}
	for i, amount := range amounts {
		out.Parts = append(out.Parts, partAmount{parts[i], reais(amount) / 100})
	}
	return out
}

func issuedOf(i training.Issue) issuedAnswer {
	return issuedAnswer{ID: i.ID, Model: i.ModelID, Cutoff: i.Cutoff.String(), IssuedAt: i.IssuedAt, Inputs: i.Inputs}
}

package server

import (
	"math"
	"net/http"

	"github.com/labstack/echo/v4"

	"olist/message"
	"olist/store"
	"olist/store/fault"
	"olist/views/budgets"
	"olist/week"
)

type (
	budgetsAnswer struct {
		Model    string `json:"model"`
		Revision int64  `json:"revision"`
		Segment  string `json:"segment"`
		Year     int    `json:"year"`
		amounts
		Months []budgetMonth `json:"months"`
		Total  budgetStand   `json:"total"` // of the months that have a budget
	}
	budgetMonth struct {
		Month string `json:"month"`
		budgetStand
	}
	budgetStand struct {
		Budget   *reais   `json:"budget"`   // null where there is none
		Estimate *reais   `json:"estimate"` // what came and is expected; null where forecasts do not reach
		Past     bool     `json:"past"`
		LastYear *reais   `json:"last_year"`
		Chance   *float64 `json:"chance"` // to reach the budget; null of past ones, and where it is not known
	}
)

// getBudgets answers GET /api/v1/budgets?segment=&year=.
func (s *Server) getBudgets(c echo.Context) error {
	if _, err := intParam(c, "year", 0, 2000, 2099); err != nil {
		return err
	}
	page, live, err := s.budgetsPage(c)
	if err != nil {
		return err
	}
	a := budgetsAnswer{Model: live.Model.ID, Revision: page.Revision, Segment: page.Segment.Key, Year: page.Year, amounts: amountsOf(live), Months: []budgetMonth{}, Total: budgetStandOf(page.Total)}
	for _, m := range page.Months {
		a.Months = append(a.Months, budgetMonth{m.Key, budgetStandOf(m.Stand)})
	}
	return c.JSON(http.StatusOK, a)
}

func budgetStandOf(s budgets.Stand) budgetStand {
	return budgetStand{Budget: reaisKnown(s.Budget, s.HasBudget), Estimate: reaisKnown(s.Estimate.Cents, s.HasRange), Past: s.Past, LastYear: reaisKnown(s.Before, s.HasBefore), Chance: orNull(s.Chance)}
}

type budgetEdit struct {
	ID       int64 `json:"id"` // 0 where nothing was changed
	Months   int   `json:"months"`
	Undone   bool  `json:"undone"`
	Revision int64 `json:"revision"`
}

// postBudgetsJSON answers POST /api/v1/budgets: saves budgets of segments and months.
func (s *Server) postBudgetsJSON(c echo.Context) error {
	var body struct {
		Revision *int64 `json:"revision"`
		Budgets  []struct {
			Segment string   `json:"segment"`
			Month   string   `json:"month"`
			Amount  *float64 `json:"amount"`
		} `json:"budgets"`
	}
	if err := decodeJSON(c, &body); err != nil {
		return err
	}
	live, err := s.training.Live()
	if err != nil {
		return err
	}
	var words []store.BudgetWord
	for _, b := range body.Budgets {
		segment, err := live.Data.Segment(b.Segment)
		if err != nil {
			return fault.Invalid("budgets", saidBy(err))
		}
		m, err := week.ParseMonth(b.Month)
		if err != nil {
			return fault.Invalid("budgets", message.BudgetMonth.With(message.Quoted(b.Month)))
		}
		w := store.BudgetWord{Segment: segment.Key, Month: m}
		if b.Amount != nil {
			if !(*b.Amount >= 0 && *b.Amount <= 1e12) {
				return fault.Invalid("budgets", message.BudgetAmount.With())
			}
			cents := int64(math.Round(*b.Amount * 100))
			w.Cents = &cents
		}
		words = append(words, w)
	}
	edit, err := s.store.PutBudgets(c.Request().Context(), principalOf(c).Name, live.Data.Shop.Measure, revisionSeen(body.Revision), words)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, budgetEdit{edit.ID, edit.Count, edit.Undone, edit.Revision})
}

// postBudgetsUndoJSON answers POST /api/v1/budgets/{id}/undo.
func (s *Server) postBudgetsUndoJSON(c echo.Context) error {
	edit, err := s.undoBudgets(c)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, budgetEdit{edit.ID, edit.Count, edit.Undone, edit.Revision})
}

package server

import (
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"olist/message"
	"olist/store"
	"olist/store/fault"
	"olist/views/ui"
)

type (
	stockoutsAnswer struct {
		Model    string `json:"model"`
		Revision int64  `json:"revision"`
		amounts
		Stockouts []stockoutWeekAnswer `json:"stockouts"`
		Segments  []stockoutSum        `json:"segments"`
	}
	stockoutWeekAnswer struct {
		Segment string    `json:"segment"`
		Week    string    `json:"week"`
		Note    string    `json:"note"`
		By      string    `json:"by"`
		At      time.Time `json:"at"`
		Sold    *reais    `json:"sold"` // null where the data do not have the week
		lostJSON
	}
	lostJSON struct {
		Lost *reais `json:"lost"` // an estimate
		Lo80 *reais `json:"lo80"`
		Hi80 *reais `json:"hi80"`
	}
	stockoutSum struct {
		Segment string `json:"segment"`
		Weeks   int    `json:"weeks"`
		lostJSON
	}
)

func lostOf(r ui.Range, known bool) lostJSON {
	return lostJSON{reaisKnown(r.Cents, known), reaisKnown(r.Low, known), reaisKnown(r.High, known)}
}

// getStockouts answers GET /api/v1/stockouts.
func (s *Server) getStockouts(c echo.Context) error {
	page, live, err := s.stockoutsPage(c)
	if err != nil {
		return err
	}
	a := stockoutsAnswer{Model: live.Model.ID, Revision: page.Revision, amounts: amountsOf(live), Stockouts: []stockoutWeekAnswer{}, Segments: []stockoutSum{}}
	for _, m := range page.Marks {
		a.Stockouts = append(a.Stockouts, stockoutWeekAnswer{Segment: m.Key, Week: m.Week.String(), Note: m.Note, By: m.By, At: m.At, Sold: reaisKnown(m.Sold, m.Known), lostJSON: lostOf(m.Lost, m.HasLost)})
	}
	for _, sum := range page.Sums {
		a.Segments = append(a.Segments, stockoutSum{sum.Key, sum.Weeks, lostOf(sum.Lost, true)})
	}
	return c.JSON(http.StatusOK, a)
}

type stockoutEdit struct {
	ID       int64 `json:"id"` // 0 where nothing was changed
	Weeks    int   `json:"weeks"`
	Undone   bool  `json:"undone"`
	Revision int64 `json:"revision"`
}

// postStockoutsJSON answers POST /api/v1/stockouts: marks weeks of segments, or
// takes marks away.
func (s *Server) postStockoutsJSON(c echo.Context) error {
	var body struct {
		Revision  *int64 `json:"revision"`
		Stockouts []struct {
			Segment string `json:"segment"`
			Week    string `json:"week"`
			Out     *bool  `json:"out"`
			Note    string `json:"note"`
		} `json:"stockouts"`
	}
	if err := decodeJSON(c, &body); err != nil {
		return err
	}
	live, err := s.training.Live()
	if err != nil {
		return err
	}
	var words []store.StockoutWord
	for _, b := range body.Stockouts {
		word := store.StockoutWord{Segment: b.Segment, Out: b.Out == nil || *b.Out, Note: b.Note}
		if word.Out {
			day, err := time.Parse(time.DateOnly, strings.TrimSpace(b.Week))
			if err != nil {
				return fault.Invalid("stockouts", message.StockoutDay.With(message.Quoted(b.Week)))
			}
			if word.Week, err = stockedWeek(live.Data, day, "stockouts"); err != nil {
				return err
			}
			if _, err := live.Data.Segment(b.Segment); err != nil {
				return fault.Invalid("stockouts", saidBy(err))
			}
		} else { // a mark may outlive its week and segment
			day, err := time.Parse(time.DateOnly, strings.TrimSpace(b.Week))
			if err != nil {
				return fault.Invalid("stockouts", message.StockoutDay.With(message.Quoted(b.Week)))
			}
			word.Week = live.Data.Shop.Week(day)
		}
		words = append(words, word)
	}
	edit, err := s.training.PutStockouts(c.Request().Context(), principalOf(c).Name, revisionSeen(body.Revision), words)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, stockoutEdit{edit.ID, edit.Count, edit.Undone, edit.Revision})
}

// postStockoutsUndoJSON answers POST /api/v1/stockouts/{id}/undo.
func (s *Server) postStockoutsUndoJSON(c echo.Context) error {
	edit, err := s.undoStockouts(c)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, stockoutEdit{edit.ID, edit.Count, edit.Undone, edit.Revision})
}

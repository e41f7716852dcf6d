package server

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"olist/message"
	"olist/server/sheet"
	"olist/store"
	"olist/store/fault"
	"olist/training"
	"olist/views/budgets"
	"olist/views/text"
	"olist/views/ui"
)

// getBudgetsPage answers GET /budgets?segment=&year=&saved=.
func (s *Server) getBudgetsPage(c echo.Context) error {
	return showLast(s, c, func(c echo.Context) (budgets.View, error) {
		page, _, err := s.budgetsPage(c)
		return page, err
	}, budgets.Page)
}

// budgetsPage is a segment's year, and the snapshot that it is of.
func (s *Server) budgetsPage(c echo.Context) (page budgets.View, live *training.Live, err error) {
	ctx := c.Request().Context()
	if live, err = s.training.Live(); err != nil {
		return page, nil, err
	}
	page = budgets.View{Frame: s.frame(c, live)}
	l := page.Text
	page.Segments = segmentChoice(l, live.Data)
	segment, _, err := findSegment(l, live.Data, segmentParam(c))
	if err != nil {
		return page, nil, err
	}
	page.Segment = segmentView(l, segment)
	page.Year, page.Years = yearOf(c, &page.Frame, live)
	kept, err := s.store.Budgets(ctx, live.Data.Shop.Measure)
	if err != nil {
		return page, nil, err
	}
	planned, err := live.Planned(segment.Key)
	if err != nil {
		return page, nil, err
	}
	of := budgetsOf(kept.All, page.Year)
	budget := of[segment.Key]
	page.Revision = kept.Revision
	page.Months = budgetMonths(l, planned, budget, page.Year)
	page.Total = standOf(planned, budget, budgeted(budget, page.Year))
	page.ToDate = toDate(planned, budget, page.Year)
	page.All = budgetSegments(l, live, of, page.Year)
	edits, err := s.store.BudgetEdits(ctx, live.Data.Shop.Measure, editsRead)
	page.Edits = shownEdits(c, edits)
	return page, live, err
}

// yearOf reads year=: without it the year of the first week ahead. Years are offered
// from the first of the data to the one after those that forecasts reach.
func yearOf(c echo.Context, f *ui.Frame, live *training.Live) (year int, years []int) {
	first, now := live.Data.Weeks[0].Week.First().Year(), (live.Data.To + 1).Last().Year()
	year, err := intParam(c, "year", now, 2000, 2099)
	if err != nil {
		year = now
		notUnderstood(c, f, "year", err, strconv.Itoa(now))
	}
	for y := min(first, year); y <= max(now+2, year); y++ {
		years = append(years, y)
	}
	return year, years
}

// amountTyped writes cents as a person types them.
func amountTyped(cents int64) string {
	return strconv.FormatFloat(float64(cents)/100, 'f', -1, 64)
}

// postBudgets answers POST /budgets?segment=&year=: the twelve months as they were
// typed. What is no amount, and what others changed meanwhile, comes back in the form.
func (s *Server) postBudgets(c echo.Context) error {
	page, live, err := s.budgetsPage(c)
	if err != nil {
		return err
	}
	var words []store.BudgetWord
	var said message.Message
	for i := range page.Months {
		m := &page.Months[i]
		written := strings.TrimSpace(c.FormValue("m" + m.Key))
		shown := m.Written
		m.Written = written
		if written == shown {
			continue
		}
		w := store.BudgetWord{Segment: page.Segment.Key, Month: m.Month}
		if written != "" {
			cents, err := page.Text.ParseMoney(written)
			if m.Wrong = err != nil || cents < 0; m.Wrong {
				said = unread(err, message.BudgetAmount.With())
				continue
			}
			w.Cents = &cents
		}
		words = append(words, w)
	}
	if !said.IsZero() {
		err = fault.Invalid("budgets", said)
	} else {
		var edit store.Edit
		if edit, err = s.store.PutBudgets(c.Request().Context(), principalOf(c).Name, live.Data.Shop.Measure, revisionOf(c.FormValue("revision")), words); err == nil {
			return c.Redirect(http.StatusSeeOther, budgets.Address(page.Segment.Key, page.Year, savedName(edit)))
		}
	}
	status, refusal, ok := mendable(err)
	if !ok {
		return err
	}
	page.Problem, page.Revision = page.Text.Say(refusal), seenBefore(c, status, page.Revision)
	page.Overtaken.Page = nowAt(status, budgets.Address(page.Segment.Key, page.Year, ""))
	return s.render(c, status, budgets.Page(page))
}

// postBudgetsImport answers POST /budgets/import: budgets as a pasted table or a file.
func (s *Server) postBudgetsImport(c echo.Context) error {
	year := 0
	edit, paste, err := s.takeTable(c, func(live *training.Live, rows [][]string, seen int64) (store.Edit, error) {
		words, err := budgetWords(locale(c), live.Data, rows)
		if err != nil {
			return store.Edit{}, err
		}
		if year, _ = yearOf(c, &ui.Frame{Text: locale(c)}, live); len(words) > 0 {
			year = words[0].Month.Year()
		}
		return s.store.PutBudgets(c.Request().Context(), principalOf(c).Name, live.Data.Shop.Measure, seen, words)
	})
	if err == nil {
		return c.Redirect(http.StatusSeeOther, budgets.Address(segmentParam(c), year, savedName(edit)))
	}
	status, why, ok := mendable(err)
	if !ok {
		return err
	}
	page, _, err := s.budgetsPage(c)
	if err != nil {
		return err
	}
	page.Paste = refusedPaste(page.Text, paste, status, why, budgets.Address(page.Segment.Key, page.Year, ""))
	return s.render(c, status, budgets.Page(page))
}

// postBudgetsUndo answers POST /budgets/{id}/undo: takes a change back, or brings it
// again.
func (s *Server) postBudgetsUndo(c echo.Context) error {
	edit, err := s.undoBudgets(c)
	if err != nil {
		return err
	}
	year, _ := strconv.Atoi(c.QueryParam("year"))
	return c.Redirect(http.StatusSeeOther, budgets.Address(segmentParam(c), year, savedName(edit)))
}

func (s *Server) undoBudgets(c echo.Context) (store.Edit, error) {
	id, err := editParam(c, message.NoBudgetEdit)
	if err != nil {
		return store.Edit{}, err
	}
	return s.store.UndoBudgets(c.Request().Context(), principalOf(c).Name, id)
}

// getBudgetsFile answers GET /budgets.csv, .tsv and .xlsx: a segment's year.
func (s *Server) getBudgetsFile(c echo.Context) error {
	page, _, err := s.budgetsPage(c)
	if err != nil {
		return err
	}
	table := func() sheet.Table { return budgetsTable(page) }
	return sendTable(c, fmt.Sprintf("budgets-%s-%d", fileName(page.Segment.Key), page.Year), tables{machine: table, shown: table})
}

func budgetsTable(page budgets.View) sheet.Table {
	t := headed(page.Text, text.FileSegment, text.FileName, text.FileMonth, text.FileBudget, text.FileSold, text.FileAhead, text.FileForecast, text.FileGap, text.FileChance, text.FileYearAgo)
	for _, m := range page.Months {
		t.Add(sheet.Text(page.Segment.Key), sheet.Text(page.Segment.Name), sheet.Text(m.Key), moneyKnown(m.Budget, m.HasBudget), moneyKnown(m.Sold, m.Known && m.Period.Known > 0), moneyKnown(m.Ahead, m.Known && !m.Period.Past),
			moneyKnown(m.Estimate.Cents, m.HasRange), moneyKnown(m.Estimate.Cents-m.Budget, m.HasBudget && m.HasRange), sheet.Ratio(m.Chance), moneyKnown(m.Stand.Before, m.HasBefore))
	}
	return t
}

package server

import (
	"cmp"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"olist/forecast"
	"olist/message"
	"olist/server/sheet"
	"olist/store"
	"olist/store/fault"
	"olist/training"
	"olist/views/stockouts"
	"olist/views/text"
	"olist/views/ui"
	"olist/week"
)

// stockoutSpanMost is how many weeks the form marks at once.
const stockoutSpanMost = 104

// getStockoutsPage answers GET /stockouts?saved=.
func (s *Server) getStockoutsPage(c echo.Context) error {
	return showLast(s, c, func(c echo.Context) (stockouts.View, error) {
		page, _, err := s.stockoutsPage(c)
		return page, err
	}, stockouts.Page)
}

// stockoutsPage is all weeks without stock, and the snapshot that they are of.
func (s *Server) stockoutsPage(c echo.Context) (page stockouts.View, live *training.Live, err error) {
	ctx := c.Request().Context()
	if live, err = s.training.Live(); err != nil {
		return page, nil, err
	}
	page = stockouts.View{Frame: s.frame(c, live)}
	l := page.Text
	page.Segments = segmentChoice(l, live.Data)
	page.First, page.Last = live.Data.From.First(), live.Data.To.Last()
	if total, err := live.Data.Segment(store.TotalKey); err == nil {
		page.Form.Segment = segmentView(l, total)
	}
	if page.Revision, err = s.store.StockoutRevision(ctx); err != nil {
		return page, nil, err
	}
	lost, err := live.LostSales(ctx)
	if err != nil {
		return page, nil, err
	}
	page.Marks, page.Sums = stockoutMarks(l, live.Data, lost)
	edits, err := s.store.StockoutEdits(ctx, editsRead)
	page.Edits = shownEdits(c, edits)
	return page, live, err
}

// stockoutMarks are the marks, the latest week first, and what each segment lost,
// the most first.
func stockoutMarks(l text.Locale, d *training.Data, lost []forecast.LostSales) (marks []stockouts.Mark, sums []stockouts.Sum) {
	type key struct {
		segment string
		week    week.Week
	}
	of := map[key]forecast.LostWeek{}
	for _, s := range lost {
		for _, w := range s.Weeks {
			of[key{s.Key, w.Week}] = w
		}
		if seg, err := d.Segment(s.Key); err == nil {
			sums = append(sums, stockouts.Sum{Segment: segmentView(l, seg), Weeks: len(s.Weeks), Lost: lostRange(s.Lost, s.Lower, s.Upper)})
		}
	}
	for _, m := range d.Stockouts {
		row := stockouts.Mark{Segment: ui.Segment{Key: m.Segment, Name: m.Segment}, Week: m.Week, Note: m.Note, By: m.Actor, At: m.At}
		if seg, err := d.Segment(m.Segment); err == nil {
			row.Segment = segmentView(l, seg)
		}
		if w, ok := of[key{m.Segment, m.Week}]; ok {
			row.Known, row.HasLost, row.Sold, row.Lost = true, true, cents(w.Sold), lostRange(w.Lost, w.Lower, w.Upper)
		}
		marks = append(marks, row)
	}
	slices.SortStableFunc(marks, func(a, b stockouts.Mark) int { return cmp.Compare(b.Week, a.Week) })
	slices.SortStableFunc(sums, func(a, b stockouts.Sum) int { return cmp.Compare(b.Lost.Cents, a.Lost.Cents) })
	return marks, sums
}

func lostRange(v, lower, upper float64) ui.Range {
	return ui.Range{Cents: cents(v), Low: cents(lower), High: cents(upper)}
}

// postStockouts answers POST /stockouts: marks the weeks of a segment from a day to
// another. What is wrong comes back in the form.
func (s *Server) postStockouts(c echo.Context) error {
	page, live, err := s.stockoutsPage(c)
	if err != nil {
		return err
	}
	f := &page.Form
	f.From, f.To, f.Note = c.FormValue("from"), c.FormValue("to"), c.FormValue("note")
	written := strings.TrimSpace(c.FormValue("segment"))
	segment, _, err := findSegment(page.Text, live.Data, written)
	f.Segment = ui.Segment{Name: written}
	var words []store.StockoutWord
	if err == nil {
		f.Segment = segmentView(page.Text, segment)
		words, err = stockoutSpan(page.Text, live.Data, segment.Key, f.From, f.To, f.Note)
	}
	var edit store.Edit
	if err == nil {
		edit, err = s.training.PutStockouts(c.Request().Context(), principalOf(c).Name, -1, words)
	}
	if err == nil {
		return c.Redirect(http.StatusSeeOther, stockouts.Address(savedName(edit)))
	}
	status, why, ok := mendable(err)
	if !ok {
		return err
	}
	f.Problem, f.Field = page.Text.Say(why), stockoutField(err)
	return s.render(c, status, stockouts.Page(page))
}

// stockoutField is the field that an error is about.
func stockoutField(err error) string {
	if field := fieldOf(err); slices.Contains([]string{"from", "to", "note"}, field) {
		return field
	}
	return "segment"
}

// stockoutSpan are the words of a form: the weeks from a day to another.
func stockoutSpan(l text.Locale, d *training.Data, segment, from, to, note string) ([]store.StockoutWord, error) {
	first, err := stockoutWeek(l, d, from, "from")
	if err != nil {
		return nil, err
	}
	last := first
	if to != "" {
		if last, err = stockoutWeek(l, d, to, "to"); err != nil {
			return nil, err
		}
	}
	if last < first || last-first >= stockoutSpanMost {
		return nil, fault.Invalid("to", message.StockoutSpan.With(stockoutSpanMost))
	}
	var words []store.StockoutWord
	for w := first; w <= last; w++ {
		words = append(words, store.StockoutWord{Segment: segment, Week: w, Out: true, Note: note})
	}
	return words, nil
}

// stockoutWeek reads the day of a week that has sales, in the forms of sales files.
func stockoutWeek(l text.Locale, d *training.Data, written, field string) (week.Week, error) {
	if written = strings.TrimSpace(written); written == "" {
		return 0, fault.Invalid(field, message.StockoutNoDay.With())
	}
	days := daysTyped(l, d, written)
	switch len(days) {
	case 0:
		return 0, fault.Invalid(field, message.StockoutDay.With(message.Quoted(written)))
	case 1:
		return stockedWeek(d, days[0], field)
	}
	return 0, fault.Invalid(field, message.DayTwice.With(message.Quoted(written), message.DayOf(days[0]), message.DayOf(days[1])))
}

// stockedWeek is the week of a day, one that has sales.
func stockedWeek(d *training.Data, day time.Time, field string) (week.Week, error) {
	w := d.Shop.Week(day)
	if w < d.From || w > d.To {
		return 0, fault.Invalid(field, message.StockoutOutside.With(message.DayOf(d.From.First()), message.DayOf(d.To.Last())))
	}
	return w, nil
}

// postStockoutsUnmark answers POST /stockouts/unmark: takes a mark away.
func (s *Server) postStockoutsUnmark(c echo.Context) error {
	day, err := time.Parse(time.DateOnly, c.FormValue("week"))
	var edit store.Edit
	if err != nil {
		err = fault.Invalid("week", message.StockoutDay.With(message.Quoted(c.FormValue("week"))))
	} else {
		live, wrong := s.training.Live()
		if wrong != nil {
			return wrong
		}
		word := store.StockoutWord{Segment: c.FormValue("segment"), Week: live.Data.Shop.Week(day)}
		edit, err = s.training.PutStockouts(c.Request().Context(), principalOf(c).Name, revisionOf(c.FormValue("revision")), []store.StockoutWord{word})
	}
	if err == nil {
		return c.Redirect(http.StatusSeeOther, stockouts.Address(savedName(edit)))
	}
	status, why, ok := mendable(err)
	if !ok {
		return err
	}
	page, _, err := s.stockoutsPage(c)
	if err != nil {
		return err
	}
	page.Form.Problem = page.Text.Say(why)
	return s.render(c, status, stockouts.Page(page))
}

// postStockoutsUndo answers POST /stockouts/{id}/undo: takes a change back, or
// brings it again.
func (s *Server) postStockoutsUndo(c echo.Context) error {
	edit, err := s.undoStockouts(c)
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, stockouts.Address(savedName(edit)))
}

func (s *Server) undoStockouts(c echo.Context) (store.Edit, error) {
	id, err := editParam(c, message.NoStockoutEdit)
	if err != nil {
		return store.Edit{}, err
	}
	return s.training.UndoStockouts(c.Request().Context(), principalOf(c).Name, id)
}

// getStockoutsFile answers GET /stockouts.csv, .tsv and .xlsx.
func (s *Server) getStockoutsFile(c echo.Context) error {
	page, _, err := s.stockoutsPage(c)
	if err != nil {
		return err
	}
	table := func() sheet.Table { return stockoutsTable(page) }
	return sendTable(c, "stockouts", tables{machine: table, shown: table})
}

func stockoutsTable(page stockouts.View) sheet.Table {
	t := headed(page.Text, text.FileSegment, text.FileName, text.FileWeek, text.FileNote, text.FileSold, text.FileLost, text.FileLow80, text.FileHigh80, text.FileWho)
	for _, m := range page.Marks {
		t.Add(sheet.Text(m.Key), sheet.Text(m.Name), sheet.Date(m.Week), sheet.Text(m.Note), moneyKnown(m.Sold, m.Known), moneyKnown(m.Lost.Cents, m.HasLost), moneyKnown(m.Lost.Low, m.HasLost), moneyKnown(m.Lost.High, m.HasLost), sheet.Text(m.By))
	}
	return t
}

package server

import (
	"errors"
	"math"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"olist/forecast"
	"olist/message"
	"olist/store"
	"olist/store/fault"
	"olist/training"
	"olist/views/dashboard"
	"olist/views/text"
	"olist/week"
)

// fillAhead adds what is known ahead of the weeks shown. driver= chooses which,
// saved= names a correction just made.
func (s *Server) fillAhead(c echo.Context, live *training.Live, page *dashboard.WeeklyDrives) error {
	all, err := live.Data.DriversAhead(page.Segment.Key)
	if err != nil {
		return err
	}
	learnt, err := live.Learnt(page.Segment.Key)
	if err != nil {
		return err
	}
	for i, driver := range all {
		k := dashboard.KnownDriver{Name: driver.Name, Known: driver.Known, Until: live.Data.To + week.Week(driver.Known)}
		if of, ok := learnt[driver.Name]; ok {
			k.Learnt = learntView(page.Text, page.Model.Name, of)
		}
		page.Ahead.Drivers = append(page.Ahead.Drivers, k)
		if driver.Name == c.FormValue("driver") {
			page.Ahead.Chosen = i
		}
	}
	if len(all) == 0 {
		return nil
	}
	for _, w := range all[page.Ahead.Chosen].Weeks[:len(page.Weeks)] {
		page.Ahead.Weeks = append(page.Ahead.Weeks, dashboard.KnownWeek{Week: w.Week, Hand: w.Hand,
			Value: typedNumber(page.Text, w.Value), Usual: usualNumber(page.Text, w.Usual)})
	}
	switch saved := c.QueryParam("saved"); saved {
	case "":
	case "nothing":
		page.Ahead.Saved = &dashboard.SavedAhead{}
	default:
		id, err := strconv.ParseInt(saved, 10, 64)
		if err != nil {
			return nil // an address that nobody wrote
		}
		edit, err := s.store.DriverEdit(c.Request().Context(), id)
		if err == nil {
			page.Ahead.Saved = &dashboard.SavedAhead{ID: saved, Driver: edit.Driver, Weeks: len(edit.Words), Undone: edit.Undone}
		} else if fault.CodeOf(err) != fault.CodeNotFound {
			return s.without(c.Request().Context(), err)
		}
	}
	return nil
}

// learntView is what was learnt of a driver as the page shows it.
func learntView(l text.Locale, model string, of training.DriverLearnt) *dashboard.Learnt {
	effect := func(f *forecast.DriverFactor) *dashboard.LearntEffect {
		if f == nil {
			return nil
		}
		if len(f.Bands) == 0 {
			return &dashboard.LearntEffect{Ratio: f.Factor - 1, Unsure: true}
		}
		return &dashboard.LearntEffect{Ratio: f.Factor - 1, Low: f.Bands[0].Lower - 1, High: f.Bands[0].Upper - 1}
	}
	k := &dashboard.Learnt{Model: model, Own: of.Own, Weeks: of.Weeks, From: usualNumber(l, of.From), To: usualNumber(l, of.To), Unit: effect(of.Unit), Whole: effect(of.Whole)}
	for _, v := range of.Closed {
		k.Closed = append(k.Closed, usualNumber(l, v))
	}
	return k
}

// typedNumber writes a number as a person types it, "" for NaN.
func typedNumber(l text.Locale, v float64) string {
	if math.IsNaN(v) {
		return ""
	}
	return l.Marks(strconv.FormatFloat(v, 'f', -1, 64))
}

// usualNumber writes a mean, to two decimals at most.
func usualNumber(l text.Locale, v float64) string {
	return typedNumber(l, math.Round(v*100)/100)
}

// postKnown answers POST /drives/known: corrects a driver in the weeks whose
// value is not the one shown for the segment. What is no number comes back in
// the form (422).
func (s *Server) postKnown(c echo.Context) error {
	live, err := s.training.Live()
	if err != nil {
		return err
	}
	form, err := c.FormParams()
	if err != nil {
		return fault.Wrap(fault.CodeMalformed, err, message.FormUnreadable.With())
	}
	segment, driver := c.FormValue("segment"), c.FormValue("driver")
	words, wrong, doubt, err := wordsOf(locale(c), live, segment, driver, form["week"], form["value"])
	if err != nil {
		return err
	}
	var edit store.DriverEdit
	if len(wrong) == 0 {
		edit, err = s.training.PutDriver(c.Request().Context(), principalOf(c).Name, driver, words)
	}
	said, refused := invalid(c, err)
	switch {
	case err != nil && !refused:
		return err
	case refused || len(wrong) > 0:
		if !doubt.IsZero() {
			said = locale(c).Say(doubt)
		}
		return s.renderKnown(c, form["value"], wrong, said)
	}
	saved := "nothing"
	if edit.ID != 0 {
		saved = strconv.FormatInt(edit.ID, 10)
	}
	return c.Redirect(http.StatusSeeOther, dashboard.KnownURL(segment, horizonShown(c), driver, saved))
}

// horizonShown is the horizon that a form carries.
func horizonShown(c echo.Context) int {
	n, err := strconv.Atoi(c.FormValue("horizon"))
	if err != nil {
		return training.DefaultHorizon
	}
	return min(max(n, 1), training.MaxHorizon)
}

// wordsOf reads what a form says of a driver: the words that differ from what is
// shown for the segment, the places of those that are no numbers, and why one of them
// is in doubt.
func wordsOf(l text.Locale, live *training.Live, segment, driver string, weeks, values []string) (words []store.DriverWord, wrong []int, doubt message.Message, err error) {
	all, err := live.Data.DriversAhead(segment)
	if err != nil {
		return nil, nil, doubt, err
	}
	shown := map[week.Week]string{}
	for _, d := range all {
		if d.Name == driver {
			for _, w := range d.Weeks {
				shown[w.Week] = typedNumber(l, w.Value)
			}
		}
	}
	if len(weeks) != len(values) || len(weeks) > training.MaxHorizon {
		return nil, nil, doubt, fault.New(fault.CodeMalformed, message.FormUnreadable.With())
	}
	for i, written := range values {
		at, err := live.Data.Shop.ParseWeek(weeks[i])
		if err != nil {
			return nil, nil, doubt, fault.New(fault.CodeMalformed, message.FormUnreadable.With())
		}
		if written = strings.TrimSpace(written); written == shown[at] {
			continue
		}
		word := store.DriverWord{Week: at}
		if written != "" {
			v, err := l.ParseNumber(written)
			if err != nil {
				wrong, doubt = append(wrong, i), unread(err, doubt)
				continue
			}
			word.Value = &v
		}
		words = append(words, word)
	}
	return words, wrong, doubt, nil
}

// renderKnown is the page with what was written, and what is wrong with it.
func (s *Server) renderKnown(c echo.Context, values []string, wrong []int, said string) error {
	page, err := s.drivesPage(c)
	if err != nil {
		return err
	}
	for i := range page.Ahead.Weeks[:min(len(values), len(page.Ahead.Weeks))] {
		page.Ahead.Weeks[i].Value = values[i]
	}
	for _, i := range wrong {
		if i < len(page.Ahead.Weeks) {
			page.Ahead.Weeks[i].Wrong = true
		}
	}
	if page.Ahead.Problem = said; said == "" {
		page.Ahead.Problem = page.Ahead.NotNumbers(page.Text)
	}
	return s.render(c, http.StatusUnprocessableEntity, dashboard.DrivesPage(page, false))
}

// postKnownUndo answers POST /drives/known/{id}/undo: takes a correction back,
// or brings it again.
func (s *Server) postKnownUndo(c echo.Context) error {
	edit, err := s.undoDriver(c)
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, dashboard.KnownURL(c.FormValue("segment"), horizonShown(c), edit.Driver, strconv.FormatInt(edit.ID, 10)))
}

func (s *Server) undoDriver(c echo.Context) (store.DriverEdit, error) {
	id, err := strconv.ParseInt(c.Param("id"), 10, 64)
	if errors.Is(err, strconv.ErrSyntax) || errors.Is(err, strconv.ErrRange) {
		return store.DriverEdit{}, fault.New(fault.CodeNotFound, message.NoDriverEdit.With(message.Quoted(c.Param("id"))))
	}
	return s.training.UndoDriver(c.Request().Context(), principalOf(c).Name, id)
}

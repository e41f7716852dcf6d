package server

import (
	"fmt"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"olist/server/sheet"
	"olist/store"
	"olist/training"
	"olist/training/changes"
	changesview "olist/views/changes"
	"olist/views/text"
)

// getChangesPage answers GET /changes?before=&after=&segment=&horizon=: what
// changed from one issued forecast to another.
func (s *Server) getChangesPage(c echo.Context) error {
	return showLast(s, c, s.changes, changesview.Page)
}

// getChangesFile answers GET /changes.csv, .tsv and .xlsx: the same week by week.
func (s *Server) getChangesFile(c echo.Context) error {
	page, err := s.changes(c)
	if err != nil {
		return err
	}
	table := func() sheet.Table { return changesTable(page) }
	return sendTable(c, fmt.Sprintf("changes-%s-%dw", fileName(page.Segment.Key), len(page.Weeks)), tables{machine: table, shown: table})
}

func (s *Server) changes(c echo.Context) (changesview.View, error) {
	live, err := s.training.Live()
	if err != nil {
		return changesview.View{}, err
	}
	v := changesview.View{Frame: s.frame(c, live), Longest: training.MaxHorizon}
	segment, _, err := findSegment(v.Text, live.Data, segmentParam(c))
	if err != nil {
		return v, err
	}
	v.Horizon = horizonOf(c, &v.Frame, training.DefaultHorizon)
	v.Segments, v.Segment = segmentChoice(v.Text, live.Data), segmentView(v.Text, segment)
	changed, err := s.training.Change(c.Request().Context(), c.QueryParam("before"), c.QueryParam("after"))
	if err != nil || changed.Result == nil {
		return v, err
	}
	if err := s.issuesOf(c, &v, changed); err != nil {
		return v, err
	}
	v.Current = changed.After.Cutoff == live.Data.To
	fillChanges(&v, live, changed)
	return v, nil
}

// issuesOf fills what can be chosen, and what is.
func (s *Server) issuesOf(c echo.Context, v *changesview.View, changed training.Changed) error {
	models, err := s.store.Models(c.Request().Context())
	if err != nil {
		return err
	}
	names := make(map[string]string, len(models))
	for _, m := range models {
		names[m.ID] = modelName(m.Seq)
	}
	view := func(i training.Issue) changesview.Issue {
		out := changesview.Issue{ID: i.ID, Until: i.Cutoff, Model: names[i.ModelID], Now: i.ID == training.NowID}
		if out.Model == "" { // it was deleted
			out.Model = i.ModelID
		}
		return out
	}
	for _, i := range changed.Issues {
		v.Choice = append(v.Choice, view(i))
	}
	v.Before, v.After = view(changed.Before), view(changed.After)
	return nil
}

func fillChanges(v *changesview.View, live *training.Live, changed training.Changed) {
	v.Parts, v.Reasons = changed.Parts, changed.Reasons
	of, _ := changed.Change(v.Segment.Key, v.Horizon) // a segment of neither has no weeks
	v.Together = changesview.Amounts{Before: of.Before, After: of.After, Parts: of.Parts}
	for _, w := range of.Weeks {
		v.Weeks = append(v.Weeks, changesview.Amounts{Week: w.Week, Before: w.Before, After: w.After, Parts: w.Parts})
	}
	for _, w := range of.Came {
		v.Came = append(v.Came, changesview.Came{Week: w.Week, Forecast: w.Forecast, Actual: w.Actual, Known: w.Known})
	}
	if v.Segment.Key != store.TotalKey {
		return
	}
	all := changed.All(v.Horizon)
	for _, split := range []struct{ prefix, name string }{{store.CategoryPrefix, v.Text.Categories()}, {store.StatePrefix, v.Text.Regions()}} {
		of := changesview.Movers{Name: split.name}
		for _, one := range all {
			if strings.HasPrefix(one.Key, split.prefix) {
				of.All = append(of.All, changesview.Mover{Key: one.Key, Before: one.Before, After: one.After})
			}
		}
		if of.All = changesview.Most(of.All); len(of.All) > 0 {
			v.Movers = append(v.Movers, of)
		}
		for i := range of.All {
			of.All[i].Name = moverName(v.Text, live.Data, of.All[i].Key)
		}
	}
}

// moverName names a segment that may be gone from the data.
func moverName(l text.Locale, d *training.Data, key string) string {
	seg, err := d.Segment(key)
	if err != nil {
		seg = store.Segment{Key: key}
	}
	return segmentName(l, seg)
}

// changeHeads are the columns of the file for each part there may be.
var changeHeads = map[string]text.Text{
	changes.Corrections: text.FileCorrections, changes.Events: text.FileEvents, changes.Drivers: text.FileDrivers, changes.Known: text.FileKnown,
	changes.Sales: text.FileNewSales, changes.Retraining: text.FileRetraining, changes.Program: text.FileProgram, changes.Whole: text.FileWhole,
}

// changesTable has a column for every part there may be, so that its columns are
// always the same; parts that there are not stay empty.
func changesTable(v changesview.View) sheet.Table {
	t := headed(v.Text, text.FileSegment, text.FileWeek, text.FileBefore)
	for _, part := range changes.Parts {
		t.Heads = append(t.Heads, v.Text.T(changeHeads[part]))
	}
	t.Heads = append(t.Heads, v.Text.T(text.FileAfter))
	for _, w := range v.Weeks {
		row := []sheet.Cell{sheet.Text(v.Segment.Key), sheet.Date(w.Week), sheet.Money(w.Before)}
		for _, part := range changes.Parts {
			row = append(row, partCell(v.Parts, w.Parts, part))
		}
		t.Add(append(row, sheet.Money(w.After))...)
	}
	return t
}

func partCell(parts []string, amounts []int64, part string) sheet.Cell {
	if i := slices.Index(parts, part); i >= 0 {
		return sheet.Money(amounts[i])
	}
	return sheet.Cell{}
}

package server

import (
	"context"
	"errors"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"olist/message"
	"olist/server/sheet"
	"olist/store"
	"olist/store/fault"
	"olist/training"
	planview "olist/views/plan"
	"olist/views/text"
	"olist/week"
)

// plansShown is how many published plans the page lists.
const plansShown = 12

// getPlanPage answers GET /plan?segment=&horizon=: the plan week by week. at= opens
// the form at a week, edit= at an override.
func (s *Server) getPlanPage(c echo.Context) error {
	return showLast(s, c, func(c echo.Context) (planview.View, error) {
		v, draft, err := s.plan(c, c.QueryParams())
		if err == nil {
			s.openForm(c, &v, draft)
		}
		return v, err
	}, planview.Page)
}

// getPlanFile answers GET /plan.csv, .tsv and .xlsx: the table of the page.
func (s *Server) getPlanFile(c echo.Context) error {
	v, _, err := s.plan(c, c.QueryParams())
	if err != nil {
		return err
	}
	table := func() sheet.Table { return planTable(v) }
	return sendTable(c, "plan-"+fileName(v.Segment.Key), tables{machine: table, shown: table})
}

func planTable(v planview.View) sheet.Table {
	t := headed(v.Text, text.FileSegment, text.FileName, text.FileWeek, text.FileForecast, text.FileDraft, text.FilePlan, text.FilePlanNo)
	for _, w := range v.Weeks {
		row := []sheet.Cell{sheet.Text(v.Segment.Key), sheet.Text(v.Segment.Name), sheet.Date(w.Week), sheet.Money(w.Forecast), sheet.Money(w.Draft), moneyKnown(w.Published, w.HasPublished), {}}
		if w.HasPublished {
			row[6] = sheet.Int(int(v.Counts.Number))
		}
		t.Add(row...)
	}
	return t
}

// plan fills the page from what an address or a form asks to see.
func (s *Server) plan(c echo.Context, asked url.Values) (v planview.View, d training.PlanDraft, err error) {
	live, err := s.training.Live()
	if err != nil {
		return v, d, err
	}
	ctx := c.Request().Context()
	v = planview.View{Frame: s.frame(c, live), Longest: training.MaxHorizon, Version: live.PlanVersion(), Reasons: store.PlanReasons}
	key := asked.Get("segment")
	if key == "" {
		key = store.TotalKey
	}
	segment, _, err := findSegment(v.Text, live.Data, key)
	if err != nil {
		return v, d, err
	}
	v.Horizon = training.DefaultHorizon
	if n, err := strconv.Atoi(asked.Get("horizon")); err == nil {
		v.Horizon = min(max(n, 1), training.MaxHorizon)
	}
	v.Segments, v.Segment = segmentChoice(v.Text, live.Data), segmentView(v.Text, segment)
	if d, err = s.training.PlanDraft(ctx, live); err != nil {
		return v, d, err
	}
	adopted, err := s.training.Adopted(ctx)
	if err != nil {
		return v, d, err
	}
	v.Seen = d.Changed
	at := d.At(segment.Key)
	for i := range d.Weeks() {
		w := planview.Week{Week: d.First + week.Week(i), Forecast: d.Forecast[at][i], Draft: d.Plan[at][i]}
		w.Published, _, w.HasPublished = adopted.Of(segment.Key, w.Week)
		v.Coming = append(v.Coming, w.Week)
		if i < v.Horizon {
			v.Weeks = append(v.Weeks, w)
			if w.HasPublished && w.Published != w.Forecast {
				v.Differs++
			}
		}
	}
	s.listOverrides(&v, d)
	return v, d, s.publishedPlans(ctx, &v, d, adopted)
}

func (s *Server) publishedPlans(ctx context.Context, v *planview.View, d training.PlanDraft, adopted *training.Adopted) error {
	all, err := s.store.Plans(ctx, plansShown)
	if err != nil {
		return err
	}
	if v.Next, err = s.store.NextPlan(ctx); err != nil {
		return err
	}
	for _, p := range all {
		one := planview.Published{Number: p.Number, By: p.Actor, At: p.PublishedAt, Until: p.Cutoff, Withdrawn: p.Withdrawn}
		if adopted != nil && adopted.Number == p.Number {
			one.Counts, v.Counts = true, &one
			v.Older, v.Open = p.Cutoff < d.Live.Data.To, p.Changed < d.Changed
		}
		v.History = append(v.History, one)
	}
	return nil
}

// listOverrides puts the overrides that touch the weeks to come on the page.
func (s *Server) listOverrides(v *planview.View, d training.PlanDraft) {
	for _, o := range d.Overrides {
		one := planview.Override{ID: o.ID, Says: overrideSays(v.Text, d.Live.Data, o.PlanSaying), By: o.Actor, At: o.ChangedAt, Remark: o.Remark, Version: o.Changed, New: o.Before == nil}
		switch {
		case o.Deleted:
			v.Gone = append(v.Gone, one)
		case o.To >= d.First:
			v.Listed = append(v.Listed, one)
		}
	}
}

// overrideSays tells in a line what an override says and why.
func overrideSays(l text.Locale, data *training.Data, o store.PlanSaying) string {
	var names []string
	for _, key := range o.Segments {
		names = append(names, moverName(l, data, key))
	}
	amount := l.Change(float64(o.Percent) / 1e4)
	if o.Amounts != nil {
		amount = l.Money(o.Amount())
		if o.Amount() > 0 {
			amount = "+" + amount
		}
	}
	return l.T(text.PlanSays, strings.Join(names, ", "), amount, l.WeekRange(o.From, o.To)) + " · " + l.PlanReason(o.Reason)
}

// openForm opens the form where the address asks for it.
func (s *Server) openForm(c echo.Context, v *planview.View, d training.PlanDraft) {
	at, err := d.Live.Data.Shop.ParseWeek(c.QueryParam("at"))
	switch there := err == nil && slices.Contains(v.Coming, at); {
	case !there && c.QueryParam("at") != "":
		notUnderstood(c, &v.Frame, "at", fault.Invalid("at", message.OverrideWeeks.With(d.First, d.First+week.Week(d.Weeks())-1)), v.Text.T(text.NavPlan))
	case there:
		v.Form = planview.Form{Open: true, Row: at, From: at, To: at, Kind: planview.Set}
	}
	i := slices.IndexFunc(d.Overrides, func(o store.PlanOverride) bool { return o.ID == c.QueryParam("edit") && !o.Deleted && o.To >= d.First })
	if i < 0 {
		return
	}
	o := d.Overrides[i]
	v.Form = planview.Form{Open: true, ID: o.ID, From: max(o.From, d.First), To: o.To, Kind: planview.Percent, Value: typedNumber(v.Text, float64(o.Percent)/100), Reason: o.Reason, Remark: o.Remark}
	if o.Amounts != nil {
		v.Form.Kind, v.Form.Value = planview.Amount, typedNumber(v.Text, float64(o.AmountFrom(d.First))/100)
	}
	v.Form.Row = min(v.Form.From, v.Weeks[len(v.Weeks)-1].Week)
}

// postPlanOverride answers POST /plan/overrides: shows what an override would do
// (do=preview), or keeps it. What is wrong (422), and what others changed meanwhile
// (409), comes back with what was typed.
func (s *Server) postPlanOverride(c echo.Context) error {
	v, d, err := s.plan(c, viewOf(c))
	if err != nil {
		return err
	}
	id := c.FormValue("id")
	asked, err := s.fillForm(c, &v, d, id)
	status := http.StatusOK
	if err == nil {
		err = doubtOverride(c, &v, d, id, asked)
	}
	if err == nil && c.FormValue("do") == "preview" {
		err = s.previewOverride(&v, d, id, asked)
	} else if err == nil {
		seen, _ := strconv.ParseInt(c.FormValue("seen"), 10, 64)
		if _, err = s.training.PutPlanOverride(c.Request().Context(), principalOf(c).Name, d, id, asked, seen); err == nil {
			return c.Redirect(http.StatusSeeOther, "/plan?"+c.FormValue("view"))
		}
	}
	if err != nil {
		var f *fault.Error
		if !errors.As(err, &f) || f.Code != fault.CodeInvalid && f.Code != fault.CodeConflict {
			return err
		}
		status, v.Form.Problem, v.Form.Field = statusOf[f.Code], v.Text.Say(inNames(v.Text, d.Live.Data, f.Message)), f.Field
	}
	return s.render(c, status, planview.Page(v))
}

// viewOf is what the page showed when its form was sent, with the form's segment.
func viewOf(c echo.Context) url.Values {
	view, err := url.ParseQuery(c.FormValue("view"))
	if err != nil {
		view = url.Values{}
	}
	if key := c.FormValue("segment"); key != "" {
		view.Set("segment", key)
	}
	return view
}

// fillForm keeps what was typed on the page, and reads it.
func (s *Server) fillForm(c echo.Context, v *planview.View, d training.PlanDraft, id string) (a training.PlanAsked, err error) {
	v.Form = planview.Form{Open: true, ID: id, Row: d.First, From: d.First, To: d.First, Kind: c.FormValue("kind"), Value: c.FormValue("value"), Reason: c.FormValue("reason"), Remark: c.FormValue("remark")}
	weeks := v.Weeks[len(v.Weeks)-1].Week
	if at, err := d.Live.Data.Shop.ParseWeek(c.FormValue("at")); err == nil {
		v.Form.Row = min(max(at, d.First), weeks)
	}
	a = training.PlanAsked{Segments: []string{v.Segment.Key}, Kind: v.Form.Kind, Reason: v.Form.Reason, Remark: v.Form.Remark}
	if i := slices.IndexFunc(d.Overrides, func(o store.PlanOverride) bool { return o.ID == id }); i >= 0 {
		a.Segments = d.Overrides[i].Segments
	}
	if a.From, err = d.Live.Data.Shop.ParseWeek(c.FormValue("from")); err != nil {
		return a, fault.Invalid("from", message.FirstWeekWrong.With())
	}
	if a.To, err = d.Live.Data.Shop.ParseWeek(c.FormValue("to")); err != nil {
		return a, fault.Invalid("to", message.LastWeekWrong.With())
	}
	v.Form.From, v.Form.To = a.From, a.To
	written := strings.TrimSpace(strings.ReplaceAll(v.Form.Value, "−", "-"))
	if a.Kind == training.PlanPercent {
		if a.Percent, err = v.Text.ParseWithin(strings.TrimSuffix(written, "%"), func(v float64) bool { return math.Abs(v) <= 1000 }); err != nil {
			return a, fault.Invalid("value", unread(err, message.ChangeWrong.With()))
		}
		return a, nil
	}
	bare := strings.TrimLeft(written, "+-")
	if a.Cents, err = v.Text.ParseMoney(bare); err != nil || bare == "" {
		return a, fault.Invalid("value", unread(err, message.OverrideAmount.With()))
	}
	if strings.HasPrefix(written, "-") {
		a.Cents = -a.Cents
	}
	return a, nil
}

// effectsMost is how many parts a preview names.
const effectsMost = 6

// previewOverride says what an override would do in its weeks together: to its
// segments, to all sales, and to the parts that it moves most.
func (s *Server) previewOverride(v *planview.View, d training.PlanDraft, id string, a training.PlanAsked) error {
	says, with, err := d.Resolve(id, a)
	if err != nil {
		return err
	}
	from, to := says.From-d.First, says.To-d.First+1
	sum := func(of []int64) (cents int64) {
		for _, c := range of[from:to] {
			cents += c
		}
		return cents
	}
	var moved []planview.Effect
	for at, key := range d.Keys {
		e := planview.Effect{Name: moverName(v.Text, d.Live.Data, key), Forecast: sum(d.Forecast[at]), Now: sum(d.Plan[at]), With: sum(with.Plan[at])}
		switch {
		case key == store.TotalKey || slices.Contains(says.Segments, key):
			v.Form.Effect = append(v.Form.Effect, e)
		case e.With != e.Now:
			moved = append(moved, e)
		}
	}
	size := func(e planview.Effect) int64 { return max(e.With-e.Now, e.Now-e.With) }
	slices.SortStableFunc(moved, func(a, b planview.Effect) int { return int(max(-1, min(1, size(b)-size(a)))) })
	v.Form.Effect = append(v.Form.Effect, moved[:min(len(moved), effectsMost)]...)
	return nil
}

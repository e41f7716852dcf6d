package server

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"olist/message"
	"olist/store"
	"olist/store/fault"
	"olist/training"
	"olist/training/plan"
	planview "olist/views/plan"
	"olist/views/text"
)

// postPlanOverrideDelete answers POST /plan/overrides/{id}/delete.
func (s *Server) postPlanOverrideDelete(c echo.Context) error {
	return s.turnOverride(c, s.store.DeletePlanOverride)
}

// postPlanOverrideUndo answers POST /plan/overrides/{id}/undo: back to what it was
// before the latest change, or forward again.
func (s *Server) postPlanOverrideUndo(c echo.Context) error {
	return s.turnOverride(c, s.store.UndoPlanOverride)
}

func (s *Server) turnOverride(c echo.Context, turn func(ctx context.Context, who, id string, seen int64) (store.PlanOverride, error)) error {
	return s.actOnPlan(c, func(ctx context.Context, who string, seen int64) error {
		_, err := turn(ctx, who, c.Param("id"), seen)
		return err
	})
}

// postPlanPublish answers POST /plan/publish: freezes what its sender looked at.
func (s *Server) postPlanPublish(c echo.Context) error {
	return s.actOnPlan(c, func(ctx context.Context, who string, seen int64) error {
		_, err := s.training.PublishPlan(ctx, who, c.FormValue("version"), seen)
		return err
	})
}

// postPlanWithdraw answers POST /plan/{id}/withdraw: the plan before it counts again.
func (s *Server) postPlanWithdraw(c echo.Context) error {
	return s.turnPlan(c, s.store.WithdrawPlan)
}

// postPlanRestore answers POST /plan/{id}/restore.
func (s *Server) postPlanRestore(c echo.Context) error {
	return s.turnPlan(c, s.store.RestorePlan)
}

func (s *Server) turnPlan(c echo.Context, turn func(ctx context.Context, who string, number int64) error) error {
	return s.actOnPlan(c, func(ctx context.Context, who string, _ int64) error {
		number, err := planNumber(c)
		if err != nil {
			return err
		}
		return turn(ctx, who, number)
	})
}

// actOnPlan does something and shows the page; what others changed meanwhile is told
// on it (409), as it is now.
func (s *Server) actOnPlan(c echo.Context, do func(ctx context.Context, who string, seen int64) error) error {
	seen, _ := strconv.ParseInt(c.FormValue("seen"), 10, 64)
	err := do(c.Request().Context(), principalOf(c).Name, seen)
	if err == nil {
		return c.Redirect(http.StatusSeeOther, "/plan?"+c.FormValue("view"))
	}
	var f *fault.Error
	if !errors.As(err, &f) || f.Code != fault.CodeConflict {
		return err
	}
	v, d, err := s.plan(c, viewOf(c))
	if err != nil {
		return err
	}
	v.Problem = v.Text.Say(inNames(v.Text, d.Live.Data, f.Message))
	return s.render(c, http.StatusConflict, planview.Page(v))
}

func planNumber(c echo.Context) (int64, error) {
	number, err := strconv.ParseInt(c.Param("id"), 10, 64)
	if err != nil {
		return 0, fault.New(fault.CodeNotFound, message.NoPlan.With(message.Quoted(c.Param("id"))))
	}
	return number, nil
}

// getPlanWorthPage answers GET /plan/worth: what overrides were worth.
func (s *Server) getPlanWorthPage(c echo.Context) error {
	live, err := s.training.Live()
	if err != nil {
		return err
	}
	w, err := s.training.PlanWorth(c.Request().Context(), live)
	if err != nil {
		return err
	}
	v := planview.Worth{Frame: s.frame(c, live), Any: w.Whole.Words > 0 || len(w.People) > 0}
	for _, g := range []struct {
		id   string
		name text.Text
		of   []plan.Worth
		says func(string) string
	}{
		{"whole", text.WorthWhole, []plan.Worth{w.Whole}, func(string) string { return segmentName(v.Text, store.Segment{Key: store.TotalKey}) }},
		{"people", text.WorthPeople, w.People, func(name string) string {
			if v.Text.Here(name) {
				return v.Text.T(text.WorthHere)
			}
			return name
		}},
		{"reasons", text.WorthReasons, w.Reasons, v.Text.PlanReason},
		{"segments", text.WorthSegments, w.Segments, func(key string) string { return moverName(v.Text, live.Data, key) }},
		{"horizon", text.WorthHorizon, w.Horizon, func(step string) string {
			n, _ := strconv.Atoi(step)
			return v.Text.N(text.Weeks, n)
		}},
	} {
		group := planview.Group{ID: g.id, Name: g.name}
		for _, one := range g.of {
			if one.Words > 0 {
				group.Rows = append(group.Rows, worthRow(g.says(one.Name), one))
			}
		}
		if len(group.Rows) > 0 {
			v.Groups = append(v.Groups, group)
		}
	}
	return s.render(c, http.StatusOK, planview.WorthPage(v))
}

func worthRow(name string, w plan.Worth) planview.Row {
	i := w.Added
	return planview.Row{Name: name, Weeks: w.Weeks, OffForecast: w.OffForecast, OffSaid: w.OffSaid, OffNaive: w.OffNaive, HasNaive: w.OffNaive > 0 || w.SaidNaive > 0,
		Gain: int64(i.Mean), Low: int64(i.Low), High: int64(i.High), Known: i.Known, Verdict: i.Verdict(), Naive: w.Naive.Verdict()}
}

// doubtOverride asks about an amount that is far from the forecast, once: who sends the
// same again means it.
func doubtOverride(c echo.Context, v *planview.View, d training.PlanDraft, id string, a training.PlanAsked) error {
	says, with, err := d.Resolve(id, a)
	if err != nil {
		return err
	}
	planned, forecast, is := d.Doubt(says, with)
	if !is {
		return nil
	}
	v.Form.Asked = fmt.Sprint(a.Kind, a.Cents, a.From, a.To)
	if c.FormValue("meant") == v.Form.Asked {
		return nil
	}
	return fault.Invalid("value", message.OverrideDoubt.With(message.WholeMoney(planned), message.WholeMoney(forecast)))
}

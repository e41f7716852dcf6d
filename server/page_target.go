package server

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"olist/message"
	"olist/store/fault"
	"olist/training"
	"olist/views/dashboard"
	"olist/views/text"
	"olist/week"
)

const goalMost = 1e14 // cents

// goalOf reads an amount that can be a target.
func goalOf(l text.Locale, written string) (int64, error) {
	amount, err := l.ParseMoney(written)
	if err == nil && (amount <= 0 || amount > goalMost) {
		err = strconv.ErrRange
	}
	return amount, err
}

// unread says why a number cannot be read: by both its readings where it has two.
func unread(err error, otherwise message.Message) message.Message {
	var twice message.Message
	if errors.As(err, &twice) {
		return twice
	}
	return otherwise
}

// addGoal reads goal= as a person writes an amount, and per=; without them the
// target that the team keeps counts.
func (s *Server) addGoal(c echo.Context, d *dashboard.View) error {
	d.Goal.Each = dashboard.EachOf(oneOf(c, &d.Frame, "per", d.Text.T(text.GoalPer)+" "+d.Text.T(text.GoalPerHorizon), dashboard.GoalPers...))
	d.Goal.Written = strings.TrimSpace(c.QueryParam("goal"))
	if d.Goal.Written != "" {
		amount, err := goalOf(d.Text, d.Goal.Written)
		if err != nil {
			d.Goal.Problem = d.Text.Say(unread(err, message.GoalWrong.With()))
			return nil
		}
		d.Goal.Cents = amount
		return nil
	}
	key := training.TargetKey(shopOf(c), d.Segment.Key)
	kept, err := remembered(s, "target "+key, func() (kept training.Target, err error) {
		err = s.store.Setting(c.Request().Context(), key, &kept)
		return kept, err
	})
	if err = s.without(c.Request().Context(), err); err != nil && fault.CodeOf(err) != fault.CodeNotFound {
		return err
	}
	switch {
	case kept.Cents <= 0:
		addPlanGoal(d)
	case kept.Of() != "" || kept.Horizon == d.Horizon:
		d.Goal.Cents, d.Goal.Each, d.Goal.KeptBy = kept.Cents, kept.Of(), kept.By
	default:
		d.Goal.Elsewhere = dashboard.KeptGoal{Cents: kept.Cents, Horizon: kept.Horizon}
	}
	return nil
}

// addPlanGoal takes the published plan for the target, where it speaks of all weeks
// shown.
func addPlanGoal(d *dashboard.View) {
	sum := int64(0)
	for _, w := range d.Plan {
		if !w.Known {
			return
		}
		sum += w.Cents
	}
	if len(d.Plan) > 0 && sum > 0 {
		d.Goal.Cents, d.Goal.Each, d.Goal.Plan = sum, "", d.Plan[0].Number
	}
}

// addPlan puts the published plan beside the weeks ahead.
func (s *Server) addPlan(c echo.Context, d *dashboard.View, live *training.Live) error {
	adopted, err := s.training.Adopted(c.Request().Context())
	if err = s.without(c.Request().Context(), err); err != nil || adopted == nil {
		return err
	}
	for i := range d.Horizon {
		w := dashboard.PlanWeek{Number: adopted.Number}
		w.Cents, _, w.Known = adopted.Of(d.Segment.Key, live.Data.To+1+week.Week(i))
		d.Plan = append(d.Plan, w)
	}
	return nil
}

// silly is how many times a forecast is what a bare number says that should be
// its target: then thousands or millions were meant.
const silly = 200

// doubtGoal asks whether a target so far below the forecast was meant.
func doubtGoal(d *dashboard.View) {
	g := &d.Goal
	r := d.GoalRange()
	if g.Written == "" || g.Cents <= 0 || text.HasUnit(g.Written) || g.Cents > r.Cents/silly {
		return
	}
	g.Doubted, g.Cents = g.Cents, 0
	g.Meant = 1000 * g.Doubted
	if g.Meant < r.Cents/30 { // nearer to millions, on the scale of powers of ten
		g.Meant = 1000 * g.Meant
	}
}

// postTarget answers POST /targets: keeps the target of a segment for the team,
// or, without goal, forgets it.
func (s *Server) postTarget(c echo.Context) error {
	live, err := s.training.Live()
	if err != nil {
		return err
	}
	segment, _, err := findSegment(locale(c), live.Data, c.FormValue("segment"))
	if err != nil {
		return err
	}
	kept := training.Target{By: principalOf(c).Name}
	if each := dashboard.EachOf(c.FormValue("per")); each == week.ByWeek {
		kept.Weekly = true
	} else {
		kept.Each = each
	}
	if written := c.FormValue("goal"); written != "" {
		amount, err := goalOf(locale(c), written)
		horizon := 0
		if err == nil {
			horizon, err = strconv.Atoi(c.FormValue("horizon"))
		}
		if err != nil || horizon < 1 || horizon > training.MaxHorizon {
			return fault.Invalid("goal", unread(err, message.GoalWrong.With()))
		}
		kept.Cents, kept.Horizon = amount, horizon
	}
	if err := s.store.PutSetting(c.Request().Context(), kept.By, training.TargetKey(shopOf(c), segment.Key), kept); err != nil {
		return err
	}
	q := url.Values{"segment": {segment.Key}}
	if horizon := c.FormValue("horizon"); horizon != "" {
		q.Set("horizon", horizon)
	}
	if period := c.FormValue("period"); dashboard.EachOf(period) != "" {
		q.Set("period", period)
	}
	return c.Redirect(http.StatusSeeOther, "/?"+q.Encode())
}

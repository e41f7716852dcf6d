package server

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"olist/message"
	"olist/store"
	"olist/store/fault"
	"olist/training"
	"olist/week"
)

type (
	planAnswer struct {
		Segment string `json:"segment"`
		amounts
		Version   string           `json:"version"` // of the forecast, to publish with
		Seen      int64            `json:"seen"`    // the latest change of an override
		Plan      *publishedAnswer `json:"plan"`    // null where none counts
		Weeks     []planWeek       `json:"weeks"`
		Overrides []overrideAnswer `json:"overrides"`
	}
	publishedAnswer struct {
		Number      int64     `json:"number"`
		Model       string    `json:"model"`
		Cutoff      string    `json:"cutoff"`
		PublishedBy string    `json:"published_by"`
		PublishedAt time.Time `json:"published_at"`
	}
	planWeek struct {
		Week     string `json:"week"`
		Forecast reais  `json:"forecast"`
		Draft    reais  `json:"draft"`
		Plan     *reais `json:"plan"` // null where the plan says nothing of the week
	}
	overrideAnswer struct {
		ID       string    `json:"id"`
		Segments []string  `json:"segments"`
		From     string    `json:"from"`
		To       string    `json:"to"`
		Percent  *float64  `json:"percent"` // null, or Amount is
		Amount   *reais    `json:"amount"`
		Reason   string    `json:"reason"`
		Remark   string    `json:"remark"`
		By       string    `json:"by"`
		At       time.Time `json:"changed_at"`
		Version  int64     `json:"version"`
		Deleted  bool      `json:"deleted"`
	}
	overrideBody struct {
		Segments []string `json:"segments"`
		From     string   `json:"from"`
		To       string   `json:"to"`
		Percent  *float64 `json:"percent"`
		Amount   *float64 `json:"amount"`
		Set      *float64 `json:"set"`
		Reason   string   `json:"reason"`
		Remark   string   `json:"remark"`
		Seen     int64    `json:"seen"`
	}
)

// getPlan answers GET /api/v1/plan?segment=&horizon=: the plan that counts, the draft
// and its overrides.
func (s *Server) getPlan(c echo.Context) error {
	live, segment, horizon, err := s.segmentAhead(c)
	if err != nil {
		return err
	}
	d, err := s.training.PlanDraft(c.Request().Context(), live)
	if err != nil {
		return err
	}
	adopted, err := s.training.Adopted(c.Request().Context())
	if err != nil {
		return err
	}
	a := planAnswer{Segment: segment.Key, amounts: amountsOf(live), Version: live.PlanVersion(), Seen: d.Changed, Weeks: []planWeek{}, Overrides: []overrideAnswer{}}
	if adopted != nil {
		a.Plan = publishedOf(adopted.Plan)
	}
	at := d.At(segment.Key)
	for i := range horizon {
		w := planWeek{Week: (d.First + week.Week(i)).String(), Forecast: reais(d.Forecast[at][i]) / 100, Draft: reais(d.Draft.Plan[at][i]) / 100}
		if planned, _, ok := adopted.Of(segment.Key, d.First+week.Week(i)); ok {
			w.Plan = amountOf(planned)
		}
		a.Weeks = append(a.Weeks, w)
	}
	for _, o := range d.Overrides {
		if !o.Deleted && o.To >= d.First {
			a.Overrides = append(a.Overrides, overrideOf(o))
		}
	}
	return c.JSON(http.StatusOK, a)
}

func amountOf(cents int64) *reais {
	v := reais(cents) / 100
	return &v
}

func publishedOf(p store.Plan) *publishedAnswer {
	return &publishedAnswer{p.Number, p.ModelID, p.Cutoff.String(), p.Actor, p.PublishedAt}
}

func overrideOf(o store.PlanOverride) overrideAnswer {
	a := overrideAnswer{ID: o.ID, Segments: o.Segments, From: o.From.String(), To: o.To.String(), Reason: o.Reason, Remark: o.Remark, By: o.Actor, At: o.ChangedAt, Version: o.Changed, Deleted: o.Deleted}
	if o.Amounts != nil {
		a.Amount = amountOf(o.Amount())
	} else {
		percent := float64(o.Percent) / 100
		a.Percent = &percent
	}
	return a
}

// postOverride answers POST /api/v1/plan/overrides and /api/v1/plan/overrides/{id}: adds
// an override, or changes one.
func (s *Server) postOverride(c echo.Context) error {
	var body overrideBody
	if err := decodeJSON(c, &body); err != nil {
		return err
	}
	live, err := s.training.Live()
	if err != nil {
		return err
	}
	asked, err := body.asked(c)
	if err != nil {
		return err
	}
	d, err := s.training.PlanDraft(c.Request().Context(), live)
	if err != nil {
		return err
	}
	id := c.Param("id")
	if id != "" && !slices.ContainsFunc(d.Overrides, func(o store.PlanOverride) bool { return o.ID == id }) {
		return fault.New(fault.CodeNotFound, message.NoOverride.With(message.Quoted(id)))
	}
	o, err := s.training.PutPlanOverride(c.Request().Context(), principalOf(c).Name, d, id, asked, body.Seen)
	if f, known := errors.AsType[*fault.Error](err); known && f.Field == "value" { // the page has one input for all three
		named := *f
		named.Field = asked.Kind
		return &named
	}
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, overrideOf(o))
}

// centsMost bounds an amount that a program sends.
const centsMost = 1e12

func (b overrideBody) asked(c echo.Context) (a training.PlanAsked, err error) {
	a = training.PlanAsked{Segments: b.Segments, Reason: b.Reason, Remark: b.Remark}
	if a.From, err = shopOf(c).ParseWeek(b.From); err != nil {
		return a, fault.Invalid("from", message.FirstWeekWrong.With())
	}
	if a.To, err = shopOf(c).ParseWeek(b.To); err != nil {
		return a, fault.Invalid("to", message.LastWeekWrong.With())
	}
	given := 0
	for _, way := range []struct {
		kind string
		v    *float64
	}{{training.PlanPercent, b.Percent}, {training.PlanAmount, b.Amount}, {training.PlanSet, b.Set}} {
		if way.v == nil {
			continue
		}
		given++
		a.Kind = way.kind
		switch {
		case a.Kind == training.PlanPercent:
			a.Percent = *way.v
		case *way.v < -centsMost || *way.v > centsMost:
			return a, fault.Invalid(a.Kind, message.OverrideAmount.With())
		default:
			a.Cents = cents(*way.v)
		}
	}
	if given != 1 {
		return a, fault.Invalid(training.PlanAmount, message.OverrideAmount.With())
	}
	return a, nil
}

// postOverrideTurn answers POST /api/v1/plan/overrides/{id}/delete and /undo.
func (s *Server) postOverrideTurn(c echo.Context) error {
	var body struct {
		Seen int64 `json:"seen"`
	}
	if err := decodeJSON(c, &body); err != nil {
		return err
	}
	turn := s.store.UndoPlanOverride
	if strings.HasSuffix(c.Path(), "/delete") {
		turn = s.store.DeletePlanOverride
	}
	o, err := turn(c.Request().Context(), principalOf(c).Name, c.Param("id"), body.Seen)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, overrideOf(o))
}

// postPublish answers POST /api/v1/plan/publish.
func (s *Server) postPublish(c echo.Context) error {
	var body struct {
		Version string `json:"version"`
		Seen    int64  `json:"seen"`
	}
	if err := decodeJSON(c, &body); err != nil {
		return err
	}
	p, err := s.training.PublishPlan(c.Request().Context(), principalOf(c).Name, body.Version, body.Seen)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, publishedOf(p))
}

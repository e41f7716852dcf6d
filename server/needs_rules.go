package server

import (
	"math"
	"net/http"
	"net/url"
	"olist/training/needs"
	needsview "olist/views/needs"
	"olist/views/text"
	"strconv"

	"github.com/labstack/echo/v4"
)

// rulesOf reads limits out of a form or an address, over others.
func rulesOf(l text.Locale, r needs.Rules, form url.Values) (needs.Rules, error) {
	for _, f := range []struct {
		name string
		set  func(float64)
	}{
		{"level", func(v float64) { r.Level = whole(v) }}, {"least", func(v float64) { r.Least = v }}, {"chance", func(v float64) { r.Chance = v }},
		{"weeks", func(v float64) { r.Weeks = whole(v) }}, {"most", func(v float64) { r.Most = whole(v) }}, {"change", func(v float64) { r.Change = whole(v) }},
	} {
		if !form.Has(f.name) {
			continue
		}
		v, err := l.ParseNumber(form.Get(f.name))
		if err != nil {
			v = math.NaN() // outside what the limits take
		}
		f.set(v)
	}
	return r, r.Validate()
}

// whole is a whole number, or one that no limit takes.
func whole(v float64) int {
	if v != math.Trunc(v) || math.Abs(v) > 1e6 {
		return -1
	}
	return int(v)
}

func rulesQuery(r needs.Rules) url.Values {
	number := func(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
	return url.Values{"level": {strconv.Itoa(r.Level)}, "least": {number(r.Least)}, "chance": {number(r.Chance)}, "weeks": {strconv.Itoa(r.Weeks)}, "most": {strconv.Itoa(r.Most)}}
}

func rulesForm(l text.Locale, r needs.Rules, usual int64) needsview.Rules {
	return needsview.Rules{Level: r.Level, Least: typedNumber(l, r.Least), Chance: typedNumber(l, r.Chance), Weeks: strconv.Itoa(r.Weeks), Most: strconv.Itoa(r.Most),
		Change: r.Change, LeastCents: int64(math.Round(float64(usual) * r.Least / 100))}
}

// typedRules are limits as they were typed.
func typedRules(form url.Values, r needsview.Rules) needsview.Rules {
	r.Level, _ = strconv.Atoi(form.Get("level"))
	r.Least, r.Chance, r.Weeks, r.Most = form.Get("least"), form.Get("chance"), form.Get("weeks"), form.Get("most")
	return r
}

// postNeedsRules answers POST /needs/rules: keeps the limits, or leads to what they
// would have listed.
func (s *Server) postNeedsRules(c echo.Context) error {
	ctx := c.Request().Context()
	form, err := c.FormParams()
	if err != nil {
		return unreadable(err)
	}
	rules, err := rulesOf(locale(c), needs.Rules{}, form)
	if err == nil && form.Get("act") == "try" {
		return c.Redirect(http.StatusSeeOther, needsReplay+"?"+rulesQuery(rules).Encode()+"#limits")
	}
	if err == nil {
		_, err = s.training.SetNeedsRules(ctx, principalOf(c).Name, rules)
	}
	if err == nil {
		return c.Redirect(http.StatusSeeOther, "/needs?saved=yes")
	}
	return s.refuseNeeds(c, err, func(v *needsview.View, problem map[string]string) {
		v.Rules = typedRules(form, v.Rules) // of the change in force: to save again is to replace it
		v.Rules.Problem = problem
	})
}

package server

import (
	"math"
	"net/http"

	"github.com/labstack/echo/v4"

	"olist/message"
	"olist/store"
	"olist/training/needs"
	"olist/views/text"
)

type (
	needsAnswer struct {
		amounts
		Rules needs.Rules  `json:"rules"`
		Usual reais        `json:"usual_week"`
		Left  int          `json:"not_listed"`
		Lines []needAnswer `json:"lines"`
	}
	needAnswer struct {
		needs.Line
		Open    bool              `json:"open"`
		Name    string            `json:"name,omitempty"`
		Amount  reais             `json:"amount"` // 0 where it is not known
		Chance  *float64          `json:"chance,omitempty"`
		Message string            `json:"message"`
		Said    message.Message   `json:"message_data"`
		Page    string            `json:"page"`
		Answer  *store.NeedAnswer `json:"answer"` // null where nothing was said
	}
	replayAnswer struct {
		Rules    needs.Rules      `json:"rules"`
		Weeks    []replayedAnswer `json:"weeks"`
		Lines    int              `json:"lines"`
		Most     int              `json:"most_in_a_week"`
		Segments int              `json:"segments"`
		Of       int              `json:"of_segments"`
	}
	replayedAnswer struct {
		Week  string `json:"week"`
		Lines int    `json:"lines"`
		Left  int    `json:"not_listed"`
	}
)

// getNeeds answers GET /api/v1/needs: the lines, most money first, those that were
// answered among them.
func (s *Server) getNeeds(c echo.Context) error {
	n, err := s.training.Needs(c.Request().Context())
	if err != nil {
		return err
	}
	p := shopOf(c)
	a := needsAnswer{amounts: amounts{p.Measure, p.Currency}, Rules: n.Rules, Usual: reais(n.Usual) / 100, Left: n.Left, Lines: []needAnswer{}}
	for _, line := range shownTo(c, n.Lines) {
		a.Lines = append(a.Lines, s.needOf(line))
	}
	return c.JSON(http.StatusOK, a)
}

func (s *Server) needOf(line needs.Answered) needAnswer {
	live, _ := s.training.Live()
	a := needAnswer{Line: line.Line, Open: line.Open, Name: needName(text.English, live, line.Line), Amount: reais(line.Amount) / 100,
		Message: line.Said.String(), Said: line.Said, Page: needURL(line.Line)}
	if k := line.Kind; k == needs.Likely || k == needs.Below || (k == needs.Unmet || k == needs.Planned) && !math.IsNaN(line.Chance) {
		a.Chance = &line.Chance
	}
	if line.Answer.Change > 0 {
		a.Answer = &line.Answer
	}
	return a
}

// postNeedJSON answers POST /api/v1/needs/{id}: what somebody says of a line.
func (s *Server) postNeedJSON(c echo.Context) error {
	var body struct {
		Answer string `json:"answer"`
		Until  string `json:"until"`
		Word   string `json:"word"`
		Change int    `json:"change"`
	}
	if err := decodeJSON(c, &body); err != nil {
		return err
	}
	line, err := s.answerNeed(c, store.NeedAnswer{Line: c.Param("id"), Answer: body.Answer, Word: body.Word, Change: body.Change}, body.Until)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, s.needOf(line))
}

// postNeedsRulesJSON answers POST /api/v1/needs/rules: what is left out stays as it
// is, but for change, which says of which limits these are a change.
func (s *Server) postNeedsRulesJSON(c echo.Context) error {
	r, err := s.training.NeedsRules(c.Request().Context())
	if err != nil {
		return err
	}
	if err := decodeJSON(c, &r); err != nil {
		return err
	}
	if r, err = s.training.SetNeedsRules(c.Request().Context(), principalOf(c).Name, r); err != nil {
		return err
	}
	return c.JSON(http.StatusOK, r)
}

// getNeedsReplay answers GET /api/v1/needs/replay?level=&least=&chance=&weeks=&most=:
// how many lines each week of the past year would have had; what is left out is
// as in force.
func (s *Server) getNeedsReplay(c echo.Context) error {
	rules, err := s.training.NeedsRules(c.Request().Context())
	if err != nil {
		return err
	}
	if rules, err = rulesOf(text.English, rules, c.QueryParams()); err != nil {
		return err
	}
	r, err := s.training.ReplayNeeds(c.Request().Context(), rules)
	if err != nil {
		return err
	}
	a := replayAnswer{Rules: rules, Weeks: []replayedAnswer{}, Lines: r.Lines, Most: r.Most, Segments: r.Segments, Of: r.Of}
	for _, w := range r.Weeks {
		a.Weeks = append(a.Weeks, replayedAnswer{w.Week.String(), len(w.Lines), w.Left})
	}
	return c.JSON(http.StatusOK, a)
}

package server

import (
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"olist/message"
	"olist/server/sheet"
	"olist/store"
	"olist/store/fault"
	"olist/training"
	"olist/training/needs"
	needsview "olist/views/needs"
	"olist/views/text"
	"olist/views/ui"
	"olist/week"
)

// needsReplay is the address of the page with the past year on it.
const needsReplay = "/needs/replay"

// getNeedsPage answers GET /needs, and GET /needs/replay?level=&least=&chance=&weeks=&most=:
// the same with the past year under these limits, which takes its time when it is
// first asked for.
func (s *Server) getNeedsPage(c echo.Context) error {
	return showLast(s, c, s.needsPage, needsview.Page)
}

func (s *Server) needsPage(c echo.Context) (needsview.View, error) {
	v, inForce, err := s.needsList(c)
	if err != nil {
		return v, err
	}
	if !strings.HasSuffix(c.Path(), needsReplay) {
		if c.QueryParam("saved") != "" {
			v.Notices = append(v.Notices, v.Text.T(text.Saved))
		}
		err = s.addReplay(c, &v, inForce)
		return v, err
	}
	rules, err := rulesOf(locale(c), inForce, c.QueryParams())
	if err != nil {
		return v, err
	}
	r, err := s.training.ReplayNeeds(c.Request().Context(), rules)
	if err != nil {
		return v, err
	}
	v.Replay = s.replayed(v.Text, r)
	v.Rules = rulesForm(v.Text, rules, v.Usual)
	v.Rules.Tried = rules != inForce
	return v, nil
}

// getNeedsFile answers GET /needs.csv, .tsv and .xlsx: the lines, those that were
// answered among them.
func (s *Server) getNeedsFile(c echo.Context) error {
	n, err := s.training.Needs(c.Request().Context())
	if err != nil {
		return err
	}
	l := s.language(c)
	live, _ := s.training.Live() // what failed is to be seen without a forecast, too
	table := func() sheet.Table {
		t := headed(l, text.FileNeed, text.FileNeedKind, text.FileSegment, text.FileName, text.FileWeek, text.FileNeedAmount, text.FileNeedSaid, text.FileNeedAnswer, text.FileNeedWord, text.FileNeedBy)
		for _, line := range shownTo(c, n.Lines) {
			week, amount, answer := sheet.Cell{}, sheet.Cell{}, sheet.Cell{}
			if line.Week != 0 {
				week = sheet.Date(line.Week)
			}
			if line.Amount != 0 {
				amount = sheet.Money(line.Amount)
			}
			if line.Answer.Answer != "" {
				answer = sheet.Text(l.T(text.NeedAnswers[line.Answer.Answer]))
			}
			t.Add(sheet.Text(line.ID), sheet.Text(l.T(text.NeedKinds[string(line.Kind)])), sheet.Text(line.Segment), sheet.Text(needName(l, live, line.Line)), week, amount,
				sheet.Text(l.Say(line.Said)), answer, sheet.Text(line.Answer.Word), sheet.Text(line.Answer.Actor))
		}
		return t
	}
	return sendTable(c, "needs", tables{machine: table, shown: table})
}

// shownTo are the lines that the asker may see.
func shownTo(c echo.Context, all []needs.Answered) (shown []needs.Answered) {
	inner := seesInner(c)
	for _, l := range all {
		if inner || !l.Inner {
			shown = append(shown, l)
		}
	}
	return shown
}

// seesInner tells whether the asker sees lines about sources, backups and readers of the digest.
func seesInner(c echo.Context) bool { return principalOf(c).May.has(admin) }

// needsList is the page without the past year, and the limits in force.
func (s *Server) needsList(c echo.Context) (needsview.View, needs.Rules, error) {
	live, _ := s.training.Live() // what failed is to be seen without a forecast, too
	n, err := s.training.Needs(c.Request().Context())
	if err != nil {
		return needsview.View{}, n.Rules, err
	}
	v := needsview.View{Frame: s.frame(c, live), Left: n.Left, Usual: n.Usual, Days: s.snoozeDays()}
	v.Path, v.Back = "/needs", "/needs"
	v.Rules = rulesForm(v.Text, n.Rules, n.Usual)
	if live != nil {
		v.Later = needsReplay + "#replay-title"
	}
	for _, line := range shownTo(c, n.Lines) {
		row := needRow(v.Text, live, line)
		row.Typed.Until = v.Days.Next
		if line.Open {
			v.Open = append(v.Open, row)
		} else {
			v.Done = append(v.Done, row)
		}
	}
	return v, n.Rules, nil
}

// addReplay shows the past year under the limits in force, where it was computed
// before.
func (s *Server) addReplay(c echo.Context, v *needsview.View, inForce needs.Rules) error {
	if v.Later == "" {
		return nil
	}
	r, is, err := s.training.ReplayedNeeds(c.Request().Context(), inForce)
	if is {
		v.Replay = s.replayed(v.Text, r)
	}
	return err
}

// refuseNeeds shows the page again after a refusal: lay puts what was typed on it,
// with what is wrong by field.
func (s *Server) refuseNeeds(c echo.Context, cause error, lay func(v *needsview.View, problem map[string]string)) error {
	code, field := fault.CodeOf(cause), fieldOf(cause)
	if code == fault.CodeConflict {
		field = "change"
	} else if code != fault.CodeInvalid {
		return cause
	}
	v, inForce, err := s.needsList(c)
	if err == nil {
		err = s.addReplay(c, &v, inForce)
	}
	if err != nil {
		return err
	}
	lay(&v, map[string]string{field: messageOf(c, cause)})
	return s.render(c, statusOf[code], needsview.Page(v))
}

func (s *Server) snoozeDays() needsview.Days {
	day := func(n int) string { return s.opt.Clock().AddDate(0, 0, n).Format(time.DateOnly) }
	return needsview.Days{First: day(1), Next: day(7), Last: day(365)}
}

func needRow(l text.Locale, live *training.Live, line needs.Answered) needsview.Row {
	a := line.Answer
	return needsview.Row{ID: line.ID, Kind: string(line.Kind), Name: needName(l, live, line.Line), Said: l.Say(line.Said), URL: needURL(line.Line), Cents: line.Amount,
		Answer: needsview.Answer{Kind: a.Answer, Word: a.Word, By: l.Who(a.Actor), At: a.At, Until: a.Until, Change: a.Change}}
}

// needName names the segment or the source that a line is about.
func needName(l text.Locale, live *training.Live, line needs.Line) string {
	if line.Segment != "" && live != nil {
		return moverName(l, live.Data, line.Segment)
	}
	return line.Name
}

// needURL leads to the page that shows what a line is about.
func needURL(line needs.Line) string {
	switch line.Kind {
	case needs.Missed:
		return ui.DashboardURL(line.Segment, training.DefaultHorizon) + "&past=1"
	case needs.Likely, needs.Below:
		if p, err := week.ParsePeriod(line.Subject); err == nil {
			return ui.DashboardURL(line.Segment, training.DefaultHorizon) + "&period=" + string(p.Span) + "#goal"
		}
		return ui.DashboardURL(line.Segment, line.Weeks) + "#goal"
	case needs.Unmet:
		year, _, _ := strings.Cut(line.Subject, "-")
		return "/budgets?" + url.Values{"segment": {line.Segment}, "year": {year}}.Encode()
	case needs.Planned:
		return "/plan?" + url.Values{"segment": {line.Segment}, "horizon": {strconv.Itoa(line.Weeks)}}.Encode()
	case needs.Order:
		return "/order"
	case needs.Late:
		return "/data/imports"
	case needs.Held:
		if line.Subject != "" {
			return path.Join("/data/imports", line.Subject)
		}
		return "/data"
	case needs.Worse:
		return "/watch"
	case needs.Failed:
		return path.Join("/sources", line.Subject)
	case needs.Unsent:
		return "/digest"
	}
	return "/backups"
}

// postNeed answers POST /needs/{id}: what somebody says of a line.
func (s *Server) postNeed(c echo.Context) error {
	typed := needsview.Typed{Word: c.FormValue("word"), Until: c.FormValue("until")}
	a := store.NeedAnswer{Line: c.Param("id"), Answer: c.FormValue("answer"), Word: typed.Word}
	var err error
	if a.Change, err = strconv.Atoi(c.FormValue("change")); err != nil {
		return fault.Invalid("change", message.FormUnreadable.With())
	}
	if _, err = s.answerNeed(c, a, typed.Until); err == nil {
		return c.Redirect(http.StatusSeeOther, "/needs?saved=yes")
	}
	return s.refuseNeeds(c, err, func(v *needsview.View, problem map[string]string) {
		typed.Problem = problem
		answeredNow(v, a.Line, typed)
	})
}

// answeredNow shows a line whose answer was refused with what was typed, among those
// that are open, where its form is.
func answeredNow(v *needsview.View, line string, typed needsview.Typed) {
	is := func(r needsview.Row) bool { return r.ID == line }
	if i := slices.IndexFunc(v.Done, is); i >= 0 {
		v.Open = append([]needsview.Row{v.Done[i]}, v.Open...)
		v.Done = slices.Delete(v.Done, i, i+1)
	}
	if i := slices.IndexFunc(v.Open, is); i >= 0 {
		v.Open[i].Typed = typed
	}
}

// answerNeed keeps an answer; until is the day on which a line that is put off
// comes back. Returns CodeInvalid naming the field that is wrong.
func (s *Server) answerNeed(c echo.Context, a store.NeedAnswer, until string) (needs.Answered, error) {
	ctx := c.Request().Context()
	switch a.Answer {
	case store.NeedClosed, store.NeedOpened:
	case store.NeedSnoozed:
		day, err := time.Parse(time.DateOnly, until)
		if err != nil {
			return needs.Answered{}, fault.Invalid("until", message.NeedUntil.With())
		}
		a.Until = s.training.ComesBack(ctx, day)
	default:
		return needs.Answered{}, fault.Invalid("answer", message.ModeOneOf.With(store.NeedClosed, store.NeedSnoozed, store.NeedOpened))
	}
	a.Actor = principalOf(c).Name
	return s.training.AnswerNeed(ctx, a, seesInner(c))
}

func (s *Server) replayed(l text.Locale, r training.Replayed) *needsview.Replay {
	live, _ := s.training.Live()
	out := &needsview.Replay{Weeks: len(r.Weeks), Lines: r.Lines, Most: r.Most, Segments: r.Segments, Of: r.Of}
	for i := len(r.Weeks) - 1; i >= 0; i-- {
		w := r.Weeks[i]
		if len(w.Lines) > 0 {
			largest := w.Lines[0]
			out.Rows = append(out.Rows, needsview.Replayed{Week: w.Week, Lines: len(w.Lines), Left: w.Left, Largest: needName(l, live, largest), LargestSum: largest.Amount})
		}
	}
	return out
}

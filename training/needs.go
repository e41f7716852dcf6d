package training

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
	"time"

	"olist/message"
	"olist/store"
	"olist/store/fault"
	"olist/training/needs"
	"olist/week"
)

const needsKey = "needs"

// Needs is what needs somebody now.
type Needs struct {
	Rules needs.Rules
	Usual int64            // what the shop sells in a usual week, in cents; 0 where nothing is forecast
	Lines []needs.Answered // most money first, those that were answered among them
	Left  int              // see needs.List
}

// Open are the lines that stand on the list; without inner, those for everybody who reads.
func (n Needs) Open(inner bool) (open []needs.Answered) {
	for _, l := range n.Lines {
		if l.Open && (inner || !l.Inner) {
			open = append(open, l)
		}
	}
	return open
}

// noted is what was last found, so that pages need not look.
type noted struct {
	mark        string
	outer, open int // lines for everybody, and all
}

// watchedNeeds is what the service keeps of the list between looks.
type watchedNeeds struct {
	noted    atomic.Pointer[noted]
	issued   atomic.Pointer[issuedAs] // before the latest weeks
	budgets  lookout[needs.Budget]
	goals    lookout[needs.Goal] // of months and quarters
	promises lookout[needs.Promise]
	past     atomic.Pointer[issuedAs] // as ReplayNeeds has it, the oldest first
}

// issuedAs are the latest issued forecasts as a snapshot needs them.
type issuedAs struct {
	version string
	latest  []needs.Issued
}

// OpenNeeds is how many lines stood on the list when it was looked at last.
func (s *Service) OpenNeeds(inner bool) int {
	n := s.needs.noted.Load()
	switch {
	case n == nil:
		return 0
	case inner:
		return n.open
	}
	return n.outer
}

// Needs decides what needs somebody. Where nothing is forecast, that is what is
// known of sources, imports and backups.
func (s *Service) Needs(ctx context.Context) (n Needs, err error) {
	if n.Rules, err = s.NeedsRules(ctx); err != nil {
		return n, err
	}
	state, err := s.needsState(ctx)
	if err != nil {
		return n, err
	}
	answers, err := s.store.NeedAnswers(ctx)
	if err != nil {
		return n, err
	}
	list := needs.Decide(state, n.Rules)
	n.Usual, n.Lines, n.Left = state.Usual, list.Answers(answers, s.opt.Clock()), list.Left
	s.needs.noted.Store(&noted{outer: len(n.Open(false)), open: len(n.Open(true))})
	return n, nil
}

// noteNeeds keeps the number of lines up to date, where anything may have changed, and
// tells the webhook of those that are new.
func (s *Service) noteNeeds(ctx context.Context) error {
	commits, err := s.store.Commits(ctx)
	if err != nil {
		return err
	}
	version := ""
	if l := s.live.Load(); l != nil {
		version = l.Version
	}
	mark := fmt.Sprint(version, commits, s.opt.Clock().Unix()/60)
	if n := s.needs.noted.Load(); n != nil && n.mark == mark {
		return nil
	}
	found, err := s.Needs(ctx)
	if err != nil {
		return err
	}
	if err := s.sendNeeds(ctx, found); err != nil {
		return err
	}
	n := *s.needs.noted.Load()
	n.mark = mark
	s.needs.noted.Store(&n)
	return nil
}

// AnswerNeed keeps what somebody says of a line, and gives it as it stands then.
// Returns CodeNotFound for a line that is not there (for them), and what
// store.AnswerNeed returns.
func (s *Service) AnswerNeed(ctx context.Context, a store.NeedAnswer, inner bool) (needs.Answered, error) {
	find := func() (needs.Answered, error) {
		n, err := s.Needs(ctx)
		if err != nil {
			return needs.Answered{}, err
		}
		at := slices.IndexFunc(n.Lines, func(l needs.Answered) bool { return l.ID == a.Line && (inner || !l.Inner) })
		if at < 0 {
			return needs.Answered{}, fault.New(fault.CodeNotFound, message.NoNeed.With(message.Quoted(a.Line)))
		}
		return n.Lines[at], nil
	}
	line, err := find()
	if err != nil {
		return line, err
	}
	a.Amount = line.Amount
	if _, err := s.store.AnswerNeed(ctx, a, line.Said); err != nil {
		return line, err
	}
	return find()
}

// NeedsRules are the limits in force.
func (s *Service) NeedsRules(ctx context.Context) (needs.Rules, error) {
	r := needs.DefaultRules()
	err := s.store.Setting(ctx, needsKey, &r)
	if errors.Is(err, store.ErrDamaged) { // they hold until somebody sets others
		s.log.WarnContext(ctx, "the limits of what needs somebody cannot be read", "error", err)
		return needs.DefaultRules(), nil
	}
	if isNotFound(err) {
		err = nil
	}
	return r, err
}

// SetNeedsRules keeps limits that were made from those with the same Change.
// Returns CodeInvalid naming the field that is wrong, and CodeConflict where
// somebody else has changed them since.
func (s *Service) SetNeedsRules(ctx context.Context, actor string, r needs.Rules) (needs.Rules, error) {
	if err := r.Validate(); err != nil {
		return r, err
	}
	return store.ChangeSetting(ctx, s.store, actor, needsKey, needs.DefaultRules(), func(was needs.Rules) (needs.Rules, error) {
		if was.Change != r.Change {
			return was, fault.New(fault.CodeConflict, message.NeedsChanged.With())
		}
		r.Change++
		return r, nil
	})
}

// today is the week that it is for the shop.
func (s *Service) today(d *Data) week.Week {
	return d.Shop.Week(s.opt.Clock().In(d.Shop.Zone()))
}

// ComesBack is when a line that is snoozed until a day is back: when the day
// begins in the zone of the shop.
func (s *Service) ComesBack(ctx context.Context, day time.Time) time.Time {
	return time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, s.automation.Zone(ctx))
}

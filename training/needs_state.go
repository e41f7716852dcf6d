package training

import (
	"context"
	"fmt"
	"math"
	"slices"

	"olist/forecast"
	"olist/message"
	"olist/stat"
	"olist/store"
	"olist/training/needs"
	"olist/training/sources"
	"olist/week"
)

const (
	usualWeeks = 13 // whose median is a usual week
	heldWeeks  = 4  // at the end of the data, that are named where they are left out
	needsSteps = MaxHorizon
	// digestsListed bounds the lines of digests: where the mail server is down, none went.
	digestsListed = 10
)

// needsState gathers what is known now.
func (s *Service) needsState(ctx context.Context) (state needs.State, err error) {
	live := s.live.Load()
	if live != nil {
		latest, err := s.issuedBefore(ctx, live)
		if err != nil {
			return state, err
		}
		targets, err := s.targets(ctx, live.Data.Shop)
		if err != nil {
			return state, err
		}
		state = live.Data.seenAt(live.Data.To, latest, live.expected(targets), targets)
		state.Goals = append(state.Goals, s.goalsAhead(live, targets)...)
		if state.Budgets, err = s.budgetsAhead(ctx, live); err != nil {
			return state, err
		}
		if state.Promises, err = s.promisesAhead(ctx, live); err != nil {
			return state, err
		}
		if state.House, err = s.houseOfLive(ctx, live, state.Usual); err != nil {
			return state, err
		}
		due, err := s.ordersDue(ctx, live)
		if err != nil {
			return state, err
		}
		state.House = append(state.House, due...)
	}
	house, err := s.house(ctx)
	state.House = append(state.House, house...)
	return state, err
}

// issuedBefore are the forecasts that the latest weeks are held against. They are
// read once for a snapshot.
func (s *Service) issuedBefore(ctx context.Context, live *Live) ([]needs.Issued, error) {
	if kept := s.needs.issued.Load(); kept != nil && kept.version == live.PlanVersion() {
		return kept.latest, nil
	}
	all, err := s.store.IssuedBefore(ctx, live.Data.To, needs.WeeksMost)
	if err != nil {
		return nil, fmt.Errorf("training: read what was issued: %w", err)
	}
	kept := &issuedAs{version: live.PlanVersion()}
	for _, i := range all {
		kept.latest = append(kept.latest, needs.IssuedOf(i.Cutoff, i.Forecasts, needs.WeeksMost))
	}
	s.needs.issued.Store(kept)
	return kept.latest, nil
}

// expected are the forecasts of the segments that have a target; none where how
// sure they are is not known.
func (l *Live) expected(targets map[string]Target) needs.Issued {
	out := needs.Issued{Cutoff: l.Data.To, Segments: map[string]needs.Ahead{}}
	for segment := range targets {
		if f, err := l.Forecast(segment); err == nil { // a segment may be gone
			for key, ahead := range needs.IssuedOf(l.Data.To, []forecast.Forecast{f}, needsSteps).Segments {
				out.Segments[key] = ahead
			}
		}
	}
	return out
}

// seenAt is what was known at the end of a week: the weeks up to it against what
// had been issued before them, the latest first, and what was forecast then against the targets.
func (d *Data) seenAt(to week.Week, issued []needs.Issued, now needs.Issued, targets map[string]Target) needs.State {
	state := needs.State{To: to, Usual: d.usualWeek(to)}
	for w := to; w > to-needs.WeeksMost && w >= d.From; w-- {
		at := slices.IndexFunc(issued, func(i needs.Issued) bool { return i.Cutoff < w })
		if at < 0 {
			break
		}
		state.Came = append(state.Came, needs.Came{Week: w, Issued: issued[at], Sold: func(segment string) (int64, bool) { return d.sold(segment, w) }})
	}
	for segment, t := range targets {
		if t.Each != "" { // its forecast is not one of whole weeks: goalsAhead has it
			continue
		}
		if g, is := goalOf(segment, t, now); is {
			state.Goals = append(state.Goals, g)
		}
	}
	return state
}

// goalOf is a target beside the forecast of the weeks that it is for: one for each
// week counts for DefaultHorizon of them.
func goalOf(segment string, t Target, now needs.Issued) (needs.Goal, bool) {
	weeks, cents := t.Horizon, t.Cents
	if t.Weekly {
		weeks, cents = DefaultHorizon, cents*DefaultHorizon
	}
	sums := now.Segments[segment].Sums
	if weeks < 1 || weeks > len(sums) {
		return needs.Goal{}, false
	}
	return needs.Goal{Segment: segment, ID: fmt.Sprint(weeks), From: now.Cutoff + 1, Weeks: weeks, Cents: cents, Range: sums[weeks-1]}, true
}

// sold gives a segment's sales of a usable week, in cents; not of one without
// stock, which says nothing of a forecast.
func (d *Data) sold(segment string, w week.Week) (int64, bool) {
	i, ok := d.index[segment]
	k := int(w - d.From)
	if !ok || k < 0 || k >= len(d.Panel.Series[i].Values) || math.IsNaN(d.Panel.Series[i].Values[k]) || d.Panel.Series[i].IsCensored(k) {
		return 0, false
	}
	return d.Segments[i].Revenue[int(w-d.Weeks[0].Week)], true
}

// usualWeek is the median of all sales over the latest usable weeks up to one.
func (d *Data) usualWeek(to week.Week) int64 {
	var known []float64
	for w := to; w >= d.From && len(known) < usualWeeks; w-- {
		if cents, ok := d.sold(store.TotalKey, w); ok {
			known = append(known, float64(cents))
		}
	}
	return int64(stat.Median(known))
}

// houseOfLive is what the house has found of the data and the model that serve.
func (s *Service) houseOfLive(ctx context.Context, live *Live, usual int64) (all []needs.Line, err error) {
	all = append(live.Data.late(s.today(live.Data), usual), live.Data.heldBack()...)
	record, _, err := s.Watched(ctx)
	if err != nil {
		return nil, err
	}
	for _, a := range record.Alarms {
		l := needs.Line{Kind: needs.Worse, Week: record.Until, Said: a.Said, Subject: live.Model.ID}
		if a.Code == "error" {
			l.Amount = int64((a.Value - record.Promised) * float64(usual))
		}
		all = append(all, l.Happened(a.Code, live.Model.ID))
	}
	worse, is, err := s.Worse(ctx, live)
	if is {
		all = append(all, needs.Line{Kind: needs.Worse, Week: live.Data.To, Subject: live.Model.ID, Amount: int64((worse.Now - worse.Then) * float64(usual)),
			Said: message.NeedWorse.With(message.Percent{Ratio: worse.Now, Decimals: 1}, message.Percent{Ratio: worse.Then, Decimals: 1})}.Happened("before", live.Model.ID))
	}
	return all, err
}

// late is the line of weeks that have not come. It is about so many usual weeks, at
// most DefaultHorizon.
func (d *Data) late(today week.Week, usual int64) []needs.Line {
	last := d.Weeks[len(d.Weeks)-1].Week
	weeks := week.Late(last+1, today)
	if weeks == 0 {
		return nil
	}
	return []needs.Line{{Kind: needs.Late, Week: last + 1, Weeks: weeks, Amount: usual * int64(min(weeks, DefaultHorizon)), Said: message.NeedLate.With(weeks, last)}}
}

// heldBack are the lines of weeks at the end of the data that count for nothing,
// though nobody said so.
func (d *Data) heldBack() (all []needs.Line) {
	total := d.index[store.TotalKey]
	for i, w := range d.Weeks {
		if len(d.Weeks)-i > heldWeeks || w.Usable() || w.Override != nil {
			continue
		}
		all = append(all, needs.Line{Kind: needs.Held, Week: w.Week, Weeks: 1, Amount: d.Segments[total].Revenue[i], Said: message.NeedHeldWeek.With(w.Week, w.WhyLeft())})
	}
	return all
}

// house is what is known without a forecast: imports that wait; sources, backups and
// digests that failed.
func (s *Service) house(ctx context.Context) (all []needs.Line, err error) {
	sold, err := s.sources.Sources(ctx)
	if err != nil {
		return nil, err
	}
	for _, src := range sold {
		if src.Held > 0 {
			all = append(all, needs.Line{Kind: needs.Held, Said: message.NeedHeldImport.With(src.Held), Subject: fmt.Sprint(src.Held), Name: src.Name}.Happened("import", fmt.Sprint(src.Held)))
		}
		if src.Latest != nil && src.Latest.State == store.RunFailed {
			said := sources.Said(*src.Latest)
			all = append(all, needs.Line{Kind: needs.Failed, Said: said, Subject: src.ID, Name: src.Name, Inner: true}.Happened(src.ID, said.Key))
		}
	}
	job, ok, err := s.backups.Latest(ctx)
	if err == nil && ok && job.State == store.JobFailed {
		all = append(all, needs.Line{Kind: needs.Backups, Said: message.NeedBackup.With(job.ErrorMessage), Subject: job.ID, Inner: true}.Happened(job.ID))
	}
	if err != nil {
		return nil, err
	}
	troubled, err := s.store.TroubledSendings(ctx, digestsListed)
	for _, n := range troubled {
		all = append(all, needs.Line{Kind: needs.Unsent, Week: n.Week, Said: unsent(n), Subject: fmt.Sprint(n.Seq), Name: n.Address, Inner: true}.Happened(fmt.Sprint(n.Seq)))
	}
	return all, err
}

// unsent says how the latest letter to a reader ended, and why where that is kept.
func unsent(n store.Troubled) message.Message {
	switch {
	case n.WhyMessage.IsZero():
		return message.NeedDigest.With()
	case n.State == store.SendingFailed:
		return message.NeedUnsent.With(n.WhyMessage)
	}
	return message.NeedUnknown.With(n.WhyMessage)
}

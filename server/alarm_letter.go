package server

import (
	"context"
	"slices"

	"olist/digest"
	"olist/digest/letter"
	"olist/store"
	"olist/training"
	"olist/training/needs"
	"olist/views/text"
)

// Needing gives what needs somebody, by the segments of who reads.
func (w composer) Needing(ctx context.Context) (out digest.Needing, err error) {
	live, err := w.s.training.Live()
	if err != nil {
		return out, err
	}
	n, err := w.s.training.Needs(ctx)
	out.Standing = telling(n, nil).Standing
	out.Of = func(segments []string) []store.NeedLine {
		d := drafting{s: w.s, live: live}
		d.choose(segments)
		return telling(n, d.concerns(n)).Lines
	}
	return out, err
}

// alarm writes what is told at once: those of the lines asked for that are open.
func (w composer) alarm(ctx context.Context, o digest.Order) (digest.Draft, error) {
	d, out, err := w.begin(o)
	if err != nil {
		return out, err
	}
	n, err := w.s.training.Needs(ctx)
	if err != nil {
		return out, err
	}
	mine := slices.DeleteFunc(d.concerns(n), func(line needs.Answered) bool { return !slices.Contains(o.Alarm, line.ID) })
	out.Tells = telling(n, mine)
	out.Heading = d.l.N(text.NeedsCount, len(mine))
	out.Subject = d.l.T(text.AlarmSubject, out.Heading, out.Shop)
	out.Event = letter.Alarm
	out.Parts = []letter.Part{d.needs(mine)}
	out.Parts[0].Title = d.l.T(text.AlarmTitle)
	out.Open = letter.Link{Label: d.l.T(text.AlarmOpen), URL: w.s.mailedAddress("/needs")}
	if out.Foot = d.l.T(text.AlarmFoot, out.Shop, w.s.mailedAddress("/digest")); o.Channel {
		out.Foot = d.l.T(text.AlarmFootChannel, out.Shop)
	}
	return out, nil
}

// concerns are the open lines that are for who reads the letter: of their segments, and
// of the whole house but for inner lines, which are for who runs it.
func (d *drafting) concerns(n training.Needs) (mine []needs.Answered) {
	for _, line := range n.Open(false) {
		of := func(seg store.Segment) bool { return seg.Key == line.Segment }
		if !d.chosen || line.Segment == "" || slices.ContainsFunc(d.segments, of) {
			mine = append(mine, line)
		}
	}
	return mine
}

// telling says which lines a letter tells of; those that it counts only are among them.
func telling(n training.Needs, mine []needs.Answered) (what store.Telling) {
	for _, line := range mine {
		what.Lines = append(what.Lines, store.NeedLine{ID: line.ID, Amount: line.Amount})
	}
	for _, line := range n.Lines {
		what.Standing = append(what.Standing, line.ID)
	}
	return what
}

// needs lists what needs somebody, the first lines of it by name.
func (d *drafting) needs(mine []needs.Answered) letter.Part {
	part := letter.Part{Title: d.l.T(text.NavNeeds), None: d.l.T(text.NeedsNone)}
	for _, line := range mine[:min(digestLines, len(mine))] {
		row := letter.Row{Name: needName(d.l, d.live, line.Line), Note: d.l.Say(line.Said), URL: d.s.mailedAddress(needURL(line.Line))}
		if row.Name == "" {
			row.Name = d.l.T(text.NeedKinds[string(line.Kind)])
		}
		if line.Amount > 0 {
			row.Figures = []string{d.l.MoneyShort(line.Amount)}
		}
		part.Rows = append(part.Rows, row)
	}
	if more := len(mine) - digestLines; more > 0 {
		part.Rows = append(part.Rows, letter.Row{Name: d.l.N(text.DigestMore, more), URL: d.s.mailedAddress("/needs")})
	}
	return part
}

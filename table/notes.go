package table

import (
	"olist/message"
	"olist/week"
)

// Notes say of a settled table what its form does not: which week its dates
// count for, where another could be meant, and which lines Each passed over.
func (t *Table) Notes() []message.Message {
	k := t.Calendar()
	return append(t.noteWeeks(&k), t.noteTotals()...)
}

// Skipped say which lines Each passed over.
func (t *Table) Skipped() []message.Message { return t.noteTotals() }

// said makes a day an argument of messages.
func (d Day) said() message.Day { return message.Day(d.String()) }

func (t *Table) noteWeeks(k *Calendar) (notes []message.Message) {
	if k.Count == 0 {
		return nil
	}
	name, day := t.anchorName(), k.Last
	if name == "" {
		name = "date"
	}
	if t.yearWeeks() {
		notes = append(notes, message.YearWeeks.With())
	}
	in := week.Week(k.Week(day))
	switch k.Anchor {
	case Ends:
		notes = append(notes, message.WeekEnds.With(name))
		if k.Week(day) != day.Week() {
			notes = append(notes, message.WeekEndIn.With(day.said(), in))
		}
	case Begins:
		if k.Weekdays[0] < k.Count {
			notes = append(notes, message.WeekBegins.With(name, day.said(), in))
		}
	case Midnight:
		notes = append(notes, message.MidnightsEast.With(day.said(), in))
	default:
		notes = append(notes, t.noteWithin(k)...)
	}
	return notes
}

// noteWithin tells of weekly dates that are all one day of the week, but no
// Monday, and of midnights that were written in the time of Greenwich.
func (t *Table) noteWithin(k *Calendar) []message.Message {
	if k.Grain == Days {
		if i := t.When(); t.Across == nil && i >= 0 && t.Columns[i].dates.late == t.Columns[i].dates.n {
			return []message.Message{message.DaysAsWritten.With()}
		}
		return nil
	}
	on := 0
	for d, count := range k.Weekdays {
		if count > k.Weekdays[on] {
			on = d
		}
	}
	if float64(k.Weekdays[on]) < nearly*float64(k.Count) {
		return nil
	}
	day := k.Last
	for day.Weekday() != on {
		day--
	}
	maybe, other := message.WeekdayMaybeFirst, Calendar{Anchor: Begins}
	switch {
	case on >= 4:
	case on == 1 || on == 2:
		maybe, other = message.WeekdayMaybeLast, Calendar{Anchor: Ends}
	default:
		return nil
	}
	return []message.Message{maybe.With(message.WeekdaysAll[on].With(), day.said(), week.Week(day.Week()), week.Week(other.Week(day)))}
}

// yearWeeks reports whether dates are written 2018-33.
func (t *Table) yearWeeks() bool {
	if t.Across != nil && t.Across.Err == nil {
		return t.Across.Form.order == orderYW
	}
	i := t.When()
	return i >= 0 && t.Columns[i].date.order == orderYW
}

func (t *Table) noteTotals() (notes []message.Message) {
	for _, x := range t.totals {
		notes = append(notes, message.TotalSkipped.With(int64(x.Line), message.Quoted(x.Text)))
	}
	if t.moreTotals > 0 {
		notes = append(notes, message.MoreTotalsSkipped.With(t.moreTotals))
	}
	return notes
}

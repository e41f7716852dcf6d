package ingest

import (
	"cmp"
	"slices"

	"olist/week"
)

// Staging is what became of the files' sales on their way into the data: what
// was read is what was held, known and taken. The store tells it.
type Staging struct {
	Held  []Held `json:"held"`                // weeks that are not taken
	Known int64  `json:"known_revenue_cents"` // of weeks that are in force exactly so
	Taken int64  `json:"taken_revenue_cents"` // of the weeks that the import adds or changes
	Spared
}

// Spared are weeks without a row that stay as they are in force, since they
// have sales there.
type Spared struct {
	SparedWeeks   []week.Week `json:"spared_weeks,omitempty"` // ascending
	SparedRevenue int64       `json:"spared_revenue_cents,omitempty"`
}

// SetStaging notes it in a reader's report.
func (s *Staging) SetStaging(v Staging) { *s = v }

// Stays are the weeks that stay as they are in force.
func (s *Staging) Stays() Spared { return s.Spared }

// Balance is where the revenue that was read went: the parts add up to it.
type Balance struct {
	Read, Refused, Held, Known, Taken int64 // cents
}

func (s *Staging) balance(read, refused int64) Balance {
	b := Balance{Read: read, Refused: refused, Known: s.Known, Taken: s.Taken}
	for _, h := range s.Held {
		b.Held += h.Revenue
	}
	return b
}

// Balance is that of the rows that can be read.
func (p *WeeklyReport) Balance() Balance { return p.Staging.balance(p.Read, p.Read-p.Totals.Revenue) }

// Balance is that of the orders that count.
func (p *OrderReport) Balance() Balance { return p.Staging.balance(p.Net.Revenue, 0) }

// Rowless is how weeks without a row are read.
type Rowless struct {
	Missing      string      `json:"missing"`       // MissingHole or MissingZero
	MissingWeeks []week.Week `json:"missing_weeks"` // between the first and the last with a row, ascending
}

// rowless fills the weeks between others that have no row, or leaves them out;
// weeks that are refused have rows. A stretch in which no year is right is none.
// Where nobody chose that, the weeks that are filled are assumed.
func (b *Batch) rowless(o Options, usual string, refused []week.Week) Rowless {
	missing := cmp.Or(o.Missing, usual)
	r := Rowless{Missing: missing}
	days := len(b.Weeks) > 0 && b.Weeks[0].Days != nil
	var weeks []Week
	for _, w := range b.Weeks {
		if w.empty() {
			continue
		}
		if n := len(weeks); n > 0 && w.Week-weeks[n-1].Week <= farWeeks {
			for at := weeks[n-1].Week + 1; at < w.Week; at++ {
				if slices.Contains(refused, at) {
					continue
				}
				r.MissingWeeks = append(r.MissingWeeks, at)
				if missing == MissingZero {
					weeks = append(weeks, emptyWeek(at, days))
					if o.Missing == "" {
						b.Assumed = append(b.Assumed, at)
					}
				}
			}
		}
		weeks = append(weeks, w)
	}
	b.Weeks = weeks
	return r
}

// empty reports whether nothing happened in the week.
func (w Week) empty() bool {
	return w.Size() == 0 && len(w.Orders) == 0 && (w.Days == nil || *w.Days == [7]int{})
}

// emptyWeek is one in which nothing was sold, known by the day or not.
func emptyWeek(at week.Week, days bool) Week {
	w := Week{Week: at}
	if days {
		w.Days, w.Sold = new([7]int), new(DaySums)
	}
	return w
}

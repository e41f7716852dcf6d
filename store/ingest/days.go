package ingest

// DaySums are what a week sold on each of its days, from the first: in cents, or in
// hundredths of units of a shop that measures them. It is nil where only the week is
// known.
type DaySums [7]int64

// daySums are what the days of a week sold, from its first.
type daySums struct{ sold, items DaySums } // items in hundredths

func (d *daySums) add(day int, cents, items int64) {
	d.sold[day] += cents
	d.items[day] += items
}

// sell adds a row to what its day sold, counted from the first day of weeks.
func (w *weekRows) sell(day int, row weekRow, more further) {
	if w.days == nil {
		w.days = &daySums{}
	}
	w.days.add(day, row.revenue, more.items)
}

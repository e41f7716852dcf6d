package seriescsv

import (
	"olist/table"
)

// finish names the series by the first column alone where that does.
func (w *wide) finish() {
	r, t := w.reading, w.table
	keys := w.keys
	if len(keys) > 1 && len(w.first) == len(w.names) {
		for i, name := range w.names {
			r.Panel.Series[i].Key = name
		}
		r.note("not used: %s, as %s alone tells the series apart", quoted(t, keys[1:]), quoted(t, keys[:1]))
		keys = keys[:1]
	}
	r.Panel.Dated = w.weeks != nil
	r.Form = t.Describe()
	if w.sums {
		r.Form = t.DescribeAs("one column a day, added up by week")
	}
	r.Form += ", one row a series, " + seriesBy(t, len(r.Panel.Series), keys)
	w.empty.note(r, "cell", "nothing is known there")
	r.noteFilled(w.holes, w.options.Missing == Zero && r.Panel.Dated, "value", r.Panel.Dated)
	w.irregular.note(r)
	r.finish(t)
}

// hint adds to a fault of a value what it may come of: that the file is long
// and its columns have names that nobody knows.
func (w *wide) hint(err error) error {
	e, ok := err.(*Error)
	if !ok || e.Column == "" || w.table.Across != nil || len(w.table.Columns) > maxNames {
		return err
	}
	return table.Fail(e.Line, "%s. The file was taken for one row a series, as it has no column of dates; if it has one row a value, name its columns with --series-column, --week-column and --value-column; there are: %s",
		e.Message(), names(w.table))
}

package seriescsv

import (
	"olist/message"
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
		r.note(message.SeriesNotUsedKeys.With(quoted(t, keys[1:]), quoted(t, keys[:1])))
		keys = keys[:1]
	}
	r.Panel.Dated = w.weeks != nil
	r.Form = t.Describe()
	if w.sums {
		r.Form = t.DescribeAs(message.SeriesDailyColumns.With())
	}
	r.Form = append(r.Form, message.SeriesRowEach.With(), seriesBy(t, len(r.Panel.Series), keys))
	w.empty.note(r, message.SeriesCellsBlank)
	switch {
	case w.holes == 0:
	case !r.Panel.Dated:
		r.note(message.SeriesBlankUndated.With(w.holes))
	case w.options.Missing == Zero:
		r.note(message.SeriesBlankZeros.With(w.holes))
	default:
		r.note(message.SeriesBlankHoles.With(w.holes))
	}
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
	return table.Fail(e.Line, message.SeriesTakenWide.With(e.Message, names(w.table)))
}

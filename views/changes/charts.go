package changes

import (
	"olist/views/chart"
	"olist/views/text"
	"olist/views/ui"
)

// waterfall draws what each part adds to the change or takes from it, and the
// change.
func (v View) waterfall() chart.Data {
	l, of := v.Text, v.Together.whole()
	data := chart.Data{ID: "waterfall", Low: true, Name: l.T(text.ChangesWhy) + ".",
		Legend: []chart.LegendItem{chart.Swatch("rise", l.T(text.DrivesAdds)), chart.Swatch("fall", l.T(text.DrivesTakes))}}
	var bars []chart.Bar
	add := func(bar chart.Bar, cents int64) {
		bars = append(bars, bar)
		data.Ticks = append(data.Ticks, bar.Name)
		data.Tips = append(data.Tips, chart.Tip{Title: bar.Name, Rows: [][2]string{{l.MoneyWhole(cents), ""}}})
		data.Words = append(data.Words, bar.Name+": "+l.MoneyWhole(cents))
	}
	sum := int64(0)
	for _, i := range v.moved() {
		add(chart.Bar{Name: partName(l, v.Parts[i]), Said: ui.Signed(l, of.Parts[i]), From: sum, To: sum + of.Parts[i]}, of.Parts[i])
		sum += of.Parts[i]
	}
	add(chart.Bar{Name: l.T(text.ChangesSum), Said: ui.Signed(l, sum), To: sum, Sum: true}, sum)
	data.Option = chart.Waterfall(bars)
	return data
}

// stacked draws the parts week by week, and the change as a line.
func (v View) stacked() chart.Data {
	l, moved := v.Text, v.moved()
	data := chart.Data{ID: "stacked", Name: l.T(text.ChangesWeekly) + ".", Words: []string{l.T(text.ChangesInTable)}}
	parts := make([]chart.Part, len(moved))
	for n, i := range moved {
		parts[n].Name = partName(l, v.Parts[i])
		data.Legend = append(data.Legend, chart.PartSwatch(n, parts[n].Name))
	}
	data.Legend = append(data.Legend, chart.Swatch("forecast", l.T(text.ChangesSum)))
	var keys []string
	for _, w := range v.Weeks {
		whole, tip := w.whole(), chart.Tip{Title: l.Week(w.Week)}
		for n, i := range moved {
			parts[n].Amounts = append(parts[n].Amounts, whole.Parts[i])
			chart.AddRow(&tip, parts[n].Name, l.MoneyWhole(whole.Parts[i]))
		}
		chart.AddRow(&tip, l.T(text.ChangesSum), l.MoneyWhole(whole.change()))
		keys, data.Ticks, data.Tips = append(keys, w.Week.String()), append(data.Ticks, chart.Tick(l, w.Week)), append(data.Tips, tip)
	}
	data.Option = chart.Stacked(keys, parts, l.T(text.ChangesSum))
	return data
}

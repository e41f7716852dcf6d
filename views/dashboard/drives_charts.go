package dashboard

import (
	"olist/views/chart"
	"olist/views/text"
	"olist/views/ui"
)

// weekName names the week that is explained.
func (d Drives) weekName(l text.Locale) string { return l.Week(d.chosen().Week) }

// waterfall draws the chosen week: from its level, by what each part adds or
// takes, to its forecast.
func (d Drives) waterfall(l text.Locale) chart.Data {
	data := chart.Data{ID: "waterfall", Low: true, Name: l.T(text.DrivesTitle) + ", " + d.weekName(l) + ".",
		Legend: []chart.LegendItem{chart.Swatch("rise", l.T(text.DrivesAdds)), chart.Swatch("fall", l.T(text.DrivesTakes))}}
	var bars []chart.Bar
	add := func(bar chart.Bar, cents int64) {
		bars = append(bars, bar)
		data.Ticks = append(data.Ticks, bar.Name)
		data.Tips = append(data.Tips, chart.Tip{Title: bar.Name, Rows: [][2]string{{l.MoneyWhole(cents), ""}}})
		data.Words = append(data.Words, bar.Name+": "+l.MoneyWhole(cents))
	}
	sum := int64(0)
	for i, part := range d.chosen().whole() {
		bar := chart.Bar{Name: groupName(l, d.Groups[i]), Said: ui.Signed(l, part), From: sum, To: sum + part}
		if i == 0 { // the level is what the others change
			bar.Sum, bar.Said = true, l.MoneyShort(part)
		}
		add(bar, part)
		sum += part
	}
	add(chart.Bar{Name: l.T(text.DrivesSum), Said: l.MoneyShort(sum), To: sum, Sum: true}, sum)
	data.Option = chart.Waterfall(bars)
	return data
}

// stacked draws what each week's forecast is made of.
func (d Drives) stacked(l text.Locale) chart.Data {
	data := chart.Data{ID: "stacked", Name: l.T(text.DrivesTitle) + ", " + l.T(text.DrivesWeekly) + "."}
	parts := make([]chart.Part, len(d.Groups))
	for i, group := range d.Groups {
		parts[i].Name = groupName(l, group)
		data.Legend = append(data.Legend, chart.PartSwatch(i, parts[i].Name))
	}
	data.Legend = append(data.Legend, chart.Swatch("forecast", l.T(text.DrivesSum)))
	var keys []string
	for _, w := range d.Weeks {
		tip := chart.Tip{Title: l.Week(w.Week)}
		for i, part := range w.whole() {
			parts[i].Amounts = append(parts[i].Amounts, part)
			chart.AddRow(&tip, parts[i].Name, l.MoneyWhole(part))
		}
		chart.AddRow(&tip, l.T(text.DrivesSum), l.MoneyWhole(w.Cents))
		if w.Event != "" {
			chart.AddRow(&tip, w.Event, "")
		}
		keys, data.Ticks, data.Tips = append(keys, w.Week.String()), append(data.Ticks, chart.Tick(l, w.Week)), append(data.Tips, tip)
	}
	data.Words = []string{l.T(text.DrivesInTable)}
	data.Option = chart.Stacked(keys, parts, l.T(text.DrivesSum))
	return data
}

package chart

// A picture that is saved has a title and a legend in the place of what only a
// page can do.

// shapes are the marks of the legend, as the page draws them.
var shapes = map[string]string{
	"event": "path://M0 9L5 0L10 9z", "note": "path://M5 10L1.7 6A4 4 0 1 1 8.3 6z",
}

// fills are the colours of what is an area.
var fills = map[string]string{
	"band-80": "--band-80", "band-95": "--band-95", "partial": "--incomplete",
	"part-0": "--part-0", "part-1": "--part-1", "part-2": "--part-2", "part-3": "--part-3", "part-4": "--part-4", "rise": "--rise", "fall": "--fall",
}

// entry explains one mark in a picture; a line is drawn as the series itself.
func (i LegendItem) entry() look {
	switch {
	case fills[i.class] != "":
		return look{"name": i.name, "icon": "rect", "lineStyle": look{"width": 0},
			"itemStyle": look{"color": fills[i.class], "borderColor": fills[i.class], "borderWidth": 1}}
	case shapes[i.class] != "":
		return look{"name": i.name, "icon": shapes[i.class]}
	}
	return look{"name": i.name, "itemStyle": look{"opacity": 0}}
}

// picture is what a saved one has beyond the chart on the page. Its address comes
// from the browser ("@address").
func (d Data) picture() look {
	legend := make([]look, len(d.Legend))
	for i, item := range d.Legend {
		legend[i] = item.entry()
	}
	text := func(colour string, size int) look {
		return look{"color": colour, "fontFamily": inFont, "fontSize": size}
	}
	return look{
		"animation": false, "backgroundColor": "--surface",
		"title":  []look{{"text": d.Name, "subtext": "@address", "left": 12, "top": 8, "textStyle": text("--ink", 16), "subtextStyle": text("--muted", 12)}},
		"legend": []look{{"show": true, "data": legend, "left": 12, "top": 54, "itemWidth": 24, "itemHeight": 11, "textStyle": text("--muted", fontSize)}},
		"grid":   look{"top": 112, "bottom": 16},
	}
}

package views

import (
	"time"

	"github.com/a-h/templ"

	"olist/views/text"
)

// runningPages are the pages of running it for real, full and empty.
func runningPages(l text.Locale) map[string]templ.Component {
	reader := sampleFrame(l)
	reader.MayAdmin = false
	wrong := sampleModels(l).Rows[0]
	wrong.Pinned, wrong.Opened, wrong.Remark, wrong.RemarkProblem = true, true, hostile, hostile
	same := sampleModelsCompare(l)
	same.Models[1] = same.Models[0]
	undone := sampleImport(l)
	undone.Row.State = ImportUndone
	return map[string]templ.Component{
		"models, wrong":   ModelsPage(Models{Frame: sampleFrame(l), Rows: []ModelRow{wrong}, Problem: hostile, UploadProblem: hostile}),
		"models, reader":  ModelsPage(Models{Frame: reader, Rows: []ModelRow{wrong}}),
		"compare":         ModelsComparePage(sampleModelsCompare(l)),
		"compare, same":   ModelsComparePage(same),
		"imports":         ImportsPage(sampleImports(l)),
		"imports, reader": ImportsPage(Imports{Frame: reader}),
		"import, staged":  ImportPage(sampleImport(l)),
		"import, undone":  ImportPage(undone),
	}
}

var sampleTime = time.Date(2026, 1, 2, 3, 4, 0, 0, time.UTC)

func sampleImports(l text.Locale) Imports {
	return Imports{
		Frame: sampleFrame(l), Rows: []ImportRow{sampleImport(l).Row, {Version: 1, Kind: "orders", State: ImportApplied, Source: "files"}},
		Problem: hostile, Refused: []Refused{{hostile, "line 2", hostile}}, More: 3, Notice: hostile,
	}
}

func sampleImport(l text.Locale) ImportPreview {
	return ImportPreview{
		Frame: sampleFrame(l), Row: ImportRow{Version: 2, Kind: "weekly", Source: hostile, State: ImportStaged, By: hostile, Read: sampleTime},
		Added: 1, Changed: 1, Weeks: []ImportWeek{
			{Monday: "2018-08-13", Before: 100, After: 50, OrdersBefore: 3, OrdersAfter: 2},
			{Monday: "2018-09-10", Added: true, After: 100, OrdersAfter: 1},
		},
		Refused: []Refused{{"a.csv", "line 2", hostile}}, More: 1, RefusedWeeks: []string{"2018-09-17"},
		Files: []FileRead{{hostile, 2}}, Left: []LeftOut{{hostile, 1}}, Noted: []LeftOut{{hostile, 1}},
		TaughtFrom: "2018-01-01", To: "2018-08-13", Problem: hostile,
	}
}

func sampleModelsCompare(l text.Locale) ModelsCompare {
	d := sampleDashboard(l)
	c := ModelsCompare{Frame: d.Frame, Segments: d.Segments, Segment: Segment{Key: "category:x", Name: hostile}, Horizon: d.Horizon, Past: d.Past}
	for i, row := range sampleModels(l).Rows {
		c.Choice = append(c.Choice, row.Model)
		row.Note = hostile
		c.Models[i] = ComparedModel{ModelRow: row, Targets: d.Targets, Together: d.Together}
	}
	return c
}

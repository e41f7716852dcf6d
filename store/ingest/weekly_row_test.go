package ingest_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"olist/store/ingest"
)

// cells writes weeks as week category state revenue/freight/items orders.
func cells(b *ingest.Batch) string {
	var all []string
	for _, w := range b.Weeks {
		orders := "?"
		if len(w.Orders) > 0 {
			orders = fmt.Sprint(w.Orders[len(w.Orders)-1].Orders)
		}
		for _, c := range w.Cells {
			all = append(all, fmt.Sprintf("%s %s %s %d/%d/%d %s", w.Week, c.Category, c.State, c.Revenue, c.Freight, c.Items, orders))
		}
	}
	return strings.Join(all, "; ")
}

// What can be read in one way alone costs no week.
func TestRowsThatCostNoWeek(t *testing.T) {
	for name, c := range map[string]struct{ file, want, note string }{
		"no freight":         {"week,revenue,freight,items\n2018-08-20,1,,2\n2018-08-27,1,2.50,NA\n", "2018-08-20 none none 100/0/2 ?; 2018-08-27 none none 100/250/0 ?", "cells of freight without a number count as 0; there are 1"},
		"no orders":          {"week,revenue,orders\n2018-08-20,1,\n2018-08-27,1,2\n", "2018-08-20 none none 100/0/0 ?; 2018-08-27 none none 100/0/0 2", "there are 1 such rows"},
		"items of pandas":    {"week,revenue,items,orders\n2018-08-20,1.5,2.0,1.00\n", "2018-08-20 none none 150/0/2 1", ""},
		"states":             {"week,state,revenue\n2018-08-20,sp,1\n2018-08-20,Rj,2\n2018-08-20,SP,4\n", "2018-08-20 none RJ 200/0/0 ?; 2018-08-20 none SP 500/0/0 ?", ""},
		"wide yen":           {"week,revenue\n2018-08-20,￥1235\n2018-08-27,¥1000\n", "2018-08-20 none none 123500/0/0 ?; 2018-08-27 none none 100000/0/0 ?", ""},
		"Japan":              {"week,revenue\n2018年8月20日,5\n2018年8月27日,6\n", "2018-08-20 none none 500/0/0 ?; 2018-08-27 none none 600/0/0 ?", ""},
		"France":             {"semaine;ventes\n1 janv. 2024;989,76\n5 févr. 2024;1,50\n", "2024-01-01 none none 98976/0/0 ?; 2024-02-05 none none 150/0/0 ?", ""},
		"returns":            {"week,category,revenue,freight,items\n2018-08-20,a,10,2,3\n2018-08-20,b,-4.50,-1,-1\n", "2018-08-20 a none 1000/200/3 ?; 2018-08-20 b none -450/-100/-1 ?", ""},
		"returns of a day":   {"date,revenue\n2018-08-20,-4\n2018-08-21,10\n2018-08-21,-1\n2018-08-22,1\n2018-08-23,1\n2018-08-24,1\n2018-08-25,1\n2018-08-26,1\n", "2018-08-20 none none 1000/0/0 ?", ""},
		"a week of nothing":  {"week,revenue\n2018-08-20,0\n2018-08-27,-0.00\n", "2018-08-20 none none 0/0/0 ?; 2018-08-27 none none 0/0/0 ?", ""},
		"year first, short":  {"week,revenue\n18/08/20,1\n18/08/27,2\n18/09/03,3\n18/09/10,4\n", "2018-08-20 none none 100/0/0 ?; 2018-08-27 none none 200/0/0 ?; 2018-09-03 none none 300/0/0 ?; 2018-09-10 none none 400/0/0 ?", ""},
		"characters nobody.": {"week,category,revenue\n2018-08-20,mug,1\n2018-08-20,mug\u200b,2\n2018-08-20,\u202emug,4\n", "2018-08-20 mug none 700/0/0 ?", ""},
	} {
		batch, report, err := ingest.ReadWeekly(t.Context(), "w.csv", strings.NewReader(c.file), ingest.Options{})
		if err != nil || report.Err() != nil {
			t.Errorf("%s: %v", name, err)
			if report != nil {
				t.Error(report.Err())
			}
			continue
		}
		if got := cells(batch); got != c.want {
			t.Errorf("%s: %s\nwant %s", name, got, c.want)
		}
		if notes := list(report.Notes); !strings.Contains(notes, c.note) {
			t.Errorf("%s: notes %q", name, notes)
		}
	}
}

// Weeks that cannot be taken are refused with what a person can do.
func TestWeeksRefusedSayWhatToDo(t *testing.T) {
	for name, c := range map[string]struct{ file, want string }{
		"negative":      {"week,revenue\n2018-08-20,1\n2018-08-27,-2\n", "w.csv:3: revenue: the rows of the week of 2018-08-27 sum up to -2.00, and a week cannot have sold less than nothing: put what came back into the weeks in which it was sold, or leave it out"},
		"freight":       {"week,revenue,freight\n2018-08-20,1,-2\n", "w.csv:2: freight: the rows of the week of 2018-08-20 sum up to -2.00"},
		"items":         {"week,revenue,items\n2018-08-20,1,-2\n", "w.csv:2: items: the rows of the week of 2018-08-20 sum up to -2"},
		"half an item":  {"week,revenue,items\n2018-08-20,1,-2.5\n", `items: "-2.5" is not a whole number`},
		"product":       {"week,product,revenue\n2018-08-20,mug,1\n2018-08-20,bowl,1\n", `w.csv:3: week: this week appears a second time, and "product" is not read: if it tells the rows apart, call it category, or add the rows of each week up`},
		"store":         {"week,store,revenue\n2018-08-20,1,1\n2018-08-20,2,1\n", `and "store" is not read`},
		"channel":       {"week,channel,revenue\n2018-08-20,web,1\n2018-08-20,shop,1\n", `and "channel" is not read`},
		"with category": {"week,category,shop,brand,revenue\n2018-08-20,mug,a,x,1\n2018-08-20,mug,b,y,1\n", `this week, category and state appear a second time, and "shop, brand" is not read: if it tells the rows apart, add them up, or make one name of it and the category`},
		"nothing else":  {"week,category,revenue\n2018-08-20,mug,1\n2018-08-20,mug,2\n", "w.csv:3: week: this week, category and state appear a second time\n"},
	} {
		_, report, err := ingest.ReadWeekly(t.Context(), "w.csv", strings.NewReader(c.file), ingest.Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if err := report.Err(); err == nil || !strings.Contains(fmt.Sprint(err, "\n"), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Columns of goods and places are known by their names, as the reader of tables
// knows them; regions are any text, and one in another case is the same.
func TestColumnsOfGoodsAndPlaces(t *testing.T) {
	for header, want := range map[string]string{
		"Categoría":    "[{week week} {revenue revenue} {Categoría category}] [other]",
		"kategorie":    "[{week week} {revenue revenue} {kategorie category}] [other]",
		"Product type": "[{week week} {revenue revenue} {Product type category}] [other]",
		"other group":  "[{week week} {revenue revenue}] [other group other]",
	} {
		file := "week," + header + ",revenue,other\n2018-08-20,mug,1,p\n2018-08-27,bowl,2,q\n"
		batch, report, err := ingest.ReadWeekly(t.Context(), "w.csv", strings.NewReader(file), ingest.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprint(report.Form.Columns, report.Form.Ignored); got != want {
			t.Errorf("%s: %s, want %s", header, got, want)
		}
		if known := strings.Contains(want, "category"); known != strings.Contains(cells(batch), "mug") || known != slices.Contains(report.Form.Columns, ingest.FormColumn{Name: header, As: "category"}) {
			t.Errorf("%s: %s, %v", header, cells(batch), report.Form)
		}
	}
	for file, want := range map[string]string{
		"week,Bundesland,revenue\n2018-08-20,BY,1\n2018-08-20,be,2\n":                           "2018-08-20 none BE 200/0/0 ?; 2018-08-20 none BY 100/0/0 ?",
		"week,city,shipping province,revenue\n2018-08-20,Rio,RJ,1\n2018-08-20,São Paulo,SP,2\n": "2018-08-20 none RJ 100/0/0 ?; 2018-08-20 none SP 200/0/0 ?",
		"week,region,revenue\n2018-08-20,North,1\n2018-08-27,South,2\n":                         "2018-08-20 none North 100/0/0 ?; 2018-08-27 none South 200/0/0 ?",
		"week,region,revenue\n2018-08-20,R1,1\n2018-08-27,R2,2\n":                               "2018-08-20 none R1 100/0/0 ?; 2018-08-27 none R2 200/0/0 ?",
		"week,Bundesland,revenue\n2018-08-20,Bayern,1\n2018-08-20,Nordrhein-Westfalen,2\n":      "2018-08-20 none Bayern 100/0/0 ?; 2018-08-20 none Nordrhein-Westfalen 200/0/0 ?",
		"week,state,revenue\n2018-08-20,New York,1\n2018-08-20,new  york ,2\n":                  "2018-08-20 none New York 300/0/0 ?",
		"week,country,state,revenue\n2018-08-20,US,Ohio,1\n2018-08-27,US,Utah,2\n":              "2018-08-20 none Ohio 100/0/0 ?; 2018-08-27 none Utah 200/0/0 ?",
		"week,country,revenue\n2018-08-20,Germany,1\n2018-08-20,France,1\n":                     "2018-08-20 none France 100/0/0 ?; 2018-08-20 none Germany 100/0/0 ?",
		"week,kategorie,category,revenue\n2018-08-20,Tasse,mug,1\n2018-08-27,Schale,bowl,2\n":   "2018-08-20 mug none 100/0/0 ?; 2018-08-27 bowl none 200/0/0 ?",
		"week,product type,segment,revenue\n2018-08-20,mugs,b2c,1\n2018-08-27,bowls,b2b,2\n":    "2018-08-20 mugs none 100/0/0 ?; 2018-08-27 bowls none 200/0/0 ?",
	} {
		batch, report, err := ingest.ReadWeekly(t.Context(), "w.csv", strings.NewReader(file), ingest.Options{})
		if err != nil || report.Err() != nil {
			t.Fatal(err, report.Err())
		}
		if got := cells(batch); got != want {
			t.Errorf("%s%s\nwant %s", file, got, want)
		}
	}
}

// What was not sold is warned of, and is no category; several currencies are
// refused as those within cells are.
func TestStatusAndCurrencyOfRows(t *testing.T) {
	const file = "date,type,amount\n2018-08-20,sale,5\n2018-08-20,sale,5\n2018-08-21,return,1\n2018-08-22,sale,5\n2018-08-23,sale,5\n2018-08-24,sale,5\n2018-08-25,sale,5\n2018-08-26,sale,5\n"
	batch, report, err := ingest.ReadWeekly(t.Context(), "w.csv", strings.NewReader(file), ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	const want = `by the column "type" rows were not sold or came back: return (1); they are counted as sales like all others`
	if len(report.Warnings) != 1 || !strings.HasPrefix(report.Warnings[0].String(), want) || cells(batch) != "2018-08-20 none none 3600/0/0 ?" {
		t.Errorf("%q, %s", report.Warnings, cells(batch))
	}
	_, _, err = ingest.ReadWeekly(t.Context(), "w.csv", strings.NewReader("week,currency,revenue\n2018-08-20,USD,5\n2018-08-27,JPY,500\n"), ingest.Options{})
	wantFault(t, err, `w.csv:3: the column "currency" says that amounts are in USD (line 2) and JPY (line 3)`)
}

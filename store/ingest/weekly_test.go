package ingest_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"olist/forecast"
	"olist/store/ingest"
)

func TestReadWeekly(t *testing.T) {
	const file = "\xef\xbb\xbfrevenue,state,week,category,orders,freight,items,remark\r\n" +
		"10.50,SP,2018-08-20,b,2,1,3,x\r\n" +
		"1,RJ,2018-08-26,,1,0,1,a Sunday\r\n" +
		"7,SP,2018-08-27,a,1,0.5,1,\r\n" +
		"20.00,SP,2018-08-20,a,4,2,4,"
	for name, text := range map[string]string{"plain": file, "gzip": zip(file)} {
		t.Run(name, func(t *testing.T) {
			batch, report, err := ingest.ReadWeekly(t.Context(), "w.csv", strings.NewReader(text), ingest.Options{})
			if err != nil {
				t.Fatal(err)
			}
			want := []ingest.Week{{
				Week: 2537,
				Cells: []ingest.Cell{
					{Category: "a", State: "SP", Revenue: 2000, Freight: 200, Items: 4},
					{Category: "b", State: "SP", Revenue: 1050, Freight: 100, Items: 3},
					{Category: "none", State: "RJ", Revenue: 100, Items: 1},
				},
				Orders: []ingest.Count{{Segment: "category:a", Orders: 4}, {Segment: "category:b", Orders: 2}, {Segment: "category:none", Orders: 1},
					{Segment: "state:RJ", Orders: 1}, {Segment: "state:SP", Orders: 6}, {Segment: "total", Orders: 7}},
			}, {
				Week:   2538,
				Cells:  []ingest.Cell{{Category: "a", State: "SP", Revenue: 700, Freight: 50, Items: 1}},
				Orders: []ingest.Count{{Segment: "category:a", Orders: 1}, {Segment: "state:SP", Orders: 1}, {Segment: "total", Orders: 1}},
			}}
			if diff := cmp.Diff(want, batch.Weeks); diff != "" {
				t.Error(diff)
			}
			if report.Err() != nil || report.Totals != (ingest.Totals{Orders: 8, Items: 9, Revenue: 3850, Freight: 350}) || !report.Counted {
				t.Errorf("report %+v", report)
			}
		})
	}
}

func TestReadWeeklyOfTotalsAlone(t *testing.T) {
	batch, report, err := ingest.ReadWeekly(t.Context(), "w.csv", strings.NewReader("week,revenue\n2018-08-20,5\n"), ingest.Options{})
	if err != nil || report.Counted {
		t.Fatal(report, err)
	}
	want := []ingest.Week{{Week: 2537, Cells: []ingest.Cell{{Category: "none", State: "none", Revenue: 500}}}}
	if diff := cmp.Diff(want, batch.Weeks); diff != "" {
		t.Error(diff)
	}
}

func TestWeeklyFileThatCannotBeRead(t *testing.T) {
	for _, test := range []struct{ name, file, where string }{
		{"empty", "", "w.csv: the file is empty"},
		{"no revenue", "week,sales\n", `w.csv:1: the column "revenue" is missing; the header has "week, sales"`},
		{"column twice", "week,revenue,items,items\n", `w.csv:1: the column "items" appears twice`},
		{"truncated", zip("week,revenue\n2018-08-20,5\n")[:30], "w.csv"},
	} {
		t.Run(test.name, func(t *testing.T) {
			batch, _, err := ingest.ReadWeekly(t.Context(), "w.csv", strings.NewReader(test.file), ingest.Options{})
			wantFault(t, err, test.where)
			if batch != nil {
				t.Error("a batch comes with the error")
			}
		})
	}
}

func TestWeekWithARefusedRowIsLeftOut(t *testing.T) {
	const good = "2018-08-13,a,SP,1.00,1\n2018-08-27,a,SP,3.00,1\n"
	for _, test := range []struct{ name, row, where string }{
		{"revenue", "2018-08-20,b,SP,x,1", `w.csv:5:17: revenue: "x" is not an amount`},
		{"negative", "2018-08-20,b,SP,-1.00,1", `w.csv:5:17: revenue: "-1.00" is not an amount`},
		{"items", "2018-08-20,b,SP,1.00,1.5", `w.csv:5:22: items: "1.5" is not a whole number`},
		{"state", "2018-08-20,b,sp,1.00,1", `w.csv:5:14: state: "sp" is not a state's code`},
		{"category", "2018-08-20,b\x00,SP,1.00,1", `w.csv:5:12: category: "b\x00" holds a control character`},
		{"twice", "2018-08-20,a,SP,1.00,1", `w.csv:5:1: week: this week, category and state appear a second time`},
	} {
		t.Run(test.name, func(t *testing.T) {
			file := "week,category,state,revenue,items\n" + good + "2018-08-20,a,SP,2.00,1\n" + test.row + "\n"
			batch, report, err := ingest.ReadWeekly(t.Context(), "w.csv", strings.NewReader(file), ingest.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if len(batch.Weeks) != 2 || batch.Weeks[0].Week != 2536 || batch.Weeks[1].Week != 2538 {
				t.Errorf("weeks %v", batch.Weeks)
			}
			if diff := cmp.Diff([]forecast.Week{2537}, report.RefusedWeeks); diff != "" {
				t.Error(diff)
			}
			wantFault(t, report.Err(), test.where)
			var text strings.Builder
			if err := report.WriteText(&text); err != nil || !strings.Contains(text.String(), test.where) {
				t.Errorf("%v: the text lacks the place:\n%s", err, &text)
			}
		})
	}
}

func TestRowOfAnUnknownWeekRefusesTheFile(t *testing.T) {
	for row, where := range map[string]string{
		"last week,1":              `w.csv:3:1: week: "last week" is not a date`,
		"0018-08-20,1":             `w.csv:3:1: week: "0018-08-20" is not a date`,
		"2018-08-27,1,2":           `w.csv:3:1: the row has 3 fields, the header has 2`,
		`2018-08-27,"1`:            "the row begins in line 3",
		strings.Repeat("x", 3<<20): `w.csv:3: a line is longer`,
	} {
		batch, _, err := ingest.ReadWeekly(t.Context(), "w.csv", strings.NewReader("week,revenue\n2018-08-20,1\n"+row+"\n2018-09-03,1\n"), ingest.Options{})
		wantFault(t, err, where)
		if batch != nil {
			t.Error("a batch comes with the error")
		}
	}
}

func TestReadWeeklyOfTheBrazilianForm(t *testing.T) {
	want := []ingest.Week{{Week: 2537, Cells: []ingest.Cell{{Category: "a", State: "SP", Revenue: 25100050, Freight: 120, Items: 1058}},
		Orders: []ingest.Count{{Segment: "category:a", Orders: 7}, {Segment: "state:SP", Orders: 7}, {Segment: "total", Orders: 7}}}}
	for name, file := range map[string]string{
		"all Brazilian":        "Semana;Receita;Categoria;Estado;Frete;Itens;Pedidos\n20/08/2018;251.000,50;a;SP;1,2;1.058;7\n",
		"English names":        "week;revenue;category;state;freight;items;orders\n2018-08-20;R$ 251.000,50;a;SP;1.20;1058;7\n",
		"commas and quotes":    "semana,receita,categoria,estado,frete,itens,pedidos\n2018-08-20,\"251.000,50\",a,SP,\"1,20\",1058,7\n",
		"tabs":                 "semana\treceita\tcategoria\tUF\tfrete\titens\tpedidos\n20/08/2018\t251000,5\ta\tSP\t1,20\t1058\t7\n",
		"points and semicolon": "week;revenue;category;state;freight;items;orders\n2018-08-20;251000.50;a;SP;1.2;1058;7\n",
	} {
		batch, report, err := ingest.ReadWeekly(t.Context(), "w.csv", strings.NewReader(file), ingest.Options{})
		if err != nil || report.Err() != nil {
			t.Errorf("%s: %v, %v", name, err, report)
			continue
		}
		if diff := cmp.Diff(want, batch.Weeks); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestUnclearValuesAreAskedAbout(t *testing.T) {
	for file, where := range map[string]string{
		"week;revenue\n2018-08-20;251.000\n":      `w.csv:2:12: revenue: "251.000" may mean 251000 or 251,000; write 251000,00 or 251000`,
		"semana;receita\n2018-08-20;251,000.50\n": `w.csv:2:12: receita: "251,000.50" mixes points and commas`,
		"semana;receita\n2018-08-20;muito\n":      `w.csv:2:12: receita: "muito" is not an amount like 1.234,56`,
		"week,revenue\n07/08/2018,5\n":            `w.csv:2:1: week: "07/08/2018" is not a date like 2018-08-13; 20/08/2018 is taken where`,
		"semana;receita\n31/02/2018;5\n":          `w.csv:2:1: semana: "31/02/2018" is not a date`,
		"semana;vendas\n20/08/2018;5\n":           `w.csv:1: the column "revenue" is missing; the header has "semana, vendas"`,
	} {
		_, report, err := ingest.ReadWeekly(t.Context(), "w.csv", strings.NewReader(file), ingest.Options{})
		if err == nil {
			err = report.Err()
		}
		wantFault(t, err, where)
	}
}

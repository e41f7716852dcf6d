package ingest_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"olist/store/ingest"
	"olist/week"
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
		{"no revenue", "week,remark\n2018-08-20,x\n", `w.csv:1: the column "revenue" is missing; the header has "week, remark"`},
		{"column twice", "week,revenue,items,items\n2018-08-20,1,1,1\n", `w.csv:1: the column "items" appears twice`},
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
		{"revenue", "2018-08-20,b,SP,x,1", `w.csv:5: revenue: "x" is not a number; write it like 1234.5`},
		{"negative", "2018-08-20,b,SP,-3.00,1", `w.csv:5: revenue: the rows of the week of 2018-08-20 sum up to -1.00, and a week cannot have sold less than nothing: put what came back`},
		{"items", "2018-08-20,b,SP,1.00,1.5", `w.csv:5: items: "1.5" is not a whole number`},
		{"state", "2018-08-20,b,S\x01,1.00,1", `w.csv:5: state: "S\x01" holds a control character`},
		{"category", "2018-08-20,b\x01,SP,1.00,1", `w.csv:5: category: "b\x01" holds a control character`},
		{"twice", "2018-08-20,a,SP,1.00,1", `w.csv:5: week: this week, category and state appear a second time`},
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
			if diff := cmp.Diff([]week.Week{2537}, report.RefusedWeeks); diff != "" {
				t.Error(diff)
			}
			wantFault(t, report.Err(), test.where)
		})
	}
}

func TestRowOfAnUnknownWeekRefusesTheFile(t *testing.T) {
	for row, where := range map[string]string{
		"last week,1":              `w.csv:3: week: "last week" is not a date`,
		",1":                       `w.csv:3: week: is empty`,
		"0018-08-20,1":             `w.csv:3: week: "0018-08-20" is not a date`,
		"2018-08-27,1,2":           `w.csv:3: the row has 3 fields, the header has 2`,
		`2018-08-27,"1`:            "w.csv:3: a quote is not closed",
		strings.Repeat("x", 3<<20): `w.csv:3: the row is longer than 1 MB`,
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
		"English names":        "week;revenue;category;state;freight;items;orders\n2018-08-20;R$ 251.000,50;a;SP;1,20;1058;7\n",
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

// What may be read in two ways is asked about with both, and the answer is
// taken; one value that tells is enough.
func TestUnclearValuesAreAskedAbout(t *testing.T) {
	for file, where := range map[string]string{
		"week;revenue\n2018-08-20;251.000\n":                                     `w.csv:2: "251.000" may mean 251.000 or 251000, and nothing in the file says which; choose with --decimal . or --decimal ,`,
		"semana;receita\n2018-08-20;muito\n":                                     `w.csv:2: receita: "muito" is not a number`,
		"week,revenue\n07/08/2018,5\n":                                           `w.csv:2: week: "07/08/2018" may be 2018-08-07 (day/month) or 2018-07-08 (month/day)`,
		"semana;receita\n31/02/2018;5\n":                                         `w.csv:2: semana: "31/02/2018" is not a date`,
		"semana;peso;loja\n20/08/2018;5;6\n":                                     `w.csv:1: the column "revenue" is missing; the header has "semana, peso, loja"`,
		"week,sales,turnover\n2018-08-20,5,6\n":                                  `w.csv:1: the column "revenue" is missing, and "sales, turnover" may be it; call one of them so`,
		"week,revenue\n2018-07-31,1\n2018-08-31,1\n2018-09-30,1\n2018-10-31,1\n": "w.csv: the file has one row a month; a week's sales cannot be told from that",
		"PK\x03\x04xl/workbook.xml":                                              "w.csv: the zip archive or workbook is broken or cut off",
	} {
		t.Run(where, func(t *testing.T) {
			_, report, err := ingest.ReadWeekly(t.Context(), "w.csv", strings.NewReader(file), ingest.Options{})
			if err == nil {
				err = report.Err()
			}
			wantFault(t, err, where)
		})
	}
	for _, test := range []struct {
		file    string
		options ingest.Options
		week    week.Week
		revenue int64
	}{
		{"week;revenue\n2018-08-20;251.000\n", ingest.Options{Decimal: "."}, 2537, 25100},
		{"week;revenue\n2018-08-20;251.000\n", ingest.Options{Decimal: ","}, 2537, 25100000},
		{"week,revenue\n07/08/2018,5\n", ingest.Options{Dates: "dmy"}, 2535, 500},
		{"week,revenue\n07/08/2018,5\n", ingest.Options{Dates: "mdy"}, 2530, 500},
		{"week\tsales\n08/13/2018\t1,012\n08/20/2018\t948\n08/27/2018\t987\n", ingest.Options{}, 2536, 101200},
		{"semana;vendas\n20/08/2018;251,000.50\n", ingest.Options{}, 2537, 25100050},
		{"\xff\xfew\x00e\x00e\x00k\x00,\x00r\x00e\x00v\x00e\x00n\x00u\x00e\x00\n\x002\x000\x001\x008\x00-\x000\x008\x00-\x002\x000\x00,\x005\x00\n\x00", ingest.Options{}, 2537, 500},
	} {
		batch, report, err := ingest.ReadWeekly(t.Context(), "w.csv", strings.NewReader(test.file), test.options)
		if err != nil || report.Err() != nil {
			t.Errorf("%q: %v", test.file, err)
			continue
		}
		if got := batch.Weeks[0]; got.Week != test.week || got.Revenue() != test.revenue {
			t.Errorf("%q %+v: %+v", test.file, test.options, got)
		}
	}
}

// Rows of days are added up, order lines too; a week that the file has only a
// part of is not taken for a whole one.
func TestDaysAreAddedUp(t *testing.T) {
	var b strings.Builder
	b.WriteString("date,category,amount\n")
	for d := range 24 { // from Wednesday 2018-08-01 to Friday 2018-08-24
		fmt.Fprintf(&b, "2018-08-%02d,a,1.00\n", d+1)
	}
	for _, twice := range []bool{false, true} {
		file, missing := b.String(), ingest.MissingHole
		if twice {
			file, missing = file+"2018-08-24,a,0.50\n", ingest.MissingZero
		}
		batch, report, err := ingest.ReadWeekly(t.Context(), "d.csv", strings.NewReader(file), ingest.Options{})
		if err != nil || report.Err() != nil {
			t.Fatal(err, report)
		}
		if len(batch.Weeks) != 4 || batch.Weeks[1].Revenue() != 700 || report.Missing != missing || report.Form.Grain != "a day" {
			t.Errorf("%+v, %+v", batch.Weeks, report)
		}
		held := batch.Hold(time.Date(2019, 1, 1, 0, 0, 0, 0, time.UTC), nil)
		if len(held) != 2 || held[0].Code != ingest.HeldPart || held[1].Code != ingest.HeldPart || held[0].Week != 2534 || held[1].Week != 2537 || len(batch.Weeks) != 2 {
			t.Errorf("held %+v", held)
		}
	}
}

// A limit is met while the file is read, and told with its number.
func TestLimitsOfAFile(t *testing.T) {
	many := func(n int, row func(i int) string) io.Reader {
		var b strings.Builder
		b.WriteString("week,category,state,revenue\n")
		for i := range n {
			b.WriteString(row(i))
		}
		return strings.NewReader(b.String())
	}
	for name, test := range map[string]struct {
		file  io.Reader
		where string
	}{
		"categories": {many(20_000, func(i int) string { return fmt.Sprintf("2018-08-20,c%d,SP,1\n", i) }), `"c5000" is one category too many; there can be 5000`},
		"regions":    {many(200, func(i int) string { return fmt.Sprintf("2018-08-20,a,%c%c,1\n", 'A'+i/26, 'A'+i%26) }), `"DW" is one state too many; there can be 100`},
		"a name":     {many(1, func(int) string { return "2018-08-20," + strings.Repeat("x", 101) + ",SP,1\n" }), "is longer than 100 bytes"},
		"a bomb":     {bomb(t, 1<<26), "the compressed data grow more than 200 times"},
		"faults":     {many(20_000, func(int) string { return "never,a,SP,1\n" }), "and 1001 more"},
	} {
		t.Run(name, func(t *testing.T) {
			_, report, err := ingest.ReadWeekly(t.Context(), "w.csv", test.file, ingest.Options{})
			if err == nil {
				err = report.Err()
			}
			wantFault(t, err, test.where)
		})
	}
}

// bomb is gzip data that hold n bytes of nothing.
func bomb(t *testing.T, n int64) io.Reader {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := io.CopyN(z, endless{}, n); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return &b
}

type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = '\n'
	}
	return len(p), nil
}

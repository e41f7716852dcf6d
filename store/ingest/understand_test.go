package ingest_test

import (
	archive "archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"olist/store/ingest"
)

// now is after all weeks of these tests.
var now = time.Date(2026, 11, 29, 0, 0, 0, 0, time.UTC)

func understand(t *testing.T, file string, o ingest.Options) *ingest.Understanding {
	t.Helper()
	u, err := ingest.Understand(t.Context(), "w.csv", strings.NewReader(file), o, now)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// said writes what a test compares of an understanding.
func said(u *ingest.Understanding) string {
	var roles []string
	for _, c := range u.Columns {
		if c.Role != ingest.RoleIgnore {
			roles = append(roles, c.Key+"="+c.Role)
		}
	}
	return fmt.Sprintf("%s | %s %s %s | %s %s %s | %d weeks %d/%d", strings.Join(roles, " "), u.Measure, u.Form.Grain, u.Form.Decimal,
		u.Guesses.Currency.Value, u.Guesses.Country.Value, u.Guesses.WeekStart.Value, u.Sums.Weeks, u.Sums.Revenue, u.Sums.Items)
}

// dated repeats rows every so many days from the first on; $ is the date.
func dated(header string, first string, step, n int, form, rows string) string {
	at, err := time.Parse(time.DateOnly, first)
	if err != nil {
		panic(err)
	}
	var b strings.Builder
	b.WriteString(header + "\n")
	for i := range n {
		b.WriteString(strings.ReplaceAll(rows, "$", at.AddDate(0, 0, i*step).Format(form)) + "\n")
	}
	return b.String()
}

func TestShopsFilesAreUnderstoodAtOnce(t *testing.T) {
	for name, c := range map[string]struct{ file, want string }{
		"German": {dated("Woche;Kategorie;Bundesland;Umsatz", "2023-01-02", 7, 5, "02.01.2006", "$;Schuhe;Bayern;1.234,50\n$;Taschen;Hessen;10,00"),
			"Woche=date Kategorie=category Bundesland=region Umsatz=amount | revenue a week , | EUR DE monday | 5 weeks 622250/0"},
		"German totals": {dated("Woche;Umsatz", "2023-01-02", 7, 5, "02.01.2006", "$;10,50"), "Woche=date Umsatz=amount | revenue a week , | EUR DE monday | 5 weeks 5250/0"},
		"American days": {dated("date,region,sales", "2023-01-01", 1, 28, "1/2/2006", "$,New York,USD 10.00\n$,PA,5.50"), "date=date region=region sales=amount | revenue a day . | USD US  | 3 weeks 32550/0"},
		"Spanish":       {dated("fecha;ventas;cantidad", "2023-01-02", 1, 21, "02/01/2006", "$;10,50;2"), "fecha=date ventas=amount cantidad=units | revenue a day , | EUR ES  | 3 weeks 22050/42"},
		"French":        {dated("Semaine;Chiffre d'affaires", "2023-01-02", 7, 4, "02/01/2006", "$;10,50"), "Semaine=date Chiffre d'affaires=amount | revenue a week , | EUR FR monday | 4 weeks 4200/0"},
		"Italian":       {dated("settimana;fatturato;quantità", "2023-01-02", 7, 4, "2006-01-02", "$;10,50;3"), "settimana=date fatturato=amount quantità=units | revenue a week , | EUR IT monday | 4 weeks 4200/12"},
		"Dutch":         {dated("week;omzet;aantal", "2023-01-02", 7, 4, "2006-01-02", "$;10,50;3"), "week=date omzet=amount aantal=units | revenue a week , | EUR NL monday | 4 weeks 4200/12"},
		"Portuguese":    {dated("Data da venda;Valor da venda (BRL);UF", "2023-01-02", 1, 21, "02/01/2006", "$;10,50;SP\n$;1,00;PA"), "Data da venda=date Valor da venda (BRL)=amount UF=region | revenue a day , | BRL BR  | 3 weeks 24150/0"},
		"pounds":        {dated("Week ending,Sales,Units", "2023-01-07", 7, 4, "02/01/2006", "$,£1.50,2"), "Week ending=date Sales=amount Units=units | revenue a week . | GBP GB sunday | 4 weeks 600/8"},
		"units alone":   {dated("week,units,promo", "2023-01-02", 7, 4, "2006-01-02", "$,12,1"), "week=date units=units | units a week . |   monday | 4 weeks 0/48"},
		"kilograms":     {dated("Woche;Menge", "2023-01-02", 7, 4, "2006-01-02", "$;12,50"), "Woche=date Menge=units | units a week , |  DE monday | 4 weeks 0/52"},
		"order lines":   {dated("order id,date,amount,email", "2023-01-02", 1, 14, "2006-01-02", "1,$,10.00,a@b.de\n2,$,-1.50,c@d.de"), "order id=order date=date amount=amount | revenue lines . |    | 2 weeks 11900/0"},
		"Saturdays":     {dated("week of;sales", "2023-01-07", 7, 4, "2006-01-02", "$;5"), "week of=date sales=amount | revenue a week . |   saturday | 4 weeks 2000/0"},
		"of a kind":     {dated("week,net sales,total sales", "2023-01-02", 7, 4, "2006-01-02", "$,5,7"), "week=date net sales=amount | revenue a week . |   monday | 4 weeks 2000/0"},
	} {
		t.Run(name, func(t *testing.T) {
			u := understand(t, c.file, ingest.Options{})
			if got := said(u); got != c.want {
				t.Errorf("%s\nwant %s\nrefused %v, notes %v", got, c.want, u.Refused, list(u.Notes))
			}
			sumsEqual(t, u, c.file)
		})
	}
}

// sumsEqual checks that the file is imported as it is understood.
func sumsEqual(t *testing.T, u *ingest.Understanding, file string) {
	t.Helper()
	batch, report, err := ingest.ReadWeekly(t.Context(), "w.csv", strings.NewReader(file), ingest.Options{Roles: u.Roles()})
	if err != nil {
		t.Fatalf("as it is understood: %v", err)
	}
	refused := slices.DeleteFunc(slices.Clone(u.Left), func(l ingest.LeftWeek) bool { return l.Code != ingest.LeftRefused })
	batch.Hold(now, nil)
	if len(batch.Weeks) != u.Sums.Weeks || len(report.RefusedWeeks) != len(refused) || len(batch.Weeks) == report.Weeks && report.Totals != u.Sums.Totals {
		t.Errorf("imported %+v of %d weeks, understood %+v of %d", report.Totals, len(batch.Weeks), u.Sums.Totals, u.Sums.Weeks)
	}
	for i, w := range u.Weekly {
		if b := batch.Weeks[i]; b.Week != w.Week || b.Revenue() != w.Revenue {
			t.Errorf("week %s: imported %s %d, understood %d", w.Week, b.Week, b.Revenue(), w.Revenue)
		}
	}
	if _, err := json.Marshal(u); err != nil {
		t.Error(err)
	}
}

// Sums are found in units as in money, whatever they are called.
func TestSumsOfUnits(t *testing.T) {
	for name, rows := range map[string]string{
		"Summe": "$;A;;10\n$;B;;5\n$;Summe;;15", "Total geral": "$;A;;10\n$;B;;5\n$;Total geral;;15", "no name": "$;A;;10\n$;B;;5\n$;;;15",
		"a region": "$;;A;10\n$;;B;5\n$;;Gesamt;15",
	} {
		u := understand(t, dated("week;category;region;units", "2023-01-02", 7, 4, "2006-01-02", rows), ingest.Options{})
		if u.Sums.Items != 60 || max(u.Parts.Categories, u.Parts.Regions) != 2 || !strings.Contains(list(u.Notes), "in each of 4 weeks") {
			t.Errorf("%s: %d units of %+v, %v", name, u.Sums.Items, u.Parts, list(u.Notes))
		}
	}
}

// A file that cannot be used says why in words of what is missing, and what is left
// out is not among the sums.
func TestWhatKeepsAFileFromBeingUsed(t *testing.T) {
	weeks := func(first string, n int) string { return dated("week,sales", first, 7, n, "2006-01-02", "$,10.00") }
	for name, c := range map[string]struct {
		file, refused, left string
		weeks               int
		choose              string
	}{
		"a header alone":      {"week,sales\n", "the file has a header and no rows below it", "", 0, ""},
		"a header not known":  {"datum;kunde;wert\n", "the file has a header and no rows below it", "", 0, ""},
		"no day":              {dated("customer,sales", "2023-01-02", 7, 9, "2006-01-02", "a,5"), "no column holds the day or the week of a sale", "", 0, ""},
		"no amount":           {dated("week,region", "2023-01-02", 7, 9, "2006-01-02", "$,a"), "no column holds an amount of money or a number of units", "", 0, ""},
		"weeks to come":       {weeks("2026-10-26", 8), "", "the week of 2026-11-23 is not over yet", 4, ""},
		"weeks to come alone": {weeks("2027-01-04", 8), "", "the week of 2027-01-04 has not come yet", 0, ""},
		"months":              {dated("date,sales", "2023-01-01", 31, 12, "2006-01", "$,5"), "the file has one row a month", "", 0, ""},
		"either order":        {dated("date,sales", "2023-01-01", 1, 9, "01/02/2006", "$,5"), `"01/02/2023" may be 2023-02-01`, "", 0, "dates"},
		"either mark":         {dated("week,sales", "2023-01-02", 7, 9, "2006-01-02", "$,1.234"), `"1.234" may mean 1.234 or 1234`, "", 0, "decimal"},
		"two currencies":      {dated("week,region,sales", "2023-01-02", 7, 9, "2006-01-02", "$,a,€5\n$,b,£7"), "are amounts in two currencies", "", 0, ""},
		"more came back":      {dated("week,sales", "2023-01-02", 7, 9, "2006-01-02", "$,-5.00"), "a week cannot have sold less than nothing", "the week of 2023-01-02 has a row that cannot be used", 0, ""},
		"all of it not sold":  {dated("order id,date,amount,status", "2023-01-02", 1, 21, "2006-01-02", "1,$,10.00,cancelled\n2,$,5.00,cancelled"), "no row of the file is a sale as it is read now", "", 0, ""},
	} {
		u := understand(t, c.file, ingest.Options{Unsold: ingest.UnsoldLeave})
		refused, left := "", ""
		if len(u.Refused) > 0 {
			refused = u.Refused[0].Message.String()
		}
		if len(u.Left) > 0 {
			left = u.Left[0].Reason().String()
		}
		if !strings.Contains(refused, c.refused) || (refused == "") != (c.refused == "") || !strings.HasPrefix(left, c.left) || (left == "") != (c.left == "") || u.Sums.Weeks != c.weeks || u.Sums.Revenue != int64(1000*c.weeks) {
			t.Errorf("%s: %d weeks of %d, refused %q, left out %q", name, u.Sums.Weeks, u.Sums.Revenue, refused, left)
		}
		if c.choose != "" && !slices.Contains(u.Form.Choose, c.choose) {
			t.Errorf("%s: asks for %v", name, u.Form.Choose)
		}
	}
}

// Of several tables in a file one is asked for, and then read.
func TestOneOfSeveralTablesIsAskedFor(t *testing.T) {
	var b bytes.Buffer
	z := archive.NewWriter(&b)
	for name, amount := range map[string]string{"north.csv": "5", "south.csv": "7"} {
		f, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprint(f, dated("week,sales", "2023-01-02", 7, 9, "2006-01-02", "$,"+amount))
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	u := understand(t, b.String(), ingest.Options{})
	if !slices.Contains(u.Form.Choose, "sheet") || len(u.Sheets) != 2 || u.Readable() {
		t.Fatalf("asks for %v of %v", u.Form.Choose, u.Sheets)
	}
	if u = understand(t, b.String(), ingest.Options{Sheet: "south.csv"}); u.Sums.Revenue != 6300 {
		t.Errorf("south sold %d: %v", u.Sums.Revenue, u.Refused)
	}
}

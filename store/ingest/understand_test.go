package ingest_test

import (
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
		"American days": {dated("date,region,sales", "2023-01-01", 1, 28, "1/2/2006", "$,New York,USD 10.00\n$,PA,5.50"), "date=date region=region sales=amount | revenue a day . | USD US  | 5 weeks 43400/0"},
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
	if report.Totals != u.Sums.Totals || report.Weeks != u.Sums.Weeks || len(report.RefusedWeeks) != len(refused) {
		t.Errorf("imported %+v of %d weeks, understood %+v of %d", report.Totals, report.Weeks, u.Sums.Totals, u.Sums.Weeks)
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

package text

import (
	"go/ast"
	"go/parser"
	"go/token"
	"olist/shop"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"olist/week"
)

var verb = regexp.MustCompile(`%[-+#0-9.\[\]]*[a-zA-Z]`)

// entries reads the catalogue's source, so that an entry added later is
// checked without being listed.
func entries(t *testing.T) map[string][2]string {
	t.Helper()
	found := map[string][2]string{}
	sources, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range sources {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			lit, ok := n.(*ast.CompositeLit)
			if !ok || len(lit.Elts) != 2 {
				return true
			}
			a, b := str(lit.Elts[0]), str(lit.Elts[1])
			if a != nil && b != nil {
				found[path+": "+*a] = [2]string{*a, *b}
			}
			return true
		})
	}
	return found
}

func str(e ast.Expr) *string {
	switch e := e.(type) {
	case *ast.BasicLit:
		if s, err := strconv.Unquote(e.Value); err == nil {
			return &s
		}
	case *ast.BinaryExpr:
		x, y := str(e.X), str(e.Y)
		if x != nil && y != nil {
			s := *x + *y
			return &s
		}
	}
	return nil
}

func TestNoTextIsMissing(t *testing.T) {
	all := entries(t)
	if len(all) < 50 {
		t.Fatalf("found only %d entries: the catalogue is not being read", len(all))
	}
	for where, e := range all {
		for _, s := range e {
			if strings.TrimSpace(s) == "" {
				t.Errorf("%s: a language is empty", where)
			}
		}
		if a, b := verb.FindAllString(e[0], -1), verb.FindAllString(e[1], -1); strings.Join(a, " ") != strings.Join(b, " ") {
			t.Errorf("%s: verbs differ: %v and %v", where, a, b)
		}
	}
}

// Pages may not say anything that is not in the catalogue: between tags and in
// the attributes that people read or hear, templates hold expressions only.
func TestTemplatesHoldNoText(t *testing.T) {
	templates, err := filepath.Glob("../*/*.templ")
	if err != nil || len(templates) < 20 {
		t.Fatalf("no templates found (%v)", err)
	}
	code := regexp.MustCompile(`@[A-Za-z.]+\([^\n]*\)|(?m)^\s*(?:if|for|switch|case|default|\}).*$`)
	between := regexp.MustCompile(`>([^<>{}]*[A-Za-z]{2}[^<>{}]*)</`)
	spoken := regexp.MustCompile(`\b(?:aria-label|title|placeholder|alt)="([^"]*[A-Za-z][^"]*)"`)
	for _, path := range templates {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		source := code.ReplaceAllString(string(raw), "")
		for _, find := range []*regexp.Regexp{between, spoken} {
			for _, hit := range find.FindAllStringSubmatch(source, -1) {
				t.Errorf("%s says %q outside the catalogue", filepath.Base(path), strings.TrimSpace(hit[1]))
			}
		}
	}
}

func weekOf(date string) week.Week {
	w, err := week.Parse(date)
	if err != nil {
		panic(err)
	}
	return w
}

func TestFormats(t *testing.T) {
	plain := func(s string) string { return strings.ReplaceAll(s, space, " ") }
	for _, c := range []struct{ what, got, en string }{
		{"cents", English.Money(24467559), "R$ 244,675.59"},
		{"cents", Portuguese.Money(24467559), "R$ 244.675,59"},
		{"negative", English.Money(-150), "−R$ 1.50"},
		{"less than nothing, rounded to it", English.MoneyWhole(-49) + English.MoneyShort(-49) + English.Whole(-49), "R$ 0R$ 00"},
		{"less than nothing", Portuguese.MoneyWhole(-50), "−R$ 1"},
		{"whole", Portuguese.MoneyWhole(24467559), "R$ 244.676"},
		{"short hundreds", English.MoneyShort(84321), "R$ 843"},
		{"short rounds up", English.MoneyShort(99960), "R$ 1.00k"},
		{"short thousands", English.MoneyShort(843210), "R$ 8.43k"},
		{"short tens", Portuguese.MoneyShort(8432100), "R$ 84,3 mil"},
		{"short hundreds of thousands", English.MoneyShort(21834567), "R$ 218k"},
		{"short just below a million", English.MoneyShort(99_960_000), "R$ 1.00M"},
		{"short millions", Portuguese.MoneyShort(231_000_000), "R$ 2,31 mi"},
		{"short, zeros stay", English.MoneyShort(200_000), "R$ 2.00k"},
		{"short negative", English.MoneyShort(-21834567), "−R$ 218k"},
		{"percent", Portuguese.Percent(.1242, 1), "12,4%"},
		{"gain", English.Change(.042), "+4.2%"},
		{"loss", English.Change(-.042), "−4.2%"},
		{"no change", English.Change(0), "0.0%"},
		{"date", English.Date(time.Date(2018, 8, 20, 0, 0, 0, 0, time.UTC)), "20 Aug 2018"},
		{"date", Portuguese.Date(time.Date(2018, 9, 3, 0, 0, 0, 0, time.UTC)), "3 set 2018"},
		{"week", English.Week(weekOf("2018-08-20")), "20–26 Aug 2018"},
		{"week over months", Portuguese.Week(weekOf("2018-08-27")), "27 ago – 2 set 2018"},
		{"week over years", English.Week(weekOf("2018-12-31")), "31 Dec 2018 – 6 Jan 2019"},
		{"time", English.Time(time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)), "2 Jan 2026, 03:04 UTC"},
		{"time", Portuguese.In(time.FixedZone("", -3*3600)).Time(time.Date(2026, 1, 2, 1, 4, 5, 0, time.UTC)), "1 jan 2026, 22:04 UTC−3"},
		{"time", English.In(time.FixedZone("", 20700)).Time(time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)), "2 Jan 2026, 08:49 UTC+5:45"},
		{"clock", English.In(time.FixedZone("", 7200)).Clock(time.Date(2026, 1, 2, 23, 4, 5, 0, time.UTC)), "01:04:05"},
	} {
		if got := plain(c.got); got != c.en {
			t.Errorf("%s: %q, want %q", c.what, got, c.en)
		}
	}
}

func TestMatch(t *testing.T) {
	for _, c := range []struct {
		chosen, header string
		want           Locale
	}{
		{"", "", English},
		{"", "pt-BR,pt;q=0.9,en;q=0.8", Portuguese},
		{"", "pt-PT", Portuguese},
		{"", "de, en;q=0.5, pt;q=0.4", English},
		{"", "ja", English},
		{"", "%%%", English},
		{"en", "pt-BR", English},
		{"pt-BR", "en", Portuguese},
		{"xx", "pt-BR", Portuguese},
	} {
		if got := Match(c.chosen, c.header); got != c.want {
			t.Errorf("Match(%q, %q) = %s, want %s", c.chosen, c.header, got.Code(), c.want.Code())
		}
	}
}

func TestOneWeekIsNotNumbered(t *testing.T) {
	for _, c := range []struct {
		p            Plural
		en, pt, many string
	}{
		{InComing, "in the coming week", "na próxima semana", "nas próximas 12 semanas"},
		{FigureLast, "Last week", "Última semana", "Últimas 12 semanas"},
		{Weeks, "1 week", "1 semana", "12 semanas"},
	} {
		if en, pt, many := English.N(c.p, 1), Portuguese.N(c.p, 1), Portuguese.N(c.p, 12); en != c.en || pt != c.pt || many != c.many {
			t.Errorf("%q, %q, %q", en, pt, many)
		}
	}
}

func TestSameOccasion(t *testing.T) {
	for _, written := range []string{"Dia das Crianças", "dia das criancas", "CHILDREN’S  DAY", "children's day"} {
		if !SameOccasion(written, "Children's Day") {
			t.Errorf("%q is not known", written)
		}
	}
	if SameOccasion("Mother's Day", "Children's Day") || !SameOccasion("natal", "Christmas") || !SameOccasion("minha liquidacao", "Minha Liquidação") {
		t.Error("one is taken for another")
	}
}

// FuzzCategory: however a name begins, it stays what it is but for its first
// letter.
func FuzzCategory(f *testing.F) {
	for _, name := range []string{"éclair", "ßtoff", "日本", "🍵", "", "_", "ǆ"} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		if !utf8.ValidString(name) {
			return
		}
		for _, code := range []string{"en", "pt-BR"} {
			got := Match(code, "").Category(name, "")
			if !utf8.ValidString(got) || utf8.RuneCountInString(got) != utf8.RuneCountInString(name) {
				t.Errorf("%q is shown as %q", name, got)
			}
		}
	})
}

// TestMoneyFormat: a spreadsheet shows amounts as the page does.
func TestMoneyFormat(t *testing.T) {
	for want, p := range map[string]shop.Profile{
		`"R$"\ #,##0.00`: shop.Olist(),
		`"€"#,##0.00`:    {Currency: "EUR"},
		`"¥"#,##0`:       {Currency: "JPY"},
		`#,##0.00`:       {Currency: "EUR", Measure: shop.Units},
	} {
		if got := English.For(p).MoneyFormat(); got != want {
			t.Errorf("%s: %s, want %s", p.Currency, got, want)
		}
	}
}

// A text that leads to the sign of amounts ends before it where they have none.
func TestWithoutSign(t *testing.T) {
	bare := shop.Profile{Name: "Corner"}
	for want, said := range map[string]string{
		"Week by week":       English.For(bare).T(TableTitle),
		"Semana a semana":    Portuguese.For(bare).T(TableTitle),
		"Target":             English.For(bare).T(GoalLabel),
		"Week by week, in €": English.For(shop.Profile{Currency: "EUR"}).T(TableTitle),
	} {
		if said != want {
			t.Errorf("said is %q, want %q", said, want)
		}
	}
}

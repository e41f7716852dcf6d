package text

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"olist/week"
)

// Months and quarters.
var (
	SpanLabel   = Text{"Sums by", "Somas por"}
	spanWeek    = Text{"Week", "Semana"}
	spanMonth   = Text{"Month", "Mês"}
	spanQuarter = Text{"Quarter", "Trimestre"}
	quarterName = Text{"Q%d %d", "%dº tri. %d"}

	Months   = Plural{Text{"1 month", "1 mês"}, Text{"%d months", "%d meses"}}
	Quarters = Plural{Text{"1 quarter", "1 trimestre"}, Text{"%d quarters", "%d trimestres"}}

	PeriodBrings    = Text{"%s should bring", "%s deve trazer"}
	PeriodSoFar     = Text{"%s came until %s, %s is still expected.", "%s vieram até %s, %s ainda são esperados."}
	PeriodAgainst   = Text{"Against %s: %s.", "Em relação a %s: %s."}
	PeriodsFromTo   = Text{"%s to %s", "%s a %s"}
	PeriodsYearAgo  = Text{"the same a year before", "o mesmo período um ano antes"}
	PeriodsPartly   = Text{"%s: %s, with what was sold.", "%s: %s, com o que foi vendido."}
	PeriodPartly    = Text{"%d of %d days past", "%d de %d dias já passados"}
	PeriodMissing   = Text{"%d days not known whole", "%d dias não conhecidos por inteiro"}
	PeriodMonths    = Text{"Month by month, in ¤", "Mês a mês, em ¤"}
	PeriodQuarters  = Text{"Quarter by quarter, in ¤", "Trimestre a trimestre, em ¤"}
	PeriodHelp      = Text{"The estimate is what came so far and what is still expected. Low and High are the 80% range of the two together, which only the weeks to come make wide: four out of five should fall inside. Weeks and months make each other to the cent.", "A estimativa é o que já veio mais o que ainda é esperado. Mínimo e Máximo são a faixa de 80% dos dois juntos, que só as semanas futuras alargam: quatro de cada cinco devem ficar dentro. Semanas e meses somam um ao outro até o centavo."}
	PeriodCaption   = Text{"Estimate by month or quarter with its likely range (80%) and the wide one (95%)", "Estimativa por mês ou trimestre com a faixa provável (80%) e a larga (95%)"}
	PeriodDaily     = Text{"Weeks that straddle two months are divided by what was sold on their days; coming ones by the usual days of the week.", "Semanas entre dois meses são divididas pelo que foi vendido em cada dia; as futuras, pelos dias habituais da semana."}
	PeriodShared    = Plural{Text{"1 past week came without days of its own here: it is divided by the days of all sales, by the orders or by the usual days.", "1 semana passada veio sem dias próprios aqui: é dividida pelos dias de todas as vendas, pelos pedidos ou pelos dias habituais."}, Text{"%d past weeks came without days of their own here: they are divided by the days of all sales, by the orders or by the usual days.", "%d semanas passadas vieram sem dias próprios aqui: são divididas pelos dias de todas as vendas, pelos pedidos ou pelos dias habituais."}}
	PeriodEvenly    = Text{"Weeks that straddle two months are divided evenly by days, since no sales by day are known.", "Semanas entre dois meses são divididas por igual entre os dias, pois não há vendas por dia."}
	PeriodChartName = Text{"Sales by month or quarter and forecast with ranges.", "Vendas por mês ou trimestre e previsão com faixas."}
	PeriodWords     = Text{"%s: %s.", "%s: %s."}
	PeriodWordsBand = Text{"%s: %s (80%% range %s to %s).", "%s: %s (faixa de 80%% de %s a %s)."}
	SeriesPartly    = Text{"not known whole", "não conhecido por inteiro"}
	ColumnSold      = Text{"So far", "Até agora"}
	ColumnStill     = Text{"Still expected", "Ainda esperado"}
	ColumnEstimate  = Text{"Estimate", "Estimativa"}

	FilePeriod  = Text{"period", "período"}
	FileFrom    = Text{"from", "de"}
	FileTo      = Text{"to", "até"}
	FileSold    = Text{"sold", "vendido"}
	FileAhead   = Text{"expected", "esperado"}
	FileMissing = Text{"days_missing", "dias_faltando"}
	FileYearAgo = Text{"year_before", "ano_anterior"}
)

// Span names a length of time: Month.
func (l Locale) Span(s week.Span) string {
	return l.T(map[week.Span]Text{week.ByWeek: spanWeek, week.ByMonth: spanMonth, week.ByQuarter: spanQuarter}[s])
}

// SumsBy is what sums are by, in words: Sums by month.
func (l Locale) SumsBy(s week.Span) string { return l.T(SpanLabel) + " " + strings.ToLower(l.Span(s)) }

// Spans counts weeks, months or quarters.
func (l Locale) Spans(s week.Span, n int) string {
	switch s {
	case week.ByMonth:
		return l.N(Months, n)
	case week.ByQuarter:
		return l.N(Quarters, n)
	}
	return l.N(Weeks, n)
}

// Period names a month or a quarter: Aug 2018, Q3 2018.
func (l Locale) Period(p week.Period) string {
	if p.Span == week.ByQuarter {
		return l.T(quarterName, (p.Month.Number()+2)/3, p.Month.Year())
	}
	return l.month(p.First()) + space + p.First().Format("2006")
}

// PeriodTick is Period on two lines, for an axis.
func (l Locale) PeriodTick(p week.Period) string {
	if p.Span == week.ByQuarter {
		return l.Period(p)
	}
	return l.month(p.First()) + "\n" + p.First().Format("2006")
}

// ParseMonth reads a month as people write it: 2018-10, 10/2018, 2018-10-01, Oct 2018,
// out/18. Words are of any language of pages.
func (l Locale) ParseMonth(written string) (week.Month, bool) {
	s := strings.ToLower(strings.TrimSpace(written))
	for _, form := range []string{"2006-01", "01/2006", "1/2006", "2006/01", "2006-01-02", "01.2006", "2006.01"} {
		if t, err := time.Parse(form, s); err == nil {
			return week.MonthOf(t), true
		}
	}
	name, year, ok := strings.Cut(strings.NewReplacer("/", " ", "-", " ", ".", " ", space, " ").Replace(s), " ")
	year = strings.TrimPrefix(strings.TrimSpace(year), "de ")
	y, err := strconv.Atoi(strings.TrimSpace(year))
	if !ok || err != nil || utf8.RuneCountInString(name) < 3 {
		return 0, false
	}
	if y < 100 {
		y += 2000
	}
	for _, in := range Locales {
		for i, short := range in.months {
			if strings.HasPrefix(name, strings.ToLower(short)) && y >= 1 && y <= 9999 {
				return week.Month(12*y + i), true
			}
		}
	}
	return 0, false
}

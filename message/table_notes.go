package message

import "olist/week"

// What a person should know of how a table was read.
var (
	YearWeeks  = of0("year_weeks", Text{"dates like 2018-33 are taken for years and their weeks by ISO 8601, as some numbers pass 12", "datas como 2018-33 são lidas como anos e suas semanas pela ISO 8601, pois alguns números passam de 12"})
	WeekEnds   = of1[string]("week_ends", Text{"`{column}` is taken for the last day of its week; weeks are called by their Monday", "`{column}` é lida como o último dia da semana; as semanas são chamadas pela segunda-feira"})
	WeekEndIn  = of2[Day, week.Week]("week_end_in", Text{"so {day} counts for the week of Monday {week}, which has most of the seven days that end there", "assim, {day} conta para a semana da segunda-feira {week}, que tem a maioria dos sete dias que ali terminam"})
	WeekBegins = of3[string, Day, week.Week]("week_begins", Text{"`{column}` is taken for the first day of its week: {day} counts for the week of Monday {week}", "`{column}` é lida como o primeiro dia da semana: {day} conta para a semana da segunda-feira {week}"})

	MidnightsEast = of2[Day, week.Week]("midnights_east", Text{
		"all dates are Sundays at a whole hour late in the evening of Greenwich, which is a Monday's midnight east of it: {day} counts for the week of Monday {week}",
		"todas as datas são domingos em hora cheia no fim da noite de Greenwich, que é a meia-noite da segunda-feira a leste dela: {day} conta para a semana da segunda-feira {week}"})
	DaysAsWritten = of0("days_as_written", Text{
		"all times are whole hours late in the evening of Greenwich, as of midnights east of it: days are taken as they are written, and not for the days after",
		"todos os horários são horas cheias no fim da noite de Greenwich, como de meias-noites a leste dela: os dias são lidos como escritos, e não como os seguintes"})
	WeekdayMaybeFirst = of4[Message, Day, week.Week, week.Week]("weekday_maybe_first", Text{
		"the dates are {weekday}, and each counts for the week from Monday on that holds it: {day} for that of {week}; if they are the first days of weeks, choose so, and it counts for that of {other}",
		"as datas são {weekday}, e cada uma conta para a semana, a partir da segunda-feira, em que cai: {day} para a de {week}; se são os primeiros dias das semanas, escolha isso, e ela conta para a de {other}"}).
		plainly("the dates are {weekday}, and each counts for the week from Monday on that holds it: {day} for that of {week}; if they are the first days of weeks, --week-dates first counts it for that of {other}")
	WeekdayMaybeLast = of4[Message, Day, week.Week, week.Week]("weekday_maybe_last", Text{
		"the dates are {weekday}, and each counts for the week from Monday on that holds it: {day} for that of {week}; if they are the last days of weeks, choose so, and it counts for that of {other}",
		"as datas são {weekday}, e cada uma conta para a semana, a partir da segunda-feira, em que cai: {day} para a de {week}; se são os últimos dias das semanas, escolha isso, e ela conta para a de {other}"}).
		plainly("the dates are {weekday}, and each counts for the week from Monday on that holds it: {day} for that of {week}; if they are the last days of weeks, --week-dates last counts it for that of {other}")
	TotalSkipped      = of2[int64, Quoted]("total_skipped", Text{"line {line}, {text}, sums up others and is passed over", "a linha {line}, {text}, soma outras e foi pulada"})
	MoreTotalsSkipped = of1[int]("more_totals_skipped", Text{"and {n|# more line|# more lines} like it", "e mais {n|# linha|# linhas} assim"})
	UnsoldRows        = of2[Quoted, string]("unsold_rows", Text{
		"by the column {column} rows were not sold or came back: {words}; they are counted as sales like all others: take them out of the file unless their amounts are right as they stand",
		"pela coluna {column} há linhas que não foram vendidas ou voltaram: {words}; elas contam como vendas, como todas as outras: retire-as do arquivo, a menos que seus valores estejam certos como estão"})
)

// Weekdays are the days of the week from Monday on, one of them and all of a kind.
var (
	Weekdays = [7]M0{
		of0("monday", Text{"Monday", "segunda-feira"}), of0("tuesday", Text{"Tuesday", "terça-feira"}), of0("wednesday", Text{"Wednesday", "quarta-feira"}),
		of0("thursday", Text{"Thursday", "quinta-feira"}), of0("friday", Text{"Friday", "sexta-feira"}), of0("saturday", Text{"Saturday", "sábado"}), of0("sunday", Text{"Sunday", "domingo"}),
	}
	WeekdaysAll = [7]M0{
		of0("mondays", Text{"Mondays", "segundas-feiras"}), of0("tuesdays", Text{"Tuesdays", "terças-feiras"}), of0("wednesdays", Text{"Wednesdays", "quartas-feiras"}),
		of0("thursdays", Text{"Thursdays", "quintas-feiras"}), of0("fridays", Text{"Fridays", "sextas-feiras"}), of0("saturdays", Text{"Saturdays", "sábados"}), of0("sundays", Text{"Sundays", "domingos"}),
	}
)

// How far apart rows lie.
var (
	EveryDay              = of0("every_day", Text{"a day", "por dia"})
	EveryWeek             = of0("every_week", Text{"a week", "por semana"})
	EveryTwoWeeks         = of0("every_two_weeks", Text{"every two weeks", "a cada duas semanas"})
	EveryFourWeeks        = of0("every_four_weeks", Text{"every four weeks", "a cada quatro semanas"})
	EveryFourWeeksOrMonth = of0("every_four_weeks_or_month", Text{"every four weeks or every month", "a cada quatro semanas ou a cada mês"})
	EveryHalfMonth        = of0("every_half_month", Text{"every half month", "por quinzena"})
	EveryMonth            = of0("every_month", Text{"a month", "por mês"})
	EveryQuarter          = of0("every_quarter", Text{"a quarter", "por trimestre"})
	EveryHalfYear         = of0("every_half_year", Text{"every half year", "por semestre"})
	EveryYear             = of0("every_year", Text{"a year", "por ano"})
)

// The form of a table, a few words each.
var (
	MarkTab           = of0("mark_tab", Text{"tab", "tabulação"})
	MarkSemicolon     = of0("mark_semicolon", Text{"semicolon", "ponto e vírgula"})
	MarkBar           = of0("mark_bar", Text{"bar", "barra vertical"})
	MarkComma         = of0("mark_comma", Text{"comma", "vírgula"})
	PartedByTab       = of0("parted_by_tab", Text{"tab-separated", "separado por tabulação"})
	PartedBySemicolon = of0("parted_by_semicolon", Text{"semicolon-separated", "separado por ponto e vírgula"})
	PartedByBar       = of0("parted_by_bar", Text{"bar-separated", "separado por barra"})
	PartedByComma     = of0("parted_by_comma", Text{"comma-separated", "separado por vírgula"})
	LinesEndWithCR    = of0("lines_end_with_cr", Text{"lines that end with CR alone", "linhas que terminam só com CR"})
	TitleLeftOut      = of1[int]("title_left_out", Text{"{n|# line|# lines} before the header left out", "{n|# linha|# linhas} antes do cabeçalho fora"})
	NumbersAre        = of1[string]("numbers_are", Text{"numbers {form}", "números {form}"})
	DatesAre          = of1[Message]("dates_are", Text{"dates {form}", "datas {form}"})
	DatesYearWeek     = of0("dates_year_week", Text{"year-week", "ano-semana"})
	DatesMonthNames   = of0("dates_month_names", Text{"with names of months", "com nomes de meses"})
	DatesDayMonth     = of0("dates_day_month", Text{"day/month", "dia/mês"})
	DatesMonthDay     = of0("dates_month_day", Text{"month/day", "mês/dia"})
	DatesYearMonthDay = of0("dates_year_month_day", Text{"year-month-day", "ano-mês-dia"})
	RowEvery          = of1[Message]("row_every", Text{"one row {step}", "uma linha {step}"})
	ColumnEvery       = of1[Message]("column_every", Text{"one column {step}", "uma coluna {step}"})
)

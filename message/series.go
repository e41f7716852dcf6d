package message

import "olist/week"

// What keeps a file of weekly series from being read; these files are read by
// the command line alone.
var (
	SeriesNoHeader = of0("series_no_header", Text{
		"the file has no header: its first row has a date where the other rows have one; add a first line like series,week,value",
		"o arquivo não tem cabeçalho: a primeira linha tem uma data onde as outras também têm; acrescente uma primeira linha como series,week,value"})
	CountryUndated = of0("country_undated", Text{
		"--country needs weeks with dates, and the file has none",
		"--country precisa de semanas com datas, e o arquivo não as tem"})
	SeriesNoWeeks = of1[List]("series_no_weeks", Text{
		`there is no column for the weeks; name it with --week-column, or call it "week"; there are: {columns}`,
		`não há coluna para as semanas; indique-a com --week-column ou chame-a de "week"; há: {columns}`})
	SeriesNoValues = of1[List]("series_no_values", Text{
		`there is no column for the values; name it with --value-column, or call it "value"; there are: {columns}`,
		`não há coluna para os valores; indique-a com --value-column ou chame-a de "value"; há: {columns}`})
	SeriesYears = of1[Quoted]("series_years", Text{
		"the file has years in its column {column} and no dates; weeks are written as a date like 2018-08-13 or as 2018-W33",
		"o arquivo tem anos na coluna {column} e nenhuma data; as semanas são escritas como uma data, 2018-08-13, ou como 2018-W33"})
	SeriesNoColumn    = of2[Quoted, List]("series_no_column", Text{"there is no column {column}; there are: {columns}", "não há a coluna {column}; há: {columns}"})
	SeriesColumnTwice = of1[List]("series_column_twice", Text{"--series-column names the column {column} twice", "--series-column indica a coluna {column} duas vezes"})
	SeriesColumnBoth  = of3[string, string, List]("series_column_both", Text{
		"{option} and {other} both name the column {column}; name another one for one of them",
		"{option} e {other} indicam a mesma coluna {column}; indique outra para uma delas"})
	SeriesRowsCoarse = of3[Message, Day, Day]("series_rows_coarse", Text{
		"the file has one row {step} ({from} to {to}), and what is sold in a week cannot be told from that; give weekly or daily values, or order lines",
		"o arquivo tem uma linha {step} (de {from} a {to}), e disso não se sabe quanto se vendeu em cada semana; dê valores semanais ou diários, ou linhas de pedidos"})
	SeriesColumnsCoarse = of3[Message, Day, Day]("series_columns_coarse", Text{
		"the file has one column {step} ({from} to {to}), and what is sold in a week cannot be told from that; give weekly or daily values, or order lines",
		"o arquivo tem uma coluna {step} (de {from} a {to}), e disso não se sabe quanto se vendeu em cada semana; dê valores semanais ou diários, ou linhas de pedidos"})
	SeriesHeaderCoarse = of1[Message]("series_header_coarse", Text{
		"the header names one {step} a column, and what is sold in a week cannot be told from that; give weekly or daily values",
		"o cabeçalho traz um {step} por coluna, e disso não se sabe quanto se vendeu em cada semana; dê valores semanais ou diários"})
	NounMonth         = of0("noun_month", Text{"month", "mês"})
	NounQuarter       = of0("noun_quarter", Text{"quarter", "trimestre"})
	SeriesHeaderYears = of1[string]("series_header_years", Text{
		"the header's {example} name a year, and what is sold in a week cannot be told from that; write dates, one a week",
		"{example} no cabeçalho são anos, e disso não se sabe quanto se vendeu em cada semana; escreva datas, uma por semana"})
	SeriesHeaderPeriods = of1[string]("series_header_periods", Text{
		"the header's {example} name a month or week in a form that is not read, and what is sold in a week cannot be told from that; write dates, one a week",
		"{example} no cabeçalho são meses ou semanas em uma forma que não é lida, e disso não se sabe quanto se vendeu em cada semana; escreva datas, uma por semana"})
	SeriesManyValues = of2[int, List]("series_many_values", Text{
		"there are {n} columns of values: {columns}; choose one with --value-column",
		"há {n} colunas de valores: {columns}; escolha uma com --value-column"})
	SeriesMoneyOrPieces = of2[List, List]("series_money_or_pieces", Text{
		"the values may be those of {columns}, or of {others}, and one counts money where the other counts pieces; choose with --value-column",
		"os valores podem ser os de {columns} ou os de {others}, e uma conta dinheiro onde a outra conta peças; escolha com --value-column"})
	SeriesManyNumbers = of2[int, List]("series_many_numbers", Text{
		"there are {n} columns of numbers, and none has a name that says which holds the values: {columns}; choose one with --value-column",
		"há {n} colunas de números, e nenhuma tem um nome que diga qual traz os valores: {columns}; escolha uma com --value-column"})
	SeriesManyKeys = of1[List]("series_many_keys", Text{
		"any of these columns may name the series: {columns}; choose with --series-column (several are parted by commas; --series-column - makes all rows one series)",
		"qualquer destas colunas pode dar nome às séries: {columns}; escolha com --series-column (várias, separadas por vírgulas; --series-column - faz de todas as linhas uma série)"})
	SeriesCurrencies = of1[Message]("series_currencies", Text{
		"{fault}, or name the column with --series-column to forecast each currency by itself",
		"{fault}, ou indique a coluna com --series-column para prever cada moeda por si"})
	SeriesTakenWide = of2[Message, List]("series_taken_wide", Text{
		"{fault}. The file was taken for one row a series, as it has no column of dates; if it has one row a value, name its columns with --series-column, --week-column and --value-column; there are: {columns}",
		"{fault}. O arquivo foi lido com uma linha por série, pois não tem coluna de datas; se tem uma linha por valor, indique as colunas com --series-column, --week-column e --value-column; há: {columns}"})
	SeriesNoNumberLong = of0("series_no_number_long", Text{
		"no row from here on has a number in its value column; a forecast needs some",
		"nenhuma linha daqui em diante tem um número na coluna de valores; uma previsão precisa de alguns"})
	SeriesNoNumberWide = of0("series_no_number_wide", Text{
		"neither this row nor any after it has a number behind the series' name; write series,week,value with a row a value, or a row a series: its name, then its values",
		"nem esta linha nem as seguintes têm um número depois do nome da série; escreva series,week,value com uma linha por valor, ou uma linha por série: o nome e depois os valores"})
	SeriesOneColumn   = of0("series_one_column", Text{"the file has but one column; a comma, semicolon, tab or bar should stand between the fields", "o arquivo tem só uma coluna; deve haver vírgula, ponto e vírgula, tabulação ou barra vertical entre os campos"})
	SeriesHeaderDate  = of0("series_header_date", Text{"the header begins with a date; it needs a column before, with the names of the series", "o cabeçalho começa com uma data; falta antes uma coluna com os nomes das séries"})
	SeriesTooMany     = of1[int]("series_too_many", Text{"the file has more than {limit} series, the most that are read; split it", "o arquivo tem mais de {limit} séries, o máximo que é lido; divida-o"})
	SeriesTooManyKeys = of1[int]("series_too_many_keys", Text{
		"the file has more than {limit} series, the most that are read; split it, or choose coarser ones with --series-column",
		"o arquivo tem mais de {limit} séries, o máximo que é lido; divida-o ou escolha séries mais amplas com --series-column"})
	SeriesTooLong = of1[int]("series_too_long", Text{
		"the series hold more than {limit} weeks together, holes among them, the most that are read; split the file",
		"as séries somam mais de {limit} semanas, contando as que faltam, o máximo que é lido; divida o arquivo"})
)

// Rows and columns that cannot be read as series.
var (
	SeriesNameEmpty  = of0("series_name_empty", Text{"the series' name is empty", "o nome da série está vazio"})
	SeriesFirstEmpty = of0("series_first_empty", Text{"the first field, the series' name, is empty", "o primeiro campo, o nome da série, está vazio"})
	SeriesRowTwice   = of2[Quoted, int64]("series_row_twice", Text{"series {series} stands in line {line} already", "a série {series} já está na linha {line}"})
	SeriesRowFields  = of3[int, int, Message]("series_row_fields", Text{
		"the row has {fields} fields and the header {header}; a field with a {mark} in it needs quotes, a number too",
		"a linha tem {fields} campos e o cabeçalho {header}; um campo que contém {mark} precisa de aspas, um número também"})
	SeriesRowShort    = of2[int, int]("series_row_short", Text{"the row has {fields} fields; it needs {least}", "a linha tem {fields} campos; precisa de {least}"})
	SeriesRowValues   = of2[int, int]("series_row_values", Text{"the row has {values} values and the header {weeks} weeks", "a linha tem {values} valores e o cabeçalho {weeks} semanas"})
	SeriesDateMissing = of0("series_date_missing", Text{"the date is missing; write one like 2018-08-13, or take the row out", "falta a data; escreva uma como 2018-08-13 ou retire a linha"})
	SeriesDateOdd     = of2[week.Week, Quoted]("series_date_odd", Text{
		"the week of {week}, of series {series}, lies out of all time that sales have; is its date right?",
		"a semana de {week}, da série {series}, está fora de todo o tempo em que há vendas; a data está certa?"})
	SeriesDateFar = of3[week.Week, Quoted, int]("series_date_far", Text{
		"the week of {week}, of series {series}, lies {n|# week|# weeks} from the nearest other of the file; is its date right? Weeks without sales are written as 0",
		"a semana de {week}, da série {series}, está a {n|# semana|# semanas} da mais próxima do arquivo; a data está certa? Semanas sem vendas são escritas como 0"})
	SeriesSpan = of6[Quoted, int, week.Week, week.Week, week.Week, int]("series_span", Text{
		"series {series} has rows for {weeks|# week|# weeks} from {from} to {to}, and the week of {odd} lies {gap|# week|# weeks} from the nearest other; is its date right? Weeks without sales are written as 0",
		"a série {series} tem linhas de {weeks|# semana|# semanas} de {from} a {to}, e a semana de {odd} está a {gap|# semana|# semanas} da mais próxima; a data está certa? Semanas sem vendas são escritas como 0"})
	SeriesWeekTwice      = of3[week.Week, Quoted, int64]("series_week_twice", Text{"the week of {week} of series {series} stands in line {line} already", "a semana de {week} da série {series} já está na linha {line}"})
	SeriesWeekTwiceApart = of4[week.Week, Quoted, int64, List]("series_week_twice_apart", Text{
		"the week of {week} of series {series} stands in line {line} already; if {columns} tells the rows apart, name it with --series-column",
		"a semana de {week} da série {series} já está na linha {line}; se {columns} distingue as linhas, indique-a com --series-column"})
	SeriesColumnFar      = of2[int64, Day]("series_column_far", Text{"column {column}, {day}, lies far from all others; is its date right?", "a coluna {column}, {day}, está longe de todas as outras; a data está certa?"})
	SeriesColumnsOneWeek = of3[int64, int64, week.Week]("series_columns_one_week", Text{
		"columns {column} and {other} lie both in the week of {week}; add daily values up by week",
		"as colunas {column} e {other} estão ambas na semana de {week}; some os valores diários por semana"})
)

// How a file of series was read, a few words each.
var (
	SeriesOrderLines   = of0("series_order_lines", Text{"order lines, added up by week", "linhas de pedidos, somadas por semana"})
	SeriesDailyRows    = of0("series_daily_rows", Text{"one row a day, added up by week", "uma linha por dia, somadas por semana"})
	SeriesDailyColumns = of0("series_daily_columns", Text{"one column a day, added up by week", "uma coluna por dia, somadas por semana"})
	SeriesRowEach      = of0("series_row_each", Text{"one row a series", "uma linha por série"})
	SeriesCount        = of1[int]("series_count", Text{"{n} series", "{n|# série|# séries}"})
	SeriesCountBy      = of2[int, List]("series_count_by", Text{"{n} series by {columns}", "{n|# série|# séries} por {columns}"})
	ColumnNamed        = of1[string]("column_named", Text{"`{name}`", "`{name}`"})
	ColumnNumbered     = of1[int64]("column_numbered", Text{"column {column} (it has no name)", "coluna {column} (sem nome)"})
	Names              = of1[List]("names", Text{"{names}", "{names}"})
	NamesAndMore       = of2[List, int]("names_and_more", Text{"{names} and {n} more", "{names} e mais {n}"})
	NameQuoted         = of1[Quoted]("name_quoted", Text{"{name}", "{name}"})
)

// What was noticed of a file of series.
var (
	DriversWeekly       = of1[List]("drivers_weekly", Text{"drivers ({columns}) need one row a week and series: the rows of this file are added up by week", "fatores ({columns}) exigem uma linha por semana e série: as linhas deste arquivo são somadas por semana"})
	DriverColumnBoth    = of1[List]("driver_column_both", Text{"{columns} cannot be a driver: it has another part already", "{columns} não pode ser um fator: já tem outro papel"})
	DriverNotNumbers    = of1[List]("driver_not_numbers", Text{"{columns} is no column of numbers, as a driver must be", "{columns} não é uma coluna de números, como um fator deve ser"})
	StockoutColumnBoth  = of1[List]("stockout_column_both", Text{"{columns} cannot say which weeks ran out of stock: it has another part already", "{columns} não pode dizer em que semanas faltou estoque: já tem outro papel"})
	StockoutNotMarks    = of1[List]("stockout_not_marks", Text{"{columns} is no column of 0 and 1, as one of weeks without stock must be", "{columns} não é uma coluna de 0 e 1, como deve ser a de semanas sem estoque"})
	StockoutMark        = of0("stockout_mark", Text{"this should be 1 where the week ran out of stock, 0 or empty where it did not", "isto deve ser 1 onde faltou estoque na semana, 0 ou vazio onde não"})
	StockoutsRead       = of2[int, int]("stockouts_read", Text{"{weeks} weeks of {series} series ran out of stock: they count as at least what was sold", "em {weeks} semanas de {series} séries faltou estoque: contam como ao menos o que foi vendido"})
	DriverNumberLarge   = of0("driver_number_large", Text{"this number is too large for a driver", "este número é grande demais para um fator"})
	SeriesNotUsed       = of1[List]("series_not_used", Text{"not used: {columns}", "não usadas: {columns}"})
	SeriesNotUsedSum    = of1[List]("series_not_used_sum", Text{"not used: {column}, which sums up others", "não usada: {column}, que soma outras"})
	SeriesNotUsedKeys   = of2[List, List]("series_not_used_keys", Text{"not used: {columns}, as {key} alone tells the series apart", "não usadas: {columns}, pois só {key} já distingue as séries"})
	SeriesAddedUpOver   = of1[List]("series_added_up_over", Text{"added up over {columns}", "somadas sobre {columns}"})
	SeriesValuesAre     = of2[List, List]("series_values_are", Text{"the values are those of {column}; --value-column takes another: {others}", "os valores são os de {column}; --value-column usa outra: {others}"})
	SeriesJoined        = of1[Message]("series_joined", Text{"{names} is there in spellings that differ by spaces or characters that nobody sees alone: added up", "{names} aparece em grafias que só diferem por espaços ou caracteres invisíveis: somadas"})
	SeriesSpellings     = of2[Message, int]("series_spellings", Text{"{names} look like one series in {n} spellings; they stay series of their own", "{names} parecem uma só série em {n} grafias; continuam séries separadas"})
	SeriesSpellingsMore = of1[int]("series_spellings_more", Text{"and {n|# name|# names} more in several spellings", "e mais {n|# nome|# nomes} em várias grafias"})

	SeriesTotal    = of1[Quoted]("series_total", Text{"the series {series} is called as a sum of the others would be; whoever adds the file up counts it twice", "a série {series} tem nome de soma das outras; quem somar o arquivo a conta duas vezes"})
	SeriesTotalSum = of2[Quoted, int]("series_total_sum", Text{
		"the series {series} is the sum of the others, in all {n|# week|# weeks}; it is forecast as they are, and whoever adds the file up counts it twice",
		"a série {series} é a soma das outras em {n|# semana|todas as # semanas}; é prevista como elas, e quem somar o arquivo a conta duas vezes"})
	SeriesTotalDiffers = of6[Quoted, int, int, week.Week, Number, Number]("series_total_differs", Text{
		"the series {series} is called as a sum of the others, and is not their sum in {differ} of {n|# week|# weeks}, first in {week} ({value} against {sum}); it is forecast as it stands: is a series missing, or one too many?",
		"a série {series} tem nome de soma das outras e não é a soma delas em {differ} de {n|# semana|# semanas}, a primeira em {week} ({value} contra {sum}); é prevista como está: falta uma série, ou há uma a mais?"})
	SeriesTotalDiffersUndated = of6[Quoted, int, int, int64, Number, Number]("series_total_differs_undated", Text{
		"the series {series} is called as a sum of the others, and is not their sum in {differ} of {n|# week|# weeks}, first in week {week} ({value} against {sum}); it is forecast as it stands: is a series missing, or one too many?",
		"a série {series} tem nome de soma das outras e não é a soma delas em {differ} de {n|# semana|# semanas}, a primeira na semana {week} ({value} contra {sum}); é prevista como está: falta uma série, ou há uma a mais?"})
	SeriesTotalsMore = of1[int]("series_totals_more", Text{"and {n} more series called so", "e mais {n|# série|# séries} com nome assim"})

	SeriesFirstWeekCut = of2[week.Week, Message]("series_first_week_cut", Text{"the first week, of {week}, begins with a {weekday} in the file and is left out", "a primeira semana, de {week}, começa no arquivo em {weekday} e fica de fora"})
	SeriesLastWeekCut  = of2[week.Week, Message]("series_last_week_cut", Text{"the last week, of {week}, ends with a {weekday} in the file and is left out", "a última semana, de {week}, termina no arquivo em {weekday} e fica de fora"})
	SeriesRowlessHoles = of1[int]("series_rowless_holes", Text{"{n|# week|# weeks} without a row left out (--missing zero makes them zero)", "{n|# semana|# semanas} sem linha fora (--missing zero faz delas zero)"})
	SeriesRowlessZeros = of1[int]("series_rowless_zeros", Text{"{n|# week|# weeks} without a row counted as zero (--missing hole makes them holes)", "{n|# semana|# semanas} sem linha contadas como zero (--missing hole faz delas lacunas)"})
	SeriesBlankHoles   = of1[int]("series_blank_holes", Text{"{n|# week|# weeks} without a value left out (--missing zero makes them zero)", "{n|# semana|# semanas} sem valor fora (--missing zero faz delas zero)"})
	SeriesBlankZeros   = of1[int]("series_blank_zeros", Text{"{n|# week|# weeks} without a value counted as zero (--missing hole makes them holes)", "{n|# semana|# semanas} sem valor contadas como zero (--missing hole faz delas lacunas)"})
	SeriesBlankUndated = of1[int]("series_blank_undated", Text{"{n|# week|# weeks} without a value left out", "{n|# semana|# semanas} sem valor fora"})
	SeriesRowsBlank    = of2[int, int64]("series_rows_blank", Text{
		"{n|# row has|# rows have} no value (empty, NA, NULL or the like), {n|in|the first in} line {line}: nothing is known of {n|its week|their weeks}",
		"{n|# linha não tem|# linhas não têm} valor (vazio, NA, NULL ou algo assim), {n|na|a primeira na} linha {line}: nada se sabe {n|da sua semana|das suas semanas}"})
	SeriesDaysBlank = of2[int, int64]("series_days_blank", Text{
		"{n|# row has|# rows have} no value (empty, NA, NULL or the like), {n|in|the first in} line {line}: such days count as missing",
		"{n|# linha não tem|# linhas não têm} valor (vazio, NA, NULL ou algo assim), {n|na|a primeira na} linha {line}: tais dias contam como faltantes"})
	SeriesCellsBlank = of2[int, int64]("series_cells_blank", Text{
		"{n|# cell has|# cells have} no value (empty, NA, NULL or the like), {n|in|the first in} line {line}: nothing is known there",
		"{n|# célula não tem|# células não têm} valor (vazio, NA, NULL ou algo assim), {n|na|a primeira na} linha {line}: nada se sabe ali"})
	SeriesWeeksLackDays = of2[int, Message]("series_weeks_lack_days", Text{
		"{n|# week lacks|# weeks lack} days that usually have values: {weeks}; what is there is summed up, and may be low for it",
		"{n|# semana não tem|# semanas não têm} dias que costumam ter valores: {weeks}; o que há foi somado e pode ser baixo por isso"})
	SeriesWeekDays   = of3[week.Week, int, int]("series_week_days", Text{"{week} ({have} of {usual})", "{week} ({have} de {usual})"})
	SeriesWeekDaysOf = of4[week.Week, Quoted, int, int]("series_week_days_of", Text{"{week} of {series} ({have} of {usual})", "{week} de {series} ({have} de {usual})"})
	SeriesApart      = of2[Message, Message]("series_apart", Text{
		"other than the file, one row {step} has the series: {names}; a value counts for the week of its date alone",
		"diferente do arquivo, tem uma linha {step} a série: {names}; um valor conta só para a semana da sua data"})
	SeriesByStatus = of2[List, string]("series_by_status", Text{
		"{column} tells the state of orders, and each of its words is forecast as a series of its own, those of what was not sold or came back among them: {words}; take such rows out of the file, and with --series-column - the rest is one series",
		"{column} diz a situação dos pedidos, e cada palavra dela é prevista como uma série própria, também as do que não foi vendido ou voltou: {words}; retire tais linhas do arquivo, e com --series-column - o resto é uma só série"})
)

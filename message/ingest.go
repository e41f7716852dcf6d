package message

import "olist/week"

// Files of sales that cannot be imported as they are.
var (
	FilesRefused     = of0("files_refused", Text{"the files cannot be imported and nothing was changed; correct these places and import again", "os arquivos não podem ser importados e nada foi mudado; corrija estes pontos e importe de novo"})
	FilesTooSlow     = of1[int]("files_too_slow", Text{"reading the files took more than {seconds} seconds; nothing was changed", "a leitura dos arquivos levou mais de {seconds} segundos; nada foi mudado"})
	FilesTooManyRows = of1[int]("files_too_many_rows", Text{"the files hold more than {limit} rows", "os arquivos têm mais de {limit} linhas"})
	FileTwice        = of1[string]("file_twice", Text{"there is also {file}.gz; keep only one of them", "há também {file}.gz; mantenha só um deles"})
	FileMissing      = of0("file_missing", Text{"the file is missing; it may be plain or end in .gz", "o arquivo está faltando; pode ser simples ou terminar em .gz"})
	FileNoHeader     = of0("file_no_header", Text{"the file has no header; add a first line that names its columns, or take away the lines above it", "o arquivo não tem cabeçalho; acrescente uma primeira linha que dê nome às colunas, ou retire as linhas acima dela"})
	FileCoarse       = of1[Message]("file_coarse", Text{
		"the file has one row {step}; a week's sales cannot be told from that: give weekly or daily sales",
		"o arquivo tem uma linha {step}; disso não se sabe quanto se vendeu em cada semana: envie vendas semanais ou diárias"})
	ReadingStopped = of1[string]("reading_stopped", Text{"reading stopped: {cause}", "a leitura parou: {cause}"})
	MoreFaults     = of1[int]("more_faults", Text{"and {n} more", "e mais {n}"})

	NoDateColumn    = of1[Quoted]("no_date_column", Text{"no column holds the day or the week of a sale; the header has {columns}", "nenhuma coluna traz o dia ou a semana da venda; o cabeçalho tem {columns}"})
	NoMeasureColumn = of1[Quoted]("no_measure_column", Text{"no column holds an amount of money or a number of units; the header has {columns}", "nenhuma coluna traz um valor em dinheiro ou um número de unidades; o cabeçalho tem {columns}"})
	FileNoRows      = of0("file_no_rows", Text{"the file has a header and no rows below it", "o arquivo tem um cabeçalho e nenhuma linha abaixo dele"})
	FileNoSales     = of0("file_no_sales", Text{"no row of the file is a sale as it is read now", "nenhuma linha do arquivo é uma venda da forma como ele é lido agora"})
	ColumnMissing   = of2[Quoted, Quoted]("column_missing", Text{"the column {column} is missing; the header has {columns}", "falta a coluna {column}; o cabeçalho tem {columns}"})
	ColumnUnclear   = of2[Quoted, Quoted]("column_unclear", Text{"the column {column} is missing, and {columns} may be it; call one of them so", "falta a coluna {column}, e {columns} podem ser ela; dê esse nome a uma delas"})
	ColumnTwice     = of1[Quoted]("column_twice", Text{"the column {column} appears twice", "a coluna {column} aparece duas vezes"})
	RowFields       = of2[int, int]("row_fields", Text{"the row has {fields|# field|# fields}, the header has {header}", "a linha tem {fields|# campo|# campos}, o cabeçalho tem {header}"})
	RoleUnknown     = of2[Quoted, string]("role_unknown", Text{"{role} is no role of a column; these are: {roles}", "{role} não é um papel de coluna; estes são: {roles}"})
	RoleTwice       = of3[Quoted, Quoted, string]("role_twice", Text{"the columns {column} and {other} cannot both be {role}; only drivers and columns that are not read may be several", "as colunas {column} e {other} não podem ser ambas {role}; só fatores conhecidos (driver) e colunas não lidas podem ser várias"})
	RolesMany       = of1[int]("roles_many", Text{"at most {most} columns can have a role", "no máximo {most} colunas podem ter um papel"})
	RoleSaid        = of1[string]("role_said", Text{"{said} should name a column and its role, like Umsatz=amount", "{said} deve dar uma coluna e seu papel, como Umsatz=amount"})
	RolePersonal    = of1[Quoted]("role_personal", Text{"the column {column} holds who bought or where they live; such data are not read", "a coluna {column} contém quem comprou ou onde mora; dados assim não são lidos"})
	WeeksBegin      = of1[string]("weeks_begin", Text{"the shop's weeks begin on {day}, those of the file on another day", "as semanas da loja começam em outro dia ({day}) que as do arquivo"})
	OptionWrong     = of1[string]("option_wrong", Text{"should be one of: {options}", "deve ser um destes: {options}"})
)

// Values of files of sales that cannot be used, each with its column before it.
var (
	ValueEmpty        = of0("value_empty", Text{"is empty", "está vazio"})
	ValueTwice        = of1[Quoted]("value_twice", Text{"{value} appears a second time", "{value} aparece pela segunda vez"})
	ValueDate         = of1[Quoted]("value_date", Text{"{value} is not a date like 2018-08-13", "{value} não é uma data como 2018-08-13"})
	ValueTime         = of1[Quoted]("value_time", Text{"{value} is not a time like 2017-10-02 10:56:33", "{value} não é um horário como 2017-10-02 10:56:33"})
	ValueYear         = of3[Quoted, int64, int64]("value_year", Text{"{value} lies outside the years {first} to {last}", "{value} está fora dos anos de {first} a {last}"})
	ValueAmount       = of1[Quoted]("value_amount", Text{"{value} is not an amount like 1234.56, from 0 to 1000000000.00", "{value} não é um valor como 1234.56, de 0 a 1000000000.00"})
	ValueSignedAmount = of1[Quoted]("value_signed_amount", Text{"{value} is not an amount like 1234.56, of at most 1000000000.00", "{value} não é um valor como 1234.56, de no máximo 1000000000.00"})
	ValueCount        = of1[Quoted]("value_count", Text{"{value} is not a whole number from 0", "{value} não é um número inteiro a partir de 0"})
	ValueWhole        = of1[Quoted]("value_whole", Text{"{value} is not a whole number", "{value} não é um número inteiro"})
	ValueItem         = of1[Quoted]("value_item", Text{"{value} is not a whole number from 1", "{value} não é um número inteiro a partir de 1"})
	ValueState        = of1[Quoted]("value_state", Text{"{value} is not a state's code of two letters, like SP", "{value} não é a sigla de um estado, de duas letras, como SP"})
	ValueStatus       = of2[Quoted, []string]("value_status", Text{"{value} is no status that is known; these are: {statuses}", "{value} não é um status conhecido; estes são: {statuses}"})
	ValueNotUTF8      = of1[Quoted]("value_not_utf8", Text{"{value} is not UTF-8 text", "{value} não é texto UTF-8"})
	ValueLong         = of2[Quoted, int]("value_long", Text{"{value} is longer than {limit} bytes", "{value} passa de {limit} bytes"})
	ValueControl      = of1[Quoted]("value_control", Text{"{value} holds a control character", "{value} contém um caractere de controle"})
	NameNotUTF8       = of0("name_not_utf8", Text{"is not UTF-8 text", "não é texto UTF-8"})
	NameLong          = of1[int]("name_long", Text{"is longer than {limit} bytes", "passa de {limit} bytes"})
	NameControl       = of0("name_control", Text{"holds a control character", "contém um caractere de controle"})
	CustomerUnknown   = of1[Quoted]("customer_unknown", Text{"there is no customer {value} in the customers file", "não há o cliente {value} no arquivo de clientes"})
	ProductUnknown    = of1[Quoted]("product_unknown", Text{"there is no product {value} in the products file", "não há o produto {value} no arquivo de produtos"})
	SellerUnknown     = of1[Quoted]("seller_unknown", Text{"there is no seller {value} in the sellers file", "não há o vendedor {value} no arquivo de vendedores"})
	OrderUnknown      = of1[Quoted]("order_unknown", Text{"there is no order {value} in the orders file", "não há o pedido {value} no arquivo de pedidos"})
	ItemTwice         = of1[int64]("item_twice", Text{"item {item} of this order appears a second time", "o item {item} deste pedido aparece pela segunda vez"})
	CategoryTooMany   = of2[Quoted, int]("category_too_many", Text{"{value} is one category too many; there can be {limit}", "{value} é uma categoria a mais; pode haver {limit}"}).other(
		"{value} is one name too many for {first_split}; there can be {limit}",
		"{value} é um nome a mais para {first_split}; pode haver {limit}")
	StateTooMany = of2[Quoted, int]("state_too_many", Text{"{value} is one state too many; there can be {limit}", "{value} é um estado a mais; pode haver {limit}"}).other(
		"{value} is one name too many for {second_split}; there can be {limit}",
		"{value} é um nome a mais para {second_split}; pode haver {limit}")
	CellTooMany = of1[int]("cell_too_many", Text{"is one row of a week, category and state too many; there can be {limit}", "é uma linha de semana, categoria e estado a mais; pode haver {limit}"}).other(
		"is one row of a week and its parts too many; there can be {limit}",
		"é uma linha de semana e partes a mais; pode haver {limit}")
	DriverName     = of1[int]("driver_name", Text{"what is known ahead needs a name of 1 to {most} bytes", "o que se sabe de antemão precisa de um nome de 1 a {most} bytes"})
	DriversMany    = of1[int]("drivers_many", Text{"at most {most} columns can be known ahead", "no máximo {most} colunas podem ser conhecidas de antemão"})
	DriverTaken    = of1[Quoted]("driver_taken", Text{"the column {column} is read as something else and cannot be known ahead as well", "a coluna {column} é lida como outra coisa e não pode também ser conhecida de antemão"})
	DriverNoNumber = of1[Quoted]("driver_no_number", Text{"the column {column} holds words; only numbers can be known ahead", "a coluna {column} contém palavras; só números podem ser conhecidos de antemão"})
	DriverUnread   = of1[Quoted]("driver_unread", Text{
		"the row has no value, but numbers in columns that are not read ({columns}): if they are known ahead, choose them so",
		"a linha não tem valor, mas tem números em colunas que não são lidas ({columns}): se são conhecidos de antemão, escolha-as assim",
	}).plainly("the row has no value, but numbers in columns that are not read ({columns}): if they are known ahead, name them with --drivers")
	DriverValue = of1[string]("driver_value", Text{"the number lies beyond {most}", "o número passa de {most}"})
	DriverBlank = of1[week.Week]("driver_blank", Text{"the row has no value; only rows after the last week with sales ({last}) may have none", "a linha não tem valor; só linhas depois da última semana com vendas ({last}) podem não ter"})
	DriverFar   = of1[int]("driver_far", Text{"the week lies more than {most} weeks after the last with sales", "a semana está mais de {most} semanas depois da última com vendas"})
	WeekTwice   = of0("week_twice", Text{"this week, category and state appear a second time", "esta semana, categoria e estado aparecem pela segunda vez"}).other(
		"there is a row of this week and the same parts already",
		"já há uma linha desta semana com as mesmas partes")
	WeekTwiceUnread = of1[Quoted]("week_twice_unread", Text{
		"this week, category and state appear a second time, and {columns} is not read: if it tells the rows apart, add them up, or make one name of it and the category",
		"esta semana, categoria e estado aparecem pela segunda vez, e {columns} não é lida: se ela distingue as linhas, some-as, ou junte-a à categoria em um só nome"}).other(
		"there is a row of this week and the same parts already, and {columns} is not read: if it tells the rows apart, add them up, or make one name of it and another part",
		"já há uma linha desta semana com as mesmas partes, e {columns} não é lida: se ela distingue as linhas, some-as, ou junte-a a outra parte em um só nome")
	WeekTwiceUnnamed = of1[Quoted]("week_twice_unnamed", Text{
		"this week appears a second time, and {columns} is not read: if it tells the rows apart, call it category, or add the rows of each week up",
		"esta semana aparece pela segunda vez, e {columns} não é lida: se ela distingue as linhas, chame-a de categoria, ou some as linhas de cada semana"}).other(
		"this week appears a second time, and {columns} is not read: if it tells the rows apart, choose it as {first_split}, or add the rows of each week up",
		"esta semana aparece pela segunda vez, e {columns} não é lida: se ela distingue as linhas, escolha-a como {first_split}, ou some as linhas de cada semana")
	WeekNegative = of2[week.Week, Cents]("week_negative", Text{
		"the rows of the week of {week} sum up to {amount}, and a week cannot have sold less than nothing: put what came back into the weeks in which it was sold, or leave it out",
		"as linhas da semana de {week} somam {amount}, e uma semana não pode vender menos que nada: ponha o que voltou nas semanas em que foi vendido, ou deixe-o de fora"})
	WeekNegativeItems = of2[week.Week, int]("week_negative_items", Text{
		"the rows of the week of {week} sum up to {n}, and a week cannot have sold less than nothing: put what came back into the weeks in which it was sold, or leave it out",
		"as linhas da semana de {week} somam {n}, e uma semana não pode vender menos que nada: ponha o que voltou nas semanas em que foi vendido, ou deixe-o de fora"})
)

// What was noticed of a file of sales.
var (
	ColumnsRecalled = of1[Day]("columns_recalled", Text{"columns as you chose on {day} for a file with the same header", "colunas como você escolheu em {day} para um arquivo com o mesmo cabeçalho"})
	ExportKnown     = of1[string]("export_known", Text{"the file is an export that is known: {name}", "o arquivo é uma exportação conhecida: {name}"})
	UnsoldLeft      = of2[int, []string]("unsold_left", Text{
		"{n|# row|# rows} of orders that were not sold left out ({words})", "{n|# linha|# linhas} de pedidos que não foram vendidos fora ({words})"})
	AmountsBlank   = of1[int]("amounts_blank", Text{"{n|# row|# rows} without an amount count as 0", "{n|# linha|# linhas} sem valor contam como 0"})
	AmountsRounded = of1[int]("amounts_rounded", Text{"{n|# amount|# amounts} with more than two decimals rounded to two", "{n|# valor|# valores} com mais de duas casas decimais arredondados para duas"})
	UnitsRounded   = of1[int]("units_rounded", Text{
		"{n|# row has|# rows have} units that are not whole, as weights are: they are added up as they stand, and each week's sum is rounded to whole units",
		"{n|# linha tem|# linhas têm} unidades que não são inteiras, como pesos: são somadas como estão, e a soma de cada semana é arredondada para unidades inteiras"})
	UnitsMeasured = of0("units_measured", Text{"the file has no amounts of money: its units are what is measured", "o arquivo não tem valores em dinheiro: o que se mede são suas unidades"})
	FreightBlank  = of1[int]("freight_blank", Text{"cells of freight without a number count as 0; there are {n}", "células de frete sem número contam como 0; há {n}"})
	ItemsBlank    = of1[int]("items_blank", Text{"cells of items without a number count as 0; there are {n}", "células de itens sem número contam como 0; há {n}"})
	OrdersBlank   = of1[int]("orders_blank", Text{
		"of weeks with a row whose orders are not given no number of orders is known; there are {n} such rows",
		"de semanas com uma linha sem o número de pedidos não se sabe quantos pedidos houve; há {n} {n|linha|linhas} assim"})
	WeekDays    = of3[week.Week, int, int]("week_days", Text{"{week} ({have}/{usual})", "{week} ({have}/{usual})"})
	DaysMissing = of1[List]("days_missing", Text{
		"days on which the file usually has rows are missing in: {weeks}; what is there is added up, and may be low for it",
		"faltam dias em que o arquivo costuma ter linhas em: {weeks}; o que há foi somado e pode ser baixo por isso"})
	DaysMissingMany = of2[int, List]("days_missing_many", Text{
		"days on which the file usually has rows are missing in {n} of its weeks, the first: {weeks}; what is there is added up, and may be low for it",
		"faltam dias em que o arquivo costuma ter linhas em {n} de suas semanas, as primeiras: {weeks}; o que há foi somado e pode ser baixo por isso"})
	CategoryApart = of3[Message, []Quoted, int]("category_apart", Text{
		"one row {step}, other than the file, has the category {categories} ({n} such in all); its value counts for the week of its date alone",
		"uma linha {step}, diferente do arquivo, tem a categoria {categories} ({n} assim ao todo); seu valor conta só para a semana da data"}).other(
		"one row {step}, other than the file, has {categories} for {first_split} ({n} such in all); its value counts for the week of its date alone",
		"uma linha {step}, diferente do arquivo, tem {categories} em {first_split} ({n} assim ao todo); seu valor conta só para a semana da data")
	CategorySumOdd = of3[Quoted, int, int]("category_sum_odd", Text{
		"the category {category} is called as a sum of the others, and is not their sum in {differ} of {weeks} weeks: it counts as one more category",
		"a categoria {category} tem nome de soma das outras e não é a soma delas em {differ} de {weeks} semanas: conta como mais uma categoria"}).other(
		"{category} is called as a sum of all of {first_split}, and is not their sum in {differ} of {weeks} weeks: it counts as one more of them",
		"{category} tem nome de soma de tudo em {first_split} e não é essa soma em {differ} de {weeks} semanas: conta como mais um nome")
	CategorySum = of2[Quoted, int]("category_sum", Text{
		"the category {category} is the sum of all others, in each of {weeks} weeks: it is left out, as it would count their sales twice",
		"a categoria {category} é a soma de todas as outras, em cada uma de {weeks} semanas: ficou de fora, pois contaria as vendas duas vezes"}).other(
		"{category} is the sum of all others of {first_split}, in each of {weeks} weeks: it is left out, as it would count their sales twice",
		"{category} é a soma de todo o resto em {first_split}, em cada uma de {weeks} semanas: ficou de fora, pois contaria as vendas duas vezes")
	StateSumOdd = of3[Quoted, int, int]("state_sum_odd", Text{
		"the region {region} is called as a sum of the others, and is not their sum in {differ} of {weeks} weeks: it counts as one more region",
		"a região {region} tem nome de soma das outras e não é a soma delas em {differ} de {weeks} semanas: conta como mais uma região"}).other(
		"{region} is called as a sum of all of {second_split}, and is not their sum in {differ} of {weeks} weeks: it counts as one more of them",
		"{region} tem nome de soma de tudo em {second_split} e não é essa soma em {differ} de {weeks} semanas: conta como mais um nome")
	StateSum = of2[Quoted, int]("state_sum", Text{
		"the region {region} is the sum of all others, in each of {weeks} weeks: it is left out, as it would count their sales twice",
		"a região {region} é a soma de todas as outras, em cada uma de {weeks} semanas: ficou de fora, pois contaria as vendas duas vezes"}).other(
		"{region} is the sum of all others of {second_split}, in each of {weeks} weeks: it is left out, as it would count their sales twice",
		"{region} é a soma de todo o resto em {second_split}, em cada uma de {weeks} semanas: ficou de fora, pois contaria as vendas duas vezes")
	RowsSumCategories = of1[int]("rows_sum_categories", Text{
		"rows without a category are the sum of all others, in each of {weeks} weeks: they are left out, as they would count sales twice",
		"as linhas sem categoria são a soma de todas as outras, em cada uma de {weeks} semanas: ficaram de fora, pois contariam as vendas duas vezes"}).other(
		"rows without {first_split} are the sum of all others, in each of {weeks} weeks: they are left out, as they would count sales twice",
		"as linhas sem {first_split} são a soma de todas as outras, em cada uma de {weeks} semanas: ficaram de fora, pois contariam as vendas duas vezes")
	RowsSumStates = of1[int]("rows_sum_states", Text{
		"rows without a state are the sum of all others, in each of {weeks} weeks: they are left out, as they would count sales twice",
		"as linhas sem estado são a soma de todas as outras, em cada uma de {weeks} semanas: ficaram de fora, pois contariam as vendas duas vezes"}).other(
		"rows without {second_split} are the sum of all others, in each of {weeks} weeks: they are left out, as they would count sales twice",
		"as linhas sem {second_split} são a soma de todas as outras, em cada uma de {weeks} semanas: ficaram de fora, pois contariam as vendas duas vezes")
)

// Why a week of the files is held back.
var (
	LeftRefused = of1[week.Week]("left_refused", Text{"the week of {week} has a row that cannot be used", "a semana de {week} tem uma linha que não pode ser usada"})

	HeldFuture = of1[week.Week]("held_future", Text{"the week of {week} has not come yet", "a semana de {week} ainda não chegou"})
	HeldOpen   = of1[week.Week]("held_open", Text{"the week of {week} is not over yet: a part of it would pass for the whole", "a semana de {week} ainda não terminou: uma parte dela passaria pela semana inteira"})
	HeldPart   = of1[week.Week]("held_part", Text{"the files have only some days of the week of {week}", "os arquivos têm só alguns dias da semana de {week}"})
	HeldFar    = of2[week.Week, int]("held_far", Text{
		"the week of {week} is {n|# week|# weeks} away from all others; is its year right?",
		"a semana de {week} está a {n|# semana|# semanas} de todas as outras; o ano está certo?"})
)

// What a guess of the shop is made from.
var (
	FromAmounts  = of0("from_amounts", Text{"the currency beside the amounts", "a moeda ao lado dos valores"})
	FromLanguage = of0("from_language", Text{"the language of the header", "o idioma do cabeçalho"})
	FromCurrency = of0("from_currency", Text{"the currency", "a moeda"})
	FromDates    = of0("from_dates", Text{"the dates", "as datas"})
	FromRegions  = of0("from_regions", Text{"the names of the regions", "os nomes das regiões"})
	FromDecimal  = of0("from_decimal", Text{"the decimal mark", "a marca decimal"})
	FromHeader   = of0("from_header", Text{"the header", "o cabeçalho"})
	FromCountry  = of0("from_country", Text{"the country", "o país"})
)

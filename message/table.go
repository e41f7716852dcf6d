package message

// Where a fault of a file stands.
var (
	AtLine         = of2[int64, Message]("at_line", Text{"line {line}: {fault}", "linha {line}: {fault}"})
	AtColumn       = of3[int64, string, Message]("at_column", Text{"line {line}, column {column}: {fault}", "linha {line}, coluna {column}: {fault}"})
	AtColumnNumber = of3[int64, int64, Message]("at_column_number", Text{"line {line}, column {column} (it has no name): {fault}", "linha {line}, coluna {column} (sem nome): {fault}"})
	InColumn       = of2[string, Message]("in_column", Text{"column {column}: {fault}", "coluna {column}: {fault}"}).plainly("{column}: {fault}")
	InColumnNumber = of2[int64, Message]("in_column_number", Text{"{column} (it has no name): {fault}", "{column} (sem nome): {fault}"})
	ColumnUnnamed  = of1[int64]("column_unnamed", Text{"{column} (it has no name)", "{column} (sem nome)"})
)

// Files that are no table.
var (
	FileEmpty           = of0("file_empty", Text{"the file is empty", "o arquivo está vazio"})
	FileHeaderOnly      = of0("file_header_only", Text{"the file has a header and no rows", "o arquivo tem cabeçalho e nenhuma linha"})
	FileOldExcel        = of0("file_old_excel", Text{"the file is an old Excel workbook (xls), or one that a password protects; open it and save it as XLSX or CSV, without a password", "o arquivo é uma pasta antiga do Excel (xls) ou protegida por senha; abra-a e salve-a como XLSX ou CSV, sem senha"})
	FileExcel           = of0("file_excel", Text{"the file is a binary Excel workbook (xlsb); save it as XLSX or CSV and give that file", "o arquivo é uma pasta binária do Excel (xlsb); salve-a como XLSX ou CSV e envie esse arquivo"})
	FileOpenDocument    = of0("file_open_document", Text{"the file is an OpenDocument workbook (ods); save it as XLSX or CSV and give that file", "o arquivo é uma planilha OpenDocument (ods); salve-a como XLSX ou CSV e envie esse arquivo"})
	FileZip             = of0("file_zip", Text{"the zip archive holds no table; give one with a CSV, TSV, TXT or XLSX file in it", "o zip não contém uma tabela; envie um com um arquivo CSV, TSV, TXT ou XLSX dentro"})
	FileTar             = of0("file_tar", Text{"the file is a tar archive; unpack it and give the table in it", "o arquivo é um tar; descompacte-o e envie a tabela que está nele"})
	FilePDF             = of0("file_pdf", Text{"the file is a PDF document, no table; export the data as CSV or XLSX", "o arquivo é um documento PDF, não uma tabela; exporte os dados como CSV ou XLSX"})
	FileParquet         = of0("file_parquet", Text{"the file is in the Parquet format; export it as CSV or XLSX", "o arquivo está no formato Parquet; exporte-o como CSV ou XLSX"})
	FileSQLite          = of0("file_sqlite", Text{"the file is an SQLite database; export the table as CSV or XLSX", "o arquivo é um banco SQLite; exporte a tabela como CSV ou XLSX"})
	FileJSON            = of0("file_json", Text{"the file is JSON; export the data as CSV or XLSX", "o arquivo é JSON; exporte os dados como CSV ou XLSX"})
	FileXML             = of0("file_xml", Text{"the file is XML; export the data as CSV or XLSX", "o arquivo é XML; exporte os dados como CSV ou XLSX"})
	FileHTML            = of0("file_html", Text{"the file is a web page (HTML), no table: perhaps a page of error or login; fetch the data again", "o arquivo é uma página da web (HTML), não uma tabela: talvez uma página de erro ou de entrada; baixe os dados de novo"})
	FilePicture         = of0("file_picture", Text{"the file is a picture, no table; export the data as CSV or XLSX", "o arquivo é uma imagem, não uma tabela; exporte os dados como CSV ou XLSX"})
	FileUTF32           = of0("file_utf32", Text{"the file is in UTF-32; save it as UTF-8", "o arquivo está em UTF-32; salve-o como UTF-8"})
	FileCompressed      = of0("file_compressed", Text{"the file is compressed in a form that is not read; unpack it, or compress it with gzip or zip", "o arquivo está compactado de uma forma que não é lida; descompacte-o ou use gzip ou zip"})
	FileCompressedTwice = of0("file_compressed_twice", Text{"the file is compressed twice; unpack it once", "o arquivo está compactado duas vezes; descompacte-o uma vez"})
	GzipBomb            = of1[int]("gzip_bomb", Text{"the compressed data grow more than {times} times; this is no table with rows", "os dados compactados crescem mais de {times} vezes; isto não é uma tabela com linhas"})
	GzipBroken          = of1[string]("gzip_broken", Text{"the gzip data are broken ({cause}); copy the file again", "os dados gzip estão danificados ({cause}); copie o arquivo de novo"})
	GzipCut             = of0("gzip_cut", Text{"the gzip data end in the middle: the file is cut off; copy it again", "os dados gzip terminam no meio: o arquivo está cortado; copie-o de novo"})
)

// Files and rows beyond what is read.
var (
	FileTooLarge      = of1[string]("file_too_large", Text{"the file is larger than {limit}, the most that is read; split it", "o arquivo passa de {limit}, o máximo que é lido; divida-o"})
	FileTooLargePlain = of1[string]("file_too_large_plain", Text{"the file holds more than {limit} decompressed, the most that is read; split it", "o arquivo passa de {limit} descompactado, o máximo que é lido; divida-o"})
	FileTooSlow       = of1[string]("file_too_slow", Text{"reading the file took longer than {limit}, the most that it may; split it", "a leitura do arquivo passou de {limit}, o máximo permitido; divida-o"})
	FileTooManyRows   = of1[int]("file_too_many_rows", Text{"the file has more than {limit} rows, the most that are read; split it", "o arquivo tem mais de {limit} linhas, o máximo que é lido; divida-o"})
	FileTooManyFields = of1[int]("file_too_many_fields", Text{"the file has more than {limit} fields, the most that are read; split it", "o arquivo tem mais de {limit} campos, o máximo que é lido; divida-o"})
	RowTooLong        = of1[string]("row_too_long", Text{"the row is longer than {limit}, the most that is read; is this a table, and is every quote closed?", "a linha passa de {limit}, o máximo que é lido; isto é uma tabela, e toda aspa está fechada?"})
	RowTooManyFields  = of2[int, int]("row_too_many_fields", Text{"the row has {fields} fields; {limit} are the most that are read", "a linha tem {fields} campos; são lidos no máximo {limit}"})
)

// Lines that are no text.
var (
	LineNotUTF8      = of0("line_not_utf8", Text{"the line has bytes that are not UTF-8, which the file says it is: it is damaged or mixed; save it again as UTF-8", "a linha tem bytes que não são UTF-8, como o arquivo diz ser: ele está danificado ou misturado; salve-o de novo como UTF-8"})
	LineMixed        = of0("line_mixed", Text{"the line has bytes that are not UTF-8, while the rest of the file is UTF-8: it is damaged or mixed; save it again as UTF-8", "a linha tem bytes que não são UTF-8, e o resto do arquivo é UTF-8: ele está danificado ou misturado; salve-o de novo como UTF-8"})
	LineNoEncoding   = of0("line_no_encoding", Text{"the line is neither UTF-8 nor Windows-1252 text; save the file as UTF-8", "a linha não é texto UTF-8 nem Windows-1252; salve o arquivo como UTF-8"})
	LineHalfLetter   = of0("line_half_letter", Text{"the line has half a letter of UTF-16: the file is damaged; save it again as UTF-8", "a linha tem meia letra de UTF-16: o arquivo está danificado; salve-o de novo como UTF-8"})
	LineZeroByte     = of0("line_zero_byte", Text{"the line has a zero byte: the file is no text; export the data as CSV", "a linha tem um byte zero: o arquivo não é texto; exporte os dados como CSV"})
	QuoteNotClosed   = of0("quote_not_closed", Text{`a quote is not closed, or one inside a quoted field is not doubled ("")`, `uma aspa não foi fechada, ou uma dentro de um campo entre aspas não está dobrada ("")`})
	QuoteInsideField = of0("quote_inside_field", Text{`a quote stands inside a field without quotes; put the field in quotes and double the one inside ("")`, `há uma aspa dentro de um campo sem aspas; ponha o campo entre aspas e dobre a de dentro ("")`})
)

// Columns.
var (
	ColumnSumsUp  = of2[int64, Quoted]("column_sums_up", Text{"column {column}, {name}, sums up others; take it out", "a coluna {column}, {name}, soma outras; retire-a"})
	ColumnNoDate  = of2[int64, Quoted]("column_no_date", Text{"column {column}, {name}, is no date as those before it; the header should be series,week,value, or a name and a date a column", "a coluna {column}, {name}, não é uma data como as anteriores; o cabeçalho deve ser series,week,value, ou um nome e uma data por coluna"})
	ColumnNotHere = of1[int64]("column_not_here", Text{"there is no column {column}", "não há a coluna {column}"})
)

// Numbers.
var (
	NumberWrong       = of2[Quoted, string]("number_wrong", Text{"{value} is not a number; write it like {example}", "{value} não é um número; escreva como {example}"})
	NumberOtherForm   = of2[Quoted, string]("number_other_form", Text{"{value} is written in another form than the numbers before it; write it like {example}", "{value} está escrito de outra forma que os números anteriores; escreva como {example}"})
	NumberInfinite    = of1[Quoted]("number_infinite", Text{"{value} is not a number that can be counted with", "{value} não é um número com que se possa contar"})
	NumberPercent     = of1[Quoted]("number_percent", Text{"{value} is a percentage; write amounts or numbers", "{value} é uma porcentagem; escreva valores ou números"})
	NumbersPercent    = of1[Quoted]("numbers_percent", Text{"{value} is a percentage; sums over weeks need amounts or numbers", "{value} é uma porcentagem; somas por semana precisam de valores ou números"})
	NumbersCurrencies = of3[Quoted, Quoted, int64]("numbers_currencies", Text{"{value} and {other} in line {line} are amounts in two currencies; give each a file of its own", "{value} e {other} na linha {line} são valores em duas moedas; dê a cada uma um arquivo próprio"})
	ColumnCurrencies  = of5[Quoted, string, int64, string, int64]("column_currencies", Text{
		"the column {column} says that amounts are in {first} (line {first_line}) and {second} (line {second_line}), and their sum is none; give each currency a file of its own",
		"a coluna {column} diz que há valores em {first} (linha {first_line}) e {second} (linha {second_line}), e a soma deles não existe; dê a cada moeda um arquivo próprio"})
	NumberNoPoint = of1[Quoted]("number_no_point", Text{"{value} cannot be read with a decimal point; leave the choice to the program, or write it like 1234.5", "{value} não pode ser lido com ponto decimal; deixe a escolha ao programa ou escreva como 1234.5"}).
			plainly("{value} cannot be read with --decimal . ; leave the flag away, or write it like 1234.5")
	NumberNoComma = of1[Quoted]("number_no_comma", Text{"{value} cannot be read with a decimal comma; leave the choice to the program, or write it like 1234,5", "{value} não pode ser lido com vírgula decimal; deixe a escolha ao programa ou escreva como 1234,5"}).
			plainly("{value} cannot be read with --decimal , ; leave the flag away, or write it like 1234,5")
	NumbersMixed = of4[Quoted, int64, Quoted, int64]("numbers_mixed", Text{
		"the file mixes two forms of numbers: {point} in line {point_line} has a decimal point, {comma} in line {comma_line} a decimal comma; write all in one form",
		"o arquivo mistura duas formas de números: {point} na linha {point_line} tem ponto decimal, {comma} na linha {comma_line} vírgula decimal; escreva todos de uma forma"})
	NumberUnclear = of3[Quoted, string, string]("number_unclear", Text{"{value} may mean {point} or {comma}, and nothing in the file says which; choose how numbers are written", "{value} pode significar {point} ou {comma}, e nada no arquivo diz qual; escolha como os números estão escritos"}).
			plainly("{value} may mean {point} or {comma}, and nothing in the file says which; choose with --decimal . or --decimal ,")
)

// Dates.
var (
	DateWrong       = of2[Quoted, string]("date_wrong", Text{"{value} is not a date like {example}", "{value} não é uma data como {example}"})
	DateNumber      = of1[Quoted]("date_number", Text{"{value} is no date; the number of a week or month needs its year: write a date like 2018-08-13, or a week like 2018-W33", "{value} não é uma data; o número de uma semana ou de um mês precisa do ano: escreva uma data como 2018-08-13 ou uma semana como 2018-W33"})
	DateYearPart    = of1[Quoted]("date_year_part", Text{"{value} is a year with a week or a month, and not a date; write a date like 2018-08-13, or a week like 2018-W33", "{value} é um ano com uma semana ou um mês, e não uma data; escreva uma data como 2018-08-13 ou uma semana como 2018-W33"})
	DateSpreadsheet = of1[Quoted]("date_spreadsheet", Text{"{value} is a day as spreadsheets count them, not a date; give the column the format of a date before it is saved", "{value} é um dia como as planilhas os contam, não uma data; dê à coluna o formato de data antes de salvar"})
	DateEpoch       = of1[Quoted]("date_epoch", Text{"{value} looks like seconds since 1970, not a date; write dates like 2018-08-13", "{value} parece segundos desde 1970, não uma data; escreva datas como 2018-08-13"})
	DateOtherForm   = of1[Quoted]("date_other_form", Text{"{value} is written in another form than the other dates; write all like 2018-08-13", "{value} está escrita de outra forma que as outras datas; escreva todas como 2018-08-13"})
	DatesContradict = of4[Quoted, int64, Quoted, int64]("dates_contradict", Text{"{first} in line {first_line} and {second} in line {second_line} cannot both be dates in one order of day and month; write all like 2018-08-13", "{first} na linha {first_line} e {second} na linha {second_line} não podem ser ambos datas com a mesma ordem de dia e mês; escreva todas como 2018-08-13"})
	DateNotInOrder  = of2[Quoted, string]("date_not_in_order", Text{"{value} is no date in the order that was chosen, {order}", "{value} não é uma data na ordem escolhida, {order}"}).
			plainly("{value} is no date in the order that --dates {order} asks for")
	DateUnclear = of3[Quoted, Day, Day]("date_unclear", Text{
		"{value} may be {dmy} (day/month) or {mdy} (month/day), and nothing in the column says which; choose how dates are written",
		"{value} pode ser {dmy} (dia/mês) ou {mdy} (mês/dia), e nada na coluna diz qual; escolha como as datas estão escritas"}).
		plainly("{value} may be {dmy} (day/month) or {mdy} (month/day), and nothing in the column says which; choose with --dates dmy or --dates mdy")
	DateUnclearYear = of3[Quoted, Day, Day]("date_unclear_year", Text{
		"{value} may be {dmy} (day/month/year) or {ymd} (year/month/day), and nothing in the column says which; choose how dates are written",
		"{value} pode ser {dmy} (dia/mês/ano) ou {ymd} (ano/mês/dia), e nada na coluna diz qual; escolha como as datas estão escritas"}).
		plainly("{value} may be {dmy} (day/month/year) or {ymd} (year/month/day), and nothing in the column says which; choose with --dates dmy or --dates ymd")
	DateUnclearThree = of4[Quoted, Day, Day, Day]("date_unclear_three", Text{
		"{value} may be {dmy} (day/month/year), {mdy} (month/day/year) or {ymd} (year/month/day), and nothing in the column says which; choose how dates are written",
		"{value} pode ser {dmy} (dia/mês/ano), {mdy} (mês/dia/ano) ou {ymd} (ano/mês/dia), e nada na coluna diz qual; escolha como as datas estão escritas"}).
		plainly("{value} may be {dmy} (day/month/year), {mdy} (month/day/year) or {ymd} (year/month/day), and nothing in the column says which; choose with --dates dmy, --dates mdy or --dates ymd")
)

package text

// What a preview of new data shows of the files: how they were understood, what
// is held back, what is new.
var (
	ImportUnderstood    = Text{"How the file was understood", "Como o arquivo foi entendido"}
	ImportUnderstoodP   = Text{"If this is not how it is meant, choose and read it again. Nothing is in force before you say so.", "Se não é assim, escolha e leia de novo. Nada vale antes da sua confirmação."}
	ImportChooseP       = Text{"The file may be read in several ways. Choose one, and it is read again.", "O arquivo pode ser lido de várias formas. Escolha uma, e ele é lido de novo."}
	ImportKeptNoMore    = Text{"To read it in another way, send the file again.", "Para lê-lo de outra forma, envie o arquivo de novo."}
	ImportReadAgain     = Text{"Read it again so", "Ler de novo assim"}
	ImportSheet         = Text{"Sheet or file", "Planilha ou arquivo"}
	ImportFromSheet     = Text{"sheet %s", "planilha %s"}
	ImportDecimal       = Text{"Decimal mark", "Separador decimal"}
	ImportDates         = Text{"Dates", "Datas"}
	ImportMissing       = Text{"Weeks without a row", "Semanas sem linha"}
	ImportChoiceAuto    = Text{"as found in the file", "como está no arquivo"}
	ImportDecimalPoint  = Text{"point: 1,234.5", "ponto: 1,234.5"}
	ImportDecimalComma  = Text{"comma: 1.234,5", "vírgula: 1.234,5"}
	ImportDatesDMY      = Text{"day/month", "dia/mês"}
	ImportDatesMDY      = Text{"month/day", "mês/dia"}
	ImportDatesYMD      = Text{"year-month-day", "ano-mês-dia"}
	ImportRoles         = Text{"What each column is", "O que é cada coluna"}
	ImportRolesHint     = Text{"Columns that are not read are never kept or shown, so customers' data stay in the file. What you choose here is used for the next file with the same header.", "As colunas não lidas nunca são guardadas nem mostradas; assim, os dados dos clientes ficam no arquivo. O que você escolher aqui vale para o próximo arquivo com o mesmo cabeçalho."}
	ImportUnsold        = Text{"Rows of orders that were not sold", "Linhas de pedidos não vendidos"}
	ImportUnsoldCount   = Text{"count as sales", "contam como vendas"}
	ImportUnsoldLeave   = Text{"are left out", "ficam de fora"}
	ImportDrivers       = Text{"Known ahead", "Conhecido de antemão"}
	ImportDriversHint   = Text{"Mark the columns whose numbers are known before their week begins, such as days of promotion or open days. Rows after the last one with sales say what is known of coming weeks.", "Marque as colunas cujos números são conhecidos antes de a semana começar, como dias de promoção ou dias abertos. As linhas depois da última com vendas dizem o que se sabe das próximas semanas."}
	ImportDriverName    = Text{"%s: %s", "%s: %s"}
	ImportDriverRead    = Text{"from %s to %s, %s after the last with sales.", "de %s a %s, %s depois da última com vendas."}
	ImportDriverAlone   = Text{"from %s to %s.", "de %s a %s."}
	ImportDriverPast    = Text{"from %s to %s; the file says nothing of coming weeks.", "de %s a %s; o arquivo nada diz das próximas semanas."}
	ImportDriverHoles   = Text{"Not known: %s.", "Desconhecido: %s."}
	ImportDriverParts   = Text{"Categories or states have values of their own.", "Categorias ou estados têm valores próprios."}
	ImportWeekDates     = Text{"A week's date is", "A data de uma semana é"}
	ImportWeekFirst     = Text{"its first day", "seu primeiro dia"}
	ImportWeekLast      = Text{"its last day", "seu último dia"}
	ImportMissingHole   = Text{"the file says nothing of them", "o arquivo nada diz delas"}
	ImportMissingZero   = Text{"nothing was sold in them", "nada foi vendido nelas"}
	ImportNumbers       = Text{"numbers like %s", "números como %s"}
	ImportDatesAre      = Text{"dates %s", "datas %s"}
	ImportDaily         = Text{"rows of days, added up by week", "linhas de dias, somadas por semana"}
	ImportWeekly        = Text{"one row a week", "uma linha por semana"}
	ImportColumnAs      = Text{"%s is the %s", "%s é %s"}
	ImportColumnsRead   = Text{"Columns", "Colunas"}
	ImportColumnsNot    = Text{"Not read", "Não lidas"}
	ImportFormRead      = Text{"Form", "Forma"}
	ImportMissingAre    = Text{"Weeks without a row", "Semanas sem linha"}
	ImportSpared        = Text{"%s have no row in the file and sales in force (%s). They stay as they are: %s. To make them weeks in which nothing was sold, choose that for weeks without a row.", "%s não têm linha no arquivo e têm vendas em vigor (%s). Ficam como estão: %s. Para torná-las semanas sem vendas, escolha isso para semanas sem linha."}
	ImportTrimmed       = Text{"Spelled with blanks around the name, and added up", "Escritas com espaços em volta do nome e somadas"}
	ImportSums          = Text{"Sums", "Somas"}
	ImportSumsP         = Text{"What the files hold, and where it goes, to the cent.", "O que os arquivos contêm e para onde vai, ao centavo."}
	ImportReadSum       = Text{"Read from the files", "Lido dos arquivos"}
	ImportTaken         = Text{"In new and changed weeks", "Em semanas novas e mudadas"}
	ImportKnown         = Text{"In weeks already known with these figures", "Em semanas já conhecidas com estes valores"}
	ImportHeldSum       = Text{"In weeks held back", "Em semanas retidas"}
	ImportRefusedSum    = Text{"In refused weeks", "Em semanas recusadas"}
	ImportAllBefore     = Text{"All data before", "Todos os dados antes"}
	ImportAllAfter      = Text{"All data after", "Todos os dados depois"}
	ImportHeldTitle     = Text{"Weeks held back", "Semanas retidas"}
	ImportHeldP         = Text{"These weeks of the files are not taken.", "Estas semanas dos arquivos não são aceitas."}
	ImportHeldFuture    = Text{"It has not come yet: is its year right?", "Ainda não chegou: o ano está certo?"}
	ImportHeldOpen      = Text{"It is not over yet; a part of it would pass for the whole. Send it again when it is.", "Ainda não terminou; uma parte dela passaria pela semana inteira. Envie de novo quando terminar."}
	ImportHeldPart      = Text{"The file has only some of its days.", "O arquivo tem só alguns dos seus dias."}
	ImportHeldFar       = Text{"It is %s away from all others: is its year right?", "Está a %s de todas as outras: o ano está certo?"}
	ImportGap           = Text{"There are %s without data between %s and %s. Nothing is known of them, and forecasts are less sure for it.", "Há %s sem dados entre %s e %s. Nada se sabe delas, e as previsões ficam menos certas por isso."}
	ImportSpellings     = Text{"One category in several spellings?", "Uma categoria em várias grafias?"}
	ImportSpellingsP    = Text{"These names differ by case, blanks or accents, or one is the English name of the other. Joined, their sales are added up under the name on the right; otherwise each stays a category of its own.", "Estes nomes diferem por maiúsculas, espaços ou acentos, ou um é o nome em inglês do outro. Juntos, suas vendas são somadas sob o nome à direita; caso contrário, cada um fica como uma categoria própria."}
	ImportSpelling      = Text{"%s: join as %s", "%s: juntar como %s"}
	ImportJoin          = Text{"Join the ticked ones", "Juntar as marcadas"}
	ImportNewNames      = Text{"New names", "Nomes novos"}
	ImportNewNamesP     = Text{"These came new with this version.", "Estes vieram novos com esta versão."}
	ImportNewCategories = Text{"Categories", "Categorias"}
	ImportNewStates     = Text{"States", "Estados"}
)

// ImportSeparators are the marks between fields.
var ImportSeparators = map[string]Text{
	"\t": {"tab-separated", "separado por tabulação"}, ";": {"semicolon-separated", "separado por ponto e vírgula"},
	",": {"comma-separated", "separado por vírgula"}, "|": {"bar-separated", "separado por barra"},
}

// ImportColumns are what columns of a file are taken for.
var ImportColumns = map[string]Text{
	"week": {"week", "a semana"}, "revenue": {"revenue", "a receita"}, "category": {"category", "a categoria"}, "state": {"state", "o estado"},
	"freight": {"freight", "o frete"}, "items": {"number of items", "o número de itens"}, "orders": {"number of orders", "o número de pedidos"},
	"driver": {"number known ahead", "o número conhecido de antemão"}, "order": {"order", "o pedido"}, "status": {"status of the order", "a situação do pedido"},
	"currency": {"currency", "a moeda"}, "refund": {"money that went back", "o dinheiro devolvido"},
}

// ColumnRoles are what a column of a file may be.
var ColumnRoles = map[string]Text{
	"date": {"date", "data"}, "amount": {"amount of money", "valor em dinheiro"}, "units": {"units", "unidades"}, "category": {"category", "categoria"}, "region": {"region", "região"},
	"driver": {"number known ahead", "número conhecido de antemão"}, "order": {"number or name of the order", "número ou nome do pedido"}, "orders": {"count of orders", "quantidade de pedidos"},
	"status": {"status of the order", "situação do pedido"}, "currency": {"currency", "moeda"}, "freight": {"freight", "frete"}, "refund": {"money that went back", "dinheiro devolvido"},
	"ignore": {"not read", "não lida"},
}

package text

// The page of the shop's profile, and those that start with one's own sales.
var (
	ShopTitle     = Text{"The shop", "A loja"}
	ShopIntro     = Text{"What sets this shop's figures apart: pages, charts, exports and programs follow it.", "O que distingue os números desta loja: páginas, gráficos, exportações e programas seguem o que está aqui."}
	ShopProfile   = Text{"Profile", "Perfil"}
	ShopName      = Text{"Name", "Nome"}
	ShopCurrency  = Text{"Currency", "Moeda"}
	ShopCurrHint  = Text{"A code of three letters, such as EUR. Amounts are not converted. Empty: they are written without a sign.", "Um código de três letras, como EUR. Os valores não são convertidos. Vazio: são escritos sem símbolo."}
	ShopCountry   = Text{"Country", "País"}
	ShopNoCountry = Text{"None: no public holidays", "Nenhum: sem feriados"}
	ShopCountHint = Text{"Its public holidays and retail events come from the calendar.", "Os feriados e eventos do varejo vêm do calendário."}
	ShopZone      = Text{"Time zone", "Fuso horário"}
	ShopZoneHint  = Text{"Times on pages and schedules follow its clocks. For example Europe/Berlin.", "Horários nas páginas e agendamentos seguem os relógios dele. Por exemplo America/Sao_Paulo."}
	ShopFirst     = Text{"What the sales are split by", "Como as vendas se dividem"}
	ShopSecond    = Text{"And by", "E também"}
	ShopSplitHint = Text{"In one word, such as category. Empty: not split so.", "Em uma palavra, como categoria. Vazio: sem essa divisão."}
	ShopStart     = Text{"A week begins on", "A semana começa"}
	ShopStartHint = Text{"Fixed once there are sales: to begin weeks on another day, start a new shop.", "Fixo quando já há vendas: para começar as semanas em outro dia, crie uma nova loja."}
	ShopMeasure   = Text{"What is forecast", "O que se prevê"}
	ShopRevenue   = Text{"Revenue", "Receita"}
	ShopUnits     = Text{"Units sold", "Unidades vendidas"}
	ShopMeasHint  = Text{"The other is kept; each has targets and a record of its own. After a change, retrain the model.", "O outro fica guardado; cada um tem metas e histórico próprios. Depois de uma mudança, retreine o modelo."}
	ShopSource    = Text{"Where the data come from", "De onde vêm os dados"}
	ShopLicence   = Text{"Licence of the data", "Licença dos dados"}
	ShopLineHint  = Text{"Stands at the foot of every page. May be empty.", "Fica no pé de cada página. Pode ficar vazio."}
	ShopSave      = Text{"Save the profile", "Salvar o perfil"}
	ShopNobody    = Text{"Only an administrator may change the profile.", "Só um administrador pode mudar o perfil."}
	ShopKept      = Text{"Shops set aside", "Lojas guardadas"}
	ShopKeptP     = Text{"Whole, with their sales, models, notes, plans and sources. Bringing one back sets the present one aside. Backups and exports hold the present shop alone.", "Inteiras, com suas vendas, modelos, notas, planos e fontes. Trazer uma de volta guarda a atual. Backups e exportações contêm só a loja atual."}
	ShopKeptNone  = Text{"None. When you start with other sales, the shop that is here is kept, and one click brings it back.", "Nenhuma. Ao começar com outras vendas, a loja atual fica guardada, e um clique a traz de volta."}
	ShopKeptRow   = Text{"set aside %s", "guardada em %s"}
	ShopReturn    = Text{"Bring back", "Trazer de volta"}
	ShopDrop      = Text{"Delete for good", "Excluir de vez"}
	ShopReturned  = Text{"%s is back, as it was.", "%s está de volta, como era."}
	ShopDropped   = Text{"The shop is deleted.", "A loja foi excluída."}
	ShopOwn       = Text{"Start with your own sales", "Começar com as suas vendas"}
	ShopSample    = Text{"This is a sample shop.", "Esta é uma loja de exemplo."}
)

// WeekStarts are the days on which a week may begin, by their names in the API.
var WeekStarts = map[string]Text{
	"monday": {"Monday", "na segunda-feira"}, "sunday": {"Sunday", "no domingo"}, "saturday": {"Saturday", "no sábado"},
}

// Starting with one's own sales, in three steps.
var (
	OwnTitle      = Text{"Start with your own sales", "Começar com as suas vendas"}
	StartStep     = Text{"Step %d of 3", "Passo %d de 3"}
	StartIntro    = Text{"A file of what you sold, week by week, day by day or order by order. Nothing changes before the last step, and the shop that is here now is kept.", "Um arquivo do que você vendeu, por semana, por dia ou por pedido. Nada muda antes do último passo, e a loja atual fica guardada."}
	StartSalesOf  = Text{"Your sales", "Suas vendas"}
	StartFile     = Text{"A file", "Um arquivo"}
	StartFileHint = Text{"CSV, TSV, TXT or Excel (.xlsx), also as .gz or .zip. At most %d MB. Exports of Shopify, WooCommerce, Amazon and Mercado Livre are known. Columns that hold who bought are never kept or shown.", "CSV, TSV, TXT ou Excel (.xlsx), também em .gz ou .zip. No máximo %d MB. Exportações de Shopify, WooCommerce, Amazon e Mercado Livre são conhecidas. Colunas com dados de quem comprou nunca são guardadas nem mostradas."}
	StartPaste    = Text{"Or paste a table", "Ou cole uma tabela"}
	StartPasteHit = Text{"From a spreadsheet, with its header.", "De uma planilha, com o cabeçalho."}
	StartRead     = Text{"Read it", "Ler"}
	StartTemplate = Text{"No file at hand? Download a template:", "Sem arquivo? Baixe um modelo:"}
	StartNobody   = Text{"Only an administrator may start another shop.", "Só um administrador pode começar outra loja."}

	UnderTitle    = Text{"What was understood", "O que foi entendido"}
	UnderKnown    = Text{"This looks like: %s.", "Parece ser: %s."}
	UnderColumns  = Text{"Columns", "Colunas"}
	UnderColumnsP = Text{"What each column is taken for. Change what is wrong; columns that are not read are neither kept nor shown.", "O que cada coluna significa. Mude o que estiver errado; colunas não lidas não são guardadas nem mostradas."}
	UnderColumn   = Text{"Column", "Coluna"}
	UnderNoName   = Text{"Column %d", "Coluna %d"}
	UnderRole     = Text{"Taken for", "Significa"}
	UnderRoleOf   = Text{"%s is taken for", "%s significa"}
	UnderHow      = Text{"Why", "Por quê"}
	UnderFirst    = Text{"First values", "Primeiros valores"}
	UnderPersonal = Text{"holds who bought: never read", "tem dados de quem comprou: nunca é lida"}
	UnderHidden   = Text{"not shown", "não mostrados"}
	UnderForm     = Text{"How it is written", "Como está escrito"}
	UnderDecimal  = Text{"Decimal mark", "Marca decimal"}
	UnderSheet    = Text{"Sheet or file", "Planilha ou arquivo"}
	UnderDates    = Text{"Order of dates", "Ordem das datas"}
	UnderStart    = Text{"A week begins on", "A semana começa"}
	UnderMissing  = Text{"A week without rows is", "Uma semana sem linhas é"}
	UnderUnsold   = Text{"Rows that were canceled or refunded", "Linhas canceladas ou devolvidas"}
	UnderChoose   = Text{"choose one", "escolha"}
	UnderAsRead   = Text{"as it is understood", "como foi entendido"}
	UnderGuessed  = Text{"as understood (%s)", "como entendido (%s)"}
	UnderLeave    = Text{"are left out", "ficam de fora"}
	UnderCount    = Text{"count as sold", "contam como vendidas"}
	UnderZero     = Text{"a week in which nothing was sold", "uma semana em que nada foi vendido"}
	UnderHole     = Text{"a week of which nothing is known", "uma semana da qual nada se sabe"}
	UnderAgain    = Text{"Read again with these choices", "Ler de novo com estas escolhas"}
	UnderSums     = Text{"What it adds up to", "O que soma"}
	UnderWeeks    = Text{"Weeks", "Semanas"}
	UnderSpan     = Text{"%s to %s", "%s a %s"}
	UnderRows     = Text{"Rows", "Linhas"}
	UnderUnits    = Text{"Units", "Unidades"}
	UnderTrend    = Text{"Sales by week, from %s to %s", "Vendas por semana, de %s a %s"}
	UnderLeft     = Text{"Weeks left out", "Semanas deixadas de fora"}
	UnderLeftMore = Plural{Text{"and %d week more", "e mais %d semana"}, Text{"and %d weeks more", "e mais %d semanas"}}
	UnderNotYet   = Text{"The file cannot be used as it is. Choose below what is open, or correct these places and send it again.", "O arquivo não pode ser usado como está. Escolha abaixo o que está em aberto, ou corrija estes lugares e envie de novo."}
	UnderDrop     = Text{"Drop the file", "Descartar o arquivo"}
	UnderNext     = Text{"Continue", "Continuar"}
	UnderRefused  = Text{"Places that cannot be used", "Lugares que não podem ser usados"}

	NameTitle   = Text{"Name the shop and start", "Dar nome à loja e começar"}
	NameIntro   = Text{"%s, %s to %s. The shop that is here now is set aside whole; one click brings it back.", "%s, de %s a %s. A loja atual fica guardada inteira; um clique a traz de volta."}
	NameGuessed = Text{"Guessed from: %s.", "Deduzido de: %s."}
	NameStart   = Text{"Start this shop", "Começar esta loja"}
	NameBack    = Text{"Back to the columns", "Voltar às colunas"}
)

// Roles are what a column may be taken for.
var Roles = map[string]Text{
	"date": {"date", "data"}, "amount": {"amount of money", "valor em dinheiro"}, "units": {"number of units", "número de unidades"},
	"category": {"category", "categoria"}, "region": {"region", "região"}, "driver": {"number known ahead", "número conhecido de antemão"},
	"order": {"order number", "número do pedido"}, "orders": {"number of orders", "número de pedidos"}, "status": {"status of the order", "status do pedido"},
	"currency": {"currency", "moeda"}, "freight": {"freight", "frete"}, "refund": {"amount refunded", "valor devolvido"}, "ignore": {"not read", "não lida"},
}

// Hows are how a column came to be taken for something.
var Hows = map[string]Text{
	"chosen": {"chosen", "escolhido"}, "preset": {"known export", "exportação conhecida"}, "named": {"by its name", "pelo nome"}, "content": {"by its values", "pelos valores"},
}

package text

// Sources: places that sales are fetched from.
var (
	SourcesTitle   = Text{"Sources", "Fontes"}
	SourcesIntro   = Text{"Where sales come from by themselves. New weeks go into force by your rules; what may replace good data waits for you.", "De onde as vendas chegam sozinhas. Semanas novas entram em vigor pelas suas regras; o que poderia substituir dados bons espera por você."}
	SourcesNone    = Text{"No source yet", "Nenhuma fonte ainda"}
	SourcesNoneP   = Text{"Add one, and nobody has to carry files any more.", "Adicione uma, e ninguém mais precisa levar arquivos."}
	SourceAddURL   = Text{"Add an address", "Adicionar um endereço"}
	SourceAddDir   = Text{"Add a folder", "Adicionar uma pasta"}
	SourceAddQuery = Text{"Add a database", "Adicionar um banco de dados"}
	SourceDeleted  = Text{"The source is deleted.", "A fonte foi apagada."}
	SourceAsked    = Text{"The fetch is under way as job %s. Reload the page for what came of it.", "A busca está em andamento como tarefa %s. Recarregue a página para ver o resultado."}
	SourceSaved    = Text{"The source is saved.", "A fonte foi salva."}

	SourceKindURL    = Text{"Address", "Endereço"}
	SourceKindFolder = Text{"Folder", "Pasta"}
	SourceKindQuery  = Text{"Database", "Banco de dados"}

	SourceName   = Text{"Name", "Nome"}
	SourceFrom   = Text{"From", "De"}
	SourceState  = Text{"Latest fetch", "Última busca"}
	SourceWhen   = Text{"When", "Quando"}
	SourceNext   = Text{"Next", "Próxima"}
	SourceOnAsk  = Text{"only when asked", "só a pedido"}
	SourcePaused = Text{"paused", "pausada"}
	SourceNever  = Text{"not yet", "ainda não"}

	RunApplied   = Text{"in force", "em vigor"}
	RunHeld      = Text{"waits for you", "espera por você"}
	RunNothing   = Text{"nothing new", "nada de novo"}
	RunUnchanged = Text{"unchanged", "sem mudança"}
	RunWaiting   = Text{"file not ready", "arquivo não pronto"}
	RunFailed    = Text{"failed", "falhou"}

	SourceHeldImport = Text{"Import %d waits for you", "A importação %d espera por você"}
	SourceHeldWhy    = Text{"Nothing was changed, because:", "Nada foi mudado, porque:"}
	SourceLook       = Text{"Look at it", "Conferir"}

	SourceFetchNow = Text{"Fetch now", "Buscar agora"}
	SourcePause    = Text{"Pause", "Pausar"}
	SourceResume   = Text{"Go on", "Continuar"}
	SourceDelete   = Text{"Delete", "Apagar"}
	SourceSave     = Text{"Save", "Salvar"}
	SourcePreview  = Text{"Preview", "Prévia"}
	SourceRuns     = Text{"Latest fetches", "Últimas buscas"}
	SourceRunsNone = Text{"It was not fetched yet.", "Ainda não foi buscada."}
	SourceOutcome  = Text{"Outcome", "Resultado"}
	SourceFile     = Text{"File", "Arquivo"}
	SourceReasons  = Text{"Why", "Por quê"}
	SourceSettings = Text{"Place, schedule and rules", "Lugar, agenda e regras"}
	SourceNew      = Text{"New source", "Nova fonte"}
	SourceBack     = Text{"All sources", "Todas as fontes"}

	SourceURL            = Text{"Address of the file", "Endereço do arquivo"}
	SourceURLHint        = Text{"A CSV or an Excel file: https://… ; published sheets and links with a key work, too. Of a saved address only the host is shown; saved as it stands here, it stays.", "Um arquivo CSV ou Excel: https://… ; planilhas publicadas e links com chave também servem. De um endereço salvo só o servidor é mostrado; salvo como está aqui, ele permanece."}
	SourceFolder         = Text{"Folder", "Pasta"}
	SourceFolderHint     = Text{"Its whole path. Each file is taken once, when it has stopped changing. Allowed are: %s", "O caminho completo. Cada arquivo é lido uma vez, quando para de mudar. Permitidas: %s"}
	SourceFolderNone     = Text{"No folder may be read yet: start the program with --source-dir and the folder.", "Nenhuma pasta pode ser lida ainda: inicie o programa com --source-dir e a pasta."}
	SourceDriver         = Text{"Kind of database", "Tipo de banco de dados"}
	SourceConnection     = Text{"Connection", "Conexão"}
	SourceConnectionHint = Text{"A name, such as WAREHOUSE. The database's address is read from the variable OLIST_SOURCE_WAREHOUSE_DSN, or from the file that OLIST_SOURCE_WAREHOUSE_FILE names; it is stored and shown nowhere. Give it a user that may only read.", "Um nome, como WAREHOUSE. O endereço do banco é lido da variável OLIST_SOURCE_WAREHOUSE_DSN, ou do arquivo que OLIST_SOURCE_WAREHOUSE_FILE indica; não é guardado nem mostrado. Use um usuário que só possa ler."}
	SourceQuery          = Text{"Query", "Consulta"}
	SourceQueryHint      = Text{"One SELECT that gives a column with dates and one with amounts, such as: SELECT day, category, SUM(amount) AS revenue FROM sales GROUP BY 1, 2", "Um SELECT que dê uma coluna com datas e uma com valores, como: SELECT dia, categoria, SUM(valor) AS revenue FROM vendas GROUP BY 1, 2"}

	SourceEvery     = Text{"Fetch", "Buscar"}
	EveryNever      = Text{"Only when asked", "Só a pedido"}
	EveryHour       = Text{"Every hour", "A cada hora"}
	EveryDay        = Text{"Every day", "Todo dia"}
	EveryWeek       = Text{"Every week", "Toda semana"}
	SourceTimeHint  = Text{"In the shop's time zone; of an hour its minutes.", "No fuso horário da loja; de uma hora, seus minutos."}
	SourceRulesHead = Text{"What needs no person", "O que dispensa uma pessoa"}
	SourceApply     = Text{"Put new sales in force by themselves", "Pôr vendas novas em vigor sem perguntar"}
	SourceNewNames  = Text{"New categories and regions, too", "Também categorias e regiões novas"}
	SourceWhole     = Text{"Each file holds all weeks: one with fewer than are in force waits", "Cada arquivo traz todas as semanas: um com menos que as em vigor espera"}
	SourceRetrain   = Text{"Train a model on what was put in force", "Treinar um modelo com o que entrou em vigor"}
	SourceMost      = Text{"Known weeks may change by (%)", "Semanas conhecidas podem mudar em (%)"}
	SourceMostHint  = Text{"0 lets none change.", "0 não deixa nenhuma mudar."}
	SourceReading   = Text{"How its files are read", "Como os arquivos são lidos"}
	SourceDrivers   = Text{"Columns known ahead", "Colunas conhecidas de antemão"}
	SourceDriversH  = Text{"Their names, parted by commas.", "Os nomes, separados por vírgulas."}
	SourceByItself  = Text{"found in the file", "descoberto no arquivo"}
	SourceDecimal   = Text{"Decimal mark", "Separador decimal"}
	SourceDates     = Text{"Order of dates", "Ordem das datas"}
	SourceMissing   = Text{"A week without a row", "Uma semana sem linha"}
	MissingZero     = Text{"nothing was sold", "nada foi vendido"}
	MissingHole     = Text{"is not known", "não se conhece"}

	PreviewTitle   = Text{"What a fetch would bring now", "O que uma busca traria agora"}
	PreviewFile    = Text{"File: %s", "Arquivo: %s"}
	PreviewChanges = Text{"%s new, %s changed, %s as they are", "%s novas, %s mudadas, %s como estão"}
	PreviewSpan    = Text{"Weeks in the file: %s, from %s to %s; sales of %s.", "Semanas no arquivo: %s, de %s a %s; vendas de %s."}
	PreviewApplies = Text{"It would go into force by itself.", "Entraria em vigor sem perguntar."}
	PreviewNothing = Text{"It brings nothing that is not in force already.", "Não traz nada que já não esteja em vigor."}
	PreviewHolds   = Text{"It would wait for you, because:", "Esperaria por você, porque:"}
)

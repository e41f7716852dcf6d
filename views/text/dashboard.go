package text

// The dashboard: the controls.
var (
	DashboardTitle     = Text{"Weekly sales forecast", "Previsão de vendas semanais"}
	Controls           = Text{"What to forecast", "O que prever"}
	SegmentLabel       = Text{"Sales of", "Vendas de"}
	SegmentTotal       = Text{"All sales", "Todas as vendas"}
	SegmentCategory    = Text{"Categories", "Categorias"}
	SegmentState       = Text{"States", "Estados"}
	NoCategory         = Text{"No category", "Sem categoria"}
	HorizonLabel       = Text{"Weeks ahead", "Semanas à frente"}
	HorizonSlider      = Text{"Weeks ahead, slider", "Semanas à frente, controle deslizante"}
	SegmentTooShort    = Text{"Too few weeks with sales to forecast this segment.", "Poucas semanas com vendas para prever este segmento."}
	ForecastFailed     = Text{"No forecast for this choice", "Sem previsão para esta escolha"}
	SegmentsSearchHint = Text{"Type a category or state", "Digite uma categoria ou um estado"}
	HorizonClamped     = Text{"Weeks ahead go from 1 to %d; this shows %d.", "As semanas à frente vão de 1 a %d; aqui são %d."}
	PastClamped        = Text{"Past forecasts can be shown from 1 to %d weeks ahead; none are shown.", "Previsões passadas podem ser mostradas de 1 a %d semanas à frente; nenhuma é mostrada."}
	NotUnderstood      = Text{"“%s” in the address is not understood; this shows: %s.", "“%s” no endereço não foi entendido; aqui se mostra: %s."}
	PointsOfInterest   = Text{"Key figures", "Números principais"}
)

// The dashboard: the answer and its figures.
var (
	NextWeekBrings  = Text{"Next week should bring", "A próxima semana deve trazer"}
	FirstWeekBrings = Text{"The first week after the data should bring", "A primeira semana após os dados deve trazer"}
	LikelyBetween   = Text{"Likely between %s and %s.", "Provavelmente entre %s e %s."}
	MoreThanLast    = Text{"That is %s more than the last week.", "Isso é %s mais que a última semana."}
	LessThanLast    = Text{"That is %s less than the last week.", "Isso é %s menos que a última semana."}
	SameAsLast      = Text{"That is about as much as the last week.", "Isso é quase o mesmo que a última semana."}
	BeyondTested    = Text{"Forecasts were tested up to %s ahead; ranges beyond that are drawn on from there.", "As previsões foram testadas até %s à frente; as faixas além disso são uma extensão."}
	MovesBy         = Text{"What moves it", "O que a move"}
	MovesComing     = Text{"Coming events", "Próximos eventos"}
	MovesNoEvent    = Text{"None that is known to move sales.", "Nenhum que se saiba mover as vendas."}
	MovesMoreEvents = Text{"and %d more", "e mais %d"}
	MovesAllEvents  = Text{"All events", "Todos os eventos"}
	TrailWholeState = Text{"%s, all categories", "%s, todas as categorias"}
	TrailWholeKind  = Text{"%s, all states", "%s, todos os estados"}
	TrailLabel      = Text{"Where this belongs", "A que isto pertence"}
	DataStale       = Text{"The data end on %s: the weeks shown as coming have passed already.", "Os dados terminam em %s: as semanas mostradas como futuras já passaram."}
	DataStaleImport = Text{"Bring in newer weeks", "Trazer semanas mais novas"}
	SplitStates     = Text{"%s by state", "%s por estado"}
	SplitRegions    = Text{"%s by region", "%s por região"}
	SplitOwn        = Text{"%s: %s", "%s: %s"}
	SplitCategories = Text{"%s by category", "%s por categoria"}
	SplitHelp       = Text{"Last year's sales by category and state, fitted so that they add up to the forecast of every category and of every state. A share, not a forecast of its own: it has no range.", "As vendas do último ano por categoria e estado, ajustadas para somar a previsão de cada categoria e de cada estado. É uma parte, não uma previsão própria: não tem faixa."}

	FigureComing       = Plural{Text{"Coming week", "Próxima semana"}, Text{"Coming %d weeks", "Próximas %d semanas"}}
	FigureLast         = Plural{Text{"Last week", "Última semana"}, Text{"Last %d weeks", "Últimas %d semanas"}}
	AgainstYearAgoWeek = Text{"Against the same week a year before: %s.", "Em relação à mesma semana do ano anterior: %s."}
	FigureYearAgo      = Text{"A year before", "Um ano antes"}
	FigureError        = Text{"Typical error", "Erro típico"}
	RangeLikely        = Text{"%s to %s", "%s a %s"}
	VersusLastWeeks    = Text{"the forecast is %s", "a previsão está %s"}
	ErrorAhead         = Text{"one week ahead; %s at %d weeks", "uma semana à frente; %s em %d semanas"}
	ErrorAheadOne      = Text{"one week ahead", "uma semana à frente"}
	ErrorFew           = Text{"too few weeks to measure (%d of %d needed)", "semanas de menos para medir (%d de %d necessárias)"}
	ErrorNotMeasured   = Text{"could not be measured; the log has the cause", "não foi possível medir; o registro traz a causa"}
	ErrorPending       = Text{"being measured on past weeks; it shows here in a moment", "em medição nas semanas passadas; aparece aqui em instantes"}
	ErrorUnsold        = Text{"nothing was sold in the weeks that it was tested on: there is no share to tell", "nada foi vendido nas semanas do teste: não há porcentagem a dizer"}
	ErrorUnsoldAhead   = Text{"nothing was sold in the weeks tested one week ahead; %s at %d weeks", "nada foi vendido nas semanas testadas uma semana à frente; %s em %d semanas"}
	ErrorUnknown       = Text{"not measured for this segment", "não medido para este segmento"}

	HelpTotal   = Text{"The sum over all weeks of the horizon, with a range of its own: good and bad weeks partly cancel out.", "A soma de todas as semanas do horizonte, com faixa própria: semanas boas e ruins se compensam em parte."}
	HelpLast    = Text{"What the latest complete weeks really brought. Incomplete weeks are not counted.", "O que as últimas semanas completas realmente trouxeram. Semanas incompletas não contam."}
	HelpYearAgo = Text{"The same calendar weeks, 52 weeks earlier.", "As mesmas semanas do calendário, 52 semanas antes."}
	HelpError   = Text{"WAPE: the sum of all misses, as a share of the sales, measured on weeks that the model had not seen.", "WAPE: a soma dos erros como parte das vendas, medida em semanas que o modelo não tinha visto."}
)

// The dashboard: the chart and the table.
var (
	ChartTitle        = Text{"Past and coming sales", "Vendas passadas e futuras"}
	ChartName         = Text{"Chart of weekly sales and forecast.", "Gráfico das vendas semanais e da previsão."}
	ChartKeys         = Text{"Arrow keys walk through the weeks and read them out, Shift with an arrow pans, plus and minus zoom, 0 shows all.", "As setas percorrem as semanas e as leem, Shift com seta desloca, mais e menos aproximam, 0 mostra tudo."}
	ChartKeysBars     = Text{"Arrow keys walk through the bars and read them out.", "As setas percorrem as barras e as leem."}
	ChartHelp         = Text{"Drag to pan; pinch, or Ctrl and the wheel, to zoom. With the keyboard: arrows walk, Shift and an arrow pans, + and − zoom, 0 shows all.", "Arraste para deslocar; aproxime com dois dedos ou com Ctrl e a roda. No teclado: setas percorrem, Shift e seta desloca, + e − aproximam, 0 mostra tudo."}
	ChartWaiting      = Text{"The chart is being drawn.", "O gráfico está sendo desenhado."}
	ChartFailed       = Text{"The chart could not be loaded. The table below has every number; reload the page to try again.", "O gráfico não pôde ser carregado. A tabela abaixo traz todos os números; recarregue a página para tentar de novo."}
	ChartHelpTitle    = Text{"How to move in the chart", "Como se mover no gráfico"}
	ChartInWords      = Text{"The chart in words", "O gráfico em palavras"}
	WordsHistory      = Text{"Complete weeks from %s to %s. The last %s brought %s a week on average, the %s before that %s.", "Semanas completas de %s a %s. As últimas %s trouxeram %s por semana em média; as %s anteriores, %s."}
	WordsPeak         = Text{"The highest week was %s with %s%s; the lowest of the last year %s with %s.", "A semana mais alta foi %s, com %s%s; a mais baixa do último ano, %s, com %s."}
	WordsForecast     = Text{"The forecast starts with %s in the week of %s (80%% range %s to %s, 95%% range %s to %s) and ends with %s in the week of %s (80%% range %s to %s).", "A previsão começa com %s na semana de %s (faixa de 80%% de %s a %s, de 95%% de %s a %s) e termina com %s na semana de %s (faixa de 80%% de %s a %s)."}
	WordsForecastBare = Text{"The forecast starts with %s in the week of %s and ends with %s in the week of %s.", "A previsão começa com %s na semana de %s e termina com %s na semana de %s."}
	WordsForecastPeak = Text{"Its highest week is %s with %s.", "A semana mais alta é %s, com %s."}
	WordsMarked       = Text{"Marked weeks: %s.", "Semanas marcadas: %s."}
	WordsPast         = Text{"Past forecasts (%s) are laid over %s.", "Previsões passadas (%s) estão sobrepostas a %s."}
	PanLeft           = Text{"Earlier weeks", "Semanas anteriores"}
	PanRight          = Text{"Later weeks", "Semanas posteriores"}
	ChartZoomIn       = Text{"Zoom in", "Aproximar"}
	ChartZoomOut      = Text{"Zoom out", "Afastar"}
	ChartAll          = Text{"All", "Tudo"}
	ChartSave         = Text{"Save as %s", "Salvar como %s"}
	ChartNeedsJS      = Text{"The chart needs JavaScript; the table has every number.", "O gráfico precisa de JavaScript; a tabela traz todos os números."}
	SeriesHistory     = Text{"Sales", "Vendas"}
	SeriesPartial     = Text{"Incomplete week", "Semana incompleta"}
	PartialMark       = Text{"incomplete", "incompleta"}
	SeriesForecast    = Text{"Forecast", "Previsão"}
	SeriesBand80      = Text{"80% range", "Faixa de 80%"}
	SeriesBand95      = Text{"95% range", "Faixa de 95%"}
	SeriesActual      = Text{"Actual", "Realizado"}
	SeriesPast        = Text{"Forecast then", "Previsão da época"}
	TodayMark         = Text{"today", "hoje"}
	ForecastStarts    = Text{"forecast starts", "início da previsão"}
	LeftOut           = Text{"left out: %s", "de fora: %s"}
	TableTitle        = Text{"Week by week, in ¤", "Semana a semana, em ¤"}
	TableHelp         = Text{"Low and High are the 80% range: four weeks out of five should fall inside. The 95% range should hold nineteen out of twenty. The last line is the sum, with a range of its own.", "Mínimo e Máximo são a faixa de 80%: quatro de cada cinco semanas devem ficar dentro. A faixa de 95% deve conter dezenove de cada vinte. A última linha é a soma, com faixa própria."}
	TableCaption      = Text{"Forecast by week with its likely range (80%) and the wide one (95%)", "Previsão por semana com a faixa provável (80%) e a larga (95%)"}
	ColumnWeek        = Text{"Week", "Semana"}
	ColumnDates       = Text{"Dates", "Datas"}
	ColumnForecast    = Text{"Forecast", "Previsão"}
	ColumnLow         = Text{"Low", "Mínimo"}
	ColumnHigh        = Text{"High", "Máximo"}
	ColumnLow95       = Text{"Low, 95%", "Mínimo, 95%"}
	ColumnHigh95      = Text{"High, 95%", "Máximo, 95%"}
	ColumnSoFar       = Text{"Running total", "Acumulado"}
	RowTogether       = Text{"Total", "Total"}
	FormatPNG         = Text{"PNG", "PNG"}
	FormatSVG         = Text{"SVG", "SVG"}
	DownloadExcel     = Text{"Excel", "Excel"}
	CopyTable         = Text{"Copy table", "Copiar tabela"}
	CopyFailed        = Text{"Could not copy", "Não foi possível copiar"}
	CopyDone          = Text{"Copied", "Copiado"}
	PrintPage         = Text{"Print", "Imprimir"}
	DownloadCSV       = Text{"CSV", "CSV"}
	DataUntil         = Text{"data up to %s", "dados até %s"}
	TourTitle         = Text{"New here? Three things to know", "Primeira vez aqui? Três coisas para saber"}
	TourAnswer        = Text{"The large number is what the first week after the data should bring. The range beside it says how sure that is.", "O número grande é o que a primeira semana depois dos dados deve trazer. A faixa ao lado diz o quanto isso é certo."}
	TourHorizon       = Text{"Move “Weeks ahead” or choose a category or state: figures, chart and table follow, and the address of the page keeps what you see.", "Mova “Semanas à frente” ou escolha uma categoria ou estado: números, gráfico e tabela acompanham, e o endereço da página guarda o que você vê."}
	TourTrust         = Text{"Wonder whether to believe it? “Accuracy” shows how past forecasts did, also where a simple rule does better.", "Em dúvida se dá para confiar? “Precisão” mostra como foram as previsões passadas, também onde uma regra simples acerta mais."}
	TourDone          = Text{"Got it", "Entendi"}
	MoversTitle       = Text{"Where the change comes from", "De onde vem a variação"}
	MoversHelp        = Text{"Between %s and %s: the categories and states that add or take most.", "Entre %s e %s: as categorias e os estados que mais somam ou tiram."}
	IncompleteNote    = Text{"Weeks left out", "Semanas de fora"}
	IncompleteWhy     = Text{"Marked in the chart, not used for training, never filled in.", "Marcadas no gráfico, não usadas no treino, nunca preenchidas."}
)

package text

// The dashboard: the controls.
var (
	DashboardTitle   = Text{"Weekly sales forecast", "Previsão de vendas semanais"}
	Controls         = Text{"What to forecast", "O que prever"}
	SegmentLabel     = Text{"Sales of", "Vendas de"}
	SegmentTotal     = Text{"All sales", "Todas as vendas"}
	SegmentCategory  = Text{"Categories", "Categorias"}
	SegmentState     = Text{"States", "Estados"}
	NoCategory       = Text{"No category", "Sem categoria"}
	HorizonLabel     = Text{"Weeks ahead", "Semanas à frente"}
	HorizonSlider    = Text{"Weeks ahead, slider", "Semanas à frente, controle deslizante"}
	UnknownSegment   = Text{"There is no segment %s. Choose one from the list.", "Não existe o segmento %s. Escolha um da lista."}
	SegmentTooShort  = Text{"Too few weeks with sales to forecast this segment.", "Poucas semanas com vendas para prever este segmento."}
	ForecastFailed   = Text{"No forecast for this choice", "Sem previsão para esta escolha"}
	PointsOfInterest = Text{"Key figures", "Números principais"}
)

// The dashboard: the answer and its figures.
var (
	NextWeekBrings = Text{"Next week should bring", "A próxima semana deve trazer"}
	LikelyBetween  = Text{"Likely between %s and %s.", "Provavelmente entre %s e %s."}
	ComingTogether = Text{"The coming %s together: %s, likely between %s and %s.", "As próximas %s juntas: %s, provavelmente entre %s e %s."}
	ComparedWith   = Text{"That is %s than the last %s.", "Isso é %s do que nas últimas %s."}
	ComparedSame   = Text{"That is about as much as in the last %s.", "Isso é quase o mesmo que nas últimas %s."}
	PercentMore    = Text{"%s more", "%s mais"}
	PercentLess    = Text{"%s less", "%s menos"}

	FigureNext      = Text{"Next week", "Próxima semana"}
	FigureComing    = Plural{Text{"Coming %d week", "Próxima %d semana"}, Text{"Coming %d weeks", "Próximas %d semanas"}}
	FigureLast      = Plural{Text{"Last %d week", "Última %d semana"}, Text{"Last %d weeks", "Últimas %d semanas"}}
	FigureYearAgo   = Text{"A year before", "Um ano antes"}
	FigureError     = Text{"Usually off by", "Erro habitual"}
	RangeLikely     = Text{"%s to %s", "%s a %s"}
	VersusLastWeek  = Text{"%s against last week", "%s em relação à última semana"}
	VersusLastWeeks = Text{"the forecast is %s", "a previsão está %s"}
	ErrorAhead      = Text{"one week ahead; %s at %d weeks", "uma semana à frente; %s em %d semanas"}
	ErrorAheadOne   = Text{"one week ahead", "uma semana à frente"}
	ErrorUnknown    = Text{"not measured for this segment", "não medido para este segmento"}

	HelpLikely  = Text{"Four times out of five, sales fall inside this range. It comes from how wrong past forecasts were.", "Em quatro de cada cinco vezes, as vendas caem nesta faixa. Ela vem do quanto as previsões passadas erraram."}
	HelpTotal   = Text{"The sum over all weeks of the horizon, with a range of its own: good and bad weeks partly cancel out.", "A soma de todas as semanas do horizonte, com faixa própria: semanas boas e ruins se compensam em parte."}
	HelpLast    = Text{"What the latest complete weeks really brought. Incomplete weeks are not counted.", "O que as últimas semanas completas realmente trouxeram. Semanas incompletas não contam."}
	HelpYearAgo = Text{"The same calendar weeks, 52 weeks earlier.", "As mesmas semanas do calendário, 52 semanas antes."}
	HelpError   = Text{"WAPE: the sum of all misses, as a share of the sales, measured on weeks that the model had not seen.", "WAPE: a soma dos erros como parte das vendas, medida em semanas que o modelo não tinha visto."}
)

// The dashboard: the chart and the table.
var (
	ChartTitle     = Text{"Past and coming sales", "Vendas passadas e futuras"}
	ChartSummary   = Text{"Chart of weekly sales from %s to %s, then the forecast of %s: from %s in the first week to %s in the last. The table below holds every number.", "Gráfico das vendas semanais de %s a %s e depois a previsão de %s: de %s na primeira semana a %s na última. A tabela abaixo traz todos os números."}
	ChartKeys      = Text{"Arrow keys walk through the weeks, plus and minus zoom, 0 shows all.", "As setas percorrem as semanas, mais e menos aproximam, 0 mostra tudo."}
	ChartZoomIn    = Text{"Zoom in", "Aproximar"}
	ChartZoomOut   = Text{"Zoom out", "Afastar"}
	ChartAll       = Text{"All", "Tudo"}
	ChartSave      = Text{"Save as %s", "Salvar como %s"}
	ChartNeedsJS   = Text{"The chart needs JavaScript; the table has every number.", "O gráfico precisa de JavaScript; a tabela traz todos os números."}
	SeriesHistory  = Text{"Sales", "Vendas"}
	SeriesPartial  = Text{"Incomplete week", "Semana incompleta"}
	SeriesForecast = Text{"Forecast", "Previsão"}
	SeriesBand80   = Text{"80% range", "Faixa de 80%"}
	SeriesBand95   = Text{"95% range", "Faixa de 95%"}
	SeriesActual   = Text{"What came", "O que veio"}
	SeriesPast     = Text{"Forecast then", "Previsão da época"}
	ForecastStarts = Text{"forecast starts", "início da previsão"}
	LeftOut        = Text{"left out: %s", "de fora: %s"}
	TableTitle     = Text{"Weekly targets in R$", "Metas semanais em R$"}
	TableCaption   = Text{"Forecast by week with its likely range (80%) and the wide one (95%)", "Previsão por semana com a faixa provável (80%) e a larga (95%)"}
	ColumnWeek     = Text{"Week", "Semana"}
	ColumnDates    = Text{"Dates", "Datas"}
	ColumnForecast = Text{"Forecast", "Previsão"}
	ColumnLow      = Text{"Low", "Mínimo"}
	ColumnHigh     = Text{"High", "Máximo"}
	ColumnLow95    = Text{"Low, 95%", "Mínimo, 95%"}
	ColumnHigh95   = Text{"High, 95%", "Máximo, 95%"}
	RowTogether    = Text{"Together", "Juntas"}
	FormatPNG      = Text{"PNG", "PNG"}
	FormatSVG      = Text{"SVG", "SVG"}
	DownloadExcel  = Text{"Excel", "Excel"}
	CopyTable      = Text{"Copy", "Copiar"}
	CopyDone       = Text{"Copied", "Copiado"}
	PrintPage      = Text{"Print", "Imprimir"}
	DownloadCSV    = Text{"CSV", "CSV"}
	DataUntil      = Text{"data up to %s", "dados até %s"}
	TourTitle      = Text{"New here? Three things to know", "Primeira vez aqui? Três coisas para saber"}
	TourAnswer     = Text{"The large number is what the first week after the data should bring. The range beside it says how sure that is.", "O número grande é o que a primeira semana depois dos dados deve trazer. A faixa ao lado diz o quanto isso é certo."}
	TourHorizon    = Text{"Move “Weeks ahead” or choose a category or state: figures, chart and table follow, and the address of the page keeps what you see.", "Mova “Semanas à frente” ou escolha uma categoria ou estado: números, gráfico e tabela acompanham, e o endereço da página guarda o que você vê."}
	TourTrust      = Text{"Wonder whether to believe it? “Accuracy” shows how past forecasts did, also where a simple rule does better.", "Em dúvida se dá para confiar? “Precisão” mostra como foram as previsões passadas, também onde uma regra simples acerta mais."}
	TourDone       = Text{"Got it", "Entendi"}
	MoversTitle    = Text{"Where the change comes from", "De onde vem a variação"}
	MoversHelp     = Text{"The coming %s against the last %s: the categories and states that add or take most.", "As próximas %s contra as últimas %s: as categorias e os estados que mais somam ou tiram."}
	IncompleteNote = Text{"Weeks left out", "Semanas de fora"}
	IncompleteWhy  = Text{"Marked in the chart, not used for training, never filled in.", "Marcadas no gráfico, não usadas no treino, nunca preenchidas."}
)

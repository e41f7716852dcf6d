package text

// The page of all segments, and the comparison.
var (
	SegmentsTitle      = Text{"Where the sales come from", "De onde vêm as vendas"}
	SegmentsIntro      = Text{"Every category and state with its forecast. Categories add up to all sales, and so do states.", "Cada categoria e estado com sua previsão. As categorias somam todas as vendas, e os estados também."}
	SegmentsFilter     = Text{"Filter the segments", "Filtrar os segmentos"}
	SegmentsSearch     = Text{"Search", "Buscar"}
	SegmentsKind       = Text{"Show", "Mostrar"}
	SegmentsAll        = Text{"Everything", "Tudo"}
	SegmentsNone       = Text{"No segment is called that.", "Nenhum segmento tem esse nome."}
	SegmentsFound      = Plural{Text{"%d segment", "%d segmento"}, Text{"%d segments", "%d segmentos"}}
	SegmentColumn      = Text{"Segment", "Segmento"}
	SegmentTrend       = Text{"Last year and forecast", "Último ano e previsão"}
	SegmentComing      = Text{"Coming", "Próximas"}
	SegmentGrowth      = Text{"Change", "Variação"}
	SegmentShare       = Text{"Share", "Parte"}
	SegmentError       = Text{"Typical error", "Erro típico"}
	SegmentSortBy      = Text{"Sort by %s", "Ordenar por %s"}
	SegmentsLargest    = Text{"the largest first", "os maiores primeiro"}
	SegmentCompare     = Text{"Compare", "Comparar"}
	SegmentCompareUp   = Text{"Compare (up to %d)", "Comparar (até %d)"}
	SegmentPick        = Text{"Choose %s to compare", "Escolher %s para comparar"}
	SegmentsAlsoPicked = Text{"Also chosen to compare: %s", "Também escolhidos para comparar: %s"}
	SegmentTrendOf     = Text{"Sales of %s over the last year, and the forecast", "Vendas de %s no último ano e a previsão"}
	SegmentsGrowthWhy  = Text{"Change: %s against %s. Share: of the coming sales. Typical error: WAPE over all steps of the backtest.", "Variação: %s contra %s. Parte: das vendas previstas. Erro típico: WAPE em todos os passos do backtest."}
	SegmentsTwice      = Text{"Categories and states are two ways to split the same sales: the shares of each kind add up to 100%.", "Categorias e estados são duas divisões das mesmas vendas: as partes de cada tipo somam 100%."}
	MapTitle           = Text{"States", "Estados"}
	MapHelp            = Text{"Each tile is a state at about its place on the map; its colour says whether sales should fall or rise between %s and %s. Strong colours are changes to count on: beyond the 80%% range; pale ones may be chance.", "Cada bloco é um estado, mais ou menos em seu lugar no mapa; a cor diz se as vendas devem cair ou subir entre %s e %s. Cores fortes são mudanças com que se pode contar, além da faixa de 80%%; as claras podem ser acaso."}
	MapTile            = Text{"%s %s: %s, %s to come", "%s %s: %s, %s previstos"}
	MapDown            = Text{"less", "menos"}
	MapUp              = Text{"more", "mais"}
	CompareSegments    = Text{"Compare segments", "Comparar segmentos"}
	CompareSegmentsIn  = Text{"Up to four segments on one chart: what they sold, and what is forecast.", "Até quatro segmentos em um gráfico: o que venderam e o que está previsto."}
	CompareFirst       = Text{"Only the first %d were taken.", "Só os primeiros %d foram usados."}
	CompareNothing     = Text{"Choose some segments first.", "Escolha alguns segmentos primeiro."}
	CompareSummary     = Text{"Chart of the weekly sales and forecasts of %s. The table below holds the numbers.", "Gráfico das vendas semanais e previsões de %s. A tabela abaixo traz os números."}
	CompareSegment     = Text{"Segment %d", "Segmento %d"}
	WeeksTogether      = Plural{Text{"The coming week", "A próxima semana"}, Text{"The coming %d weeks together", "As próximas %d semanas juntas"}}
	SegmentsFull       = Text{"%d are chosen, as many as can be compared: untick one to choose another.", "%d escolhidos, o máximo que se pode comparar: desmarque um para escolher outro."}
	SegmentTaken       = Text{"There is no segment called %q; this shows %s.", "Não há segmento chamado %q; aqui está %s."}
	CompareNoneChosen  = Text{"none", "nenhum"}
	BackToSegments     = Text{"All segments", "Todos os segmentos"}
	SeriesForecastOf   = Text{"%s, forecast", "%s, previsão"}
)

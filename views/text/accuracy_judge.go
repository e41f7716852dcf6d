package text

// How sure the page of accuracy is of what it says.
var (
	AdvantageTitle    = Text{"Is it better than the alternatives?", "É melhor que as alternativas?"}
	AdvantageBest     = Text{"Against the best simple way, %s, this model is %s.", "Contra a melhor forma simples, %s, este modelo é %s."}
	AdvantageIntro    = Text{"How much smaller this model's errors are, over all steps, with the range that holds the true advantage 95 times in 100. Where the range goes from below zero to above, the weeks tested cannot tell.", "Quanto os erros deste modelo são menores, em todos os passos, com a faixa que contém a vantagem verdadeira 95 vezes em 100. Onde a faixa vai de menos a mais que zero, as semanas testadas não permitem dizer."}
	AdvantageHow      = Text{"Measured by a paired block bootstrap over the past weeks from which forecasts were made: their errors are drawn again 2,000 times, in neighbouring groups.", "Medida por bootstrap pareado em blocos sobre as semanas passadas de onde se previu: seus erros são sorteados 2.000 vezes, em grupos vizinhos."}
	AdvantageTotal    = Text{"All sales", "Todas as vendas"}
	AdvantagePooled   = Text{"Segments", "Segmentos"}
	AdvantageAgainst  = Text{"Against", "Contra"}
	AdvantageBetter   = Text{"%s better, between %s and %s", "%s melhor, entre %s e %s"}
	AdvantageWorse    = Text{"%s worse, between %s and %s", "%s pior, entre %s e %s"}
	AdvantageUnclear  = Text{"cannot tell (%s to %s%%)", "não dá para dizer (%s a %s%%)"}
	AdvantageNone     = Text{"the same errors", "os mesmos erros"}
	AdvantageFew      = Text{"cannot tell: too few weeks", "não dá para dizer: poucas semanas"}
	CoverageSay       = Text{"The 80%% range holds %d of 100 weeks of all sales: %s.", "A faixa de 80%% contém %d de cada 100 semanas de todas as vendas: %s."}
	CoverageRule      = Text{"Judged against what chance does to %d past weeks: within one standard error it is about right, within two a little off.", "Julgada pelo que o acaso faz com %d semanas passadas: até um erro padrão está na medida, até dois, um pouco fora."}
	RangeRight        = Text{"about right", "na medida"}
	RangeLittleNarrow = Text{"a little too narrow", "um pouco estreita demais"}
	RangeNarrow       = Text{"too narrow", "estreita demais"}
	RangeLittleWide   = Text{"a little too wide", "um pouco larga demais"}
	RangeWide         = Text{"too wide", "larga demais"}
)

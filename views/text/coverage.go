package text

// Whether a range holds what it promises.
var (
	CoverageSaid      = Text{"Holds %s: %s.", "Contém %s: %s."}
	CoverageOfHundred = Text{"%d of 100 weeks", "%d de 100 semanas"}
	CoverageRight     = Text{"about as wide as it should be", "quase tão larga quanto deveria"}
	CoverageNarrow    = Text{"too narrow", "estreita demais"}
	CoverageBitNarrow = Text{"a little too narrow", "um pouco estreita demais"}
	CoverageWide      = Text{"too wide", "larga demais"}
	CoverageBitWide   = Text{"a little too wide", "um pouco larga demais"}
	FigureCoverage    = Text{"The 80% range holds", "A faixa de 80% contém"}
	HelpCoverage      = Text{"In the backtest, over all weeks ahead: the share of weeks whose sales fell inside the 80% range. It should be 80 of 100.", "No backtest, em todas as semanas à frente: a parte das semanas cujas vendas ficaram na faixa de 80%. Deveriam ser 80 de 100."}
	LatelyInside      = Text{"%d of the last %d weeks", "%d das últimas %d semanas"}
	LatelyOff         = Text{"%s over the last %d weeks", "%s nas últimas %d semanas"}
)

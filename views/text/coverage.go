package text

// Whether a range holds what it promises.
var (
	CoverageOfHundred = Text{"%d of 100", "%d de 100"}
	FigureCoverage    = Text{"Weeks inside the 80% range", "Semanas na faixa de 80%"}
	HelpCoverage      = Text{"In the backtest, over all weeks ahead: the share of weeks whose sales fell inside the 80% range. It should be 80 of 100.", "No backtest, em todas as semanas à frente: a parte das semanas cujas vendas ficaram na faixa de 80%. Deveriam ser 80 de 100."}
	LatelyInside      = Text{"%d of the last %d weeks", "%d das últimas %d semanas"}
	LatelyOff         = Text{"%s over the last %d weeks", "%s nas últimas %d semanas"}
)

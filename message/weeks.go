package message

// Why a week is not learnt from.
var (
	WeekEmpty    = of0("week_empty", Text{"no orders in this week", "nenhum pedido nesta semana"})
	WeekPartial  = of2[int, int]("week_partial", Text{"only {days} of the usual {usual} days {days|has|have} orders", "só {days} dos {usual} dias habituais {days|tem|têm} pedidos"})
	WeekFading   = of2[Percent, Percent]("week_fading", Text{"orders fade out within the week: its last three days bring {end} of the usual, its first three {begin}; the data seem to end here", "os pedidos se esgotam nesta semana: os três últimos dias trazem {end} do habitual, os três primeiros {begin}; os dados parecem terminar aqui"})
	WeekIsolated = of2[int, int]("week_isolated", Text{"{run|# complete week|# complete weeks}, then {gap|# week|# weeks} without: too far from the rest to be of use", "{run|# semana completa|# semanas completas} e depois {gap|# semana|# semanas} sem dados: longe demais do resto para servir"})
	WeekHigh     = of2[WholeMoney, Number]("week_high", Text{"{sold} is {times} times the usual level: left out until you say it is right", "{sold} é {times} vezes o nível habitual: fora do treino até você dizer que está certo"})
	WeekLow      = of2[WholeMoney, Percent]("week_low", Text{"{sold} is {share} of the usual level: left out until you say it is right", "{sold} é {share} do nível habitual: fora do treino até você dizer que está certo"})
	WeekCut      = of2[WholeMoney, Percent]("week_cut", Text{"{sold} is {share} of the usual level: the data seem to end within this week; left out until you say it is right", "{sold} é {share} do nível habitual: os dados parecem terminar nesta semana; fora do treino até você dizer que está certo"})
	WeekRuledOut = of0("week_ruled_out", Text{"left out by hand", "retirada à mão"})
	WeekRuledWhy = of1[string]("week_ruled_why", Text{"left out by hand: {note}", "retirada à mão: {note}"})
)

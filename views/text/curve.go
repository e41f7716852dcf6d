package text

// The curve of a training.
var (
	CurveRound  = Text{"round %s", "rodada %s"}
	CurveSoFar  = Text{"Error on held-back weeks, in usual weekly changes; lower is better. Round %s: %s. Lowest so far in round %s: %s.", "Erro nas semanas reservadas, em variações semanais habituais; menor é melhor. Rodada %s: %s. Menor até agora, na rodada %s: %s."}
	CurveChosen = Text{"Error on held-back weeks, in usual weekly changes; lower is better. Round %s has the lowest, %s: the model has as many.", "Erro nas semanas reservadas, em variações semanais habituais; menor é melhor. A rodada %s tem o menor, %s: o modelo tem esse número."}
	CurveEnded  = Text{"Error on held-back weeks, in usual weekly changes; lower is better. It ended after round %s, with an error of %s, and made no model; the lowest was in round %s, %s.", "Erro nas semanas reservadas, em variações semanais habituais; menor é melhor. Terminou após a rodada %s, com erro de %s, e não gerou modelo; o menor foi na rodada %s, %s."}
	CurveAll    = Text{"Error on held-back weeks, in usual weekly changes; lower is better. The model has all %s rounds, with an error of %s; the lowest was in round %s, %s.", "Erro nas semanas reservadas, em variações semanais habituais; menor é melhor. O modelo tem todas as %s rodadas, com erro de %s; o menor foi na rodada %s, %s."}
)

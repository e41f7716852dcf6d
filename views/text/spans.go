package text

// So many weeks as sentences speak of them: one is not numbered.
var (
	TheComing = Plural{Text{"the coming week", "a próxima semana"}, Text{"the coming %d weeks", "as próximas %d semanas"}}
	InComing  = Plural{Text{"in the coming week", "na próxima semana"}, Text{"in the coming %d weeks", "nas próximas %d semanas"}}
	TheLast   = Plural{Text{"the last week", "a última semana"}, Text{"the last %d weeks", "as últimas %d semanas"}}

	WordsPartial = Plural{
		Text{"%d week is incomplete: shaded, without a point, and left out.", "%d semana está incompleta: sombreada, sem ponto e deixada de fora."},
		Text{"%d weeks are incomplete: shaded, without a point, and left out.", "%d semanas estão incompletas: sombreadas, sem ponto e deixadas de fora."},
	}
)

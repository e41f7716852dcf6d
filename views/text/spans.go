package text

// So many weeks as sentences speak of them: one is not numbered.
var (
	TheComing = Plural{Text{"the coming week", "a próxima semana"}, Text{"the coming %d weeks", "as próximas %d semanas"}}
	InComing  = Plural{Text{"in the coming week", "na próxima semana"}, Text{"in the coming %d weeks", "nas próximas %d semanas"}}
	TheLast   = Plural{Text{"the last week", "a última semana"}, Text{"the last %d weeks", "as últimas %d semanas"}}
)

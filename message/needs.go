package message

import "olist/week"

// What needs somebody.
var (
	NeedBand = of6[week.Week, WholeMoney, WholeMoney, int, WholeMoney, WholeMoney]("need_band", Text{
		"Week of {week}: {actual} sold, {forecast} forecast. The {level}% range was {low} to {high}.",
		"Semana de {week}: {actual} vendidos, {forecast} previstos. A faixa de {level}% era de {low} a {high}."})
	NeedChance = of5[int, week.Week, WholeMoney, WholeMoney, int]("need_chance", Text{
		"{weeks|# week|# weeks} from {from}: {forecast} forecast, target {target}. It is missed {chance} times in 100.",
		"{weeks|# semana|# semanas} a partir de {from}: previsão de {forecast}, meta de {target}. Em 100 vezes, fica abaixo em {chance}."})
	NeedBudget = of5[Day, Day, WholeMoney, WholeMoney, int]("need_budget", Text{
		"{from} to {to}: {estimate} expected, with what came; budget {budget}. It is missed {chance} times in 100.",
		"De {from} a {to}: {estimate} esperados, com o que já veio; orçamento de {budget}. Em 100 vezes, fica abaixo em {chance}."})
	NeedBudgetOnly = of4[Day, Day, WholeMoney, WholeMoney]("need_budget_only", Text{
		"{from} to {to}: {estimate} expected, with what came; budget {budget}.",
		"De {from} a {to}: {estimate} esperados, com o que já veio; orçamento de {budget}."})
	NeedBudgetLikely = of4[Period, int, WholeMoney, WholeMoney]("need_budget_likely", Text{
		"{period} is likely to miss its budget: {chance} times in 100. {estimate} expected, with what came; budget {budget}.",
		"O orçamento de {period} tende a não ser atingido: em 100 vezes, fica abaixo em {chance}. {estimate} esperados, com o que já veio; orçamento de {budget}."})
	NeedPeriodLikely = of4[Period, int, WholeMoney, WholeMoney]("need_period_likely", Text{
		"{period} is likely to miss its target: {chance} times in 100. {estimate} expected, with what came; target {target}.",
		"A meta de {period} tende a não ser batida: em 100 vezes, fica abaixo em {chance}. {estimate} esperados, com o que já veio; meta de {target}."})
	NeedPeriod = of4[Period, WholeMoney, WholeMoney, int]("need_period", Text{
		"{period}: {estimate} expected, with what came; target {target}. It is missed {chance} times in 100.",
		"Em {period}: {estimate} esperados, com o que já veio; meta de {target}. Em 100 vezes, fica abaixo em {chance}."})
	NeedPlanLikely = of5[int, int, week.Week, WholeMoney, WholeMoney]("need_plan_likely", Text{
		"The plan is likely to be missed: {chance} times in 100. {weeks|# week|# weeks} from {from}: {forecast} forecast, plan {plan}.",
		"O plano tende a não ser atingido: em 100 vezes, fica abaixo em {chance}. {weeks|# semana|# semanas} a partir de {from}: previsão de {forecast}, plano de {plan}."})
	NeedPlan = of5[int, week.Week, WholeMoney, WholeMoney, int]("need_plan", Text{
		"{weeks|# week|# weeks} from {from}: {forecast} forecast, plan {plan}. It is missed {chance} times in 100.",
		"{weeks|# semana|# semanas} a partir de {from}: previsão de {forecast}, plano de {plan}. Em 100 vezes, fica abaixo em {chance}."})
	NeedPlanOnly = of4[int, week.Week, WholeMoney, WholeMoney]("need_plan_only", Text{
		"{weeks|# week|# weeks} from {from}: {forecast} forecast, plan {plan}.",
		"{weeks|# semana|# semanas} a partir de {from}: previsão de {forecast}, plano de {plan}."})
	NeedOrdersMissed = of2[int, WholeMoney]("need_orders_missed", Text{
		"{orders|# order|# orders} should go out today, or should have gone before. Without {orders|it|them}, {missed} of sales are expected to be missed.",
		"{orders|# pedido deve|# pedidos devem} sair hoje ou já {orders|deveria|deveriam} ter saído. Sem {orders|ele|eles}, espera-se perder {missed} em vendas."})
	NeedOrders = of1[int]("need_orders", Text{
		"{orders|# order|# orders} should go out today, or should have gone before.",
		"{orders|# pedido deve|# pedidos devem} sair hoje ou já {orders|deveria|deveriam} ter saído."})
	NeedLate       = of2[int, week.Week]("need_late", Text{"Sales of {weeks|# week|# weeks} have not come. The last week with any sales is that of {last}.", "Faltam as vendas de {weeks|# semana|# semanas}. A última semana com alguma venda é a de {last}."})
	NeedHeldWeek   = of2[week.Week, Message]("need_held_week", Text{"The week of {week} is left out: {why}", "A semana de {week} fica de fora: {why}"})
	NeedHeldImport = of1[int64]("need_held_import", Text{"Import {version} waits for somebody to put it in force or discard it.", "A importação {version} espera que alguém a ponha em vigor ou descarte."})
	NeedWorse      = of2[Percent, Percent]("need_worse", Text{"The model is off by {now}; the one before it by {then}, on the same weeks.", "O modelo erra {now}; o anterior errava {then}, nas mesmas semanas."})
	NeedBackup     = of1[Message]("need_backup", Text{"The latest backup failed: {why}", "O último backup falhou: {why}"})

	NoNeed       = of1[Quoted]("no_need", Text{"there is no line {id} on the list; it may have gone since", "não há a linha {id} na lista; ela pode ter saído"})
	NeedAnswered = of0("need_answered", Text{"somebody else has answered this line meanwhile; look at what they said, then send again what you still want", "outra pessoa respondeu esta linha enquanto isso; veja o que disse e envie de novo o que ainda quiser"})
	NeedWord     = of1[int]("need_word", Text{"say in a few words why, in at most {most} letters", "diga em poucas palavras por quê, em no máximo {most} letras"})
	NeedUntil    = of0("need_until", Text{"the day should be after today and within a year", "o dia deve ser depois de hoje e dentro de um ano"})
	NeedsChanged = of0("needs_changed", Text{"somebody else has changed these limits meanwhile; nothing was saved. Look at theirs, then save again what you still want", "outra pessoa mudou estes limites enquanto isso; nada foi salvo. Veja os dela e salve de novo o que ainda quiser"})
	NeedsLevel   = of0("needs_level", Text{"the range should be 80 or 95", "a faixa deve ser 80 ou 95"})
	NeedsBetween = of2[int, int]("needs_between", Text{"a number from {lowest} to {highest}", "um número de {lowest} a {highest}"})
)

package text

// The plan: what the team adopts.
var (
	PlanningTab      = Text{"The plan", "O plano"}
	PlanningTitle    = Text{"The plan", "O plano"}
	PlanningIntro    = Text{"The forecast is what the model says; the plan is what the team adopts. What you know and the model does not, lay over it as an override: parts and total follow at once, to the cent. Publish the plan to freeze it.", "A previsão é o que o modelo diz; o plano é o que a equipe adota. O que você sabe e o modelo não sabe, aplique como ajuste: partes e total acompanham na hora, até o centavo. Publique o plano para congelá-lo."}
	PlanNone         = Text{"No plan is published yet: what is used everywhere is the forecast.", "Nenhum plano foi publicado ainda: em toda parte vale a previsão."}
	PlanIs           = Text{"Plan %s, published by %s on %s, differs from the forecast in %s.", "O plano %s, publicado por %s em %s, difere da previsão em %s."}
	PlanIsSame       = Text{"Plan %s, published by %s on %s, is the forecast.", "O plano %s, publicado por %s em %s, é igual à previsão."}
	PlanIsHere       = Text{"Plan %s, published here on %s, differs from the forecast in %s.", "O plano %s, publicado aqui em %s, difere da previsão em %s."}
	PlanIsHereSame   = Text{"Plan %s, published here on %s, is the forecast.", "O plano %s, publicado aqui em %s, é igual à previsão."}
	PlanIsOlder      = Text{"It was made with sales until %s; newer ones have come since.", "Foi feito com vendas até %s; depois disso chegaram outras."}
	PlanOpen         = Text{"Overrides were changed since: publish again to adopt them.", "Os ajustes mudaram desde então: publique de novo para adotá-los."}
	PlanWeeksTitle   = Text{"Week by week: %s", "Semana a semana: %s"}
	PlanOverrides    = Text{"Overrides", "Ajustes"}
	PlanDraft        = Text{"Draft", "Rascunho"}
	PlanPublished    = Text{"Plan %s", "Plano %s"}
	PlanChange       = Text{"Change", "Ajustar"}
	PlanChangeWeek   = Text{"Change the week of %s", "Ajustar a semana de %s"}
	PlanEdit         = Text{"Change override %s", "Mudar o ajuste %s"}
	PlanNew          = Text{"New override", "Novo ajuste"}
	PlanKind         = Text{"How", "Como"}
	PlanKindSet      = Text{"The plan is to be", "O plano deve ser"}
	PlanKindAmount   = Text{"So much more or less", "Tanto a mais ou a menos"}
	PlanKindPercent  = Text{"Percent more or less than the forecast", "Por cento a mais ou a menos que a previsão"}
	PlanValue        = Text{"Number", "Número"}
	PlanValueHint    = Text{"For all these weeks together, for example 350000, -12000 less, or in percent 5 for 5% more and -10 for 10% less. It is spread by the shares of the forecast.", "Para todas essas semanas juntas, por exemplo 350000, -12000 a menos, ou em por cento 5 para 5% a mais e -10 para 10% a menos. É repartido pelas participações da previsão."}
	PlanReason       = Text{"Reason", "Motivo"}
	PlanReasonChoose = Text{"Choose a reason", "Escolha um motivo"}
	PlanRemark       = Text{"Remark", "Observação"}
	PlanPreview      = Text{"See what it does", "Ver o efeito"}
	PlanSave         = Text{"Save", "Salvar"}
	PlanCancel       = Text{"Leave it as it was", "Deixar como estava"}
	PlanPreviewOf    = Text{"What it would do, nothing is saved yet", "O que faria; nada foi salvo ainda"}
	PlanNow          = Text{"Now", "Agora"}
	PlanWith         = Text{"With it", "Com ele"}
	PlanWhat         = Text{"Sales of", "Vendas de"}
	PlanListTitle    = Text{"Overrides in force", "Ajustes em vigor"}
	PlanListNone     = Text{"Nobody has laid anything over the forecast of these weeks.", "Ninguém ajustou a previsão destas semanas."}
	PlanSays         = Text{"%s: %s, %s", "%s: %s, %s"}
	PlanByHere       = Text{"by you, here, on %s", "por você, aqui, em %s"}
	PlanBy           = Text{"by %s on %s", "por %s em %s"}
	PlanUndo         = Text{"Undo", "Desfazer"}
	PlanUndoOf       = Text{"Undo the latest change: %s", "Desfazer a última mudança: %s"}
	PlanDelete       = Text{"Delete", "Apagar"}
	PlanDeleteOf     = Text{"Delete: %s", "Apagar: %s"}
	PlanDeleted      = Text{"Deleted of late", "Apagados há pouco"}
	PlanBack         = Text{"Bring back", "Trazer de volta"}
	PlanBackOf       = Text{"Bring back: %s", "Trazer de volta: %s"}
	PlanPublish      = Text{"Publish as plan %s", "Publicar como plano %s"}
	PlanPublishP     = Text{"Freezes forecast and plan of all segments under this number: it stays as it is, whatever the model says later.", "Congela previsão e plano de todos os segmentos sob este número: fica como está, diga o modelo o que disser depois."}
	PlanHistory      = Text{"Published plans", "Planos publicados"}
	PlanNumber       = Text{"Plan", "Plano"}
	PlanUntil        = Text{"Sales until", "Vendas até"}
	PlanWho          = Text{"Published by", "Publicado por"}
	PlanWhen         = Text{"Published", "Publicado"}
	PlanWithdraw     = Text{"Withdraw", "Retirar"}
	PlanWithdrawOf   = Text{"Withdraw plan %s", "Retirar o plano %s"}
	PlanWithdrawn    = Text{"withdrawn", "retirado"}
	PlanCounts       = Text{"counts", "em vigor"}
	PlanRestore      = Text{"Let it count again", "Voltar a valer"}
	PlanRestoreOf    = Text{"Let plan %s count again", "Plano %s: voltar a valer"}

	WorthTab      = Text{"What overrides were worth", "O que os ajustes valeram"}
	WorthTitle    = Text{"What overrides were worth", "O que os ajustes valeram"}
	WorthIntro    = Text{"Once the weeks of a published plan have come: how far off was the forecast, how far off was the plan? What an override said counts alone, for the segment it was made for.", "Quando chegam as semanas de um plano publicado: quanto errou a previsão, quanto errou o plano? Cada ajuste conta sozinho, no segmento para o qual foi feito."}
	WorthHow      = Text{"The interval is for the mean gain of a week, at 95%, and allows for weeks that hang together (Student's t on paired differences by week, equal-weighted cosine variance: Lazarus, Lewis, Stock and Watson 2018; on simulated planners it held in 91 to 95 of 100 cases). Below 8 weeks nothing is said. The naive is the same week a year before or, where that is not known, the last week known.", "O intervalo é do ganho médio de uma semana, a 95%, e leva em conta semanas dependentes (t de Student sobre diferenças pareadas por semana, variância por cossenos de mesmo peso: Lazarus, Lewis, Stock e Watson 2018; com planejadores simulados, conteve o valor em 91 a 95 de 100 casos). Com menos de 8 semanas nada se afirma. O ingênuo é a mesma semana do ano anterior ou, se não conhecida, a última semana conhecida."}
	WorthNone     = Text{"No week of a published plan that differs from its forecast has come yet.", "Ainda não chegou nenhuma semana de um plano publicado que difira da previsão."}
	WorthWhole    = Text{"All sales, the whole plan", "Todas as vendas, o plano inteiro"}
	WorthPeople   = Text{"By person", "Por pessoa"}
	WorthReasons  = Text{"By reason", "Por motivo"}
	WorthSegments = Text{"By segment", "Por segmento"}
	WorthHorizon  = Text{"By weeks ahead", "Por semanas à frente"}
	WorthGroup    = Text{"Group", "Grupo"}
	WorthWeeks    = Text{"Weeks", "Semanas"}
	WorthForecast = Text{"Forecast off by", "Erro da previsão"}
	WorthPlan     = Text{"Plan off by", "Erro do plano"}
	WorthNaive    = Text{"Naive off by", "Erro do ingênuo"}
	WorthGain     = Text{"Gain a week", "Ganho por semana"}
	WorthVerdict  = Text{"Did it help?", "Ajudou?"}
	WorthAgainst  = Text{"Better than the naive?", "Melhor que o ingênuo?"}
	WorthFew      = Text{"too few weeks to say", "poucas semanas para dizer"}
	WorthHelped   = Text{"yes", "sim"}
	WorthHarmed   = Text{"no, it made it worse", "não, piorou"}
	WorthUnclear  = Text{"cannot be told yet", "ainda não se sabe"}
	WorthInterval = Text{"%s (%s to %s)", "%s (%s a %s)"}
	WorthHere     = Text{"here", "aqui"}

	GoalPlan = Text{"No target is kept, so plan %s is the target.", "Nenhuma meta está guardada; por isso vale o plano %s."}

	FilePlan     = Text{"plan", "plano"}
	FilePlanNo   = Text{"plan_number", "número_do_plano"}
	FileDraft    = Text{"draft", "rascunho"}
	FilePlanBase = Text{"plan_forecast", "previsão_do_plano"}
)

// PlanReasonNames are the reasons of overrides, by their keys.
var PlanReasonNames = map[string]Text{
	"promotion": {"promotion", "promoção"}, "price": {"price", "preço"}, "event": {"event", "evento"}, "customer": {"customer or contract", "cliente ou contrato"},
	"assortment": {"new or ended products", "produtos novos ou encerrados"}, "supply": {"supply", "abastecimento"}, "market": {"market", "mercado"},
	"model": {"the model misses something", "o modelo deixa algo de fora"}, "other": {"other", "outro"},
}

// PlanReason names a reason; an unknown one names itself.
func (l Locale) PlanReason(key string) string {
	if name, ok := PlanReasonNames[key]; ok {
		return l.T(name)
	}
	return key
}

package text

// Goals, past forecasts and notes on the dashboard.
var (
	MoreControls  = Text{"Goal and past forecasts", "Meta e previsões passadas"}
	GoalLabel     = Text{"Goal for the whole horizon, in R$", "Meta para todo o horizonte, em R$"}
	GoalHint      = Text{"Leave empty for none.", "Deixe vazio se não houver."}
	GoalTitle     = Text{"Goal: %s in the coming %s", "Meta: %s nas próximas %s"}
	GoalAbove     = Text{"The forecast is %s (%s) above it.", "A previsão está %s (%s) acima."}
	GoalBelow     = Text{"The forecast is %s (%s) below it.", "A previsão está %s (%s) abaixo."}
	GoalChance    = Text{"Chance to reach it: %s.", "Chance de alcançar: %s."}
	GoalUnder     = Text{"under 1%", "menos de 1%"}
	GoalOver      = Text{"over 99%", "mais de 99%"}
	GoalHelp      = Text{"Read off the forecast's own ranges: they say how often totals like this one miss by how much.", "Lida das próprias faixas da previsão: elas dizem com que frequência totais como este erram e quanto."}
	GoalWrong     = Text{"The goal should be an amount in R$, for example 2500000.", "A meta deve ser um valor em R$, por exemplo 2500000."}
	PastLabel     = Text{"Lay past forecasts over the sales", "Sobrepor previsões passadas às vendas"}
	PastNone      = Text{"none", "nenhuma"}
	SeriesNotes   = Text{"Note or event", "Nota ou evento"}
	NotesTitle    = Text{"Notes", "Notas"}
	NotesNone     = Text{"No note yet. A note explains a week to whoever looks next.", "Ainda sem notas. Uma nota explica uma semana a quem olhar depois."}
	NoteWeek      = Text{"Any day of the week", "Qualquer dia da semana"}
	NoteText      = Text{"What happened, or will", "O que houve ou vai haver"}
	NoteAdd       = Text{"Add the note", "Adicionar a nota"}
	NoteBy        = Text{"by %s", "por %s"}
	NoteDelete    = Text{"Delete", "Apagar"}
	NoteDeleteOf  = Text{"Delete the note about %s", "Apagar a nota sobre %s"}
	NoteWeekWrong = Text{"The day should be a date, for example 2018-08-13.", "O dia deve ser uma data, por exemplo 2018-08-13."}
	PlansReadOnly = Text{"Only an administrator may write here.", "Só um administrador pode escrever aqui."}
)

// Scenarios.
var (
	NavScenarios      = Text{"What if", "E se"}
	ScenariosTitle    = Text{"What if?", "E se?"}
	ScenariosIntro    = Text{"Lay your own assumptions over the forecast: a promotion, a price change, a stop. The forecast itself stays as it is.", "Coloque suas próprias hipóteses sobre a previsão: uma promoção, uma mudança de preço, uma parada. A previsão em si não muda."}
	ScenariosNone     = Text{"No scenario yet.", "Ainda não há cenário."}
	ScenarioNew       = Text{"New scenario", "Novo cenário"}
	ScenarioName      = Text{"Name", "Nome"}
	ScenarioCreate    = Text{"Create", "Criar"}
	ScenarioChanges   = Plural{Text{"%d assumption", "%d hipótese"}, Text{"%d assumptions", "%d hipóteses"}}
	ScenarioChangedBy = Text{"last changed by %s, %s", "última mudança por %s, %s"}
	AssumptionTag     = Text{"assumption", "hipótese"}
	AssumptionNotice  = Text{"These are assumptions of people, laid over the forecast of model %s. They are not a forecast.", "São hipóteses de pessoas, sobre a previsão do modelo %s. Não são uma previsão."}
	ScenarioOutcome   = Text{"With these assumptions: %s in the coming %s, %s against the forecast (%s).", "Com estas hipóteses: %s nas próximas %s, %s em relação à previsão (%s)."}
	ScenarioSame      = Text{"Nothing here changes these weeks of this segment: %s in the coming %s, as forecast.", "Nada aqui muda estas semanas deste segmento: %s nas próximas %s, como previsto."}
	AssumptionsTitle  = Text{"Assumptions", "Hipóteses"}
	AssumptionsNone   = Text{"None yet: add one below.", "Nenhuma ainda: adicione abaixo."}
	AssumptionAdd     = Text{"Add an assumption", "Adicionar uma hipótese"}
	AssumptionSegment = Text{"Segment", "Segmento"}
	AssumptionFrom    = Text{"First week", "Primeira semana"}
	AssumptionTo      = Text{"Last week", "Última semana"}
	AssumptionPercent = Text{"Change in %", "Variação em %"}
	AssumptionHint    = Text{"For example 10 for a tenth more, -100 for a stop.", "Por exemplo 10 para um décimo a mais, -100 para uma parada."}
	AssumptionRemove  = Text{"Remove", "Remover"}
	AssumptionOf      = Text{"Remove: %s, %s", "Remover: %s, %s"}
	AssumptionSay     = Text{"%s, %s to %s: %s", "%s, %s a %s: %s"}
	SeriesBaseline    = Text{"Forecast", "Previsão"}
	SeriesScenario    = Text{"With the assumptions", "Com as hipóteses"}
	ColumnDifference  = Text{"Difference", "Diferença"}
	ScenarioSummary   = Text{"Chart of the forecast and of the scenario %s. The table below holds the numbers.", "Gráfico da previsão e do cenário %s. A tabela abaixo traz os números."}
	ScenarioWeekly    = Text{"Week by week, in R$", "Semana a semana, em R$"}
	ScenarioDelete    = Text{"Delete the scenario", "Apagar o cenário"}
	BackToScenarios   = Text{"All scenarios", "Todos os cenários"}
)

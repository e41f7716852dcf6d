package message

import "olist/week"

// Scenarios, notes, targets and events.
var (
	FirstWeekWrong    = of0("first_week_wrong", Text{"the first week should be a date, for example 2018-11-19", "a primeira semana deve ser uma data, por exemplo 2018-11-19"})
	LastWeekWrong     = of0("last_week_wrong", Text{"the last week should be a date, for example 2018-11-19", "a última semana deve ser uma data, por exemplo 2018-11-19"})
	LastWeekFirst     = of0("last_week_first", Text{"the last week comes before the first one", "a última semana vem antes da primeira"})
	ChangeWrong       = of0("change_wrong", Text{"the change should be a number, for example 10 or -100", "a variação deve ser um número, por exemplo 10 ou -100"})
	ChangeOutside     = of0("change_outside", Text{"the change should be a number from -100 to 1000, and not 0", "a variação deve ser um número de -100 a 1000, diferente de 0"}).plainly("the change is a number from -100 to 1000, and not 0")
	PriceOutside      = of0("price_outside", Text{"the price change should be a number from -90 to 500, and not 0", "a mudança de preço deve ser um número de -90 a 500, diferente de 0"}).plainly("the price change is a number from -90 to 500, and not 0")
	PriceNotFollowed  = of0("price_not_followed", Text{"the change of sales does not follow from the change of price", "a variação das vendas não decorre da mudança de preço"})
	PriceTooMuch      = of0("price_too_much", Text{"together these mean more than eleven times the sales; give a smaller price change or elasticity", "juntos, significam mais de onze vezes as vendas; dê uma mudança de preço ou elasticidade menor"})
	ElasticityWrong   = of0("elasticity_wrong", Text{"the elasticity should be a number, for example -1.5", "a elasticidade deve ser um número, por exemplo -1,5"})
	ElasticityRange   = of0("elasticity_range", Text{"the elasticity should be a number from -10 to 0", "a elasticidade deve ser um número de -10 a 0"}).plainly("the elasticity is a number from -10 to 0")
	ChooseSegment     = of0("choose_segment", Text{"choose the segment that changes", "escolha o segmento que muda"})
	ChooseDriver      = of0("choose_driver", Text{"choose what is known ahead and changes", "escolha o que é conhecido de antemão e muda"})
	DriverAlone       = of0("driver_alone", Text{"a change of what is known ahead has no percentage and no price beside it: what it does was learnt", "uma mudança do que é conhecido de antemão não tem porcentagem nem preço ao lado: seu efeito foi aprendido"})
	DriverStepNone    = of0("driver_step_none", Text{"give a number that changes something, for example 2 or -1", "dê um número que mude algo, por exemplo 2 ou -1"})
	DriverStepWrong   = of0("driver_step_wrong", Text{"what changes should be a number, for example 5 or -1", "a mudança deve ser um número, por exemplo 5 ou -1"})
	DriverNotLearnt   = of1[Quoted]("driver_not_learnt", Text{"the model that serves was trained without {driver}, so nothing is known of what it does: retrain, or assume a percentage", "o modelo em uso foi treinado sem {driver}, por isso não se sabe seu efeito: treine de novo ou suponha uma porcentagem"})
	DriverNoEffect    = of1[Quoted]("driver_no_effect", Text{"no effect of {driver} was found in the past: assume a percentage, or retrain once more weeks tell", "nenhum efeito de {driver} foi encontrado no passado: suponha uma porcentagem ou treine de novo quando mais semanas o mostrarem"})
	NameAssumption    = of0("name_assumption", Text{"name the assumption by its number", "indique a hipótese pelo número"})
	ScenarioName      = of1[int]("scenario_name", Text{"a scenario needs a name of 1 to {most} characters", "um cenário precisa de um nome de 1 a {most} caracteres"}).plainly("a scenario has a name of 1 to {most} characters")
	ScenarioMeanwhile = of0("scenario_meanwhile", Text{"This scenario has been changed since the page was opened, so nothing was done. Here is how it stands now; do what you meant once more.", "Este cenário foi alterado depois que a página foi aberta; por isso nada foi feito. Aqui está como ele está agora; faça de novo o que pretendia."})
	ScenarioFull      = of1[int]("scenario_full", Text{"a scenario holds at most {most} assumptions", "um cenário comporta no máximo {most} hipóteses"}).plainly("a scenario holds at most {most} changes")

	NoteLength  = of1[int]("note_length", Text{"a note needs 1 to {most} characters", "uma nota precisa de 1 a {most} caracteres"}).plainly("a note has 1 to {most} characters")
	NoteDay     = of0("note_day", Text{"The day should be a date, for example 2018-08-13.", "O dia deve ser uma data, por exemplo 2018-08-13."})
	NoteOutside = of2[Day, Day]("note_outside", Text{"The day should be from {first} to {last}: weeks of the data, or that can be forecast.", "O dia deve ser de {first} a {last}: semanas dos dados ou que podem ser previstas."})
	GoalWrong   = of0("goal_wrong", Text{"The target should be an amount, for example 2500000 or 2.5M. What follows is without a target.", "A meta deve ser um valor, por exemplo 2500000 ou 2,5 mi. O que segue está sem meta."})

	NoOverride       = of1[Quoted]("no_override", Text{"there is no override {id}", "não há ajuste {id}"})
	NoPlan           = of1[Quoted]("no_plan", Text{"there is no plan {number}", "não há plano {number}"})
	NoPlanYet        = of0("no_plan_yet", Text{"no plan is published yet", "nenhum plano foi publicado ainda"})
	OverrideChanged  = of1[Quoted]("override_changed", Text{"{who} changed overrides that touch this one while you were at it; nothing was saved. Look at them, then save again.", "{who} mudou ajustes que tocam neste enquanto você trabalhava; nada foi salvo. Olhe-os e salve de novo."})
	OverridesMost    = of1[int]("overrides_most", Text{"at most {most} overrides can speak of coming weeks; delete some", "no máximo {most} ajustes podem tratar de semanas futuras; apague alguns"})
	OverrideSegments = of1[int]("override_segments", Text{"choose 1 to {most} segments of one kind, each once", "escolha de 1 a {most} segmentos de um mesmo tipo, cada um uma vez"})
	OverrideWeeks    = of2[week.Week, week.Week]("override_weeks", Text{"the weeks should be among those to come, from {first} to {last}", "as semanas devem ser futuras, de {first} a {last}"})
	OverrideReason   = of0("override_reason", Text{"choose a reason from the list", "escolha um motivo da lista"})
	OverrideAmount   = of0("override_amount", Text{"the amount should be a number that changes something, for example 12000 or -800", "o valor deve ser um número que mude algo, por exemplo 12000 ou -800"})
	OverrideSame     = of0("override_same", Text{"this is what the plan says already", "é o que o plano já diz"})
	PlanBelow        = of2[string, week.Week]("plan_below", Text{"the plan of {segment} would fall below zero in the week of {week}", "o plano de {segment} ficaria abaixo de zero na semana de {week}"})
	OverrideDoubt    = of2[WholeMoney, WholeMoney]("override_doubt", Text{"{planned} would be planned for these weeks, and {forecast} is forecast. Is that meant? Then press once more; else write another amount.", "Seriam planejados {planned} para estas semanas, e a previsão é de {forecast}. É isso mesmo? Então pressione de novo; se não, escreva outro valor."})
	PlanMoved        = of0("plan_moved", Text{"the forecast has changed since you looked; look at the plan again, then publish it", "a previsão mudou desde que você olhou; veja o plano de novo e então publique"})

	NoDriver        = of1[Quoted]("no_driver", Text{"nothing called {name} is known ahead", "nada chamado {name} é conhecido de antemão"})
	NoDriverEdit    = of1[Quoted]("no_driver_edit", Text{"there is no correction {id}", "não há correção {id}"})
	DriverWeek      = of2[week.Week, week.Week]("driver_week", Text{"only coming weeks can be corrected, from {first} to {last}", "só semanas futuras podem ser corrigidas, de {first} a {last}"})
	DriverWeekTwice = of1[week.Week]("driver_week_twice", Text{"the week of {week} is there twice", "a semana de {week} aparece duas vezes"})
	EventName       = of0("event_name", Text{"Give it a name of 1 to 100 characters.", "Dê um nome de 1 a 100 caracteres."}).plainly("an event needs a name of 1 to 100 characters")
	EventDay        = of0("event_day", Text{"Choose a day, like 2018-11-23.", "Escolha um dia, como 2018-11-23."}).plainly("The day should be written like 2018-11-23.")
	EventKind       = of4[string, string, string, string]("event_kind", Text{"the kind of an event is {first}, {second}, {third} or {fourth}", "o tipo de um evento é {first}, {second}, {third} ou {fourth}"})
	EventGroup      = of3[string, string, string]("event_group", Text{"a group of events is {first}, {second}, or {third} with an event's name after it", "um grupo de eventos é {first}, {second} ou {third} seguido do nome de um evento"})
	EventGroupsMost = of1[int]("event_groups_most", Text{"At most {most} groups of events can be left out.", "No máximo {most} grupos de eventos podem ficar de fora."})
	EventTwice      = of0("event_twice", Text{"this event is in that week already, perhaps hidden; change the one that is there", "este evento já está nessa semana, talvez oculto; altere o que está lá"})
	WeekOutside     = of1[week.Week]("week_outside", Text{"the week of {week} lies outside the data", "a semana de {week} está fora dos dados"}).plainly("{week} lies outside the data")
)

// Weeks of a forecast.
var (
	WeekWrong       = of0("week_wrong", Text{"The week should be any date in it, written like 2018-08-20.", "A semana deve ser qualquer data dela, escrita como 2018-08-20."}).plainly("week should be a day of the week, written like 2018-08-20.")
	WeekNotForecast = of2[week.Week, week.Week]("week_not_forecast", Text{"The week should be one of those forecast here, from {first} to {last}.", "A semana deve ser uma das previstas aqui, de {first} a {last}."}).
			plainly("week should be one of the weeks forecast here, from {first} to {last}.")
	FirstLookRuns = of0("first_look_runs", Text{"The first look at the forecasts is still being taken. Try again in a moment.", "A primeira verificação das previsões ainda está em andamento. Tente de novo em um instante."})
)

package message

// Limits that a forecast in service has passed.
var (
	AlarmTracking = of2[Number, Number]("alarm_tracking", Text{"The forecast is off to one side: tracking signal {signal}, limit {limit}.", "A previsão erra para um lado: sinal de rastreamento {signal}, limite {limit}."})
	AlarmError    = of2[Percent, Percent]("alarm_error", Text{"The error is {error}; the backtest promised {promised}.", "O erro é de {error}; o backtest prometia {promised}."})
	AlarmBands    = of2[int, int]("alarm_bands", Text{"The 80% range missed {missed} of {weeks} weeks.", "A faixa de 80% errou {missed} de {weeks} semanas."})
	AlarmLevel    = of2[int, int]("alarm_level", Text{"The level of the last {recent} weeks is unlike the {former} before.", "O nível das últimas {recent} semanas difere do das {former} anteriores."})
	AlarmMix      = of0("alarm_mix", Text{"The mix of categories has changed.", "A composição das categorias mudou."}).other(
		"The mix of the parts of the sales has changed.",
		"A composição das partes das vendas mudou.")
)

// NotIssued: a forecast that is asked for by its week and model.
var NotIssued = of1[Quoted]("not_issued", Text{"There is no forecast {id} that was issued. Choose one from the list.", "Não existe a previsão emitida {id}. Escolha uma da lista."}).
	plainly("There is no forecast {id} that was issued. /api/v1/changes lists them.")

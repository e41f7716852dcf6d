package message

import "olist/week"

// What the engine cannot forecast. The words continue the name of the series or
// of the setting.
var (
	NoSeries         = of0("no_series", Text{"no series to forecast", "nenhuma série a prever"})
	SeriesTwice      = of0("series_twice", Text{"appears twice", "aparece duas vezes"})
	ValueInfinite    = of1[int]("value_infinite", Text{"value {n} is infinite", "o valor {n} é infinito"})
	ValueTooLarge    = of3[int, string, string]("value_too_large", Text{"value {n} is {value}: larger than {limit}, nothing can be forecast; tell the series in a larger unit", "o valor {n} é {value}: acima de {limit} nada pode ser previsto; informe a série em uma unidade maior"})
	SumUnknown       = of2[int, int]("sum_unknown", Text{"a sum names series {n} of {series}", "uma soma cita a série {n} de {series}"})
	DriversTooMany   = of2[int, int]("drivers_too_many", Text{"{drivers} drivers, more than {most}", "{drivers} fatores, mais que {most}"})
	DriverTwice      = of1[string]("driver_twice", Text{"the driver {driver} appears twice", "o fator {driver} aparece duas vezes"})
	DriversNumber    = of2[int, int]("drivers_number", Text{"has numbers of {n} drivers; the panel names {drivers}", "tem números de {n} fatores; o painel cita {drivers}"})
	DriverLength     = of3[string, int, int]("driver_length", Text{"its driver {driver} has {n} weeks: there must be as many as of the other drivers, and at least the {weeks} of the values", "seu fator {driver} tem {n} semanas: devem ser tantas quanto as dos outros fatores, e ao menos as {weeks} dos valores"})
	DriverTooLarge   = of2[string, int]("driver_too_large", Text{"number {n} of its driver {driver} is infinite or too large", "o número {n} de seu fator {driver} é infinito ou grande demais"})
	DriverMissing    = of1[string]("driver_missing", Text{"the model was trained with the driver {driver}; the data have none of that name", "o modelo foi treinado com o fator {driver}; os dados não têm nenhum com esse nome"})
	DriverNone       = of1[string]("driver_none", Text{"has no driver {driver} whose effect was learnt", "não tem um fator {driver} cujo efeito tenha sido aprendido"})
	DriverNotAhead   = of3[string, week.Week, int]("driver_not_ahead", Text{"the driver {driver} is not known for the week of {week}, one of the {horizon} weeks to forecast", "o fator {driver} não é conhecido na semana de {week}, uma das {horizon} semanas a prever"})
	TooShortForTrees = of0("too_short_for_trees", Text{"the data were too short to grow trees", "os dados eram curtos demais para treinar árvores"})
	WidthsUnknown    = of0("widths_unknown", Text{"was not forecast here: the widths of its ranges are not known", "não foi prevista aqui: as larguras de suas faixas não são conhecidas"})
	SeriesNotAmong   = of1[int]("series_not_among", Text{"is not among the {series} series", "não está entre as {series} séries"})
	ForecastTooLarge = of1[int]("forecast_too_large", Text{"its forecast of step {step} is beyond what a number holds; tell the series in a larger unit", "sua previsão do passo {step} passa do maior número possível; informe a série em uma unidade maior"})

	SettingBetween   = of2[int64, int64]("setting_between", Text{"must lie between {least} and {most}", "deve ficar entre {least} e {most}"})
	SettingBetweenIs = of3[int64, int64, int64]("setting_between_is", Text{"must lie between {least} and {most}; it is {value}", "deve ficar entre {least} e {most}; é {value}"})
	SettingAtLeast   = of1[int64]("setting_at_least", Text{"must be at least {least}", "deve ser no mínimo {least}"})
	SettingAtMostIs  = of2[int64, int64]("setting_at_most_is", Text{"must be at most {most}; it is {value}", "deve ser no máximo {most}; é {value}"})
	WindowsNeed      = of2[int64, int64]("windows_need", Text{"need at least {weeks} weeks of data; there are {have}", "precisam de ao menos {weeks} semanas de dados; há {have}"})
	WindowsBetween   = of3[int64, int64, int64]("windows_between", Text{"must lie between 1 and {most} for {weeks} weeks of data; it is {value}", "devem ficar entre 1 e {most} para {weeks} semanas de dados; são {value}"})
)

// The members of the combination.
var (
	ReferenceLast  = of0("reference_last", Text{"last value", "último valor"})
	ReferenceLevel = of1[int]("reference_level", Text{"{weeks}-week level", "nível de {weeks} semanas"})

	MemberTrees         = of1[Message]("member_trees", Text{"trees on change against the {reference}", "árvores sobre a variação em relação ao {reference}"})
	MemberTreesDamped   = of1[Message]("member_trees_damped", Text{"trees on change against the {reference}, damped", "árvores sobre a variação em relação ao {reference}, amortecidas"})
	MemberMean          = of1[int]("member_mean", Text{"return to the {weeks}-week mean", "retorno à média de {weeks} semanas"})
	MemberMedian        = of1[int]("member_median", Text{"return to the {weeks}-week median", "retorno à mediana de {weeks} semanas"})
	MemberSmoothing     = of1[Number]("member_smoothing", Text{"simple smoothing by {alpha}", "suavização simples por {alpha}"})
	MemberDampedTrend   = of0("member_damped_trend", Text{"damped exponential smoothing", "suavização exponencial amortecida"})
	MemberTheta         = of0("member_theta", Text{"Theta method", "método Theta"})
	MemberLastValue     = of0("member_last_value", Text{"last value", "último valor"})
	MemberSeasonalLevel = of0("member_seasonal_level", Text{"the usual year over a smoothed level", "o ano habitual sobre um nível suavizado"})
	MemberSeasonalRidge = of0("member_seasonal_ridge", Text{"the usual year, a level and the last weeks by regression", "o ano habitual, um nível e as últimas semanas por regressão"})
	MemberTreesDirect   = of0("member_trees_direct", Text{"trees on every step by itself, absolute error", "árvores para cada passo por si, erro absoluto"})
	MemberCroston       = of0("member_croston", Text{"sales and the intervals between them (Croston)", "vendas e os intervalos entre elas (Croston)"})
	MemberTSB           = of0("member_tsb", Text{"sales and how probable one is (Teunter, Syntetos and Babai)", "vendas e a probabilidade de haver uma (Teunter, Syntetos e Babai)"})
	MemberSeasonalNaive = of0("member_seasonal_naive", Text{"last year's weeks", "semanas do ano anterior"})
)

// How the members are combined, and why.
var (
	ClassLong  = of0("class_long", Text{"series of two years or more", "séries de dois anos ou mais"})
	ClassShort = of0("class_short", Text{"shorter series", "séries mais curtas"})
	ClassShare = of0("class_share", Text{"shares in a sum", "partes de uma soma"})

	ChoiceOne   = of3[Message, Percent, Message]("choice_one", Text{"Trees on the change against the {reference} carry {share} of the forecasts of {class}; robust levels and smoothing carry the rest.", "As árvores sobre a variação em relação ao {reference} respondem por {share} das previsões de {class}; níveis robustos e suavização, pelo resto."})
	ChoiceTwo   = of5[Message, Percent, Message, Percent, Message]("choice_two", Text{"Trees on the change against the {reference} carry {share} of the forecasts of {class}, {share_2} of the forecasts of {class_2}; robust levels and smoothing carry the rest.", "As árvores sobre a variação em relação ao {reference} respondem por {share} das previsões de {class} e {share_2} das de {class_2}; níveis robustos e suavização, pelo resto."})
	ChoiceThree = of4[Message, Percent, Percent, Percent]("choice_three", Text{"Trees on the change against the {reference} carry {long} of the forecasts of series of two years or more, {short} of the forecasts of shorter series, {shares} of the forecasts of shares in a sum; robust levels and smoothing carry the rest.", "As árvores sobre a variação em relação ao {reference} respondem por {long} das previsões de séries de dois anos ou mais, {short} das de séries mais curtas e {shares} das de partes de uma soma; níveis robustos e suavização, pelo resto."})
	ChoiceBest  = of3[Message, Number, Number]("choice_best", Text{"On the last weeks, which were held back from the trees, the best single way was \"{member}\", off by {error} usual weekly changes; the trees were off by {trees}.", "Nas últimas semanas, que as árvores não viram, a melhor forma isolada foi \"{member}\", com erro de {error} variações semanais habituais; o das árvores foi de {trees}."})
	ChoiceShape = of1[Percent]("choice_shape", Text{"History is too short to learn the year, so {share} of last year's shape is laid on.", "O histórico é curto demais para aprender o ano, então se aplica {share} da forma do ano anterior."})
)

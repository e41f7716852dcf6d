package text

// The page that says how good the forecasts are.
var (
	AccuracyTitle      = Text{"How good is the forecast?", "Quão boa é a previsão?"}
	AccuracyFirst      = Text{"These are first figures, from the last %d weeks alone. The weeks before are being measured, and all figures follow in a few minutes.", "Estes são os primeiros números, só das últimas %d semanas. As semanas anteriores estão sendo medidas, e os números completos saem em alguns minutos."}
	AccuracyLater      = Text{"These errors are those of today's engine, trained anew at each of those weeks. An earlier engine trained model %s, which may err otherwise.", "Estes erros são do motor atual, treinado de novo em cada uma dessas semanas. Um motor anterior treinou o modelo %s, que pode errar de outro modo."}
	AccuracyIntro      = Text{"Tested the only fair way: %d times, the model stood at a past week, saw nothing after it, and forecast up to %s. Then we compared with what came (%s to %s).", "Testado da única forma justa: %d vezes o modelo ficou em uma semana passada, sem ver nada depois dela, e previu até %s. Depois comparamos com o que veio (%s a %s)."}
	AccuracyNone       = Text{"The backtest is being computed", "O backtest está sendo calculado"}
	AccuracyNoneHelp   = Text{"The live model is new to these data. It is put to past weeks, one after another, and its forecasts are compared with what came; that takes a moment, and then they stand here.", "O modelo em uso é novo para estes dados. Ele é posto em semanas passadas, uma após a outra, e suas previsões são comparadas com o que veio; isso leva um momento, e depois elas aparecem aqui."}
	AccuracyFew        = Text{"The model is live all the same. It is measured as soon as there are enough weeks to forecast from.", "O modelo está em uso mesmo assim. Ele é medido assim que houver semanas suficientes para prever."}
	AccuracyFewTitle   = Text{"How far off it is, is not known yet", "Ainda não se sabe quanto ele erra"}
	AccuracyFailed     = Text{"The backtest failed", "O backtest falhou"}
	AccuracyFailedHelp = Text{"The model is live all the same, but how far off it is could not be measured. The log has the cause; it is tried again when the program starts anew.", "O modelo está em uso mesmo assim, mas não foi possível medir quanto erra. O registro traz a causa; haverá nova tentativa quando o programa reiniciar."}
	AccuracyTypical    = Text{"How far off it usually is", "Quanto costuma errar"}
	AccuracyBest       = Text{"best simple way: %s, %s", "melhor forma simples: %s, %s"}
	AccuracyAway       = Text{"off by %s in a usual week", "erra %s em uma semana comum"}
	AccuracyPast       = Text{"Forecast and actual", "Previsto e realizado"}
	AccuracyAhead      = Text{"Forecast made", "Previsão feita"}
	AccuracyPastAlt    = Text{"Chart of actual weekly sales from %s to %s and of the forecasts made %s, with their 80%% range. %d of %d weeks fell inside the range.", "Gráfico das vendas semanais reais de %s a %s e das previsões feitas %s, com a faixa de 80%%. %d de %d semanas caíram dentro da faixa."}
	AccuracyInside     = Text{"%d of %d weeks fell inside the 80%% range.", "%d de %d semanas caíram dentro da faixa de 80%%."}
	AccuracyMethods    = Text{"Every way of forecasting, side by side", "Todas as formas de prever, lado a lado"}
	AccuracyHonest     = Text{"Smaller is better; the best of each column is in bold, whoever it is. Shares of sales (WAPE), all on the same weeks.", "Menor é melhor; o melhor de cada coluna está em negrito, seja quem for. Partes das vendas (WAPE), todos nas mesmas semanas."}
	AccuracyTotalOnly  = Text{"golearn's two ways run on all sales only, hence their dash: on every segment they would take minutes where all the rest takes seconds.", "As duas formas do golearn rodam só sobre todas as vendas, daí o traço: em cada segmento levariam minutos, e todo o resto leva segundos."}
	AccuracyFile       = Text{"Every score: by step, series and cutoff.", "Todas as medidas: por passo, série e corte."}
	MethodColumn       = Text{"Method", "Método"}
	MethodAll          = Text{"All steps", "Todos os passos"}
	MethodBias         = Text{"Bias", "Viés"}
	MethodPooled       = Text{"Segments", "Segmentos"}
	MethodOurs         = Text{"this program", "este programa"}
	AccuracyCoverage   = Text{"How reliable the ranges are", "Quão confiáveis são as faixas"}
	CoverageIntro      = Text{"An 80% range should hold 80 of 100 weeks: fewer means overconfident, more means too wide.", "Uma faixa de 80% deve conter 80 de cada 100 semanas: menos é excesso de confiança, mais é larga demais."}
	CoverageOf         = Text{"Range", "Faixa"}
	CoverageTotal      = Text{"Holds, all sales", "Contém, todas as vendas"}
	CoveragePooled     = Text{"Holds, segments", "Contém, segmentos"}
	AccuracyInsideIt   = Text{"What is inside the model", "O que há dentro do modelo"}
	MemberColumn       = Text{"Member", "Membro"}
	MemberWeight       = Text{"Weight", "Peso"}
	MemberBar          = Text{"Weight, drawn", "Peso, em barra"}
	MemberError        = Text{"Error inside training", "Erro dentro do treino"}
	AccuracyWords      = Text{"The words", "As palavras"}
	WordWAPE           = Text{"The sum of all misses divided by the sum of the sales. 12% means: of every 100 sold, 12 were forecast wrong.", "A soma de todos os erros dividida pela soma das vendas. 12% significa: de cada 100 vendidos, 12 foram previstos errado."}
	WordMASE           = Text{"The mean miss divided by what sales usually change from one week to the next. 1 means: off by as much as a week's usual change.", "O erro médio dividido pelo quanto as vendas costumam mudar de uma semana para a outra. 1 significa: erra tanto quanto a mudança comum de uma semana."}
	WordBias           = Text{"Whether the misses lean to one side: +5% means that forecasts were too high on the whole.", "Se os erros pendem para um lado: +5% significa que as previsões foram altas demais no conjunto."}
	WordCoverage       = Text{"The share of weeks whose sales fell inside the range.", "A parte das semanas cujas vendas caíram dentro da faixa."}
	WordOriginName     = Text{"Rolling origin", "Origem móvel"}
	WordOrigin         = Text{"Standing at one past week after another, and forecasting from there.", "Ficar em uma semana passada após a outra e prever a partir dali."}
)

// The backtest taken apart.
var (
	DetailTitle   = Text{"The errors in detail", "Os erros em detalhe"}
	DetailIntro   = Text{"WAPE of this model and, beside it, of the simple way that did best in that row; the smaller one is in bold. Rows with few forecasts say little.", "WAPE deste modelo e, ao lado, da forma simples que foi melhor naquela linha; o menor está em negrito. Linhas com poucas previsões dizem pouco."}
	DetailMethods = Text{"By method, all sales", "Por método, todas as vendas"}
	DetailSteps   = Text{"By step, all sales", "Por passo, todas as vendas"}
	DetailPooled  = Text{"By step, segments", "Por passo, segmentos"}
	DetailCutoffs = Text{"By cutoff, all sales", "Por corte, todas as vendas"}
	DetailSeries  = Text{"By series", "Por série"}
	DetailStep    = Text{"Weeks ahead", "Semanas à frente"}
	DetailCutoff  = Text{"Last week known", "Última semana conhecida"}
	DetailSegment = Text{"Series", "Série"}
	DetailSimple  = Text{"Best simple way", "Melhor forma simples"}
	DetailIn      = Text{"In %s", "Na de %s"}
	DetailWAPE    = Text{"WAPE", "WAPE"}
	DetailMASE    = Text{"MASE", "MASE"}
	DetailCount   = Text{"Forecasts", "Previsões"}
	SumsGain      = Text{"Making categories and states add up to the total gains accuracy: the segments' WAPE falls from %s to %s (all sales: %s to %s).", "Fazer categorias e estados somarem o total ganha precisão: o WAPE dos segmentos cai de %s para %s (todas as vendas: de %s para %s)."}
	SumsLoss      = Text{"Making categories and states add up to the total costs accuracy: the segments' WAPE rises from %s to %s (all sales: %s to %s).", "Fazer categorias e estados somarem o total custa precisão: o WAPE dos segmentos sobe de %s para %s (todas as vendas: de %s para %s)."}
	SumsSame      = Text{"Making categories and states add up to the total costs no accuracy: the segments' WAPE is %s without it and %s with it (all sales: %s and %s).", "Fazer categorias e estados somarem o total não custa precisão: o WAPE dos segmentos é %s sem isso e %s com isso (todas as vendas: %s e %s)."}
)

// The ways of forecasting, by the engine's names.
var (
	MethodOlist    = Text{"This model", "Este modelo"}
	MethodLast     = Text{"Last week again", "A última semana de novo"}
	MethodMean13   = Text{"Mean of 13 weeks", "Média de 13 semanas"}
	MethodSeasonal = Text{"Same week a year before", "Mesma semana do ano anterior"}
	MethodTheta    = Text{"Theta", "Theta"}
	MethodETS      = Text{"Damped trend (ETS)", "Tendência amortecida (ETS)"}
	MethodCART     = Text{"golearn regression tree", "Árvore de regressão do golearn"}
	MethodKNN      = Text{"golearn nearest neighbours", "Vizinhos mais próximos do golearn"}
)

package text

// A person's word on a week.
var (
	JudgeTitle   = Text{"Decide about a week yourself", "Decidir sobre uma semana"}
	JudgeIntro   = Text{"Your decision counts over what was detected. The forecast is computed anew at once; retrain so that the model learns from it.", "Sua decisão vale mais que a detecção. A previsão é recalculada na hora; retreine para que o modelo aprenda com ela."}
	JudgeWeek    = Text{"Any date in the week", "Qualquer data da semana"}
	JudgeVerdict = Text{"What to do with it", "O que fazer com ela"}
	JudgeLeave   = Text{"Leave the week out", "Deixar a semana de fora"}
	JudgeUse     = Text{"Use the week", "Usar a semana"}
	JudgeDetect  = Text{"Decide by the data again", "Decidir de novo pelos dados"}
	JudgeRight   = Text{"It is right: use it", "Está certo: usar"}
	JudgeRightOf = Text{"The sales of the week of %s are right: use it", "As vendas da semana de %s estão certas: usar"}
	JudgeNote    = Text{"Why", "Por quê"}
	JudgeSave    = Text{"Save and forecast anew", "Salvar e prever de novo"}
)

package text

// The menu: sections, and the names of their pages where these are shorter than
// the pages' titles.
var (
	MainMenu     = Text{"Pages", "Páginas"}
	TabsLabel    = Text{"Pages of this part", "Páginas desta parte"}
	NavForecast  = Text{"Forecast", "Previsão"}
	NavSegments  = Text{"Segments", "Segmentos"}
	NavCompare   = Text{"Compare", "Comparar"}
	NavPlan      = Text{"Plan", "Plano"}
	NavTargets   = Text{"Targets", "Metas"}
	NavAccuracy  = Text{"Accuracy", "Precisão"}
	NavBacktest  = Text{"Backtest", "Backtest"}
	NavData      = Text{"Data", "Dados"}
	NavModels    = Text{"Models", "Modelos"}
	NavRegistry  = Text{"Registry", "Registro de modelos"}
	NavAdmin     = Text{"Retrain", "Retreinar"}
	NavSettings  = Text{"Settings", "Ajustes"}
	NavAccess    = Text{"Access", "Acesso"}
	TabAboutData = Text{"About the data", "Sobre os dados"}
)

package text

// Moving away, on /data.
var (
	DataExport  = Text{"Download everything (zip)", "Baixar tudo (zip)"}
	DataExportP = Text{"Everything but secrets as CSV with a description: sales, events, notes, scenarios, targets, models and the forecasts issued. “olist import” reads it back.", "Tudo, menos segredos, em CSV com uma descrição: vendas, eventos, notas, cenários, metas, modelos e as previsões emitidas. “olist import” lê de volta."}
)

// The page that stands for others while there is nothing to forecast.
var (
	StartTitle    = Text{"Start with your own sales", "Comece com as suas vendas"}
	StartNoSales  = Text{"There are no sales to forecast yet. A file of them leads to the first forecast.", "Ainda não há vendas para prever. Um arquivo delas leva à primeira previsão."}
	StartNoModel  = Text{"The sales are here, and no model has been trained on them yet.", "As vendas já estão aqui, mas nenhum modelo foi treinado com elas ainda."}
	StartSteps    = Text{"What to do next", "O que fazer agora"}
	StartSales    = Text{"Send sales", "Envie vendas"}
	StartSalesWhy = Text{"– a file of orders, days or weeks; you see how it was understood, and say what shop it is, before anything is kept.", "– um arquivo de pedidos, dias ou semanas; você vê como ele foi entendido, e diz qual é a loja, antes que algo seja guardado."}
	StartFirst    = Text{"The first model is trained", "O primeiro modelo é treinado"}
	StartFirstWhy = Text{"– by itself, in seconds to a few minutes.", "– sozinho, em segundos ou poucos minutos."}
	StartTrain    = Text{"Train a model", "Treine um modelo"}
	StartTrainWhy = Text{"– its forecasts are then on every page.", "– as previsões ficam então em todas as páginas."}
	StartDone     = Text{"done", "feito"}
	StartLogIn    = Text{"An administrator has to do this: log in first.", "Isso cabe a um administrador: entre primeiro."}
)

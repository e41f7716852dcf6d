package text

// The registry: what can be done with a model beside using it.
var (
	ModelPinned          = Text{"pinned", "fixado"}
	ModelDeleted         = Text{"The model is deleted.", "O modelo foi excluído."}
	ModelKind            = Text{"Came from", "Veio de"}
	ModelKindTrain       = Text{"a training", "um treino"}
	ModelKindSearch      = Text{"a search", "uma busca"}
	ModelKindUpload      = Text{"a file", "um arquivo"}
	ModelProgram         = Text{"Program", "Programa"}
	ModelData            = Text{"Data", "Dados"}
	ModelRemark          = Text{"Remark", "Observação"}
	ModelRemarkHint      = Text{"For those who come after you. At most 1000 letters.", "Para quem vier depois de você. No máximo 1000 letras."}
	ModelRemarkSave      = Text{"Save the remark", "Salvar a observação"}
	ModelPin             = Text{"Pin", "Fixar"}
	ModelPinHint         = Text{"A pinned model is never deleted.", "Um modelo fixado nunca é excluído."}
	ModelUnpin           = Text{"Unpin", "Desafixar"}
	ModelDelete          = Text{"Delete…", "Excluir…"}
	ModelDeleteSure      = Text{"Model %s cannot be brought back once it is deleted. Download it first if in doubt.", "O modelo %s não pode voltar depois de excluído. Na dúvida, baixe-o antes."}
	ModelDeleteYes       = Text{"Delete for good", "Excluir de vez"}
	ModelDownload        = Text{"Download", "Baixar"}
	ModelCompare         = Text{"Compare", "Comparar"}
	ModelUpload          = Text{"Bring a model from a file", "Trazer um modelo de um arquivo"}
	ModelFile            = Text{"Model file", "Arquivo do modelo"}
	ModelFileHint        = Text{"One that was downloaded from a list of models like this. It is checked and tried, never executed, and does not go live before you say so.", "Um que foi baixado de uma lista de modelos como esta. Ele é verificado e testado, nunca executado, e não entra em uso antes da sua confirmação."}
	ModelUploadButton    = Text{"Take into the list", "Incluir na lista"}
	ModelsCompareTitle   = Text{"Compare two models", "Comparar dois modelos"}
	ModelsCompareIntro   = Text{"The same data, the same weeks: what differs is the model.", "Os mesmos dados, as mesmas semanas: o que difere é o modelo."}
	ModelsCompareFirst   = Text{"Model", "Modelo"}
	ModelsCompareSecond  = Text{"against", "contra"}
	ModelsCompareShow    = Text{"Compare", "Comparar"}
	ModelsCompareParams  = Text{"Parameters", "Parâmetros"}
	ModelsCompareErrors  = Text{"Errors by step", "Erros por passo"}
	ModelsCompareErrP    = Text{"How far off each was in the backtest, all sales. Smaller is better.", "Quanto cada um errou no backtest, todas as vendas. Menor é melhor."}
	ModelForeign         = Text{"The live model has not seen more than a tenth of these weeks as they are now: how sure its forecasts are is not known before it is retrained.", "O modelo em uso não viu mais de um décimo destas semanas como são agora: o quanto as previsões são seguras só se sabe depois de treiná-lo de novo."}
	ModelUntaught        = Text{"The live model was not trained on these data: something was imported or changed since. Its forecasts use them, but it has not learnt from them. Retrain it.", "O modelo em uso não foi treinado com estes dados: algo foi importado ou alterado desde então. As previsões usam esses dados, mas ele não aprendeu com eles. Treine-o de novo."}
	ModelUnmeasured      = Text{"The live model is not measured yet on these data; its errors show here in a moment.", "O modelo em uso ainda não foi medido nestes dados; os erros aparecem aqui em instantes."}
	ModelWorse           = Text{"The live model turned out worse than the one before it: its typical error is %s, that of model %s was %s on the same weeks.", "O modelo em uso mostrou-se pior que o anterior: o erro típico é %s; o do modelo %s era %s nas mesmas semanas."}
	ModelEarlier         = Text{"The live model was trained by an earlier engine and goes on forecasting as it did. Trained anew its figures change; train a model beside it first, which does not go live, and see what would change.", "O modelo em uso foi treinado por um motor anterior e continua prevendo como antes. Um novo treino muda os números; treine antes um modelo ao lado, que não entra em uso, e veja o que mudaria."}
	EarlierTrain         = Text{"Train a model beside it", "Treinar um modelo ao lado"}
	EarlierCompare       = Text{"What model %s changes", "O que o modelo %s muda"}
	ModelMeasure         = Text{"Measure on today's data", "Medir nos dados de hoje"}
	ModelErrors          = Text{"Its errors", "Seus erros"}
	ModelEngine          = Text{"Engine", "Motor de previsão"}
	BackToModel          = Text{"Back to model %s", "Voltar ao modelo %s"}
	ModelsComparePending = Text{"Model %s is being measured on today's data now; the errors show here in a moment.", "O modelo %s está sendo medido agora nos dados de hoje; os erros aparecem aqui em instantes."}
	ModelsCompareUnmeas  = Text{"Model %s is not measured on today's data. That is done when it is made live, or on request among its details in the list of models.", "O modelo %s não foi medido nos dados de hoje. Isso é feito quando ele entra em uso ou, a pedido, pelos detalhes dele na lista de modelos."}
	ModelsCompareAhead   = Text{"The forecasts, one over the other", "As previsões, uma sobre a outra"}
	ModelsCompareAlt     = Text{"Chart of the weekly sales of %s and the forecasts of the models %s and %s.", "Gráfico das vendas semanais de %s e das previsões dos modelos %s e %s."}
	ModelsCompareOf      = Text{"Model %s", "Modelo %s"}
	ModelsCompareDiff    = Text{"Difference", "Diferença"}
	ModelsCompareAll     = Text{"Total", "Total"}
	ModelsCompareSame    = Text{"Choose two different models.", "Escolha dois modelos diferentes."}
)

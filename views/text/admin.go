package text

// The page that starts a training.
var (
	AdminTitle       = Text{"Retrain the model", "Retreinar o modelo"}
	AdminIntro       = Text{"Train a new model on the latest weeks. It goes live as soon as it is done; the old one stays in the list and can be brought back.", "Treine um novo modelo com as semanas mais recentes. Ele entra em uso assim que ficar pronto; o antigo continua na lista e pode voltar."}
	AdminForbidden   = Text{"Only an administrator may train and activate models. Sign in, or open this page on the machine that runs it.", "Só um administrador pode treinar e ativar modelos. Entre, ou abra esta página na máquina que a executa."}
	ParamsTitle      = Text{"Parameters", "Parâmetros"}
	ParamsLive       = Text{"Filled with those of the live model.", "Preenchidos com os do modelo em uso."}
	ParamsMore       = Text{"More parameters", "Mais parâmetros"}
	ParamsBounds     = Text{"From %s to %s.", "De %s a %s."}
	ParamsNumber     = Text{"This should be a number from %s to %s.", "Deve ser um número de %s a %s."}
	ParamsInteger    = Text{"This should be a whole number from %s to %s.", "Deve ser um número inteiro de %s a %s."}
	ParamsWrong      = Text{"Nothing was started: please correct the highlighted fields.", "Nada foi iniciado: corrija os campos destacados."}
	StartTraining    = Text{"Train and use", "Treinar e usar"}
	JobTitle         = Text{"Training", "Treino"}
	JobUnread        = Text{"Whether a training runs, and how the last one ended, cannot be read: the database is damaged.", "Não é possível ler se há um treino em andamento nem como terminou o último: o banco de dados está danificado."}
	JobDamaged       = Text{"Model %s, which came of this training, is damaged on disk and cannot be read. Restore a backup, or train another model.", "O modelo %s, resultado deste treino, está danificado no disco e não pode ser lido. Restaure um backup ou treine outro modelo."}
	JobIdle          = Text{"No training is running.", "Nenhum treino em andamento."}
	JobJoined        = Text{"A training with the same parameters was queued or running already; this is it.", "Já havia um treino com os mesmos parâmetros na fila ou em andamento; é este."}
	JobQueued        = Text{"Waiting to start.", "Aguardando para começar."}
	JobRunning       = Text{"Training.", "Treinando."}
	JobCanceling     = Text{"Stopping.", "Parando."}
	JobSucceeded     = Text{"Done. Model %s is live.", "Pronto. O modelo %s está em uso."}
	JobDone          = Text{"Done.", "Pronto."}
	JobTrained       = Text{"Done. Model %s is in the list.", "Pronto. O modelo %s está na lista."}
	JobFailed        = Text{"The training failed: %s", "O treino falhou: %s"}
	JobCanceled      = Text{"The training was canceled. The live model has not changed.", "O treino foi cancelado. O modelo em uso não mudou."}
	JobStep          = Text{"%s of %s", "%s de %s"}
	JobProgress      = Text{"Progress of the training", "Andamento do treino"}
	JobError         = Text{"Error on held-back weeks: %s, in usual weekly changes; lower is better", "Erro nas semanas reservadas: %s, em variações semanais habituais; menor é melhor"}
	JobErrorChart    = Text{"Validation error so far, from %s to %s", "Erro de validação até agora, de %s a %s"}
	JobTime          = Text{"Took %s.", "Levou %s."}
	JobCancel        = Text{"Cancel", "Cancelar"}
	JobSeeForecast   = Text{"See the new forecast", "Ver a nova previsão"}
	CompareOtherData = Text{"Model %s was measured on other data than this one: their errors are not of the same weeks and are not compared. It is measured anew on today's data after this one.", "O modelo %s foi medido em outros dados: os erros não são das mesmas semanas e não são comparados. Ele é medido de novo nos dados de hoje depois deste."}
	CompareTitle     = Text{"New model against the old one", "Novo modelo contra o antigo"}
	CompareWhat      = Text{"Typical error", "Erro típico"}
	CompareNew       = Text{"New, %s", "Novo, %s"}
	CompareOld       = Text{"Old, %s", "Antigo, %s"}
	CompareTotal     = Text{"All sales, all steps", "Todas as vendas, todos os passos"}
	CompareStep      = Text{"All sales, %s", "Todas as vendas, %s"}
	ComparePooled    = Text{"Categories and states", "Categorias e estados"}
	CompareBand      = Text{"Inside the 80% range", "Dentro da faixa de 80%"}
	CompareWait      = Text{"The new model's backtest is still running.", "O backtest do novo modelo ainda está em andamento."}
)

// The stages that a training goes through, by the engine's names.
var (
	StageBacktest = Text{"Backtest on past weeks", "Backtest nas semanas passadas"}
)

// One line of help a parameter. The names are XGBoost's and are not translated.
var (
	HelpNEstimators     = Text{"How many trees. More fit closer and take longer.", "Quantas árvores. Mais árvores ajustam melhor e demoram mais."}
	HelpLearningRate    = Text{"How much each tree may correct. Smaller is steadier and needs more trees.", "Quanto cada árvore pode corrigir. Menor é mais estável e pede mais árvores."}
	HelpRandomState     = Text{"The seed. The same seed, data and parameters give the same model.", "A semente. Mesma semente, dados e parâmetros dão o mesmo modelo."}
	HelpMaxDepth        = Text{"How many questions in a row a tree may ask.", "Quantas perguntas seguidas uma árvore pode fazer."}
	HelpMaxLeaves       = Text{"The most leaves of a tree; 0 sets no limit.", "O máximo de folhas de uma árvore; 0 não limita."}
	HelpMinChildWeight  = Text{"How many weeks must stand behind each answer.", "Quantas semanas devem sustentar cada resposta."}
	HelpRegLambda       = Text{"Pulls answers towards zero (L2).", "Puxa as respostas para zero (L2)."}
	HelpRegAlpha        = Text{"Drops small answers (L1).", "Descarta respostas pequenas (L1)."}
	HelpGamma           = Text{"What a split must gain to be kept.", "O ganho mínimo para manter uma divisão."}
	HelpSubsample       = Text{"Share of the weeks that each tree sees.", "Parte das semanas que cada árvore vê."}
	HelpColsampleByTree = Text{"Share of the features that each tree sees.", "Parte das variáveis que cada árvore vê."}
	HelpEarlyStopping   = Text{"Stop when so many further trees do not help on weeks held back; 0 grows all of them.", "Parar quando tantas árvores a mais não ajudam nas semanas reservadas; 0 constrói todas."}
	HelpMaxBin          = Text{"How finely values are told apart.", "Com que fineza os valores são separados."}
)

// The list of models.
var (
	ModelsTitle     = Text{"Models", "Modelos"}
	ModelsIntro     = Text{"Every model that was trained here. Any of them can be made live again; nothing is lost by trying.", "Todos os modelos treinados aqui. Qualquer um pode voltar a ser usado; nada se perde ao tentar."}
	ModelsNone      = Text{"There is no model yet. A model learns from past weeks and forecasts the coming ones; every training adds one here.", "Ainda não há modelo. Um modelo aprende com as semanas passadas e prevê as próximas; cada treino acrescenta um aqui."}
	ModelColumn     = Text{"Model", "Modelo"}
	ModelTrained    = Text{"Trained", "Treinado"}
	ModelTrees      = Text{"Trees", "Árvores"}
	ModelRate       = Text{"Learning rate", "Taxa de aprendizado"}
	ModelSeed       = Text{"Seed", "Semente"}
	ModelErrorTotal = Text{"Error, all sales", "Erro, todas as vendas"}
	ModelErrorPool  = Text{"Error, segments", "Erro, segmentos"}
	ModelAction     = Text{"Action", "Ação"}
	ModelLive       = Text{"live", "em uso"}
	ModelActivate   = Text{"Use this model", "Usar este modelo"}
	ModelActivateOf = Text{"Use this model: %s", "Usar este modelo: %s"}
	ModelActivated  = Text{"Model %s is live.", "O modelo %s está em uso."}
	ModelDetails    = Text{"Everything about %s", "Tudo sobre %s"}
	ModelWeeks      = Text{"Training weeks", "Semanas de treino"}
	ModelMadeBy     = Text{"Started by", "Iniciado por"}
	ModelNote       = Text{"Note", "Nota"}
	ModelTook       = Text{"Took", "Levou"}
	ModelChecksum   = Text{"SHA-256", "SHA-256"}
	ModelExport     = Text{"Download as XGBoost JSON", "Baixar como JSON do XGBoost"}
	MeasuredElse    = Text{"on other data", "em outros dados"}
	NotMeasured     = Text{"not measured", "não medido"}
	Seconds         = Text{"%s s", "%s s"}
)

package message

import "olist/week"

// What serves, and how models are made.
var (
	SegmentUnknown = of1[Quoted]("segment_unknown", Text{"There is no segment {segment}. Choose one from the list.", "Não existe o segmento {segment}. Escolha um da lista."}).
			plainly("There is no segment {segment}. /api/v1/series lists them.")
	NoSales = of0("no_sales", Text{"There are no sales to forecast. Send sales first, or bring an undone version back.", "Não há vendas para prever. Envie vendas primeiro ou aplique novamente uma versão desfeita."}).
		plainly("There are no sales to forecast. Import data first, or put an undone import in force again.")
	NoModelYet       = of0("no_model_yet", Text{"There is no model yet. Import data and train one.", "Ainda não há modelo. Importe dados e treine um."})
	ModelOfOther     = of1[string]("model_of_other_version", Text{"Model {id} was written by another version of this program, which this one cannot read. Train it again.", "O modelo {id} foi escrito por outra versão deste programa, que esta não lê. Treine-o de novo."})
	ModelServes      = of1[string]("model_serves", Text{"The model {id} is live; activate another one before deleting it.", "O modelo {id} está em uso; ative outro antes de apagá-lo."})
	TooFewToMeasure  = of2[int, int]("too_few_to_measure", Text{"There are too few weeks to measure: {weeks} of the {needed} that it needs.", "Há semanas de menos para medir: {weeks} das {needed} necessárias."})
	TakesTooLong     = of0("takes_too_long", Text{"This takes too long at the moment. Try again later.", "Isto está demorando demais agora. Tente de novo mais tarde."})
	StillComputed    = of0("still_computed", Text{"This is being computed and takes a while. It goes on: look again in a minute.", "Isto está sendo calculado e demora um pouco. O cálculo continua: volte a olhar em um minuto."})
	NothingToLearn   = of0("nothing_to_learn", Text{"There is no usable week to learn from: import data first.", "Não há semana utilizável para aprender: importe dados primeiro."})
	ModelBeyondLimit = of0("model_beyond_limits", Text{"These parameters make a model beyond the limits of one: ask for fewer trees, a lower max_depth or a lower learning_rate.", "Estes parâmetros fazem um modelo além dos limites: peça menos árvores, max_depth menor ou learning_rate menor."})

	JudgedNote = of0("judged_note", Text{"The reason should have at most 200 letters.", "O motivo deve ter no máximo 200 letras."}).
			plainly("note should be at most 200 letters.")
	JudgedVerdict = of3[string, string, string]("judged_verdict", Text{"The decision should be {a}, {b} or {c}.", "A decisão deve ser {a}, {b} ou {c}."}).
			plainly("verdict should be {a}, {b} or {c}.")
)

// Parameters and searches.
var (
	ParamUnknown  = of1[Quoted]("param_unknown", Text{"There is no parameter {name}.", "Não existe o parâmetro {name}."})
	ParamNumber   = of3[string, Number, Number]("param_number", Text{"{name} should be a number between {least} and {most}.", "{name} deve ser um número entre {least} e {most}."})
	ParamWhole    = of3[string, Number, Number]("param_whole", Text{"{name} should be a whole number between {least} and {most}.", "{name} deve ser um número inteiro entre {least} e {most}."})
	ParamRange    = of4[string, Number, Number, Number]("param_range", Text{"{name} should be between {least} and {most}; it is {given}.", "{name} deve ficar entre {least} e {most}; é {given}."})
	SearchTrials  = of1[int]("search_trials", Text{"The trials should be a whole number from 1 to {most}.", "As tentativas devem ser um número inteiro de 1 a {most}."}).plainly("trials should be a whole number from 1 to {most}.")
	SearchMinutes = of1[int]("search_minutes", Text{"The minutes should be a whole number from 1 to {most}.", "Os minutos devem ser um número inteiro de 1 a {most}."}).plainly("minutes should be a whole number from 1 to {most}.")
	SearchNoTime  = of0("search_no_time", Text{"The time limit was over before the first trial was measured; give it more minutes.", "O tempo acabou antes de medir a primeira tentativa; dê mais minutos."})
	SearchNoGroup = of0("search_no_group", Text{"No category or state has enough weeks with sales to measure parameters on.", "Nenhuma categoria ou estado tem semanas com vendas suficientes para medir parâmetros."}).other(
		"No part of the sales has enough weeks to measure parameters on.",
		"Nenhuma parte das vendas tem semanas suficientes para medir parâmetros.")
	SearchRound = of4[int, int, int, int]("search_round", Text{"Round {round} of {rounds}: {trials|# trial|# trials} on {origins|# past week|# past weeks}", "Rodada {round} de {rounds}: {trials|# tentativa|# tentativas} em {origins|# semana passada|# semanas passadas}"}).
			plainly("round {round} of {rounds}: {trials} trials on {origins} origins")
	SearchFound = of3[int, Percent, int]("search_found", Text{"found by search: the best of {trials}, pooled WAPE {wape} on {origins} origins before the weeks that judge", "encontrado por busca: o melhor de {trials}, WAPE conjunto de {wape} em {origins} origens antes das semanas que julgam"})
)

// Stages of work.
var (
	StageTraining    = of0("stage_training", Text{"Growing trees", "Construindo árvores"}).plainly("training")
	StageCalibrating = of0("stage_calibrating", Text{"Measuring how sure it can be", "Medindo o grau de certeza"}).plainly("calibrating bands")
	StageBacktest    = of0("stage_backtest", Text{"Backtest on past weeks", "Backtest nas semanas passadas"}).plainly("backtest")
)

// What the policy decides of a new model.
var (
	VerdictNew          = of0("verdict_new", Text{"Made live: newly trained", "Passou a ser o modelo em uso: recém-treinado"}).plainly("made live: newly trained")
	VerdictByHand       = of0("verdict_by_hand", Text{"Not made live: the policy leaves that to a person", "Não passou a ser o modelo em uso: a política deixa isso a uma pessoa"}).plainly("not made live: the policy leaves that to a person")
	VerdictFew          = of2[int, int]("verdict_few", Text{"Not made live: there are too few weeks to measure it, {weeks} of {needed} needed", "Não passou a ser o modelo em uso: há semanas de menos para medi-lo, {weeks} de {needed} necessárias"}).plainly("not made live: there are too few weeks to measure it, {weeks} of {needed}")
	VerdictGood         = of3[Percent, Percent, Percent]("verdict_good", Text{"Made live: backtest WAPE on the total {wape} against {live} of the live model; the policy takes up to {limit}", "Passou a ser o modelo em uso: WAPE do backtest no total de {wape} contra {live} do modelo em uso; a política aceita até {limit}"}).plainly("made live: backtest WAPE on the total {wape} against {live} of the live model; the policy takes up to {limit}")
	VerdictWorse        = of3[Percent, Percent, Percent]("verdict_worse", Text{"Refused: backtest WAPE on the total {wape} against {live} of the live model; the policy takes up to {limit}", "Recusado: WAPE do backtest no total de {wape} contra {live} do modelo em uso; a política aceita até {limit}"}).plainly("refused: backtest WAPE on the total {wape} against {live} of the live model; the policy takes up to {limit}")
	VerdictIncomparable = of0("verdict_incomparable", Text{"Refused: the backtest gives no error on the total, so that the two models cannot be compared", "Recusado: o backtest não dá erro no total, e por isso os dois modelos não podem ser comparados"}).plainly("refused: the backtest gives no error on the total, so that the two models cannot be compared")
)

// Jobs: how they go, and why they were asked for.
var (
	KindTrain      = of0("kind_train", Text{"Training", "Treino"}).plainly("train")
	KindSearch     = of0("kind_search", Text{"Search", "Busca"}).plainly("search")
	JobWaits       = of0("job_waits", Text{"The database cannot be reached: once it can, the work begins anew", "O banco de dados não está acessível: assim que estiver, o trabalho recomeça"})
	JobStarted     = of2[Message, Actor]("job_started", Text{"{kind} started, asked by {who}", "{kind} começou, a pedido de {who}"})
	JobSucceeded   = of1[Elapsed]("job_succeeded", Text{"succeeded after {took}", "concluída após {took}"})
	JobFailed      = of2[Elapsed, Message]("job_failed", Text{"failed after {took}: {why}", "falhou após {took}: {why}"})
	JobCanceled    = of1[Elapsed]("job_canceled", Text{"canceled after {took}", "cancelada após {took}"})
	JobBroke       = of0("job_broke", Text{"The retraining failed; the log has the cause.", "O treino falhou; o registro traz a causa."})
	JobStopped     = of0("job_stopped", Text{"the program was stopped while this job ran; start it again", "o programa foi encerrado enquanto esta tarefa rodava; inicie-a de novo"})
	JobExpired     = of0("job_expired", Text{"the program stopped while this job ran; nothing of it was kept. Start it again.", "o programa parou enquanto esta tarefa rodava; nada dela foi mantido. Inicie-a de novo."})
	JobNotEnded    = of0("job_not_ended", Text{"This job has not ended yet.", "Esta tarefa ainda não terminou."})
	JobKindUnknown = of1[Quoted]("job_kind_unknown", Text{"this version of the program does not know jobs of kind {kind}", "esta versão do programa não conhece tarefas do tipo {kind}"})
	AfterUpdate    = of1[string]("after_update", Text{"the program was updated; the same parameters as model {id}", "o programa foi atualizado; os mesmos parâmetros do modelo {id}"})
	AfterImport    = of2[int64, string]("after_import", Text{"import {version} {state}", "importação {version}: {state}"})
	Scheduled      = of1[string]("scheduled", Text{"scheduled for {time}", "agendado para {time}"})
	ScheduledLate  = of1[string]("scheduled_late", Text{"scheduled for {time}, made up for now: the program was not running then", "agendado para {time}, compensado agora: o programa não estava rodando naquela hora"})
	DataChanged    = of0("data_changed", Text{"the data have changed", "os dados mudaram"})
)

// Model files.
var (
	ModelFileUnsound = of0("model_file_unsound", Text{"The model in this file cannot be used by this program: it is damaged, of another version, or gives no sound forecast. The log has the cause.", "O modelo deste arquivo não pode ser usado por este programa: está danificado, é de outra versão ou não dá uma previsão válida. O registro traz a causa."})
	ModelFileSize    = of1[int]("model_file_size", Text{"A model file has at most {limit} MB.", "Um arquivo de modelo tem no máximo {limit} MB."})
	ModelFileTwice   = of1[int64]("model_file_twice", Text{"The registry has this very model already: number {number}.", "O registro já tem este mesmo modelo: número {number}."})
	ModelFileField   = of1[string]("model_file_field", Text{"The model file's first line has {field}, which no model file of this program has.", "A primeira linha do arquivo do modelo contém {field}, que nenhum arquivo de modelo deste programa tem."})
	ModelFileOther   = of0("model_file_other", Text{"This is not a model file. Choose one that was downloaded from the list of models here; XGBoost's JSON holds trees only, without the ranges and the rest of a model.", "Isto não é um arquivo de modelo. Escolha um que foi baixado da lista de modelos daqui; o JSON do XGBoost só traz árvores, sem as faixas e o resto de um modelo."})
	ModelFileSum     = of0("model_file_sum", Text{"The model file is damaged: its checksum does not fit. Download it again.", "O arquivo do modelo está danificado: a soma de verificação não confere. Baixe-o de novo."})
	ModelFileWeeks   = of2[week.Week, week.Week]("model_file_weeks", Text{"The model file's first line says that the model was trained on the weeks from {from} to {to}, which cannot be.", "A primeira linha do arquivo do modelo diz que o modelo foi treinado nas semanas de {from} a {to}, o que não é possível."})
	ModelFileRow     = of0("model_file_row", Text{"The model file's first line does not describe a model of this program.", "A primeira linha do arquivo não descreve um modelo deste programa."})
)

// Policy, retention, schedule and webhook.
var (
	ModeOneOf      = of3[string, string, string]("mode_one_of", Text{"The choice should be {a}, {b} or {c}.", "A escolha deve ser {a}, {b} ou {c}."}).plainly("mode should be {a}, {b} or {c}.")
	MaxWorseRange  = of0("max_worse_range", Text{"The tolerance should be a percentage from 0 to 100.", "A tolerância deve ser uma porcentagem de 0 a 100."}).plainly("max_worse should be a percentage from 0 to 100.")
	KeepRange      = of1[Number]("keep_range", Text{"The number to keep should be a whole number from 0 (keep all) to {most}.", "O número a manter deve ser inteiro, de 0 (manter todos) a {most}."}).plainly("keep should be a whole number from 0 (keep all) to {most}.")
	HourRange      = of0("hour_range", Text{"The hour should be a whole number from 0 to 23.", "A hora deve ser um número inteiro de 0 a 23."}).plainly("hour should be a whole number from 0 to 23.")
	MinuteRange    = of0("minute_range", Text{"The minute should be a whole number from 0 to 59.", "O minuto deve ser um número inteiro de 0 a 59."}).plainly("minute should be a whole number from 0 to 59.")
	ZoneUnknown    = of1[Quoted]("zone_unknown", Text{"{zone} is not a time zone; write it like America/Sao_Paulo.", "{zone} não é um fuso horário; escreva como America/Sao_Paulo."})
	WebhookAddress = of0("webhook_address", Text{"The address should begin with https:// or http:// and name a host, without a user or password in it.", "O endereço deve começar com https:// ou http:// e indicar um servidor, sem usuário nem senha."}).plainly("url should begin with https:// or http:// and name a host, without a user or password in it.")
	WebhookUnset   = of0("webhook_unset", Text{"Set the webhook's address first.", "Defina primeiro o endereço do webhook."})
)

// JobKind is what a kind of job is called; one of another version by its code.
func JobKind(code string) Message {
	switch code {
	case KindTrain.e.plain:
		return KindTrain.With()
	case KindSearch.e.plain:
		return KindSearch.With()
	case KindFetch.e.plain:
		return KindFetch.With()
	case KindBackup.e.plain:
		return KindBackup.With()
	}
	return Prose(code)
}

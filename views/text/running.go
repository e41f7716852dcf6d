package text

// Policy, search, jobs, tokens and the log of acts.
var (
	TabSearch     = Text{"Search", "Busca"}
	TabJobs       = Text{"Jobs", "Tarefas"}
	TabPolicy     = Text{"Promotion", "Promoção"}
	TabAudit      = Text{"Log", "Registro"}
	RunForbidden  = Text{"Only an administrator may change this.", "Só um administrador pode mudar isto."}
	WholeBetween  = Text{"This should be a whole number from %d to %d.", "Deve ser um número inteiro de %d a %d."}
	NumberBetween = Text{"This should be a number from %d to %d.", "Deve ser um número de %d a %d."}
	OlderEntries  = Text{"Older ones", "Mais antigos"}
	NewestEntries = Text{"Newest", "Mais novos"}
	PageOf        = Text{"Page %s of %s", "Página %s de %s"}
	PageBefore    = Text{"Previous page", "Página anterior"}
	PageAfter     = Text{"Next page", "Próxima página"}
)

// When a new model goes live, and how many old ones stay.
var (
	PolicyTitle     = Text{"When a new model goes live", "Quando um novo modelo entra em uso"}
	PolicyIntro     = Text{"What happens at the end of a training, and how many old models stay.", "O que acontece no fim de um treino, e quantos modelos antigos ficam."}
	PolicyMode      = Text{"A newly trained model goes live", "Um modelo recém-treinado entra em uso"}
	PolicyAlways    = Text{"always, at once; its backtest follows", "sempre, na hora; o backtest vem depois"}
	PolicyNotWorse  = Text{"only if its backtest is not worse by more than the percentage below", "só se o backtest não for pior além da porcentagem abaixo"}
	PolicyManual    = Text{"only when a person says so", "só quando uma pessoa decide"}
	PolicyMaxWorse  = Text{"Maximum deterioration (%)", "Piora máxima (%)"}
	PolicyMaxHint   = Text{"Of the error (WAPE, all sales) of the live model. 0 takes only what is as good or better.", "Do erro (WAPE, todas as vendas) do modelo em uso. 0 aceita só o que for igual ou melhor."}
	PolicySave      = Text{"Save the policy", "Salvar a política"}
	PolicyUnread    = Text{"What was saved here cannot be read. The form shows the usual values; save them again.", "Não é possível ler o que foi salvo aqui. O formulário mostra os valores usuais; salve-os de novo."}
	PolicySaved     = Text{"Saved.", "Salvo."}
	RetentionTitle  = Text{"How many models stay", "Quantos modelos ficam"}
	RetentionKeep   = Text{"Old models to keep", "Modelos antigos a manter"}
	RetentionHint   = Text{"The oldest beyond this number are deleted after each training. The live one, the one before it and pinned ones always stay. 0 keeps all.", "Os mais antigos além deste número são excluídos após cada treino. O que está em uso, o anterior a ele e os fixados sempre ficam. 0 mantém todos."}
	RetentionSave   = Text{"Save and apply now", "Salvar e aplicar agora"}
	RetentionGone   = Plural{Text{"Saved. %d model deleted.", "Salvo. %d modelo excluído."}, Text{"Saved. %d models deleted.", "Salvo. %d modelos excluídos."}}
	PolicyDecisions = Text{"Latest decisions", "Últimas decisões"}
	PolicyWhy       = Text{"Why", "Por quê"}
)

// Find good parameters.
var (
	SearchTitle      = Text{"Find good parameters", "Encontrar bons parâmetros"}
	SearchIntro      = Text{"Draws parameters at random, tries all of them on a few past weeks, and gives the better third more weeks, twice. The last %d weeks are kept out of it, so that they can judge the winner. It becomes a model in the list; it does not go live before you say so.", "Sorteia parâmetros, testa todos em poucas semanas passadas e dá mais semanas ao melhor terço, duas vezes. As últimas %d semanas ficam de fora, para poderem julgar o vencedor. Ele entra na lista de modelos; não entra em uso antes da sua confirmação."}
	SearchTrials     = Text{"Trials", "Tentativas"}
	SearchTrialsHint = Text{"Drawn at random, beside the parameters of the live model. From %d to %d.", "Sorteadas, além dos parâmetros do modelo em uso. De %d a %d."}
	SearchMinutes    = Text{"Minutes at most", "Minutos no máximo"}
	SearchMinHint    = Text{"Then the best so far wins. From %d to %d.", "Depois vence o melhor até então. De %d a %d."}
	SearchSeed       = Text{"Seed", "Semente"}
	SearchSeedHint   = Text{"The same seed, data and trials give the same winner, unless time runs out.", "Mesma semente, dados e tentativas dão o mesmo vencedor, salvo se o tempo acabar."}
	SearchStart      = Text{"Search", "Buscar"}
	SearchSpace      = Text{"Where it looks", "Onde procura"}
	SearchSpaceLog   = Text{"evenly over factors", "uniforme em fatores"}
	SearchSpaceEven  = Text{"evenly", "uniforme"}
	SpaceFrom        = Text{"From", "De"}
	SpaceTo          = Text{"To", "A"}
	SpaceHow         = Text{"Drawn", "Sorteio"}
	BoardTitle       = Text{"Best so far", "Melhores até agora"}
	BoardTrial       = Text{"Trial", "Tentativa"}
	BoardLive        = Text{"live", "em uso"}
	BoardOrigins     = Text{"Weeks tried", "Semanas testadas"}
	BoardError       = Text{"Error, segments", "Erro, segmentos"}
)

// The queue and the history of jobs.
var (
	JobsTitle      = Text{"Jobs", "Tarefas"}
	JobsIntro      = Text{"Everything that was asked for, what became of it, and what waits. One job runs at a time; at most %d wait.", "Tudo o que foi pedido, no que deu, e o que espera. Uma tarefa roda por vez; no máximo %d esperam."}
	JobsQueue      = Text{"Running and waiting", "Em andamento e na fila"}
	JobsQueueNone  = Text{"Nothing runs, nothing waits.", "Nada em andamento, nada na fila."}
	JobsHistory    = Text{"History", "Histórico"}
	JobsNone       = Text{"There was no job yet. A job is a training or a search for parameters; it stays here with its progress, its log and what came of it.", "Ainda não houve tarefa. Uma tarefa é um treino ou uma busca de parâmetros; fica aqui com o andamento, o registro e o resultado."}
	JobName        = Text{"Job", "Tarefa"}
	JobNamed       = Text{"Job %s", "Tarefa %s"}
	JobKind        = Text{"Kind", "Tipo"}
	JobState       = Text{"State", "Estado"}
	JobAsked       = Text{"Asked", "Pedida"}
	JobStarted     = Text{"Started", "Iniciada"}
	JobEnded       = Text{"Ended", "Terminada"}
	JobBy          = Text{"By", "Por"}
	JobTook        = Text{"Took", "Levou"}
	JobModel       = Text{"Model", "Modelo"}
	JobRetryOf     = Text{"Repeats", "Repete"}
	JobKindFetch   = Text{"fetch", "busca de dados"}
	JobKindBackup  = Text{"backup", "cópia de segurança"}
	JobKindTrain   = Text{"training", "treino"}
	JobKindSearch  = Text{"search", "busca"}
	StateQueued    = Text{"waiting", "na fila"}
	StateRunning   = Text{"running", "em andamento"}
	StateSucceeded = Text{"done", "concluída"}
	StateFailed    = Text{"failed", "falhou"}
	StateCanceled  = Text{"canceled", "cancelada"}
	// Of a training, whose gender differs from that of a search where words have one.
	TrainSucceeded = Text{"done", "concluído"}
	TrainCanceled  = Text{"canceled", "cancelado"}
	JobRetry       = Text{"Do it again", "Fazer de novo"}
	JobRetryHint   = Text{"Queues the same request again: same parameters, today's data.", "Põe o mesmo pedido na fila de novo: mesmos parâmetros, dados de hoje."}
	JobLog         = Text{"Log", "Registro"}
	JobLogNone     = Text{"Nothing is written yet.", "Nada foi escrito ainda."}
	JobLogTime     = Text{"Time", "Hora"}
	JobLogLine     = Text{"What happened", "O que aconteceu"}
	JobRequest     = Text{"What was asked", "O que foi pedido"}
	JobCancelOf    = Text{"Cancel job %s", "Cancelar a tarefa %s"}
	JobsAll        = Text{"All jobs", "Todas as tarefas"}
	JobDecision    = Text{"Decision", "Decisão"}
)

// The log of acts.
var (
	AuditTitle  = Text{"Who did what", "Quem fez o quê"}
	AuditIntro  = Text{"Every act of a person, a program or the service itself. Nothing here can be changed or deleted.", "Todo ato de uma pessoa, de um programa ou do próprio serviço. Nada aqui pode ser mudado ou apagado."}
	AuditNone   = Text{"Nothing is written yet.", "Nada foi escrito ainda."}
	AuditNumber = Text{"Number", "Número"}
	AuditWhen   = Text{"When", "Quando"}
	AuditWho    = Text{"Who", "Quem"}
	AuditWhat   = Text{"What", "O quê"}
	AuditCSV    = Text{"Download all as CSV", "Baixar tudo como CSV"}
)

// Tokens of programs.
var (
	TokensTitle     = Text{"Tokens for programs", "Tokens para programas"}
	TokensIntro     = Text{"A program sends a token with each request. Give each its own, for no more than it needs, so that one can be revoked without the others.", "Um programa envia um token em cada pedido. Dê a cada um o seu, só para o que ele precisa, para poder revogar um sem os outros."}
	TokenScope      = Text{"What it may do", "O que pode fazer"}
	TokenUntil      = Text{"Last day", "Último dia"}
	TokenUntilHint  = Text{"From the day after, the token is refused. Leave it empty for one without an end.", "A partir do dia seguinte, o token é recusado. Deixe vazio para um sem fim."}
	TokenUntilDay   = Text{"until %s", "até %s"}
	TokenEnded      = Text{"ended", "encerrado"}
	TokenName       = Text{"Who uses it", "Quem usa"}
	TokenNameHint   = Text{"For example: nightly import. At most 80 letters.", "Por exemplo: importação noturna. No máximo 80 letras."}
	TokenMake       = Text{"Make a token", "Criar um token"}
	TokenSecret     = Text{"Copy the token now. It is shown this once and stored only as a hash.", "Copie o token agora. Ele é mostrado só desta vez e guardado apenas como hash."}
	TokenUse        = Text{"Send it as the header", "Envie-o como o cabeçalho"}
	TokensNone      = Text{"There is no token.", "Não há token."}
	TokenCreated    = Text{"Made", "Criado"}
	TokenCreatedBy  = Text{"By", "Por"}
	TokenUsed       = Text{"Last used", "Último uso"}
	TokenNever      = Text{"never", "nunca"}
	TokenRevoked    = Text{"revoked", "revogado"}
	TokenRevoke     = Text{"Revoke", "Revogar"}
	TokenRevokeOf   = Text{"Revoke the token %s", "Revogar o token %s"}
	TokenOff        = Text{"off: a backup was restored %s", "desligado: um backup foi restaurado em %s"}
	TokenEnable     = Text{"Turn on", "Ligar"}
	TokenEnableOf   = Text{"Turn on the token %s", "Ligar o token %s"}
	TokenAction     = Text{"Action", "Ação"}
	TokensOlder     = Text{"The password changed on %s. Tokens from before it that still work: %d.", "A senha mudou em %s. Tokens de antes dela que ainda valem: %d."}
	TokensRevokeAll = Text{"Revoke all tokens", "Revogar todos os tokens"}
)

// TokenScope says what a token of a scope may do.
func (l Locale) TokenScope(name string) string {
	if known, ok := tokenScopes[name]; ok {
		return l.T(known)
	}
	return name
}

var tokenScopes = map[string]Text{
	"read":    {"read: forecasts, data, models", "ler: previsões, dados, modelos"},
	"plan":    {"plan: also notes, targets, scenarios, events", "planejar: também notas, metas, cenários, eventos"},
	"import":  {"import: files of sales, and nothing else", "importar: arquivos de vendas e nada mais"},
	"train":   {"train: also imports, models, jobs", "treinar: também importações, modelos, tarefas"},
	"metrics": {"metrics, and nothing else", "métricas e nada mais"},
	"admin":   {"administer: everything", "administrar: tudo"},
}

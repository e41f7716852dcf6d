package text

// The watch: how issued forecasts have done.
var (
	WatchTitle     = Text{"How it is doing", "Como está indo"}
	WatchIntro     = Text{"Every forecast that served is kept and held against what came. Data to %s.", "Cada previsão servida é guardada e comparada com o que aconteceu. Dados até %s."}
	WatchNothing   = Text{"No week has come in since these forecasts were made. Bring in new weeks under Data, and they are scored here.", "Nenhuma semana chegou desde estas previsões. Traga novas semanas em Dados e elas serão avaliadas aqui."}
	WatchCalm      = Text{"No alarm: all figures are within their limits.", "Nenhum alarme: todos os valores estão dentro dos limites."}
	WatchAlarms    = Text{"Alarms", "Alarmes"}
	WatchError     = Text{"Typical error", "Erro típico"}
	WatchPromised  = Text{"the backtest promised %s", "o backtest prometeu %s"}
	WatchMeasuring = Text{"the backtest is being measured now", "o backtest está sendo medido agora"}
	WatchTracking  = Text{"Tracking signal", "Sinal de rastreamento"}
	WatchLimit     = Text{"limit %s", "limite %s"}
	WatchLevel     = Text{"Level of recent weeks", "Nível das semanas recentes"}
	WatchMix       = Text{"Mix of categories", "Composição das categorias"}
	WatchByStep    = Text{"By weeks ahead", "Por semanas à frente"}
	WatchByWeek    = Text{"Week by week, one week ahead", "Semana a semana, uma semana à frente"}
	WatchScored    = Text{"Scored", "Avaliadas"}
	WatchInside80  = Text{"In 80% range", "Na faixa de 80%"}
	WatchInside95  = Text{"In 95% range", "Na faixa de 95%"}
	WatchActual    = Text{"Came", "Realizado"}
	WatchInside    = Text{"inside", "dentro"}
	WatchOutside   = Text{"outside", "fora"}
	WatchHelpError = Text{"The error over all scored weeks, as a share of sales. An alarm from one and a half times what the backtest promised.", "O erro em todas as semanas avaliadas, como parte das vendas. Alarme a partir de uma vez e meia o prometido pelo backtest."}
	WatchHelpTrack = Text{"The sum of the errors over their mean size. Far from zero, the forecast is off to one side.", "A soma dos erros sobre seu tamanho médio. Longe de zero, a previsão erra para um lado."}
	WatchHelpLevel = Text{"How far the median of the last 8 weeks is from that of the 26 before, in robust standard errors.", "Quão longe a mediana das últimas 8 semanas está da das 26 anteriores, em erros padrão robustos."}
	WatchHelpMix   = Text{"Population stability index of the categories' shares: the last 8 weeks against the 26 before.", "Índice de estabilidade populacional das categorias: as últimas 8 semanas contra as 26 anteriores."}
	NavWatch       = Text{"Watch", "Acompanhar"}
	NavAutomation  = Text{"Automation", "Automação"}
)

// Alarms by their codes.
var (
	AlarmTracking = Text{"The forecast is off to one side.", "A previsão erra para um lado."}
	AlarmError    = Text{"The error is larger than the backtest promised.", "O erro é maior que o prometido pelo backtest."}
	AlarmBands    = Text{"The 80% range misses too often.", "A faixa de 80% erra demais."}
	AlarmLevel    = Text{"The level of the last weeks is unlike the weeks before.", "O nível das últimas semanas difere do anterior."}
	AlarmMix      = Text{"The mix of categories has changed.", "A composição das categorias mudou."}
)

var alarms = map[string]Text{"tracking": AlarmTracking, "error": AlarmError, "bands": AlarmBands, "level": AlarmLevel, "mix": AlarmMix}

// Alarm words an alarm by its code.
func (l Locale) Alarm(code string) string {
	if known, ok := alarms[code]; ok {
		return l.T(known)
	}
	return code
}

// Automation: schedule and webhook.
var (
	AutomationTitle  = Text{"Automation", "Automação"}
	AutomationIntro  = Text{"When the model is retrained by itself, and who is told.", "Quando o modelo é retreinado sozinho e quem é avisado."}
	ScheduleTitle    = Text{"Schedule", "Agenda"}
	ScheduleMode     = Text{"Retrain", "Retreinar"}
	ScheduleOff      = Text{"Only by hand", "Só manualmente"}
	ScheduleWeekly   = Text{"Every week", "Toda semana"}
	ScheduleNewData  = Text{"When new data have come in", "Quando chegarem novos dados"}
	ScheduleWeekday  = Text{"Day", "Dia"}
	ScheduleTime     = Text{"Time", "Hora"}
	ScheduleZone     = Text{"Time zone", "Fuso horário"}
	ScheduleZoneHint = Text{"As in America/Sao_Paulo or Europe/Lisbon.", "Como America/Sao_Paulo ou Europe/Lisbon."}
	ScheduleNext     = Text{"The next run: %s.", "Próxima execução: %s."}
	ScheduleNone     = Text{"Nothing is scheduled.", "Nada agendado."}
	ScheduleSave     = Text{"Save schedule", "Salvar agenda"}
	ScheduleMissed   = Text{"A run that falls into a time when the program does not run is made up for at its next start.", "Uma execução perdida com o programa parado é feita na próxima partida."}
	WebhookTitle     = Text{"Webhook", "Webhook"}
	WebhookIntro     = Text{"A signed message is posted here when a model goes live, a job fails, the watch raises an alarm or sales come by themselves.", "Uma mensagem assinada é enviada quando um modelo entra em uso, uma tarefa falha, há um alarme ou vendas chegam sozinhas."}
	WebhookURL       = Text{"Address", "Endereço"}
	WebhookURLHint   = Text{"https://… ; leave it empty for none. Of a saved address only the host is shown, as the rest may be a key; saved as it stands here, it stays.", "https://… ; deixe vazio para nenhum. De um endereço salvo só o servidor é mostrado, pois o resto pode ser uma chave; salvo como está aqui, ele permanece."}
	WebhookSecret    = Text{"Copy the key of the signature now. It is shown this once.", "Copie a chave da assinatura agora. Ela é mostrada só desta vez."}
	WebhookKeyIntro  = Text{"A new key takes the place of the one in use at once: give it to the receiver. Backups made before still hold the earlier key, and copies from versions that wrote it into the log show it there; delete those that you do not need.",
		"Uma chave nova substitui a atual imediatamente: entregue-a ao receptor. Backups anteriores ainda contêm a chave antiga, e cópias de versões que a gravavam no registro a mostram lá; apague as que não precisar."}
	WebhookKeyNew    = Text{"Make a new key", "Criar nova chave"}
	WebhookFailed    = Text{"not delivered", "não entregue"}
	WebhookWhyNot    = Text{"Why a message was not delivered stands in the log of the program.", "O motivo de uma mensagem não ser entregue está no log do programa."}
	WebhookSave      = Text{"Save address", "Salvar endereço"}
	WebhookTest      = Text{"Send a test", "Enviar um teste"}
	WebhookHow       = Text{"What the receiver gets", "O que o destinatário recebe"}
	WebhookWhen      = Text{"When", "Quando"}
	WebhookOfTest    = Text{"Somebody pressed “Send a test”.", "Alguém clicou em “Enviar um teste”."}
	WebhookOfModel   = Text{"A model went live.", "Um modelo entrou em uso."}
	WebhookOfJob     = Text{"A training, a search or a backup failed.", "Um treino, uma busca ou um backup falhou."}
	WebhookOfAlarm   = Text{"Forecasts are worse than promised, or sales have changed.", "As previsões estão piores que o prometido, ou as vendas mudaram."}
	WebhookOfNeed    = Text{"Something new needs attention.", "Algo novo pede atenção."}
	WebhookOfApplied = Text{"Sales came by themselves and are in force.", "Vendas chegaram sozinhas e estão em vigor."}
	WebhookOfHeld    = Text{"Sales came by themselves and wait for a person.", "Vendas chegaram sozinhas e aguardam uma pessoa."}
	WebhookOfFailed  = Text{"Sales could not be fetched or read.", "Não foi possível buscar ou ler vendas."}
	WebhookSigned    = Text{"Each message is a POST of JSON. Its signature is the HMAC-SHA256 of the time, a dot and the body under the key, in hexadecimal. The receiver computes the same and refuses what differs, or is more than five minutes old:",
		"Cada mensagem é um POST de JSON. A assinatura é o HMAC-SHA256 do horário, um ponto e o corpo com a chave, em hexadecimal. O destinatário calcula o mesmo e recusa o que for diferente ou tiver mais de cinco minutos:"}
	WebhookRetried = Text{"An answer from 200 to 299 within ten seconds counts as delivered. After any other the message is sent again in 10, 20, 40 seconds and so on, ten times within an hour and a half; a test, once. It keeps its number, so that the receiver knows what it has seen. Redirects are not followed.",
		"Uma resposta de 200 a 299 em até dez segundos conta como entregue. Depois de qualquer outra, a mensagem é reenviada em 10, 20, 40 segundos e assim por diante, dez vezes em uma hora e meia; um teste, uma só vez. Ela mantém o número, para que o destinatário saiba o que já viu. Redirecionamentos não são seguidos."}
	WebhookLatest    = Text{"Latest messages", "Últimas mensagens"}
	WebhookEvent     = Text{"Event", "Evento"}
	WebhookState     = Text{"State", "Estado"}
	WebhookAttempts  = Text{"Attempts", "Tentativas"}
	WebhookMade      = Text{"Made", "Criada"}
	WebhookWaiting   = Text{"waiting", "aguardando"}
	WebhookDelivered = Text{"delivered", "entregue"}
	WebhookGivenUp   = Text{"given up", "desistiu"}
	WebhookEmpty     = Text{"No message yet.", "Nenhuma mensagem ainda."}
	SeenThere        = Text{"There now: %s", "Há agora: %s"}
	SeenNow          = Text{"See what is there now", "Ver o que há agora"}
	Saved            = Text{"Saved.", "Salvo."}
)

// Weekdays, Sunday first.
var Weekdays = [7]Text{
	{"Sunday", "Domingo"}, {"Monday", "Segunda-feira"}, {"Tuesday", "Terça-feira"}, {"Wednesday", "Quarta-feira"},
	{"Thursday", "Quinta-feira"}, {"Friday", "Sexta-feira"}, {"Saturday", "Sábado"},
}

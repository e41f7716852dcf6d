package text

// Act says what was done, by the name that the log of acts gives it, with what
// the name's sentence takes: what it was done on, and where given why. An act
// that has no sentence stands as it is, known false.
func (l Locale) Act(name string, args ...any) (said string, known bool) {
	t, known := acts[name]
	if !known {
		return name, false
	}
	return l.T(t, args...), true
}

// acts by their names in the log, of which some have a second sentence.
var acts = map[string]Text{
	"backup.restore":     {"Backup restored", "Backup restaurado"},
	"database.mend":      {"Damaged parts of the database made again", "Partes danificadas do banco de dados refeitas"},
	"driver.put":         {"Known ahead: %s corrected", "Conhecido de antemão: %s corrigido"},
	"driver.redo":        {"Known ahead: correction of %s made again", "Conhecido de antemão: correção de %s refeita"},
	"driver.undo":        {"Known ahead: correction of %s taken back", "Conhecido de antemão: correção de %s desfeita"},
	"event.delete":       {"Event “%s” in the week of %s deleted", "Evento “%s” da semana de %s excluído"},
	"event.keep":         {"Events of the calendar brought back: %s", "Eventos do calendário trazidos de volta: %s"},
	"event.leave":        {"Events of the calendar left out: %s", "Eventos do calendário deixados de fora: %s"},
	"event.put":          {"Event “%s” in the week of %s saved", "Evento “%s” da semana de %s salvo"},
	"event.restore":      {"Event %s brought back", "Evento %s trazido de volta"},
	"import.apply":       {"Import %s put in force", "Importação %s posta em vigor"},
	"import.apply.again": {"Undone import %s put in force again", "Importação desfeita %s posta em vigor de novo"},
	"import.discard":     {"Preview of import %s dropped", "Prévia da importação %s descartada"},
	"import.join":        {"Spellings joined in the preview of import %s", "Grafias unidas na prévia da importação %s"},
	"import.stage":       {"Data sent as import %s", "Dados enviados como importação %s"},
	"import.undo":        {"Import %s undone", "Importação %s desfeita"},
	"job.cancel":         {"Job %s canceled", "Tarefa %s cancelada"},
	"job.expire":         {"Job %s, which had stopped, ended", "Tarefa %s, que tinha parado, encerrada"},
	"job.finish":         {"Job %s ended", "Tarefa %s terminada"},
	"job.start":          {"Job %s asked for", "Tarefa %s pedida"},
	"login":              {"Logged in", "Entrou"},
	"logout":             {"Logged out", "Saiu"},
	"model.activate":     {"Model %s made live", "Modelo %s posto em uso"},
	"model.add":          {"Model %s added", "Modelo %s acrescentado"},
	"model.delete":       {"Model %s deleted", "Modelo %s excluído"},
	"model.pin":          {"Model %s pinned", "Modelo %s fixado"},
	"model.remark":       {"Model %s remarked on", "Modelo %s comentado"},
	"model.unpin":        {"Model %s unpinned", "Modelo %s desafixado"},
	"note.add":           {"Note on the week of %s: “%s”", "Nota sobre a semana de %s: “%s”"},
	"note.delete":        {"Note %s deleted", "Nota %s apagada"},
	"note.restore":       {"Note %s brought back", "Nota %s trazida de volta"},
	"password.change":    {"Password changed", "Senha mudada"},
	"scenario.delete":    {"Scenario %s deleted", "Cenário %s apagado"},
	"scenario.put":       {"Scenario “%s” saved", "Cenário “%s” salvo"},
	"scenario.restore":   {"Scenario %s brought back", "Cenário %s trazido de volta"},
	"secret.make":        {"Key of the webhook made", "Chave do webhook criada"},
	"secret.replace":     {"Key of the webhook replaced", "Chave do webhook substituída"},
	"session.expire":     {"Sessions that began in the future ended: the clock was set back", "Sessões iniciadas no futuro encerradas: o relógio foi atrasado"},
	"setting.put":        {"Setting “%s” changed", "Configuração “%s” mudada"},
	"setting.alarms":     {"Alarms changed", "Alarmes mudaram"},
	"setting.promotion":  {"Policy of promotion changed", "Política de promoção mudada"},
	"setting.retention":  {"Number of kept models changed", "Número de modelos guardados mudado"},
	"setting.schedule":   {"Schedule changed", "Agenda mudada"},
	"setting.target":     {"Target for %s kept", "Meta para %s guardada"},
	"setting.webhook":    {"Webhook changed", "Webhook mudado"},
	"source.delete":      {"Source %s deleted", "Fonte %s apagada"},
	"source.pause":       {"Source %s paused", "Fonte %s pausada"},
	"source.put":         {"Source “%s” saved", "Fonte “%s” salva"},
	"source.restore":     {"Source %s brought back", "Fonte %s trazida de volta"},
	"source.resume":      {"Source %s goes on", "Fonte %s continua"},
	"source.run":         {"Source %s fetched", "Fonte %s buscada"},
	"token.add":          {"Token “%s” made", "Token “%s” criado"},
	"token.enable":       {"Token “%s” turned on", "Token “%s” ligado"},
	"token.revoke":       {"Token “%s” revoked", "Token “%s” revogado"},
	"token.revoke_all":   {"All tokens revoked", "Todos os tokens revogados"},
	"week.clear":         {"Week of %s left to the detector", "Semana de %s deixada para o detector"},
	"week.override":      {"Week of %s judged", "Semana de %s julgada"},
	"week.leave":         {"Week of %s left out", "Semana de %s deixada de fora"},
	"week.leave.because": {"Week of %s left out: %s", "Semana de %s deixada de fora: %s"},
	"week.keep":          {"Week of %s taken as right", "Semana de %s aceita como correta"},
	"week.keep.because":  {"Week of %s taken as right: %s", "Semana de %s aceita como correta: %s"},
}

// ActField names a figure of an act's detail; one without a name is a program's,
// such as a parameter of a training.
func (l Locale) ActField(name string) string {
	if known, ok := actFields[name]; ok {
		return l.T(known)
	}
	return name
}

var actFields = map[string]Text{
	"apply":       {"Applied without a person", "Aplicado sem uma pessoa"},
	"connection":  {"Connection", "Conexão"},
	"driver":      {"Database", "Banco de dados"},
	"every":       {"Fetched", "Buscada"},
	"file":        {"File", "Arquivo"},
	"folder":      {"Folder", "Pasta"},
	"import":      {"Import", "Importação"},
	"max_change":  {"Known weeks may change by (%)", "Semanas conhecidas podem mudar em (%)"},
	"new_names":   {"New names are taken", "Nomes novos são aceitos"},
	"query":       {"Query", "Consulta"},
	"retrain":     {"Retrained after", "Treino em seguida"},
	"whole":       {"Each file holds all weeks", "Cada arquivo traz todas as semanas"},
	"why":         {"Reasons", "Motivos"},
	"hour":        {"Hour", "Hora"},
	"minute":      {"Minute", "Minuto"},
	"added":       {"Weeks added", "Semanas acrescentadas"},
	"changed":     {"Weeks changed", "Semanas mudadas"},
	"changes":     {"Assumptions", "Hipóteses"},
	"cents":       {"Amount", "Valor"},
	"corrections": {"Corrections", "Correções"},
	"data":        {"Data", "Dados"},
	"due":         {"Next run", "Próxima execução"},
	"ended":       {"Ended", "Encerradas"},
	"error":       {"Problem", "Problema"},
	"fingerprint": {"Fingerprint of the data", "Impressão digital dos dados"},
	"horizon":     {"Weeks", "Semanas"},
	"into":        {"Joined into", "Unidas em"},
	"keep":        {"Kept", "Guardados"},
	"kept":        {"What was there before", "O que havia antes"},
	"kind":        {"Kind", "Tipo"},
	"made":        {"Made again", "Refeito"},
	"max_worse":   {"Maximum deterioration (%)", "Piora máxima (%)"},
	"mode":        {"Mode", "Modo"},
	"model":       {"Model", "Modelo"},
	"name":        {"Name", "Nome"},
	"note":        {"Reason", "Motivo"},
	"owner":       {"Process", "Processo"},
	"previous":    {"Live before", "Em uso antes"},
	"remark":      {"Remark", "Comentário"},
	"set":         {"A password is set", "Há senha"},
	"shock":       {"Excluded from training", "Excluída do treino"},
	"source":      {"Source", "Fonte"},
	"state":       {"Result", "Resultado"},
	"time":        {"Time", "Hora"},
	"tokens":      {"Tokens", "Tokens"},
	"tokens_off":  {"Tokens turned off", "Tokens desligados"},
	"trials":      {"Trials", "Tentativas"},
	"url":         {"Address", "Endereço"},
	"weekday":     {"Day", "Dia"},
	"weekly":      {"For each week", "Por semana"},
	"wide":        {"Set where others can reach the program", "Definido onde outros alcançam o programa"},
	"zone":        {"Time zone", "Fuso horário"},
}

// ActValue words a value that is one of a few names.
func (l Locale) ActValue(name string) (string, bool) {
	known, ok := actValues[name]
	return l.T(known), ok
}

var actValues = map[string]Text{
	"true":      {"yes", "sim"},
	"false":     {"no", "não"},
	"train":     {"training", "treino"},
	"search":    {"search", "busca"},
	"fetch":     {"fetch", "busca de dados"},
	"applied":   {"in force", "em vigor"},
	"held":      {"waits for a person", "espera por uma pessoa"},
	"never":     {"never", "nunca"},
	"hour":      {"every hour", "a cada hora"},
	"day":       {"every day", "todo dia"},
	"week":      {"every week", "toda semana"},
	"url":       {"address", "endereço"},
	"folder":    {"folder", "pasta"},
	"query":     {"query", "consulta"},
	"upload":    {"file", "arquivo"},
	"succeeded": {"succeeded", "concluída"},
	"failed":    {"failed", "falhou"},
	"canceled":  {"canceled", "cancelada"},
	"off":       {"off", "desligada"},
	"weekly":    {"weekly", "semanal"},
	"new_data":  {"when new weeks come in", "quando chegam novas semanas"},
	"always":    {"always", "sempre"},
	"not_worse": {"when not worse", "se não for pior"},
	"manual":    {"by hand", "à mão"},
	"holiday":   {"holiday", "feriado"},
	"retail":    {"retail event", "evento do varejo"},
	"one-off":   {"one-off event", "evento único"},
	"weekday.0": {"Sunday", "domingo"},
	"weekday.1": {"Monday", "segunda-feira"},
	"weekday.2": {"Tuesday", "terça-feira"},
	"weekday.3": {"Wednesday", "quarta-feira"},
	"weekday.4": {"Thursday", "quinta-feira"},
	"weekday.5": {"Friday", "sexta-feira"},
	"weekday.6": {"Saturday", "sábado"},
}

// AuditMore opens an act's figures where they are many.
var AuditMore = Text{"Details (%d)", "Detalhes (%d)"}

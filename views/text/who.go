package text

// Here tells whether a name stands for whoever sits at the machine itself,
// where nobody logs in.
func (l Locale) Here(name string) bool { return name == "local" }

// Who names who did something, for people.
func (l Locale) Who(name string) string {
	if known, ok := actors[name]; ok {
		return l.T(known)
	}
	return name
}

// actors are those who act without being a person with a name.
var actors = map[string]Text{
	"local":        {"this machine", "esta máquina"},
	"admin":        {"administrator", "administrador"},
	"command line": {"command line", "linha de comando"},
	"schedule":     {"schedule", "agenda"},
	"system":       {"system", "sistema"},
}

// Act says what was done, by the name that the log of acts gives it.
func (l Locale) Act(name string) string {
	if known, ok := acts[name]; ok {
		return l.T(known)
	}
	return name
}

var acts = map[string]Text{
	"event.delete":     {"deleted an event", "excluiu um evento"},
	"event.put":        {"saved an event", "salvou um evento"},
	"import.apply":     {"put data in force", "pôs dados em vigor"},
	"import.join":      {"joined spellings in a preview of data", "juntou grafias em uma prévia de dados"},
	"import.discard":   {"dropped a preview of data", "descartou uma prévia de dados"},
	"import.stage":     {"sent data", "enviou dados"},
	"import.undo":      {"undid data", "desfez dados"},
	"job.cancel":       {"canceled a job", "cancelou uma tarefa"},
	"job.expire":       {"ended a job that had stopped", "encerrou uma tarefa parada"},
	"session.expire":   {"ended sessions that began in the future: the clock was set back", "encerrou sessões iniciadas no futuro: o relógio foi atrasado"},
	"job.finish":       {"job ended", "tarefa terminou"},
	"job.start":        {"asked for a job", "pediu uma tarefa"},
	"login":            {"logged in", "entrou"},
	"logout":           {"logged out", "saiu"},
	"model.activate":   {"made a model live", "pôs um modelo para responder"},
	"model.add":        {"added a model", "acrescentou um modelo"},
	"model.delete":     {"deleted a model", "excluiu um modelo"},
	"model.pin":        {"pinned a model", "fixou um modelo"},
	"model.unpin":      {"unpinned a model", "desafixou um modelo"},
	"model.remark":     {"remarked on a model", "comentou um modelo"},
	"note.add":         {"wrote a note", "escreveu uma nota"},
	"note.delete":      {"deleted a note", "apagou uma nota"},
	"note.restore":     {"brought a note back", "trouxe uma nota de volta"},
	"scenario.delete":  {"deleted a scenario", "apagou um cenário"},
	"scenario.put":     {"saved a scenario", "salvou um cenário"},
	"scenario.restore": {"brought a scenario back", "trouxe um cenário de volta"},
	"setting.put":      {"changed a setting", "mudou uma configuração"},
	"token.add":        {"made a token", "criou um token"},
	"backup.restore":   {"restored a backup", "restaurou um backup"},
	"database.mend":    {"made damaged parts of the database again", "refez partes danificadas do banco de dados"},
	"token.enable":     {"turned on a token", "ligou um token"},
	"password.change":  {"changed the password", "mudou a senha"},
	"token.revoke":     {"revoked a token", "revogou um token"},
	"token.revoke_all": {"revoked all tokens", "revogou todos os tokens"},
	"week.clear":       {"left a week to the detector", "deixou uma semana para o detector"},
	"week.override":    {"judged a week", "julgou uma semana"},
}

// Status names the state of an order as the source has it.
func (l Locale) Status(name string) string {
	if known, ok := statuses[name]; ok {
		return l.T(known)
	}
	return name
}

var statuses = map[string]Text{
	"canceled":    {"canceled", "cancelado"},
	"unavailable": {"unavailable", "indisponível"},
}

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
	"watch":        {"watch", "acompanhamento"},
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

package text

// below are the messages of the layers below, by the format that they are made
// with there.
var below = map[string]Text{
	// Requests
	"There is no import %q.": {"There is no import %s.", "Não existe a importação %s."},
	"model":                  {"model", "o modelo"},
	"job":                    {"job", "a tarefa"},

	// Who may do what

	// A damaged database

	// Plans, events, weeks

	// Why a model answers or does not
	"shipped with the program": {"shipped with the program", "vem com o programa"},

	// Models, jobs, settings

	// Uploads and imports

	// The reader of files
	"%q is not a date like 2018-08-13": {"%s is not a date like 2018-08-13", "%s não é uma data como 2018-08-13"},
	"%s: %s":                           {"%s: %s", "%s: %s"},
}

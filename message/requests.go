package message

import "olist/week"

// What a request got wrong before anybody looked into it.
var (
	NothingHere      = of0("nothing_here", Text{"There is nothing at this address.", "Não há nada neste endereço."})
	MethodNotTaken   = of0("method_not_taken", Text{"This address does not take that method.", "Este endereço não aceita esse método."})
	Internal         = of0("internal", Text{"Something went wrong on our side. The log has the cause; please try again.", "Algo deu errado do nosso lado. O registro traz a causa; tente de novo."})
	ClientGone       = of0("client_gone", Text{"The client has gone.", "O cliente foi embora."})
	SentTooSlowly    = of0("sent_too_slowly", Text{"What was sent took too long to arrive. Send it again.", "O envio demorou demais para chegar. Envie de novo."})
	SentBrokeOff     = of0("sent_broke_off", Text{"What was sent broke off before its end. Send it again.", "O envio foi interrompido antes do fim. Envie de novo."})
	ChangedMeanwhile = of0("changed_meanwhile", Text{"This has been changed since the form was opened. What you typed is kept; save again to put it in the place of what is there now.", "Isto foi alterado depois que o formulário foi aberto. O que você digitou está mantido; salve de novo para substituir o que há agora."})
	FormUnreadable   = of0("form_unreadable", Text{"The form could not be read.", "Não foi possível ler o formulário."})
	BodyTooLarge     = of1[int]("body_too_large", Text{"What was sent is larger than the limit of {limit} kB.", "O que foi enviado passa do limite de {limit} kB."}).
				plainly("The body is larger than the limit of {limit} kB.")

	BodyNotJSON   = of0("body_not_json", Text{"What was sent is not valid JSON.", "O que foi enviado não é um JSON válido."}).plainly("The body is not valid JSON.")
	BodyMoreJSON  = of0("body_more_json", Text{"What was sent holds more than one JSON value.", "O que foi enviado contém mais de um valor JSON."}).plainly("The body holds more than one JSON value.")
	BodyWrongType = of2[Message, Message]("body_wrong_type", Text{"What was sent should be {wanted}, not {found}.", "O que foi enviado deve ser {wanted}, e não {found}."}).
			plainly("The body should be {wanted}, not {found}.")
	FieldWrongType = of2[Message, Message]("field_wrong_type", Text{"should be {wanted}, not {found}.", "deve ser {wanted}, e não {found}."})
	FieldTwice     = of1[string]("field_twice", Text{"{field} stands twice.", "{field} aparece duas vezes."})
)

// The types of JSON.
var (
	JSONBool   = of0("json_bool", Text{"true or false", "verdadeiro ou falso"})
	JSONText   = of0("json_text", Text{"text", "texto"})
	JSONNumber = of0("json_number", Text{"a number", "um número"})
	JSONWhole  = of0("json_whole", Text{"a whole number", "um número inteiro"})
	JSONList   = of0("json_list", Text{"a list", "uma lista"})
	JSONObject = of0("json_object", Text{"an object", "um objeto"})
)

// What a parameter should be.
var (
	NumberTwice         = of3[Quoted, string, string]("number_twice", Text{"{written} can be read as {one} or as {other}: write the one that is meant.", "{written} pode ser lido como {one} ou como {other}: escreva o que vale."})
	ShouldBeNumber      = of1[string]("should_be_number", Text{"{field} should be a number.", "{field} deve ser um número."})
	ShouldBeWholeWithin = of3[string, int, int]("should_be_whole_within", Text{"{field} should be a whole number from {lowest} to {highest}.", "{field} deve ser um número inteiro de {lowest} a {highest}."})
	LevelsTooMany       = of0("levels_too_many", Text{"level takes at most ten numbers.", "level aceita no máximo dez números."})
	LevelsWrong         = of0("levels_wrong", Text{"level should be numbers from 1 to 99, for example 80,95.", "level deve ser números de 1 a 99, por exemplo 80,95."})
	StockoutsChanged    = of0("stockouts_changed", Text{"The weeks without stock were changed in the meantime: look at what is marked now, then save again.", "As semanas sem estoque foram mudadas nesse meio-tempo: veja o que está marcado agora e salve de novo."})
	StockoutsTooMany    = of1[int]("stockouts_too_many", Text{"At most {most} weeks of segments can be marked as without stock.", "No máximo {most} semanas de segmentos podem ser marcadas como sem estoque."})
	StockoutNote        = of1[int]("stockout_note", Text{"The note of a week without stock has at most {most} characters.", "A observação de uma semana sem estoque tem no máximo {most} caracteres."})
	StockoutTwice       = of2[Quoted, week.Week]("stockout_twice", Text{"{segment} names the week of {week} twice.", "{segment} cita duas vezes a semana de {week}."})
	NoStockoutEdit      = of1[Quoted]("no_stockout_edit", Text{"There is no change of weeks without stock {id}.", "Não há mudança de semanas sem estoque {id}."})
	StockoutDay         = of1[Quoted]("stockout_day", Text{"{written} is no day like 2018-08-20.", "{written} não é um dia como 2018-08-20."})
	StockoutOutside     = of2[Day, Day]("stockout_outside", Text{"Only weeks with sales can be without stock: days from {first} to {last}.", "Só semanas com vendas podem ficar sem estoque: dias de {first} a {last}."})
	StockoutSpan        = of1[int]("stockout_span", Text{"The last week should not come before the first, and at most {most} weeks can be marked at once.", "A última semana não deve vir antes da primeira, e no máximo {most} semanas podem ser marcadas de uma vez."})
	StockoutColumns     = of0("stockout_columns", Text{"A segment and a day of the week should stand in each row, and a note where there is one.", "Em cada linha deve haver um segmento e um dia da semana, e uma observação onde houver."})
	BudgetsChanged      = of0("budgets_changed", Text{"Budgets were changed in the meantime: look at what stands there now, then save again.", "Os orçamentos foram mudados nesse meio-tempo: veja o que há agora e salve de novo."})
	BudgetsTooMany      = of1[int]("budgets_too_many", Text{"There may be {most} budgets at most.", "Pode haver no máximo {most} orçamentos."})
	BudgetYear          = of2[string, string]("budget_year", Text{"Budgets are for months of the years {first} to {last}.", "Orçamentos são para meses dos anos {first} a {last}."})
	BudgetAmount        = of0("budget_amount", Text{"A budget is an amount from 0 on, for example 250000.", "Um orçamento é um valor a partir de 0, por exemplo 250000."})
	BudgetTwice         = of2[Quoted, Quoted]("budget_twice", Text{"{segment} has two budgets for {month}.", "{segment} tem dois orçamentos para {month}."})
	NoBudgetEdit        = of1[Quoted]("no_budget_edit", Text{"There is no change of budgets {id}.", "Não há mudança de orçamentos {id}."})
	BudgetMonth         = of1[Quoted]("budget_month", Text{"{written} is no month like 2018-10.", "{written} não é um mês como 2018-10."})
	BudgetColumns       = of0("budget_columns", Text{"A segment, a month and an amount should stand in each row; or a segment, and an amount below each month like 2018-10.", "Em cada linha deve haver um segmento, um mês e um valor; ou um segmento e um valor abaixo de cada mês, como 2018-10."})
	BudgetRow           = of2[int, Message]("budget_row", Text{"Row {row}: {why}", "Linha {row}: {why}"})
	StockChanged        = of0("stock_changed", Text{"Stock was changed in the meantime: look at what stands there now, then save again.", "O estoque foi mudado nesse meio-tempo: veja o que há agora e salve de novo."})
	StockTooMany        = of1[int]("stock_too_many", Text{"Stock can be kept of {most} segments at most.", "Pode haver estoque de no máximo {most} segmentos."})
	StockWhole          = of2[int, int]("stock_whole", Text{"This should be a whole number from {lowest} to {highest}.", "Deve ser um número inteiro de {lowest} a {highest}."})
	StockService        = of0("stock_service", Text{"The service level is a percentage from 50 to 99.5, for example 95.", "O nível de serviço é uma porcentagem de 50 a 99,5, por exemplo 95."})
	StockAmount         = of0("stock_amount", Text{"This should be an amount from 0 to a million, for example 12.50.", "Deve ser um valor de 0 a um milhão, por exemplo 12,50."})
	StockTwice          = of1[Quoted]("stock_twice", Text{"{segment} stands there twice.", "{segment} aparece duas vezes."})
	NoStockEdit         = of1[Quoted]("no_stock_edit", Text{"There is no change of stock {id}.", "Não há mudança de estoque {id}."})
	StockColumns        = of0("stock_columns", Text{"Each row should have a segment, and what is on hand; or columns with the names of those of the exported table.", "Cada linha deve ter um segmento e o que há em estoque; ou colunas com os nomes das da tabela exportada."})
	StockColumn         = of1[Quoted]("stock_column", Text{"The column {name} is not known here.", "A coluna {name} não é conhecida aqui."})
	GridTooLarge        = of2[int, int]("grid_too_large", Text{"A table has at most {rows} rows and {columns} columns here.", "Uma tabela tem aqui no máximo {rows} linhas e {columns} colunas."})
	PeriodWrong         = of0("period_wrong", Text{"period should be week, month or quarter.", "period deve ser week, month ou quarter."})
	FormatWrong         = of0("format_wrong", Text{"format should be json or csv.", "format deve ser json ou csv."})
	BeforeWrong         = of0("before_wrong", Text{"before should be the number of an entry.", "before deve ser o número de uma entrada."})
	AfterWrong          = of0("after_wrong", Text{"after should be the number of a line.", "after deve ser o número de uma linha."})
	SegmentUnclear      = of2[Quoted, []Message]("segment_unclear", Text{"{name} may be one of these: {segments}", "{name} pode ser um destes: {segments}"})
)

// What is not there.
var (
	NoScenario      = of1[Quoted]("no_scenario", Text{"there is no scenario {id}", "não existe o cenário {id}"})
	NoEarlierState  = of1[Quoted]("no_earlier_state", Text{"there is no earlier state of scenario {id}", "não existe um estado anterior do cenário {id}"})
	NoNote          = of1[Quoted]("no_note", Text{"there is no note {id}", "não existe a nota {id}"})
	NoEventGroup    = of1[Quoted]("no_event_group", Text{"the group of events {group} is not left out", "o grupo de eventos {group} não está de fora"})
	NoEvent         = of1[Quoted]("no_event", Text{"there is no event {id}", "não existe o evento {id}"})
	NoModel         = of1[Quoted]("no_model", Text{"there is no model {id}", "não existe o modelo {id}"})
	NoEvaluation    = of2[string, Quoted]("no_evaluation", Text{"there is no {kind} of the model {id}", "não existe {kind} do modelo {id}"})
	NoImport        = of1[Quoted]("no_import", Text{"there is no import {id}", "não existe a importação {id}"})
	NoJob           = of1[Quoted]("no_job", Text{"there is no job {id}", "não existe a tarefa {id}"})
	NoShare         = of1[Quoted]("no_share", Text{"there is no share link {id}", "não existe o link de compartilhamento {id}"})
	NoToken         = of1[Quoted]("no_token", Text{"there is no token {id}", "não existe o token {id}"})
	NoSession       = of1[Quoted]("no_session", Text{"there is no session {id}", "não existe a sessão {id}"})
	NoSetting       = of1[Quoted]("no_setting", Text{"there is no setting {key}", "não existe a configuração {key}"})
	NoSavedPassword = of1[Quoted]("no_saved_password", Text{"there is no password {key}", "não existe a senha {key}"})
)

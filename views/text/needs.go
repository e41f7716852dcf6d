package text

// What needs somebody.
var (
	NavNeeds        = Text{"What needs me", "O que pede atenção"}
	NeedsIntro      = Text{"One list, most money first: weeks outside their range, targets, budgets and a plan likely to be missed, orders that are due, data that are late or held back, and whatever failed. Look into a line, put it off, or close it with a word.", "Uma lista só, do maior valor ao menor: semanas fora da faixa, metas, orçamentos e um plano que tendem a não ser alcançados, pedidos a fazer, dados atrasados ou retidos e o que falhou. Veja uma linha, adie ou encerre com uma palavra."}
	NeedsNone       = Text{"Nothing needs you now.", "Nada pede sua atenção agora."}
	NeedsCount      = Plural{Text{"%d thing needs you", "%d item pede atenção"}, Text{"%d things need you", "%d itens pedem atenção"}}
	NeedsLeft       = Plural{Text{"%d smaller deviation is not listed: a week or a month has at most as many lines as the limits say.", "%d desvio menor não está na lista: cada semana ou mês tem no máximo as linhas que os limites dizem."}, Text{"%d smaller deviations are not listed: a week or a month has at most as many lines as the limits say.", "%d desvios menores não estão na lista: cada semana ou mês tem no máximo as linhas que os limites dizem."}}
	NeedsAmount     = Text{"Amount", "Valor"}
	NeedsWhat       = Text{"What", "O quê"}
	NeedsHappened   = Text{"What happened", "O que aconteceu"}
	NeedsAnswer     = Text{"Answer", "Responder"}
	NeedsAnswerOf   = Text{"Answer: %s", "Responder: %s"}
	NeedsWord       = Text{"In a word", "Em uma palavra"}
	NeedsWordHint   = Text{"Why it is done with, for whoever looks later.", "Por que está resolvido, para quem olhar depois."}
	NeedsUntil      = Text{"Until", "Até"}
	NeedsClose      = Text{"Close", "Encerrar"}
	NeedsSnooze     = Text{"Put off", "Adiar"}
	NeedsReopen     = Text{"Put back on the list", "Pôr de volta na lista"}
	NeedsReopenOf   = Text{"Put back on the list: %s", "Pôr de volta na lista: %s"}
	NeedsDone       = Text{"Closed and put off", "Encerradas e adiadas"}
	NeedsClosedBy   = Text{"closed by %s on %s", "encerrada por %s em %s"}
	NeedsSnoozedBy  = Text{"put off by %s until %s", "adiada por %s até %s"}
	NeedsWas        = Text{"Before: %s", "Antes: %s"}
	NeedsLimits     = Text{"Limits", "Limites"}
	NeedsLimitsP    = Text{"A line that was closed stays closed. It is new in another week, or once its amount has grown by half.", "Uma linha encerrada continua encerrada. Ela é nova em outra semana, ou quando o valor cresce pela metade."}
	NeedsLevel      = Text{"Range that a week has to miss", "Faixa que a semana precisa errar"}
	NeedsLevelOf    = Text{"%d%% range", "faixa de %d%%"}
	NeedsLeast      = Text{"Least amount (% of a usual week)", "Valor mínimo (% de uma semana comum)"}
	NeedsLeastHint  = Text{"Now %s: a usual week is %s.", "Hoje %s: uma semana comum é %s."}
	NeedsChance     = Text{"Alarm where a target is missed (times in 100)", "Alarme quando a meta não é batida (vezes em 100)"}
	NeedsWeeks      = Text{"Latest weeks that are looked at", "Últimas semanas consideradas"}
	NeedsMost       = Text{"Lines about one such week, a month or the plan, at most", "Linhas sobre uma dessas semanas, um mês ou o plano, no máximo"}
	NeedsTry        = Text{"Try on the past year", "Testar no último ano"}
	NeedsSave       = Text{"Save", "Salvar"}
	NeedsTried      = Text{"These limits are not saved yet: below is what they would have listed.", "Estes limites ainda não foram salvos: abaixo está o que teriam listado."}
	NeedsReplay     = Text{"The past year with these limits", "O último ano com estes limites"}
	NeedsReplayed   = Text{"Looked at after each of the past %s, the list would have had at most %s in one week, %s in all.", "Vista depois de cada uma das últimas %s, a lista teria no máximo %s numa semana e %s ao todo."}
	NeedsNew        = Plural{Text{"%d new line", "%d linha nova"}, Text{"%d new lines", "%d linhas novas"}}
	NeedsReplayShow = Text{"Show the past year with these limits", "Mostrar o último ano com estes limites"}
	NeedsReplayP    = Text{"Weeks that came, and today's targets for weeks, against forecasts of models that knew only what was known then. Targets for every month or quarter, budgets, the plan, orders, and what the house says of data, model, sources, backups and digests, are not replayed.", "Semanas que chegaram e as metas de hoje por semana, contra previsões de modelos que só conheciam o que se sabia então. Metas por mês ou trimestre, orçamentos, o plano, os pedidos e o que se diz de dados, modelo, fontes, backups e resumos não são refeitos."}
	NeedsReplayOf   = Text{"Of %d segments, the %d that sell most.", "De %d segmentos, os %d que mais vendem."}
	NeedsReplayFew  = Text{"Too few weeks are known to replay the past.", "Há poucas semanas conhecidas para refazer o passado."}
	NeedsNewLines   = Text{"New lines", "Linhas novas"}
	NeedsLeftOut    = Text{"Not listed", "Fora da lista"}
	NeedsLargest    = Text{"Largest", "Maior"}
)

// NeedKinds name the kinds of lines.
var NeedKinds = map[string]Text{
	"late":   {"Data late", "Dados atrasados"},
	"held":   {"Held back", "Retido"},
	"band":   {"Outside its range", "Fora da faixa"},
	"chance": {"Likely to miss its target", "Tende a não bater a meta"},
	"target": {"Below its target", "Abaixo da meta"},
	"budget": {"Below its budget", "Abaixo do orçamento"},
	"plan":   {"Below the plan", "Abaixo do plano"},
	"order":  {"Orders due", "Pedidos a fazer"},
	"model":  {"Model", "Modelo"},
	"source": {"Source failed", "Fonte falhou"},
	"backup": {"Backup failed", "Backup falhou"},
	"digest": {"Digest not sent", "Resumo não enviado"},
}

// Heads of the file of what needs somebody, where no other file has them.
var (
	FileNeed       = Text{"line", "linha"}
	FileNeedKind   = Text{"kind", "tipo"}
	FileNeedAmount = Text{"amount", "valor"}
	FileNeedSaid   = Text{"message", "mensagem"}
	FileNeedAnswer = Text{"answer", "resposta"}
	FileNeedWord   = Text{"word", "palavra"}
	FileNeedBy     = Text{"by", "por"}
)

// NeedAnswers name what somebody says of a line.
var NeedAnswers = map[string]Text{"closed": {"closed", "encerrada"}, "snoozed": {"put off", "adiada"}, "opened": {"open", "aberta"}}

package text

// What changed from one forecast to the next.
var (
	NavChanges     = Text{"What changed", "O que mudou"}
	ChangesTitle   = Text{"What changed since the forecast before", "O que mudou desde a previsão anterior"}
	ChangesIntro   = Text{"Every forecast that served is kept. Here two of them are told apart, week by week: what came of the new sales, of retraining, and of what was entered or corrected. The parts add up to the cent.", "Cada previsão servida é guardada. Aqui duas são comparadas, semana a semana: o que veio das novas vendas, do retreinamento e do que foi informado ou corrigido. As partes somam até o centavo."}
	ChangesAfter   = Text{"Forecast with sales to", "Previsão com vendas até"}
	ChangesBefore  = Text{"Compared with sales to", "Comparada com vendas até"}
	ChangesIssue   = Text{"%s (model %s)", "%s (modelo %s)"}
	ChangesNow     = Text{"now (model %s)", "agora (modelo %s)"}
	ChangesFrom    = Text{"%s from %s", "%s desde %s"}
	ChangesHead    = Text{"%s: %s, %s against the forecast with sales to %s", "%s: %s, %s em relação à previsão com vendas até %s"}
	ChangesHeadSum = Text{"%s: %s, after %s in the forecast with sales to %s", "%s: %s, depois de %s na previsão com vendas até %s"}
	ChangesOf      = Text{"%s %s", "%s %s"}
	ChangesSame    = Text{"Nothing changed.", "Nada mudou."}
	ChangesUnmoved = Text{"Nothing comes from: %s.", "Nada vem de: %s."}
	ChangesOne     = Text{"One forecast was issued so far. Once a week of sales comes in, or a model is retrained, the new forecast stands here beside it.", "Só uma previsão foi emitida até agora. Quando chegar uma semana de vendas, ou um modelo for retreinado, a nova previsão aparece aqui ao lado dela."}
	ChangesApart   = Text{"The two forecasts have no week in common.", "As duas previsões não têm semana em comum."}
	ChangesFewer   = Plural{Text{"Both forecasts are known for one week: it is the one shown.", "As duas previsões são conhecidas em uma semana: é a mostrada."}, Text{"Both forecasts are known for %d weeks: these are shown.", "As duas previsões são conhecidas em %d semanas: são as mostradas."}}
	ChangesWhy     = Text{"Where the difference comes from", "De onde vem a diferença"}
	ChangesWeekly  = Text{"Week by week", "Semana a semana"}
	ChangesSum     = Text{"Change", "Mudança"}
	ChangesPart    = Text{"Part", "Parte"}
	ChangesWas     = Text{"Before", "Antes"}
	ChangesIs      = Text{"After", "Depois"}
	ChangesShare   = Text{"Of the forecast before", "Da previsão anterior"}
	ChangesRounded = Text{"Whole amounts in ¤; each row adds up. The file has them to the cent.", "Valores inteiros em ¤; cada linha soma. O arquivo os traz até o centavo."}
	ChangesCame    = Text{"Weeks that came since", "Semanas que chegaram desde então"}
	ChangesCameP   = Text{"They are no change of the forecast: what was forecast for them stands beside what they sold.", "Não são mudança da previsão: o que foi previsto está ao lado do que venderam."}
	ChangesActual  = Text{"Sold", "Vendido"}
	ChangesOff     = Text{"Difference", "Diferença"}
	ChangesMovers  = Text{"What changed most", "O que mais mudou"}
	ChangesInTable = Text{"Each bar is a week, stacked from what raised and what lowered its forecast; the table below holds every number.", "Cada barra é uma semana, empilhada do que elevou e do que baixou sua previsão; a tabela abaixo traz todos os números."}
)

// ChangeParts name the parts of a change.
var ChangeParts = map[string]Text{
	"corrections": {"corrections of the past", "correções do passado"},
	"events":      {"events", "eventos"},
	"drivers":     {"what is known ahead", "o que se sabe de antemão"},
	"known":       {"corrections, events and what is known ahead", "correções, eventos e o que se sabe de antemão"},
	"sales":       {"the sales that came", "as vendas que chegaram"},
	"retraining":  {"retraining", "retreinamento"},
	"program":     {"an update of the program", "uma atualização do programa"},
	"whole":       {"all causes together", "todas as causas juntas"},
}

// ChangeReasons say why parts cannot be told apart.
var ChangeReasons = map[string]Text{
	"no_model":       {"The model of the earlier forecast was deleted or cannot be read any more: the causes cannot be told apart.", "O modelo da previsão anterior foi apagado ou não pode mais ser lido: as causas não podem ser separadas."},
	"no_inputs":      {"What the later forecast was made from is not kept: it was issued by a version of the program that did not keep it, or many have been issued since. The causes cannot be told apart.", "Os dados de que a previsão mais nova foi feita não estão guardados: ela foi emitida por uma versão do programa que não os guardava, ou muitas foram emitidas depois. As causas não podem ser separadas."},
	"no_before":      {"What the earlier forecast was made from is not kept: it was issued by a version of the program that did not keep it, or many have been issued since. Corrections, events and what is known ahead stand together.", "Os dados de que a previsão anterior foi feita não estão guardados: ela foi emitida por uma versão do programa que não os guardava, ou muitas foram emitidas depois. Correções, eventos e o que se sabe de antemão ficam juntos."},
	"no_later_model": {"The model of the later forecast was deleted or cannot be read any more: only the weeks that were kept are shown.", "O modelo da previsão mais nova foi apagado ou não pode mais ser lido: só as semanas guardadas são mostradas."},
}

// Heads of the file of what changed, where no other file has them.
var (
	FileBefore      = Text{"forecast_before", "previsão_antes"}
	FileAfter       = Text{"forecast_after", "previsão_depois"}
	FileCorrections = Text{"corrections", "correções"}
	FileEvents      = Text{"events", "eventos"}
	FileDrivers     = Text{"known_ahead", "de_antemão"}
	FileKnown       = Text{"corrections_events_known_ahead", "correções_eventos_de_antemão"}
	FileNewSales    = Text{"new_sales", "novas_vendas"}
	FileRetraining  = Text{"retraining", "retreinamento"}
	FileProgram     = Text{"program_update", "atualização_do_programa"}
	FileWhole       = Text{"all_causes", "todas_as_causas"}
)

package text

// The page of events, and what drives a forecast.
var (
	EventsTitle    = Text{"Events", "Eventos"}
	EventsIntro    = Text{"Days that move sales. Holidays and retail events come from the calendar; add your own, correct them, or hide what does not count.", "Dias que mexem com as vendas. Feriados e eventos do varejo vêm do calendário; acrescente os seus, corrija-os ou oculte o que não conta."}
	EventsOutdated = Text{"The data or events have changed since the model was trained. Retrain, so that it learns from them.", "Os dados ou eventos mudaram desde o treino do modelo. Retreine para que ele aprenda com eles."}
	EventsRetrain  = Text{"Retrain now", "Retreinar agora"}
	EventsComing   = Text{"Coming", "Próximos"}
	EventsPast     = Text{"Past", "Passados"}
	EventsHidden   = Text{"Hidden", "Ocultos"}
	EventsNone     = Text{"None here yet. An event names what moves a week's sales: a fair, a strike, a retail event. Add one above, and trainings take it into account.", "Nenhum aqui ainda. Um evento diz o que move as vendas de uma semana: uma feira, uma greve, um evento do varejo. Adicione um acima, e os treinos o levam em conta."}
	EventName      = Text{"Event", "Evento"}
	EventWeek      = Text{"Week", "Semana"}
	EventDay       = Text{"Any date in the week", "Qualquer data da semana"}
	EventKind      = Text{"Kind", "Tipo"}
	EventEffect    = Text{"Effect on its week", "Efeito na semana"}
	EventAdds      = Text{"Adds to the forecast", "Acréscimo à previsão"}
	EventNoEffect  = Text{"none found", "nenhum encontrado"}
	EventShock     = Text{"Exclude this week from training", "Excluir esta semana do treino"}
	EventShockTag  = Text{"excluded from training", "fora do treino"}
	EventActs      = Text{"Change", "Alterar"}
	EventEdit      = Text{"Edit", "Editar"}
	EventDelete    = Text{"Delete", "Excluir"}
	EventRestore   = Text{"Show again", "Mostrar de novo"}
	EventHide      = Text{"Hide", "Ocultar"}
	EventAddTitle  = Text{"Add an event", "Adicionar evento"}
	EventEditTitle = Text{"Edit the event", "Editar evento"}
	EventSave      = Text{"Save", "Salvar"}
	EventHint      = Text{"Events of the same name share one effect: choose the name that it had last time. One that never happened in the data changes nothing in the forecast.", "Eventos de mesmo nome têm o mesmo efeito: escolha o nome que teve da última vez. Um que nunca aconteceu nos dados não muda nada na previsão."}
	EventUnheard   = Text{"%s never happened in the data, so nothing is known of what it does, and the forecast stays as it was.", "%s nunca aconteceu nos dados: não se sabe o que faz, e a previsão fica como estava."}
	EventAssume    = Text{"Assume an effect under What if", "Supor um efeito em E se"}
	EventGone      = Text{"Deleted: %s.", "Excluído: %s."}

	DrivesTitle     = Text{"What drives it", "O que explica a previsão"}
	DrivesHelp      = Text{"The parts add up to the forecast. Recent level is what the last weeks sold; momentum is where they were heading; seasonality is the time of year; events are known days.", "As partes somam a previsão. Nível recente é o que se vendeu nas últimas semanas; tendência é para onde iam; sazonalidade é a época do ano; eventos são dias conhecidos."}
	DrivesChristmas = Text{"How much the four weeks up to Christmas stand out is assumed from what other shops sell then, until this shop's own second year is known.", "Quanto as quatro semanas até o Natal se destacam é suposto a partir do que outras lojas vendem nessa época, até que se conheça o segundo ano desta loja."}
	DrivesPart      = Text{"Part", "Parte"}
	AheadTitle      = Text{"Known ahead", "Conhecido de antemão"}
	AheadHelp       = Text{"Numbers of each week that are known before it begins, such as days of promotion. They come as columns of the weekly file, coming weeks among them; correct here what has changed since.", "Números de cada semana conhecidos antes de ela começar, como dias de promoção. Vêm como colunas do arquivo semanal, próximas semanas incluídas; corrija aqui o que mudou desde então."}
	AheadNone       = Text{"Nothing is known ahead yet. If you know days of promotion, open days or prices before a week begins, bring them as columns of the weekly file.", "Ainda não há nada conhecido de antemão. Se você conhece dias de promoção, dias abertos ou preços antes de a semana começar, traga-os como colunas do arquivo semanal."}
	AheadImport     = Text{"Import a file", "Importar um arquivo"}
	AheadUntil      = Text{"is known until %s; later weeks count its usual value.", "é conhecido até %s; as semanas seguintes contam com o valor usual."}
	AheadUnknown    = Text{"is not known for coming weeks; they count its usual value.", "não é conhecido para as próximas semanas; elas contam com o valor usual."}
	AheadAll        = Text{"is known for all weeks shown.", "é conhecido para todas as semanas mostradas."}
	LearntUnitBare  = Text{"One more: %s.", "Um a mais: %s."}
	LearntWholeBare = Text{"%s instead of %s: %s.", "%s em vez de %s: %s."}
	LearntUnit      = Text{"One more: %s, likely between %s and %s.", "Um a mais: %s, provavelmente entre %s e %s."}
	LearntWhole     = Text{"%s instead of %s: %s, likely between %s and %s.", "%s em vez de %s: %s, provavelmente entre %s e %s."}
	LearntNone      = Text{"No effect was found: weeks left out were forecast as well without it.", "Nenhum efeito foi encontrado: semanas deixadas de fora foram previstas igualmente bem sem ele."}
	LearntClosed    = Text{"With %s nothing was ever sold: such weeks are forecast as 0.", "Com %s nunca se vendeu nada: essas semanas são previstas como 0."}
	LearntFrom      = Text{"Learnt by model %s from %s, with values from %s to %s.", "Aprendido pelo modelo %s em %s, com valores de %s a %s."}
	LearntParts     = Text{"Learnt by model %s in %s from the parts that have values of their own, from %s to %s: what it does to one while the others stay.", "Aprendido pelo modelo %s em %s nas partes que têm valores próprios, de %s a %s: o que faz a uma enquanto as outras ficam como estão."}
	LearntNot       = Text{"Model %s was trained without it, so it moves no forecast.", "O modelo %s foi treinado sem ele, por isso não muda nenhuma previsão."}
	LearntTrain     = Text{"Retrain to use it", "Treinar de novo para usá-lo"}
	AheadChoose     = Text{"What is known ahead", "O que se conhece de antemão"}
	AheadValue      = Text{"Value", "Valor"}
	AheadUsual      = Text{"Usual", "Usual"}
	AheadFrom       = Text{"Source", "Origem"}
	AheadHand       = Text{"corrected by hand", "corrigido à mão"}
	AheadFile       = Text{"imported", "importado"}
	AheadNot        = Text{"not known", "desconhecido"}
	AheadHint       = Text{"A correction holds for every category and state, until a file that is imported later brings the week. An empty field is not known.", "Uma correção vale para todas as categorias e estados, até que um arquivo importado depois traga a semana. Um campo vazio é desconhecido."}
	AheadSave       = Text{"Save corrections", "Salvar correções"}
	AheadSaved      = Text{"Corrected: %s, %s.", "Corrigido: %s, %s."}
	AheadUndone     = Text{"Taken back: the correction of %s, %s.", "Desfeito: a correção de %s, %s."}
	Redo            = Text{"Redo", "Refazer"}
	AheadSame       = Text{"Nothing was changed.", "Nada foi mudado."}
	AheadNumber     = Text{"%s: a number like 2 or 2.5, or nothing.", "%s: um número como 2 ou 2,5, ou nada."}
	AheadForbidden  = Text{"Log in to correct what is known ahead.", "Entre para corrigir o que é conhecido de antemão."}
	DrivesNext      = Text{"Next week", "Próxima semana"}
	DrivesTogether  = Text{"Total", "Total"}
	DrivesSum       = Text{"Forecast", "Previsão"}
	DrivesWeekly    = Text{"Week by week", "Semana a semana"}
	DrivesCaption   = Text{"What each week's forecast is made of, in ¤; the parts add up to the forecast", "De que é feita a previsão de cada semana, em ¤; as partes somam a previsão"}
	DrivesAdds      = Text{"adds", "soma"}
	DrivesTakes     = Text{"takes away", "tira"}
	DrivesInTable   = Text{"Each bar is a week, stacked from its parts; the table below holds every number.", "Cada barra é uma semana, empilhada por suas partes; a tabela abaixo traz todos os números."}
	DrivesRounded   = Text{"Whole amounts in ¤; each row adds up to its forecast. Choose a week to see it above, beside the total.", "Valores inteiros em ¤; cada linha soma a sua previsão. Escolha uma semana para vê-la acima, ao lado do total."}
)

// What can be left out of the calendar at once.
var (
	EventGroupsTitle = Text{"The calendar in groups", "O calendário em grupos"}
	EventGroupsIntro = Text{"What a group has is left out of forecasts at once, and of training from the next one on. Events of your own stay.", "O que um grupo contém sai das previsões na hora, e do treino a partir do próximo. Os seus eventos ficam."}
	EventGroup       = Text{"Group", "Grupo"}
	EventGroupWeeks  = Text{"Weeks", "Semanas"}
	EventGroupOut    = Text{"Leave out", "Deixar de fora"}
	EventGroupBack   = Text{"Bring back", "Trazer de volta"}
	EventGroupTag    = Text{"left out", "de fora"}
	EventGroupNames  = map[string]Text{"holiday": {"All public holidays", "Todos os feriados"}, "retail": {"All retail events", "Todos os eventos do varejo"}}
)

// EventKinds are the kinds as people choose them.
var EventKinds = map[string]Text{
	"retail": {"retail event", "evento do varejo"}, "holiday": {"holiday", "feriado"},
	"one-off": {"one-off event", "evento único"}, "hidden": {"hidden", "oculto"},
}

// DriveNames are the groups of contributions.
var DriveNames = map[string]Text{
	"recent level": {"Recent level", "Nível recente"}, "momentum": {"Momentum", "Tendência"},
	"season": {"Seasonality", "Sazonalidade"}, "events": {"Events", "Eventos"},
}

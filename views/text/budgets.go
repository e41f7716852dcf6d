package text

// Budgets by month and segment.
var (
	BudgetsTitle     = Text{"Budgets", "Orçamentos"}
	BudgetsIntro     = Text{"What each month is planned to bring, beside what came, what is still expected and how likely it is to be enough.", "O que cada mês deve trazer pelo orçamento, ao lado do que veio, do que ainda é esperado e da chance de bastar."}
	BudgetsNone      = Text{"No budget for %s in %d yet. Type amounts into the months below, or paste a table from a spreadsheet.", "Ainda não há orçamento para %s em %d. Digite valores nos meses abaixo ou cole uma tabela de uma planilha."}
	BudgetYearLabel  = Text{"Year", "Ano"}
	BudgetShow       = Text{"Show", "Mostrar"}
	BudgetColumn     = Text{"Budget", "Orçamento"}
	BudgetOf         = Text{"Budget of %s", "Orçamento de %s"}
	BudgetAgainst    = Text{"Against budget", "Contra o orçamento"}
	BudgetChance     = Text{"Chance to reach", "Chance de alcançar"}
	BudgetReached    = Text{"reached", "alcançado"}
	BudgetMissed     = Text{"missed", "não alcançado"}
	BudgetTotal      = Text{"%d, months with a budget", "%d, meses com orçamento"}
	BudgetSave       = Text{"Save budgets", "Salvar orçamentos"}
	BudgetHint       = Text{"An empty month has no budget. Amounts may be written as 250000, 250k or 1.2M.", "Um mês vazio não tem orçamento. Valores podem ser escritos como 250000, 250 mil ou 1,2 mi."}
	BudgetHelp       = Text{"Actual is what came until the last known week; the estimate adds what is still expected. The chance is the share of the forecast's own distribution of the weeks to come that lies above what is missing. Past months are reached or not.", "Realizado é o que veio até a última semana conhecida; a estimativa soma o que ainda é esperado. A chance é a parte da própria distribuição da previsão das semanas futuras que fica acima do que falta. Meses passados foram alcançados ou não."}
	BudgetForbidden  = Text{"Budgets can be changed by planners.", "Orçamentos podem ser mudados por quem planeja."}
	BudgetSaved      = Plural{Text{"Budgets saved: 1 month changed.", "Orçamentos salvos: 1 mês mudou."}, Text{"Budgets saved: %d months changed.", "Orçamentos salvos: %d meses mudaram."}}
	BudgetUndone     = Plural{Text{"Taken back: 1 month is as it was.", "Desfeito: 1 mês está como era."}, Text{"Taken back: %d months are as they were.", "Desfeito: %d meses estão como eram."}}
	BudgetSame       = Text{"Nothing was changed: the budgets are as they were.", "Nada mudou: os orçamentos são os mesmos."}
	BudgetToDate     = Text{"Year to date", "Acumulado no ano"}
	BudgetToDateNote = Text{"%s of the budget, in the months that have one", "%s do orçamento, nos meses que têm um"}
	BudgetEstimate   = Text{"Latest estimate, months of %d with a budget", "Última estimativa, meses de %d com orçamento"}
	BudgetVersus     = Text{"%s against the budget of %s", "%s contra o orçamento de %s"}
	BudgetLastYear   = Text{"%s against the year before", "%s contra o ano anterior"}
	BudgetNoEstimate = Text{"the forecast does not reach all of its months", "a previsão não alcança todos os meses"}
	BudgetToReach    = Text{"Chance to reach the budget", "Chance de alcançar o orçamento"}
	BudgetPasteTitle = Text{"Paste or import", "Colar ou importar"}
	BudgetPaste      = Text{"Rows from a spreadsheet", "Linhas de uma planilha"}
	BudgetPasteHint  = Text{"A segment (its name or key), a month as 2018-10 and an amount in each row; or a segment, and below each month its amount. With or without a header.", "Em cada linha um segmento (nome ou chave), um mês como 2018-10 e um valor; ou um segmento e, abaixo de cada mês, o valor. Com ou sem cabeçalho."}
	BudgetFile       = Text{"Or a file", "Ou um arquivo"}
	BudgetFileHint   = Text{"CSV, TSV or Excel of the same form.", "CSV, TSV ou Excel na mesma forma."}
	BudgetPasteSave  = Text{"Take over", "Assumir"}
	BudgetAll        = Text{"All budgets of %d", "Todos os orçamentos de %d"}
	BudgetHistory    = Text{"Latest changes", "Últimas mudanças"}
	BudgetChanged    = Plural{Text{"1 month", "1 mês"}, Text{"%d months", "%d meses"}}
	BudgetTakenBack  = Text{"taken back", "desfeita"}
	ColumnActual     = Text{"Actual", "Realizado"}
	FileBudget       = Text{"budget", "orçamento"}
	FileMonth        = Text{"month", "mês"}
)

package text

// Weeks without stock.
var (
	StockoutsTitle    = Text{"Weeks without stock", "Semanas sem estoque"}
	StockoutsIntro    = Text{"What was sold in a week that ran out of stock is the least that customers wanted. Such weeks do not teach low demand, and what they lost is estimated.", "O que se vendeu numa semana em que faltou estoque é o mínimo que os clientes queriam. Essas semanas não ensinam demanda baixa, e o que se perdeu é estimado."}
	StockoutsNone     = Text{"No week is marked yet. Mark one below where the shelf was empty for a part of the week or all of it.", "Nenhuma semana está marcada ainda. Marque abaixo aquelas em que a prateleira ficou vazia parte da semana ou toda ela."}
	StockoutsHow      = Text{"Marks count in the forecast at once, and in what is learnt from the next training on. Charts and tables keep what was sold.", "As marcas contam na previsão de imediato, e no que é aprendido a partir do próximo treino. Gráficos e tabelas mantêm o que foi vendido."}
	StockoutMarkTitle = Text{"Mark weeks", "Marcar semanas"}
	StockoutFrom      = Text{"A day of the first week", "Um dia da primeira semana"}
	StockoutTo        = Text{"A day of the last week", "Um dia da última semana"}
	StockoutToHint    = Text{"Empty for one week.", "Vazio para uma só semana."}
	StockoutWord      = Text{"Note", "Observação"}
	StockoutWordHint  = Text{"Optional: the supplier, the product.", "Opcional: o fornecedor, o produto."}
	StockoutSave      = Text{"Mark as without stock", "Marcar como sem estoque"}
	StockoutUnmark    = Text{"Unmark", "Desmarcar"}
	StockoutUnmarkOf  = Text{"Unmark %s, %s", "Desmarcar %s, %s"}
	StockoutForbidden = Text{"Weeks without stock can be marked by planners.", "Semanas sem estoque podem ser marcadas por quem planeja."}
	StockoutMarked    = Text{"Marked weeks", "Semanas marcadas"}
	StockoutBySegment = Text{"Lost by segment", "Perdido por segmento"}
	StockoutWeeks     = Text{"Weeks", "Semanas"}
	StockoutSold      = Text{"Sold", "Vendido"}
	StockoutLost      = Text{"Lost, estimated", "Perdido, estimativa"}
	StockoutBand      = Text{"80 in 100", "80 em 100"}
	StockoutWho       = Text{"Marked by", "Marcada por"}
	StockoutHelp      = Text{"What would have been sold more: an estimate from the weeks around it, the season, and what is known of events and of what is known ahead, given that at least what was sold was wanted. In 80 of 100 such weeks what was lost lies in the range. Segments overlap and may lose the same sale: do not add them up.", "O que se teria vendido a mais: uma estimativa pelas semanas ao redor, pela estação e pelo que se sabe de eventos e de antemão, dado que ao menos o vendido era desejado. Em 80 de 100 dessas semanas o que se perdeu está na faixa. Segmentos se sobrepõem e podem perder a mesma venda: não os some."}
	StockoutUnknown   = Text{"not in the data", "não está nos dados"}
	StockoutSaved     = Plural{Text{"1 week of a segment was changed.", "1 semana de um segmento foi mudada."}, Text{"%d weeks of segments were changed.", "%d semanas de segmentos foram mudadas."}}
	StockoutUndone    = Plural{Text{"Taken back: 1 week is as it was.", "Desfeito: 1 semana está como era."}, Text{"Taken back: %d weeks are as they were.", "Desfeito: %d semanas estão como eram."}}
	StockoutSame      = Text{"Nothing was changed: the weeks were marked like that already.", "Nada mudou: as semanas já estavam marcadas assim."}
	StockoutPasteHint = Text{"A segment (its name or key) and a day of the week as 2018-08-20 or as sales files have it in each row, and a note where there is one. With or without a header.", "Em cada linha um segmento (nome ou chave) e um dia da semana, como 2018-08-20 ou como nos arquivos de vendas, e uma observação onde houver. Com ou sem cabeçalho."}
	StockoutPasteSave = Text{"Mark them", "Marcá-las"}
	StockoutChanged   = Plural{Text{"1 week", "1 semana"}, Text{"%d weeks", "%d semanas"}}
	FileLost          = Text{"lost (estimate)", "perdido (estimativa)"}
	FileWho           = Text{"by", "por"}
)

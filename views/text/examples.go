package text

// What stands where there is no scenario yet.
var (
	ScenariosNoneWhy    = Text{"A scenario answers a question such as those below: what you assume about some weeks, laid over the forecast. Nothing of it is a forecast, and all of it can be changed or undone.", "Um cenário responde a perguntas como as de baixo: o que você supõe sobre algumas semanas, colocado sobre a previsão. Nada nele é previsão, e tudo pode ser mudado ou desfeito."}
	ExampleMake         = Text{"Create", "Criar"}
	ExampleMakeOf       = Text{"Create the example “%s”", "Criar o exemplo “%s”"}
	ExamplePrice        = Text{"%s: prices down 10%%", "%s: preços 10%% menores"}
	ExamplePriceSays    = Text{"What if %s, the largest category, cost 10%% less in the weeks %s? At a price elasticity of %s, an assumption of yours.", "E se %s, a maior categoria, custasse 10%% menos nas semanas de %s? Com elasticidade-preço de %s: hipótese sua, a ajustar."}
	ExampleCampaign     = Text{"A campaign week", "Uma semana de campanha"}
	ExampleCampaignSays = Text{"What if a campaign brought 20%% more sales in the week of %s?", "E se uma campanha trouxesse 20%% mais vendas na semana de %s?"}
	ExampleState        = Text{"%s lost", "Perda de %s"}
	ExampleStateSays    = Text{"What if nothing were sold in %s, the largest state, in the weeks %s?", "E se nada fosse vendido em %s, o maior estado, nas semanas de %s?"}
)

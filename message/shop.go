package message

// The profile of a shop.
var (
	ShopName       = of0("shop_name", Text{"Give the shop a name.", "Dê um nome à loja."})
	ShopWords      = of1[int]("shop_words", Text{"At most {most} letters, in one line.", "No máximo {most} letras, em uma linha."})
	ShopCurrency   = of1[Quoted]("shop_currency", Text{"{currency} is not a currency; write its code of three letters, like EUR.", "{currency} não é uma moeda; escreva o código de três letras, como EUR."})
	ShopCountry    = of1[Quoted]("shop_country", Text{"{country} is not a country; write its code of two letters, like DE.", "{country} não é um país; escreva o código de duas letras, como DE."})
	ShopSplits     = of0("shop_splits", Text{"The two ways to split sales need different names.", "As duas divisões das vendas precisam de nomes diferentes."})
	FirstOfShop    = of0("first_of_shop", Text{"the first model of this shop", "o primeiro modelo desta loja"})
	StartGone      = of0("start_gone", Text{"The file is not kept any more: it was used, dropped, or an hour old. Send it again.", "O arquivo não está mais guardado: foi usado, descartado ou tinha mais de uma hora. Envie-o de novo."})
	StartNotReady  = of0("start_not_ready", Text{"The file cannot be used as it is understood; say first what it leaves open.", "O arquivo não pode ser usado da forma como foi entendido; diga antes o que ele deixa em aberto."})
	StartFewWeeks  = of2[int, int]("start_few_weeks", Text{"{weeks} weeks are too few for a forecast: it needs {needed}. The shop can begin with them, and forecasts once more weeks are imported.", "{weeks} semanas são poucas para uma previsão: são precisas {needed}. A loja pode começar com elas, e prevê assim que mais semanas forem importadas."})
	StartOneFile   = of0("start_one_file", Text{"Send one file. The published order files are sent on the page of new data.", "Envie um arquivo. Os arquivos de pedidos publicados são enviados na página de novos dados."})
	ShopOtherWeeks = of1[string]("shop_other_weeks", Text{"The file's weeks do not begin on the day that this shop's do ({day}).", "As semanas do arquivo não começam no dia em que começam as desta loja ({day})."})
	ShopGone       = of0("shop_gone", Text{"This shop is not kept any more.", "Esta loja não está mais guardada."})
	ShopsMany      = of1[int]("shops_many", Text{"{most} shops are kept already; delete one first.", "{most} lojas já estão guardadas; apague uma antes."})
	ShopWeeks      = of0("shop_weeks", Text{"Weeks of sales are here already, counted from their first day. To begin weeks on another day, start a new shop with your file.", "Já há semanas de vendas aqui, contadas a partir do primeiro dia. Para começar as semanas em outro dia, crie uma nova loja com o seu arquivo."})
)

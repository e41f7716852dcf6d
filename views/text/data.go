package text

// The page about the data.
var (
	DataTitle        = Text{"About the data", "Sobre os dados"}
	DataIntro        = Text{"What the numbers are made of, what was left out, and why.", "De que são feitos os números, o que ficou de fora e por quê."}
	DataHolds        = Text{"What is in it", "O que há neles"}
	DataOrders       = Text{"Orders", "Pedidos"}
	DataItems        = Text{"Items", "Itens"}
	DataRevenue      = Text{"Revenue", "Receita"}
	DataFreight      = Text{"Freight", "Frete"}
	DataUsable       = Text{"Weeks used for training", "Semanas usadas no treino"}
	DataDefinition   = Text{"Revenue is the price of all items ordered in a week (Monday to Sunday, by purchase time), without orders that were canceled or unavailable. Freight is kept apart; payments are not counted.", "Receita é o preço de todos os itens pedidos em uma semana (segunda a domingo, pela hora da compra), sem os pedidos cancelados ou indisponíveis. O frete fica à parte; pagamentos não contam."}
	DataLeftOut      = Text{"Rows left out, and why", "Linhas deixadas de fora e por quê"}
	DataLeftReason   = Text{"Reason", "Motivo"}
	DataLeftRows     = Text{"Rows", "Linhas"}
	DataLeftTwice    = Text{"An order can count in more than one line: most orders without an item were also canceled or unavailable.", "Um pedido pode contar em mais de uma linha: a maioria dos pedidos sem item também foi cancelada ou estava indisponível."}
	DataNoted        = Text{"Noted, and kept", "Anotado e mantido"}
	LeftStatus       = Text{"Orders with the status %s", "Pedidos com o status %s"}
	LeftNoItems      = Text{"Orders without any item: nothing to count", "Pedidos sem nenhum item: nada a contar"}
	NoteNoCategory   = Text{"Items of products without a category: a category of their own", "Itens de produtos sem categoria: uma categoria própria"}
	NoteUntranslated = Text{"Categories without an English name: shown by their Portuguese one", "Categorias sem nome em inglês: mostradas pelo nome em português"}
	NoteSpanning     = Text{"Orders that span categories: counted once at every level", "Pedidos com várias categorias: contados uma vez em cada nível"}
	NoteNoPayment    = Text{"Orders without a payment: revenue is the price of the items", "Pedidos sem pagamento: a receita é o preço dos itens"}
	NoteNoApproved   = Text{"Orders without an approval time", "Pedidos sem hora de aprovação"}
	NoteNoCarrier    = Text{"Orders without a time of handing over to the carrier", "Pedidos sem hora de entrega à transportadora"}
	NoteNoDelivery   = Text{"Orders without a delivery time", "Pedidos sem hora de entrega ao cliente"}
	DataIncomplete   = Text{"Weeks left out, and why", "Semanas deixadas de fora e por quê"}
	DataIncompleteP  = Text{"These weeks look like sales but are not a full week of them, or are far from what is usual. Training on them would teach a crash, or a jump, that never happened. For each week missing among those of the last two years ranges are wider, as nobody knows what it would have told; an earlier version of this program drew them narrower.", "Estas semanas parecem vendas, mas não são uma semana inteira, ou estão longe do habitual. Treinar com elas ensinaria uma queda, ou um salto, que nunca houve. Para cada semana que falta entre as dos últimos dois anos as faixas são mais largas, pois ninguém sabe o que ela teria dito; uma versão anterior deste programa as desenhava mais estreitas."}
	DataFound        = Text{"What the data hold", "O que os dados contêm"}
	DataNoneLeft     = Text{"No week was left out.", "Nenhuma semana ficou de fora."}
	DataImports      = Text{"Files read", "Arquivos lidos"}
	DataFile         = Text{"File", "Arquivo"}
	DataRowsRead     = Text{"Rows read", "Linhas lidas"}
	DataSourceNone   = Text{"Nobody has said yet where these data come from; it can be written down in the shop's profile:", "Ainda não foi dito de onde vêm estes dados; isso pode ser anotado no perfil da loja:"}
	DataSource       = Text{"Source and licence", "Fonte e licença"}
	DataCitation     = Text{"Olist and André Sionek, “Brazilian E-Commerce Public Dataset by Olist”, Kaggle, 2018, DOI 10.34740/kaggle/dsv/195341.", "Olist e André Sionek, “Brazilian E-Commerce Public Dataset by Olist”, Kaggle, 2018, DOI 10.34740/kaggle/dsv/195341."}
	DataLicence      = Text{"The data are under CC BY-NC-SA 4.0 (Attribution, NonCommercial, ShareAlike). This program ships only weekly sums that its own import computed from them, under the same licence. The program's code has a licence of its own.", "Os dados estão sob CC BY-NC-SA 4.0 (Atribuição, NãoComercial, CompartilhaIgual). Este programa traz apenas somas semanais que sua própria importação calculou, sob a mesma licença. O código do programa tem licença própria."}
	DataTimes        = Text{"Times in the source are local times of São Paulo, taken as they are.", "Os horários da fonte são locais de São Paulo, usados como estão."}
	DataOrdersKnown  = Text{"%s, without %s that came without orders", "%s, sem %s que vieram sem pedidos"}
	DataSplit        = Text{"Weeks split by shares", "Semanas divididas por participação"}
	DataSplitP       = Text{"These weeks came as totals, without categories or states. Their total is true; the parts are split by the shares of the last 13 complete weeks before them: %s.", "Estas semanas vieram como totais, sem categorias ou estados. O total é real; as partes são divididas pelas participações das últimas 13 semanas completas antes delas: %s."}
	SplitNote        = Text{"In these weeks what %s sold is not known and was estimated from the total: %s.", "Nestas semanas não se sabe quanto vendeu %s; o valor foi estimado a partir do total: %s."}
	StateNotKnown    = Text{"State not known", "Estado não informado"}
	DataFingerprint  = Text{"Fingerprint of these data", "Impressão digital destes dados"}
)

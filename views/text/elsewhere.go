package text

import (
	"cmp"
	"strings"

	"olist/shop"
)

// elsewhere is what pages of other shops than the sample say in the place of a
// text that is about Olist or the states of Brazil.
var elsewhere = map[Text]Text{
	SegmentsIntro:         {"Every part of the sales with its forecast. The parts of each kind add up to all sales.", "Cada parte das vendas com sua previsão. As partes de cada tipo somam todas as vendas."},
	SegmentsTwice:         {"The sales are split in more than one way: the shares of each kind add up to 100%.", "As vendas são divididas de mais de uma forma: as partes de cada tipo somam 100%."},
	SegmentsSearchHint:    {"Type a name", "Digite um nome"},
	TrailWholeState:       {"%s, everything", "%s, tudo"},
	TrailWholeKind:        {"%s, everywhere", "%s, em toda parte"},
	SplitHelp:             {"Last year's sales by both ways to split them, fitted so that they add up to the forecast of every part. A share, not a forecast of its own: it has no range.", "As vendas do último ano pelas duas divisões, ajustadas para somar a previsão de cada parte. É uma parte, não uma previsão própria: não tem faixa."},
	TourHorizon:           {"Move “Weeks ahead” or choose a part of the sales: figures, chart and table follow, and the address of the page keeps what you see.", "Mova “Semanas à frente” ou escolha uma parte das vendas: números, gráfico e tabela acompanham, e o endereço da página guarda o que você vê."},
	MoversHelp:            {"Between %s and %s: the parts of the sales that add or take most.", "Entre %s e %s: as partes das vendas que mais somam ou tiram."},
	SumsGain:              {"Making the parts add up to the total gains accuracy: the segments' WAPE falls from %s to %s (all sales: %s to %s).", "Fazer as partes somarem o total ganha precisão: o WAPE dos segmentos cai de %s para %s (todas as vendas: de %s para %s)."},
	SumsLoss:              {"Making the parts add up to the total costs accuracy: the segments' WAPE rises from %s to %s (all sales: %s to %s).", "Fazer as partes somarem o total custa precisão: o WAPE dos segmentos sobe de %s para %s (todas as vendas: de %s para %s)."},
	SumsSame:              {"Making the parts add up to the total costs no accuracy: the segments' WAPE is %s without it and %s with it (all sales: %s and %s).", "Fazer as partes somarem o total não custa precisão: o WAPE dos segmentos é %s sem isso e %s com isso (todas as vendas: %s e %s)."},
	ComparePooled:         {"The parts of the sales", "As partes das vendas"},
	AheadHint:             {"A correction holds for every part of the sales, until a file that is imported later brings the week. An empty field is not known.", "Uma correção vale para todas as partes das vendas, até que um arquivo importado depois traga a semana. Um campo vazio é desconhecido."},
	ImportDriverParts:     {"Parts of the sales have values of their own.", "Partes das vendas têm valores próprios."},
	ExamplePriceSays:      {"What if %s, the largest part of the sales, cost 10%% less in the weeks %s? At a price elasticity of %s, an assumption of yours.", "E se %s, a maior parte das vendas, custasse 10%% menos nas semanas de %s? Com elasticidade-preço de %s: hipótese sua, a ajustar."},
	ExampleStateSays:      {"What if nothing were sold in %s, the largest of its kind, in the weeks %s?", "E se nada fosse vendido em %s, a maior do seu tipo, nas semanas de %s?"},
	DataSplitP:            {"These weeks came as totals, without their parts. Their total is true; the parts are split by the shares of the last 13 complete weeks before them: %s.", "Estas semanas vieram como totais, sem suas partes. O total é real; as partes são divididas pelas participações das últimas 13 semanas completas antes delas: %s."},
	DataDefinition:        {"Sales are summed up by week as the imported files give them; what came back is taken off.", "As vendas são somadas por semana como os arquivos importados as trazem; as devoluções são descontadas."},
	DataTimes:             {"Dates are taken as the files have them.", "As datas são usadas como estão nos arquivos."},
	StateNotKnown:         {"Not known", "Não informado"},
	NoCategory:            {"Not named", "Sem nome"},
	WatchMix:              {"Mix of the parts", "Composição das partes"},
	WatchHelpMix:          {"Population stability index of the parts' shares: the last 8 weeks against the 26 before.", "Índice de estabilidade populacional das partes: as últimas 8 semanas contra as 26 anteriores."},
	AlarmMix:              {"The mix of the parts of the sales has changed.", "A composição das partes das vendas mudou."},
	ImportSpellings:       {"One name in several spellings?", "Um nome em várias grafias?"},
	ImportSpellingsP:      {"These names differ by case, blanks or accents. Joined, their sales are added up under the name on the right; otherwise each stays a part of its own.", "Estes nomes diferem por maiúsculas, espaços ou acentos. Juntos, suas vendas são somadas sob o nome à direita; senão, cada um continua sendo uma parte própria."},
	SourceNewNames:        {"New names of parts, too", "Também nomes novos de partes"},
	ImportSplitBoth:       {"These weeks came as totals: %s. Their total is taken as it is, and split over the parts by the shares of the last 13 complete weeks before them. To have the true ones, send a file with the parts.", "Estas semanas vieram como totais: %s. O total delas é usado como está e dividido entre as partes pelas participações das últimas 13 semanas completas antes delas. Para ter os valores reais, envie um arquivo com as partes."},
	ImportSplitStates:     {"In these weeks one way to split the sales is not told: %s. They are split by the shares of the last 13 complete weeks before them. To have the true ones, send a column for it.", "Nestas semanas falta uma das divisões das vendas: %s. Elas são divididas pelas participações das últimas 13 semanas completas antes delas. Para ter os valores reais, envie uma coluna com ela."},
	ImportSplitCategories: {"In these weeks one way to split the sales is not told: %s. They are split by the shares of the last 13 complete weeks before them. To have the true ones, send a column for it.", "Nestas semanas falta uma das divisões das vendas: %s. Elas são divididas pelas participações das últimas 13 semanas completas antes delas. Para ter os valores reais, envie uma coluna com ela."},
	ImportsFilesHint:      {"A table of your sales by week, by day or by order: CSV, TSV or Excel, also in .zip or .gz. At most %d MB.", "Uma tabela das suas vendas por semana, por dia ou por pedido: CSV, TSV ou Excel, também em .zip ou .gz. No máximo %d MB."},
	ImportsFiles:          {"A file of sales", "Um arquivo de vendas"},
}

// splits are the words for ways to split sales that a language has: one part,
// and all of them.
var splits = map[string]struct{ one, all Text }{
	shop.Category: {Text{"Category", "Categoria"}, Text{"Categories", "Categorias"}},
	shop.Region:   {Text{"Region", "Região"}, Text{"Regions", "Regiões"}},
	shop.State:    {Text{"State", "Estado"}, Text{"States", "Estados"}},
}

// SourceLine says where the data come from, and under which licence.
func (l Locale) SourceLine() string {
	p := l.Shop()
	switch {
	case p.Source == "":
		return l.T(SourceNone)
	case p.Licence == "":
		return l.T(SourceOf, p.Source)
	}
	return l.T(SourceOf, p.Source+", "+p.Licence)
}

// Categories is what the parts of the first way to split the shop's sales are
// called.
func (l Locale) Categories() string { return l.split(l.Shop().Category) }

// Regions is what the parts of the second way are called.
func (l Locale) Regions() string { return l.split(l.Shop().Region) }

func (l Locale) split(name string) string {
	if known, ok := splits[name]; ok {
		return l.T(known.all)
	}
	return name
}

// SplitKey is the name under which a way to split sales is kept: the language's own
// words for category, region and state are no names of a shop's own.
func (l Locale) SplitKey(name string) string {
	for key, known := range splits {
		for _, of := range []Text{known.one, known.all} {
			if Folded(name) == Folded(of.en) || Folded(name) == Folded(of.pt) {
				return key
			}
		}
	}
	return name
}

// Splits are what the shop calls the two ways to split its sales, within a sentence: one
// that it has not by what others have. "" for the sample, whose texts speak of
// categories and states.
func (l Locale) Splits() (first, second string) {
	p := l.Shop()
	if p.Sample {
		return "", ""
	}
	within := func(key string) string {
		if _, ok := splits[key]; ok {
			return strings.ToLower(l.SplitName(key))
		}
		return key
	}
	return within(cmp.Or(p.Category, shop.Category)), within(cmp.Or(p.Region, shop.Region))
}

// Role is what a column is, by its name among roles: one that splits the sales by what
// the shop calls that.
func (l Locale) Role(roles map[string]Text, role string) string {
	first, second := l.Splits()
	switch {
	case role == "category" && first != "":
		return first
	case (role == "region" || role == "state") && second != "":
		return second
	}
	return l.T(roles[role])
}

// SplitName is what one way to split the shop's sales is called, in a field.
func (l Locale) SplitName(key string) string {
	if known, ok := splits[key]; ok {
		return l.T(known.one)
	}
	return key
}

// SplitBy titles what a part sells, by one of the ways to split sales.
func (l Locale) SplitBy(part, name string) string {
	switch name {
	case shop.State:
		return l.T(SplitStates, part)
	case shop.Category:
		return l.T(SplitCategories, part)
	case shop.Region:
		return l.T(SplitRegions, part)
	}
	return l.T(SplitOwn, part, name)
}

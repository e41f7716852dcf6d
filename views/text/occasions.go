package text

import "strings"

// SameOccasion tells whether a written name means the event that is stored
// under another: in either language, without regard to case and accents.
func SameOccasion(written, stored string) bool {
	wanted := plainName(written)
	if wanted == plainName(stored) {
		return true
	}
	for _, l := range Locales {
		if wanted == plainName(l.Occasion(stored)) {
			return true
		}
	}
	return false
}

// plainName folds a name, its spaces and its apostrophes.
func plainName(name string) string {
	return strings.Join(strings.Fields(strings.NewReplacer("’", "'", "´", "'", "`", "'").Replace(Folded(name))), " ")
}

// occasions are the events that the calendar and the shipped data know, by the
// name under which they are stored.
var occasions = map[string]Text{
	"Valentine's Day":          {"Valentine's Day", "Dia dos Namorados"},
	"Children's Day":           {"Children's Day", "Dia das Crianças"},
	"Christmas":                {"Christmas", "Natal"},
	"Mother's Day":             {"Mother's Day", "Dia das Mães"},
	"Father's Day":             {"Father's Day", "Dia dos Pais"},
	"Black Friday":             {"Black Friday", "Black Friday"},
	"Truckers' strike":         {"Truckers' strike", "Greve dos caminhoneiros"},
	"World Cup":                {"World Cup", "Copa do Mundo"},
	"Ano Novo":                 {"New Year", "Ano Novo"},
	"Tiradentes":               {"Tiradentes", "Tiradentes"},
	"Dia do Trabalhador":       {"Labour Day", "Dia do Trabalhador"},
	"Independência do Brasil":  {"Independence Day", "Independência do Brasil"},
	"Nossa Senhora Aparecida":  {"Our Lady of Aparecida", "Nossa Senhora Aparecida"},
	"Finados":                  {"All Souls' Day", "Finados"},
	"Proclamação da República": {"Republic Day", "Proclamação da República"},
	"Corpus Christi":           {"Corpus Christi", "Corpus Christi"},
	"Sexta-feira Santa":        {"Good Friday", "Sexta-feira Santa"},
	"Carnaval":                 {"Carnival", "Carnaval"},
	"Natal":                    {"Christmas", "Natal"},
	"Cyber Monday":             {"Cyber Monday", "Cyber Monday"},
	"Singles' Day":             {"Singles' Day", "Dia dos Solteiros"},
	"Easter shopping":          {"Easter shopping", "Compras de Páscoa"},
	"Christmas shopping":       {"Christmas shopping", "Compras de Natal"},
	"Boxing Day sales":         {"Boxing Day sales", "Liquidação de 26 de dezembro"},
	"Back to school":           {"Back to school", "Volta às aulas"},
	"White Day":                {"White Day", "White Day"},
	"Amor y Amistad":           {"Love and Friendship Day", "Dia do Amor e da Amizade"},
	"Three Kings' Day":         {"Three Kings' Day", "Dia de Reis"},

	"New Year's Day":               {"New Year's Day", "Ano-Novo"},
	"Day after New Year's Day":     {"Day after New Year's Day", "Dia seguinte ao Ano-Novo"},
	"Epiphany":                     {"Epiphany", "Epifania"},
	"Maundy Thursday":              {"Maundy Thursday", "Quinta-feira Santa"},
	"Good Friday":                  {"Good Friday", "Sexta-feira Santa"},
	"Holy Saturday":                {"Holy Saturday", "Sábado de Aleluia"},
	"Easter Sunday":                {"Easter Sunday", "Domingo de Páscoa"},
	"Easter Monday":                {"Easter Monday", "Segunda-feira de Páscoa"},
	"Family Day":                   {"Family Day", "Dia da Família"},
	"Labour Day":                   {"Labour Day", "Dia do Trabalho"},
	"Ascension Day":                {"Ascension Day", "Ascensão"},
	"Whit Sunday":                  {"Whit Sunday", "Domingo de Pentecostes"},
	"Whit Monday":                  {"Whit Monday", "Segunda-feira de Pentecostes"},
	"Assumption of Mary":           {"Assumption of Mary", "Assunção de Maria"},
	"Reformation Day":              {"Reformation Day", "Dia da Reforma"},
	"All Saints' Day":              {"All Saints' Day", "Dia de Todos os Santos"},
	"All Souls' Day":               {"All Souls' Day", "Finados"},
	"Immaculate Conception":        {"Immaculate Conception", "Imaculada Conceição"},
	"Christmas Eve":                {"Christmas Eve", "Véspera de Natal"},
	"Christmas Day":                {"Christmas Day", "Dia de Natal"},
	"Boxing Day":                   {"Boxing Day", "Boxing Day (26 de dezembro)"},
	"Second Day of Christmas":      {"Second Day of Christmas", "Segundo dia de Natal"},
	"St. Stephen's Day":            {"St. Stephen's Day", "Dia de Santo Estêvão"},
	"New Year's Eve":               {"New Year's Eve", "Véspera de Ano-Novo"},
	"Europe Day":                   {"Europe Day", "Dia da Europa"},
	"Armistice Day":                {"Armistice Day", "Dia do Armistício"},
	"Remembrance Day":              {"Remembrance Day", "Dia da Lembrança"},
	"Anzac Day":                    {"Anzac Day", "Dia do Anzac"},
	"Thanksgiving":                 {"Thanksgiving", "Dia de Ação de Graças"},
	"Independence Day":             {"Independence Day", "Dia da Independência"},
	"Memorial Day":                 {"Memorial Day", "Memorial Day"},
	"Martin Luther King Jr. Day":   {"Martin Luther King Jr. Day", "Dia de Martin Luther King Jr."},
	"Presidents' Day":              {"Presidents' Day", "Dia dos Presidentes"},
	"Tag der Deutschen Einheit":    {"German Unity Day", "Dia da Unidade Alemã"},
	"Reformationstag":              {"Reformation Day", "Dia da Reforma"},
	"Nationalfeiertag":             {"Austrian National Day", "Dia Nacional da Áustria"},
	"Bundesfeiertag":               {"Swiss National Day", "Dia Nacional da Suíça"},
	"Fête nationale":               {"National Day", "Dia Nacional"},
	"Victoire 1945":                {"Victory Day 1945", "Dia da Vitória de 1945"},
	"Koningsdag":                   {"King's Day", "Dia do Rei"},
	"Fiesta Nacional de España":    {"National Day of Spain", "Dia Nacional da Espanha"},
	"Día de la Constitución":       {"Constitution Day", "Dia da Constituição"},
	"Día de la Independencia":      {"Independence Day", "Dia da Independência"},
	"Festa della Liberazione":      {"Liberation Day", "Dia da Libertação"},
	"Festa della Repubblica":       {"Republic Day", "Dia da República"},
	"Dia da Liberdade":             {"Freedom Day", "Dia da Liberdade"},
	"Implantação da República":     {"Republic Day", "Implantação da República"},
	"Restauração da Independência": {"Restoration of Independence", "Restauração da Independência"},
	"Dia de Portugal":              {"Portugal Day", "Dia de Portugal"},
	"Midsommardagen":               {"Midsummer Day", "Dia do solstício de verão"},
	"Juhannuspäivä":                {"Midsummer Day", "Dia do solstício de verão"},
	"Sveriges nationaldag":         {"National Day of Sweden", "Dia Nacional da Suécia"},
	"Grunnlovsdagen":               {"Constitution Day", "Dia da Constituição"},
}

// Occasion names an event: one that people entered keeps its name.
func (l Locale) Occasion(name string) string {
	if known, ok := occasions[name]; ok {
		return l.T(known)
	}
	return name
}

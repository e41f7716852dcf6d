package text

// countries are those whose holidays the calendar knows, by ISO 3166 alpha-2.
// golang.org/x/text/language/display would name all, for megabytes of tables.
var countries = map[string]Text{
	"AT": {"Austria", "Áustria"},
	"AU": {"Australia", "Austrália"},
	"BE": {"Belgium", "Bélgica"},
	"BG": {"Bulgaria", "Bulgária"},
	"BR": {"Brazil", "Brasil"},
	"CA": {"Canada", "Canadá"},
	"CH": {"Switzerland", "Suíça"},
	"CO": {"Colombia", "Colômbia"},
	"CZ": {"Czechia", "Tchéquia"},
	"DE": {"Germany", "Alemanha"},
	"DK": {"Denmark", "Dinamarca"},
	"EE": {"Estonia", "Estônia"},
	"ES": {"Spain", "Espanha"},
	"FI": {"Finland", "Finlândia"},
	"FR": {"France", "França"},
	"GB": {"United Kingdom", "Reino Unido"},
	"GR": {"Greece", "Grécia"},
	"HR": {"Croatia", "Croácia"},
	"HU": {"Hungary", "Hungria"},
	"IE": {"Ireland", "Irlanda"},
	"IS": {"Iceland", "Islândia"},
	"IT": {"Italy", "Itália"},
	"JP": {"Japan", "Japão"},
	"LT": {"Lithuania", "Lituânia"},
	"LU": {"Luxembourg", "Luxemburgo"},
	"LV": {"Latvia", "Letônia"},
	"MT": {"Malta", "Malta"},
	"MX": {"Mexico", "México"},
	"NL": {"Netherlands", "Países Baixos"},
	"NO": {"Norway", "Noruega"},
	"NZ": {"New Zealand", "Nova Zelândia"},
	"PE": {"Peru", "Peru"},
	"PL": {"Poland", "Polônia"},
	"PT": {"Portugal", "Portugal"},
	"RO": {"Romania", "Romênia"},
	"SE": {"Sweden", "Suécia"},
	"SI": {"Slovenia", "Eslovênia"},
	"SK": {"Slovakia", "Eslováquia"},
	"US": {"United States", "Estados Unidos"},
	"UY": {"Uruguay", "Uruguai"},
	"ZA": {"South Africa", "África do Sul"},
}

// Country names a country by its ISO 3166 alpha-2: the code itself where its
// calendar is not known.
func (l Locale) Country(code string) string {
	if known, ok := countries[code]; ok {
		return l.T(known)
	}
	return code
}

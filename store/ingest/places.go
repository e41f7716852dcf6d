package ingest

import (
	"maps"
	"slices"
	"strings"

	"olist/table"
)

// places are the names and codes of the first-level regions of countries, as ISO
// 3166-2 lists them (https://www.iso.org/obp/ui/), folded.
var places = map[string]map[string]bool{
	"US": placeNames("al ak az ar ca co ct de fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm ny nc nd oh ok or pa ri sc sd tn tx ut vt va wa wv wi wy dc pr",
		"Alabama,Alaska,Arizona,Arkansas,California,Colorado,Connecticut,Delaware,Florida,Georgia,Hawaii,Idaho,Illinois,Indiana,Iowa,Kansas,Kentucky,Louisiana,Maine,Maryland,Massachusetts,Michigan,Minnesota,Mississippi,Missouri,Montana,Nebraska,Nevada,New Hampshire,New Jersey,New Mexico,New York,North Carolina,North Dakota,Ohio,Oklahoma,Oregon,Pennsylvania,Rhode Island,South Carolina,South Dakota,Tennessee,Texas,Utah,Vermont,Virginia,Washington,West Virginia,Wisconsin,Wyoming,District of Columbia,Puerto Rico"),
	"BR": placeNames("ac al ap am ba ce df es go ma mt ms mg pa pb pr pe pi rj rn rs ro rr sc sp se to",
		"Acre,Alagoas,Amapá,Amazonas,Bahia,Ceará,Distrito Federal,Espírito Santo,Goiás,Maranhão,Mato Grosso,Mato Grosso do Sul,Minas Gerais,Pará,Paraíba,Paraná,Pernambuco,Piauí,Rio de Janeiro,Rio Grande do Norte,Rio Grande do Sul,Rondônia,Roraima,Santa Catarina,São Paulo,Sergipe,Tocantins"),
	"DE": placeNames("bw by be bb hb hh he mv ni nw rp sl sn st sh th",
		"Baden-Württemberg,Bayern,Bavaria,Berlin,Brandenburg,Bremen,Hamburg,Hessen,Mecklenburg-Vorpommern,Niedersachsen,Nordrhein-Westfalen,NRW,Rheinland-Pfalz,Saarland,Sachsen,Sachsen-Anhalt,Schleswig-Holstein,Thüringen"),
	"AT": placeNames("", "Burgenland,Kärnten,Niederösterreich,Oberösterreich,Salzburg,Steiermark,Tirol,Vorarlberg,Wien"),
	"CH": placeNames("ag ai ar be bl bs fr ge gl gr ju lu ne nw ow sg sh so sz tg ti ur vd vs zg zh",
		"Aargau,Appenzell Ausserrhoden,Appenzell Innerrhoden,Basel-Landschaft,Basel-Stadt,Bern,Freiburg,Fribourg,Genf,Genève,Glarus,Graubünden,Jura,Luzern,Neuenburg,Neuchâtel,Nidwalden,Obwalden,Schaffhausen,Schwyz,Solothurn,St. Gallen,Tessin,Ticino,Thurgau,Uri,Waadt,Vaud,Wallis,Valais,Zug,Zürich"),
	"CA": placeNames("ab bc mb nb nl ns nt nu on pe qc sk yt",
		"Alberta,British Columbia,Manitoba,New Brunswick,Newfoundland and Labrador,Nova Scotia,Northwest Territories,Nunavut,Ontario,Prince Edward Island,Quebec,Québec,Saskatchewan,Yukon"),
	"AU": placeNames("act nsw nt qld sa tas vic wa", "Australian Capital Territory,New South Wales,Northern Territory,Queensland,South Australia,Tasmania,Victoria,Western Australia"),
	"GB": placeNames("", "England,Scotland,Wales,Northern Ireland,London,Greater London,South East,South West,East of England,East Midlands,West Midlands,North East,North West,Yorkshire and the Humber"),
	"FR": placeNames("", "Auvergne-Rhône-Alpes,Bourgogne-Franche-Comté,Bretagne,Centre-Val de Loire,Corse,Grand Est,Hauts-de-France,Île-de-France,Normandie,Nouvelle-Aquitaine,Occitanie,Pays de la Loire,Provence-Alpes-Côte d'Azur"),
	"ES": placeNames("", "Andalucía,Aragón,Asturias,Baleares,Illes Balears,Islas Baleares,Canarias,Cantabria,Castilla y León,Castilla-La Mancha,Cataluña,Catalunya,Ceuta,Comunidad Valenciana,Comunitat Valenciana,Extremadura,Galicia,La Rioja,Comunidad de Madrid,Madrid,Melilla,Murcia,Región de Murcia,Navarra,País Vasco,Euskadi"),
	"IT": placeNames("", "Abruzzo,Basilicata,Calabria,Campania,Emilia-Romagna,Friuli-Venezia Giulia,Lazio,Liguria,Lombardia,Marche,Molise,Piemonte,Puglia,Sardegna,Sicilia,Toscana,Trentino-Alto Adige,Umbria,Valle d'Aosta,Veneto"),
	"NL": placeNames("", "Drenthe,Flevoland,Friesland,Fryslân,Gelderland,Groningen,Limburg,Noord-Brabant,Noord-Holland,Overijssel,Utrecht,Zeeland,Zuid-Holland"),
	"PT": placeNames("", "Aveiro,Beja,Braga,Bragança,Castelo Branco,Coimbra,Évora,Faro,Guarda,Leiria,Lisboa,Portalegre,Porto,Santarém,Setúbal,Viana do Castelo,Vila Real,Viseu,Açores,Madeira"),
	"MX": placeNames("", "Aguascalientes,Baja California,Baja California Sur,Campeche,Chiapas,Chihuahua,Ciudad de México,CDMX,Coahuila,Colima,Durango,Guanajuato,Guerrero,Hidalgo,Jalisco,Michoacán,Morelos,Nayarit,Nuevo León,Oaxaca,Puebla,Querétaro,Quintana Roo,San Luis Potosí,Sinaloa,Sonora,Tabasco,Tamaulipas,Tlaxcala,Veracruz,Yucatán,Zacatecas,Estado de México"),
}

func placeNames(codes, full string) map[string]bool {
	all := set(codes)
	for name := range strings.SplitSeq(full, ",") {
		if name != "" {
			all[table.Fold(name)] = true
		}
	}
	return all
}

// countriesOfRegions are the countries that have nearly all of the regions: none
// where there are fewer than two.
func countriesOfRegions(regions []string) (all []string) {
	if len(regions) < 2 {
		return nil
	}
	for _, country := range slices.Sorted(maps.Keys(places)) {
		known := 0
		for _, region := range regions {
			if places[country][table.Fold(region)] {
				known++
			}
		}
		if 10*known >= 9*len(regions) {
			all = append(all, country)
		}
	}
	return all
}

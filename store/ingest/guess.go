package ingest

import (
	"maps"
	"slices"
	"strings"

	"olist/table"
)

// headerWords tell the language of a header by the words of its columns' names,
// folded.
var headerWords = map[string]map[string]bool{
	"de": set("woche umsatz menge kategorie bundesland verkaufsdatum datum betrag anzahl stuck land kanton netto brutto bestellung bestellnummer bestelldatum rechnungsdatum warengruppe artikel filiale kunde wahrung kalenderwoche kw tag preis versand erlos absatz stadt verkaufe produktgruppe"),
	"en": set("week date sales revenue amount quantity qty units category region state order orders day product store customer currency price total country city net gross shipping items sold ending"),
	"es": set("semana fecha ventas venta cantidad categoria region estado provincia importe ingresos unidades pedido pedidos producto tienda cliente moneda precio pais ciudad dia"),
	"fr": set("semaine date ventes vente quantite categorie region departement montant chiffre affaires unites commande commandes produit magasin client devise prix pays ville jour recettes"),
	"it": set("settimana data vendite vendita quantita categoria regione provincia importo fatturato ricavi ricavo unita ordine ordini prodotto negozio cliente valuta prezzo paese citta giorno pezzi"),
	"nl": set("week datum omzet aantal categorie regio provincie bedrag verkopen stuks bestelling bestellingen product winkel klant valuta prijs land stad dag opbrengst besteldatum"),
	"pt": set("semana data vendas venda quantidade categoria regiao estado uf valor receita faturamento itens unidades pedido pedidos produto loja cliente moeda preco pais cidade dia frete"),
}

func set(words string) map[string]bool {
	all := map[string]bool{}
	for _, w := range strings.Fields(words) {
		all[w] = true
	}
	return all
}

// languageOf is the language that most words of the names are of, and no other
// has as many of; empty where none is.
func languageOf(names []string) (language string, sure bool) {
	counts := map[string]int{}
	for _, name := range names {
		for _, word := range strings.Fields(table.Fold(name)) {
			for l, words := range headerWords {
				if words[word] {
					counts[l]++
				}
			}
		}
	}
	best, next := 0, 0
	for _, l := range slices.Sorted(maps.Keys(counts)) {
		switch n := counts[l]; {
		case n > best:
			language, best, next = l, n, best
		case n > next:
			next = n
		}
	}
	if best == next {
		return "", false
	}
	return language, best >= next+2
}

// moneyOf are the currencies of signs, ISO 4217; a sign of several stands for
// the one that most shops mean, and is not sure.
var moneyOf = map[string]string{
	"CA$": "CAD", "C$": "CAD", "AU$": "AUD", "A$": "AUD", "NZ$": "NZD", "HK$": "HKD", "MX$": "MXN", "S$": "SGD", "$": "USD", "¥": "JPY", "₹": "INR", "₽": "RUB", "₩": "KRW",
	"₺": "TRY", "₫": "VND", "₴": "UAH", "₪": "ILS", "฿": "THB", "zł": "PLN", "Kč": "CZK", "kr": "SEK", "kr.": "DKK", "Fr.": "CHF", "Ft": "HUF", "lei": "RON", "RM": "MYR", "Rp": "IDR",
}

// guess guesses the shop's currency, country and weeks.
func (r *weeklyReader) guess(t *sheet, u *Understanding) {
	g := &u.Guesses
	g.Language.Value, g.Language.Sure = languageOf(u.Names())
	if g.Language.Value != "" {
		g.Language.From = []string{FromHeader}
	}
	if measure, ok := r.measure(); ok && measure == revenueColumn {
		g.Currency = currencyGuess(t.Money(t.at[r.column[measure]]))
	}
	r.guessCountry(u)
	if g.Currency.Value == "" && u.Measure == MeasureRevenue && g.Country.Value != "" {
		g.Currency = Guess{Value: currencyIn[g.Country.Value], From: []string{FromCountry}}
	}
	if g.Currency.Value == "" {
		g.Currency.From = nil
	}
	r.guessWeekStart(t, u)
}

func currencyGuess(sign string) Guess {
	switch {
	case sign == "":
		return Guess{}
	case moneyOf[sign] != "":
		return Guess{Value: moneyOf[sign], Sure: len(sign) > 2, From: []string{FromAmounts}}
	case len(sign) == 3:
		return Guess{Value: sign, Sure: true, From: []string{FromAmounts}}
	}
	return Guess{}
}

// countriesOf are those that a currency is used in, and of a language the one
// with most shops: ISO 3166 alpha-2.
var (
	countryOfMoney = map[string]string{
		"AED": "AE", "ARS": "AR", "AUD": "AU", "BGN": "BG", "BRL": "BR", "CAD": "CA", "CHF": "CH", "CLP": "CL", "CNY": "CN", "COP": "CO", "CZK": "CZ", "DKK": "DK", "EGP": "EG", "GBP": "GB", "HKD": "HK",
		"HUF": "HU", "IDR": "ID", "ILS": "IL", "INR": "IN", "ISK": "IS", "JPY": "JP", "KRW": "KR", "KZT": "KZ", "MAD": "MA", "MXN": "MX", "MYR": "MY", "NGN": "NG", "NOK": "NO", "NZD": "NZ", "PEN": "PE",
		"PHP": "PH", "PLN": "PL", "RON": "RO", "RSD": "RS", "RUB": "RU", "SAR": "SA", "SEK": "SE", "SGD": "SG", "THB": "TH", "TRY": "TR", "TWD": "TW", "UAH": "UA", "USD": "US", "UYU": "UY", "VND": "VN", "ZAR": "ZA",
	}
	countryOfWords = map[string]string{"de": "DE", "es": "ES", "fr": "FR", "it": "IT", "nl": "NL", "pt": "BR", "en": "US"}
	currencyIn     = func() map[string]string {
		all := map[string]string{}
		for code, country := range countryOfMoney {
			all[country] = code
		}
		for _, country := range strings.Fields("DE AT ES FR IT NL PT BE IE FI GR LU") {
			all[country] = "EUR"
		}
		return all
	}()
)

// Weights of what speaks for a country: names of regions most, as nobody else
// has them.
const (
	byRegions  = 6
	byMoney    = 4
	byLanguage = 2
	byDates    = 2
)

// guessCountry weighs what speaks for each country.
func (r *weeklyReader) guessCountry(u *Understanding) {
	scores := map[string]int{}
	from := map[string][]string{}
	speak := func(country string, weight int, what string) {
		if country != "" {
			scores[country] += weight
			from[country] = append(from[country], what)
		}
	}
	language := u.Guesses.Language.Value
	for _, country := range countriesOfRegions(u.Parts.Region) {
		speak(country, byRegions, FromRegions)
	}
	money := u.Guesses.Currency.Value
	if country := countryOfMoney[money]; money != "EUR" {
		speak(country, byMoney, FromCurrency)
	}
	of := countryOfWords[language]
	switch {
	case language == "pt" && money == "EUR":
		of = "PT"
	case language == "en" && u.Form.Dates == "dmy":
		of = "GB"
	case language == "en" && u.Form.Dates == "ymd":
		of = ""
	case language == "en" && money == "EUR":
		of = "IE"
	}
	if u.Form.Dates == "mdy" {
		speak("US", byDates, FromDates)
	}
	speak(of, byLanguage, FromLanguage)
	best := ""
	tied := false
	for _, country := range slices.Sorted(maps.Keys(scores)) {
		switch {
		case best == "" || scores[country] > scores[best]:
			best, tied = country, false
		case scores[country] == scores[best]:
			tied = true
		}
	}
	if best == "" || tied || scores[best] <= byLanguage && language == "en" {
		return
	}
	u.Guesses.Country = Guess{Value: best, Sure: scores[best] >= byRegions+byLanguage, From: from[best]}
}

// sundays are the countries whose weeks begin on Sundays, of those whose shops
// write weekly files so: https://github.com/unicode-org/cldr (weekData, firstDay).
var sundays = set("US CA BR JP MX IL IN ZA KR TW HK PH TH CO PE AU SG")

// guessWeekStart tells by the day of the week that weekly rows are dated on, and
// whether the header calls it the last.
func (r *weeklyReader) guessWeekStart(t *sheet, u *Understanding) {
	k := t.Calendar()
	if k.Grain != table.Weeks || k.Count == 0 {
		return
	}
	on := 0
	for d, n := range k.Weekdays {
		if n > k.Weekdays[on] {
			on = d
		}
	}
	if 10*k.Weekdays[on] < 9*k.Count {
		return
	}
	g := Guess{Value: WeekMonday, From: []string{FromDates}}
	name := t.Columns[t.When()].Name
	ends, begins := table.Ending(name), table.Beginning(name)
	if ends || begins {
		g.Sure, g.From = true, []string{FromDates, FromHeader}
	}
	const saturday, sunday = 5, 6
	switch {
	case on == 0 && !ends:
		g.Sure = true
	case on == saturday && ends, on == sunday && begins:
		g.Value = WeekSunday
	case on == saturday && !ends:
		g.Value = WeekSaturday
	case on == 4 && ends: // Fridays
		g.Value = WeekSaturday
	case on == sunday && !ends:
		g.Value = WeekSunday
		if country := u.Guesses.Country; country.Value != "" {
			g.From = append(g.From, FromCountry)
			if !sundays[country.Value] {
				g.Value = WeekMonday // the last day of a week
			}
		}
	case !ends && !begins:
		g.Value, g.From = "", nil
	}
	u.Guesses.WeekStart = g
}

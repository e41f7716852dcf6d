package table

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"olist/message"
)

// Role is the part that a column plays.
type Role uint8

// The roles of columns. Series, Category and Region name what a row is about;
// Amount and Units are what is measured.
const (
	Ignore   Role = iota
	When          // the day or week of the row
	Amount        // money, or whatever is forecast
	Units         // a number of pieces
	Series        // the name of a series
	Category      // of goods
	Region        // where
	Driver        // a number known ahead
)

var roleNames = [...]string{"ignore", "date", "amount", "units", "series", "category", "region", "driver"}

func (r Role) String() string { return roleNames[r] }

// Keys reports whether the role names what a row is about.
func (r Role) Keys() bool { return r == Series || r == Category || r == Region }

// Measures reports whether the role is what is summed up by week.
func (r Role) Measures() bool { return r == Amount || r == Units }

// Fold writes a name without capitals, accents and marks, as names are
// compared: "Série " and "serie" are one, and so are Week_Ending and "week ending".
func Fold(name string) string {
	if ascii([]byte(name)) {
		return fold(name)
	}
	plain, _, err := transform.String(transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC), name)
	if err != nil {
		plain = name
	}
	return fold(plain)
}

func fold(plain string) string {
	words := strings.FieldsFunc(split(plain), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return strings.ToLower(strings.Join(words, " "))
}

// split sets a blank where WeekEnding begins a word.
func split(name string) string {
	var b strings.Builder
	before := ' '
	for _, r := range name {
		if unicode.IsUpper(r) && unicode.IsLower(before) {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
		before = r
	}
	return b.String()
}

// known are names of columns, folded, by the role that they speak for. Those
// of one list are equally good.
var (
	dateNames = list("week,date,ds,day,time,timestamp,datetime,week ending,week end,week beginning,week starting,week start,week commencing,week of,period,weekly,w e,semana,data,dia,data da venda,data do pedido,woche,datum,tag,kalenderwoche,kw,fecha,semaine,jour,settimana,giorno,order date,orderdate,invoice date,invoicedate,created at,createdat,sale date,sales date,transaction date,monday,segunda,month,mes,monat,order purchase timestamp,date time,date created,purchase date,payments date,hora,week date,bestelldatum,rechnungsdatum,verkaufsdatum,belegdatum,buchungsdatum,kaufdatum,auftragsdatum,lieferdatum,verkaufstag,fecha de venta,fecha venta,fecha de pedido,fecha pedido,fecha de compra,fecha factura,date de vente,date vente,date de commande,date commande,date facture,data vendita,data di vendita,data ordine,data fattura,verkoopdatum,besteldatum,orderdatum,factuurdatum,data de venda,data venda,data pedido,data da compra,data compra,data da fatura,date of sale,sold at,sale day,business date,trading date,reporting date,calendar date,dag,fecha hora,data hora,giorno vendita")
	// usualValues are what the columns of a forecast are called: other numbers
	// beside one of these are something else.
	usualValues   = list("value,y,valor,target,wert")
	amountNames   = list("sales,revenue,amount,turnover,vendas,receita,faturamento,umsatz,betrag,ventas,ingresos,importe,ventes,chiffre d affaires,weekly sales,net sales,gross sales,total sales,sales amount,net revenue,gross revenue,total,subtotal,monto,demand,demanda,nachfrage,erlos,total amount,valor total,order total,revenue eur,revenue usd,sales usd,sales eur,nettoumsatz,bruttoumsatz,verkaufe,umsatze,nettoumsatze,gesamtumsatz,umsatz netto,umsatz brutto,netto umsatz,gesamtbetrag,rechnungsbetrag,warenwert,erlose,einnahmen,verkaufswert,verkaufserlos,facturacion,importe total,total ventas,ventas netas,ventas totales,monto total,valor venta,ingreso,montant,montant total,montant ht,montant ttc,total ttc,total ht,ca,ca ht,ca ttc,chiffre affaires,recettes,fatturato,ricavi,ricavo,vendite,importo,totale,incasso,omzet,opbrengst,bedrag,verkopen,totaal,netto omzet,omzet excl btw,receitas,valor da venda,valor venda,valor vendido,total vendido,total vendas,vendas brutas,vendas liquidas,faturacao,valor faturado,sales value,sales revenue,sales total,ordered product sales,net amount,gross amount,line total,order value,order amount,takings,valor do pedido,wochenumsatz,tagesumsatz")
	unitNames     = list("units,quantity,qty,items,pieces,units sold,quantity sold,unit sales,itens,quantidade,qtd,menge,stuck,absatz,anzahl,cantidad,unidades,orders,pedidos,bestellungen,count,volume,transactions,customers,kunden,clientes,lineitem quantity,sold,verkaufte menge,verkaufte stuck,verkaufte einheiten,stuckzahl,absatzmenge,verkaufsmenge,einheiten,uds,unidades vendidas,cantidad vendida,quantite,quantites,qte,unites,unites vendues,quantite vendue,quantita,quantita venduta,pezzi,unita,qta,pz,aantal,stuks,hoeveelheid,verkochte aantallen,quantidade vendida,qtde,pecas,units ordered,item quantity,quantity ordered,quantity purchased,number of items,items sold,order quantity,pcs,kg,num items")
	seriesNames   = list("series,unique id,serie,id,key,item,item id,sku,article,artikel,article id,product,product id,produto,producto,produkt,name,nome,store,store id,store nbr,storeid,shop,shop id,loja,filial,filiale,tienda,branch,outlet,warehouse,lager,dept,department,abteilung,channel,canal,kanal,brand,marca,marke,customer,location,site,series name,series id,timeseries,ts id,item nbr,family,gtin,ean,asin,v1")
	categoryNames = list("category,categoria,kategorie,categorie,warengruppe,product category,product type,group,grupo,gruppe,segment,segmento,type,class,subcategory,productgroep,artikelgruppe,produktgruppe,produktkategorie,artikelkategorie,sortiment,sparte,rubro,linea,gamme,famille,rayon,reparto,gruppo,tipo de producto,product line,product group,item category,category name,categoria de produto,categoria do produto,categoria producto,categorie produit,categoria prodotto,productcategorie,subcategoria,unterkategorie")
	regionNames   = list("region,regiao,state,estado,uf,bundesland,country,land,pais,province,provinz,city,cidade,stadt,ciudad,area,territory,market,markt,mercado,ship state,shipping province,kanton,departement,regione,regio,provincie,provincia,comunidad,comunidad autonoma,gebiet,vertriebsgebiet,verkaufsgebiet,bezirk,canton,nation,paese,pays,ville,citta,stad,billing state,shipping state,ship to state,customer state,sales region,store region,stato,distrito,zone,zona,county,prefecture,bundesstaat,shipping region,billing province,shipping country,ship country,departamento,estado do cliente")
	driverNames   = list("price,preco,preis,precio,promo,promotion,discount,desconto,rabatt,holiday,is holiday,isholiday,onpromotion,temperature,fuel price,cpi,unemployment,open,school holiday,state holiday,freight,frete")
	// neverValues are numbers that measure nothing.
	neverValues = list("year,ano,jahr,quarter,day of week,dayofweek,weekday,week number,weeknum,week no,zip,zip code,postcode,cep,plz,latitude,longitude,lat,lon,lng,phone,hour,month number,index,row,nr,no,order id,orderid,invoice no,invoiceno,invoice,order number")
)

func list(s string) map[string]int {
	all := map[string]int{}
	for i, name := range strings.Split(s, ",") {
		all[name] = i + 1
	}
	return all
}

// NamedFor reports whether a column's name speaks for a role: with a currency
// behind it, as in Umsatz (EUR), no less than without.
func NamedFor(name string, r Role) bool {
	f := withoutCurrency(Fold(name))
	switch r {
	case When:
		return dateNames[f] > 0 || strings.HasPrefix(f, "week ending") || strings.HasPrefix(f, "week begin") || strings.HasPrefix(f, "week start") || strings.HasPrefix(f, "week commencing")
	case Amount:
		return usualValues[f] > 0 || amountNames[f] > 0
	case Units:
		return unitNames[f] > 0
	case Series:
		return seriesNames[f] > 0
	case Category:
		return categoryNames[f] > 0
	case Region:
		return regionNames[f] > 0
	case Driver:
		return driverNames[f] > 0
	}
	return false
}

// Usual reports whether a column is called what the values of a forecast are
// called, so that other numbers beside it are something else.
func Usual(name string) bool { return usualValues[Fold(name)] > 0 }

// Names reports whether a column without a usual name may name series: words
// in nearly every row, some of which come again.
func (c *Column) Names() bool {
	return c.Kind == Words && float64(c.filled) >= nearly*float64(c.filled+c.missing) && c.Distinct() > 1 && !c.unique()
}

// guess gives every column its role.
func (t *Table) guess() {
	for i := range t.Columns {
		c := &t.Columns[i]
		c.Role = Ignore
		switch {
		case c.Kind == Blank && NamedFor(c.Name, Amount):
			c.Role = Amount // to be told that it is empty
		case c.Kind == Blank && (Fold(c.Name) == "series" || Fold(c.Name) == "unique id"):
			c.Role = Series
		case c.Kind == Blank:
		case c.countsRows() && !(NamedFor(c.Name, Series) && Fold(c.Name) != "id") && !NamedFor(c.Name, Amount) && !NamedFor(c.Name, Units):
			// numbers its rows
		case Fold(c.Name) == "id" && c.unique() && c.filled >= 8:
		case NamedFor(c.Name, Series) && c.Kind != Date:
			c.Role = Series
		case NamedFor(c.Name, Category) && c.Kind == Words:
			c.Role = Category
		case NamedFor(c.Name, Region) && c.Kind == Words:
			c.Role = Region
		case c.Kind == Number && NamedFor(c.Name, Driver):
			c.Role = Driver
		case c.Kind == Number && NamedFor(c.Name, Units):
			c.Role = Units
		case (2*c.numbers.n >= c.filled || Usual(c.Name)) && c.Kind != Date && NamedFor(c.Name, Amount):
			c.Role = Amount // what is no number in it is a fault
		}
	}
	t.guessDate()
	t.guessValue()
}

// guessDate takes the column of dates; of several, the one with the best name.
func (t *Table) guessDate() {
	best, rank := -1, 1<<30
	for i := range t.Columns {
		c := &t.Columns[i]
		named := NamedFor(c.Name, When)
		if c.Kind != Date && !(named && (c.dates != nil || c.Kind == Words || c.Kind == Number)) || c.Role.Keys() && c.Kind != Date {
			continue
		}
		r := dateNames[Fold(c.Name)]
		if !named {
			r = 1000
		} else if r == 0 {
			r = 100
		}
		if c.Kind != Date {
			r += 10_000
		}
		if r < rank {
			best, rank = i, r
		}
	}
	if best >= 0 {
		t.Columns[best].Role = When
	}
}

// Countable reports whether a column holds numbers that may be values.
func (c *Column) Countable() bool {
	return c.Kind == Number && neverValues[Fold(c.Name)] == 0 && !c.countsRows()
}

// NoNumber is the fault of a column that should hold values, by its name or as
// its fields look like 1.4k, and whose fields are no numbers; nil where there
// is none.
func (t *Table) NoNumber() error {
	for _, named := range []bool{true, false} {
		for i := range t.Columns {
			c := &t.Columns[i]
			if c.Kind != Words || c.Role == When || c.word.line == 0 || named && !NamedFor(c.Name, Amount) && !NamedFor(c.Name, Units) || !named && !nearNumber(c.word.text) {
				continue
			}
			return Fail(c.word.line, message.NumberWrong.With(message.Quoted(c.word.text), NumberForm{Decimal: '.'}.String())).in(c)
		}
	}
	return nil
}

// magnitudes are what people write behind a number in place of its zeros or of
// its unit; any other word may be that of an address, and is not told.
var magnitudes = []string{"k", "m", "mm", "b", "mn", "bn", "mio", "mrd", "tsd", "mil", "kg", "g", "t", "l", "ml", "pcs", "pc", "st", "un", "x"}

// nearNumber reports whether a field is a number with a unit: 1.4k, 12 kg.
func nearNumber(field string) bool {
	unit := strings.TrimLeft(strings.TrimLeft(field, "+-"), "0123456789., ")
	return unit != field && strings.ContainsAny(field[:1], "+-0123456789") && slices.Contains(magnitudes, strings.ToLower(strings.TrimRight(unit, ".")))
}

// guessValue takes the only column of numbers where none has a name that says
// what it is.
func (t *Table) guessValue() {
	var free []int
	for i := range t.Columns {
		c := &t.Columns[i]
		if c.Role.Measures() {
			return
		}
		if c.Role == Ignore && c.Countable() {
			free = append(free, i)
		}
	}
	if len(free) == 1 {
		t.Columns[free[0]].Role = Amount
	}
}

// With gives the columns of a role, in their order.
func (t *Table) With(roles ...Role) []int {
	var all []int
	for i := range t.Columns {
		if slices.Contains(roles, t.Columns[i].Role) {
			all = append(all, i)
		}
	}
	return all
}

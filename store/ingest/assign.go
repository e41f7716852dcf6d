package ingest

import (
	"iter"
	"maps"
	"slices"
	"strings"

	"olist/message"
	"olist/table"
)

func mapKeys[V any](m map[string]V) iter.Seq[string] { return maps.Keys(m) }

// portuguese are the columns' names in Brazilian files.
var portuguese = map[string]string{
	"semana": weekColumn, "categoria": categoryColumn, "estado": stateColumn, "uf": stateColumn,
	"frete": freightColumn, "itens": itemsColumn, "pedidos": ordersColumn, "receita": revenueColumn,
}

// assign gives every role its column: the one that a person chose, that a known
// export has, that is called so in either language, whatever its capitals, or
// the only one that may be it. False where the file leaves it open.
func (r *weeklyReader) assign(t *sheet, o Options) bool {
	for i, h := range t.called {
		t.called[i] = strings.ToLower(h)
		if known, ok := portuguese[t.called[i]]; ok {
			t.called[i] = known
		}
	}
	r.keys, r.parts = t.keys(), make([]part, len(t.Columns))
	r.choose(t, o.Roles)
	if r.preset = presetOf(t); r.preset != nil {
		r.givePreset(t)
	}
	guessed := r.candidates(t)
	for i := range t.Columns {
		if err := t.SetRole(i, table.Ignore); err != nil {
			t.noteErr(err)
		}
	}
	for _, c := range roles {
		i, ok := r.pick(t, c.column, guessed)
		if !ok {
			continue
		}
		r.column[c.column] = t.take(i)
		if err := t.SetRole(i, c.role); err != nil {
			t.noteErr(err)
		}
	}
	r.pickUnits(t)
	return len(t.faults.List) == 0
}

// candidates are the columns that may have a role, by what package table
// guessed of them.
func (r *weeklyReader) candidates(t *sheet) map[string][]int {
	return map[string][]int{
		weekColumn:     t.With(table.When),
		revenueColumn:  slices.DeleteFunc(t.With(table.Amount), func(i int) bool { return !table.NamedFor(t.Columns[i].Name, table.Amount) && !r.lonely(t, i) }),
		categoryColumn: r.goods(t),
		stateColumn:    r.places(t),
		itemsColumn:    t.pieces(),
		orderColumn:    t.columns(func(c *table.Column) bool { return slices.Contains(orderNames, table.Fold(c.Name)) && c.Distinct() > 1 }),
		statusColumn:   t.statuses(),
		currencyColumn: t.columns(func(c *table.Column) bool { _, currency := c.Closed(); return currency && c.Kind == table.Words }),
	}
}

// goods is the column of goods, as a list: one with a name for kinds of them, or, in a
// file that a person looks at, for each of them.
func (r *weeklyReader) goods(t *sheet) []int {
	fits := func(c *table.Column) bool { return c.Distinct() <= MaxCategories && c.Longest() <= maxName }
	all := t.first(table.Category, fits)
	if len(all) > 0 || !r.eager {
		return all
	}
	return t.columns(func(c *table.Column) bool {
		return slices.Contains(goodsNames, table.Fold(c.Name)) && c.Kind == table.Words && c.Distinct() > 1 && fits(c) && !personal(c)
	})
}

// goodsNames are those of columns of single goods.
var goodsNames = strings.Split("product,products,product name,produto,producto,produkt,produit,prodotto,item,item name,article,artikel,articulo,articolo,sku,brand,marca,marke,marque,merk,department,dept,abteilung,family", ",")

// places is the column of regions, as a list: one with a name for them or, in a file
// that a person looks at, for where else is sold.
func (r *weeklyReader) places(t *sheet) []int {
	if all := t.region(); len(all) > 0 || !r.eager {
		return all
	}
	return t.columns(func(c *table.Column) bool {
		return slices.Contains(sellingPlaces, table.Fold(c.Name)) && (c.Kind == table.Words || c.Kind == table.Number) && c.Distinct() > 1 && c.Distinct() <= MaxRegions && c.Longest() <= maxName && !personal(c)
	})
}

// sellingPlaces are those of columns of shops and ways to sell.
var sellingPlaces = strings.Split("store,store name,shop,branch,outlet,location,channel,sales channel,warehouse,market,loja,filial,canal,canal de venda,filiale,standort,kanal,vertriebskanal,tienda,sucursal,canal de venta,magasin,negozio,winkel,filiaal", ",")

// orderNames are those of columns that name the order which a row is a line of.
var orderNames = []string{"order id", "order number", "order no", "orderid", "order nr", "bestellnummer", "bestellnr", "auftragsnummer", "auftragsnr", "numero do pedido", "id do pedido", "n pedido",
	"numero de pedido", "id pedido", "numero commande", "numero de commande", "numero ordine", "ordernummer", "invoice no", "invoice number", "invoiceno", "rechnungsnummer", "transaction id", "receipt number"}

// columns are the first of those that a function takes, as a list.
func (s *sheet) columns(takes func(*table.Column) bool) []int {
	for i := range s.Columns {
		if takes(&s.Columns[i]) {
			return []int{i}
		}
	}
	return nil
}

// statuses is the column of the states of orders, as a list.
func (s *sheet) statuses() []int {
	for _, found := range s.Statuses() {
		return []int{found.Column}
	}
	return nil
}

// byName are the roles whose columns are known when they are called as they are
// here; of the others the fields must speak for it as well.
var byName = []string{weekColumn, revenueColumn, categoryColumn, stateColumn, freightColumn, itemsColumn, ordersColumn}

// lonely reports whether a column of numbers is the only one that may be the
// amount of a file that a person looks at.
func (r *weeklyReader) lonely(t *sheet, i int) bool {
	return r.eager && len(t.With(table.Amount)) == 1 && t.Columns[i].Countable()
}

// pieces is the column that counts pieces, as a list: empty where there are
// several.
func (s *sheet) pieces() []int {
	all := slices.DeleteFunc(s.With(table.Units), func(i int) bool { return s.Columns[i].Kind != table.Number || s.Columns[i].Measured() != table.Units })
	if len(all) == 1 {
		return all
	}
	return nil
}

// pick finds the column of a role.
func (r *weeklyReader) pick(t *sheet, column string, guessed map[string][]int) (int, bool) {
	role := roleOf(column)
	for _, how := range []string{ByChoice, ByPreset} {
		if i := slices.Index(r.parts, part{role, how}); i >= 0 {
			return i, true
		}
	}
	free := func(i int) bool { return r.parts[i].role == "" }
	if i := slices.Index(t.called, column); i >= 0 && free(i) && slices.Contains(byName, column) {
		if slices.Contains(t.called[i+1:], column) {
			t.note(1, message.ColumnTwice.With(message.Quoted(column)))
		}
		r.parts[i] = part{role, ByName}
		return i, true
	}
	if r.preset != nil {
		guessed = nil // what a known export has of a role is known
	}
	candidates := slices.DeleteFunc(slices.Clone(guessed[column]), func(i int) bool { return !free(i) })
	switch {
	case len(candidates) == 0:
		r.missing(t, column)
		return 0, false
	case len(candidates) > 1 && !r.eager:
		t.choose(1, message.ColumnUnclear.With(message.Quoted(column), t.listed(candidates)), chooseRoles)
		return 0, false
	}
	i, how := candidates[0], ByContent
	if len(candidates) > 1 {
		i = t.likeliest(candidates)
	} else if named(&t.Columns[i], column) {
		how = ByName
	}
	r.parts[i] = part{role, how}
	return i, true
}

func (r *weeklyReader) has(column string) bool {
	_, ok := r.column[column]
	return ok
}

// named reports whether the name of a column speaks for what it is taken for.
func named(c *table.Column, column string) bool {
	for _, known := range roles {
		if known.column == column {
			return table.NamedFor(c.Name, known.role)
		}
	}
	return false
}

// missing says that a column is, where the file cannot do without it.
func (r *weeklyReader) missing(t *sheet, column string) {
	switch column {
	case revenueColumn:
		if err := t.NoNumber(); err != nil && r.preset == nil {
			t.noteErr(err)
		}
	case weekColumn:
		t.choose(1, r.lacks(t, column), t.mayChoose(RoleDate))
	}
}

// lacks says that no column plays a part that a file cannot do without: to who looks
// at all columns, by what it holds, else by its name.
func (r *weeklyReader) lacks(t *sheet, column string) message.Message {
	header := shorten(strings.Join(t.titles(), ", "))
	switch {
	case !r.eager:
		return message.ColumnMissing.With(message.Quoted(column), header)
	case column == weekColumn:
		return message.NoDateColumn.With(header)
	}
	return message.NoMeasureColumn.With(header)
}

// mayChoose is the option that the choice of a column for a role is, empty where
// no column may have it.
func (s *sheet) mayChoose(role string) string {
	for i := range s.Columns {
		if slices.Contains(s.possible(i), role) {
			return chooseRoles
		}
	}
	return ""
}

// netNames begin the names of amounts that are what a shop kept of its sales:
// the likeliest of several.
var netNames = []string{"net sales", "net revenue", "sales", "revenue", "umsatz", "vendas", "receita", "ventas", "ventes", "omzet", "vendite", "amount", "subtotal"}

// likeliest is the column of several that a person most likely means.
func (s *sheet) likeliest(candidates []int) int {
	for _, name := range netNames {
		for _, i := range candidates {
			if strings.HasPrefix(table.Fold(s.Columns[i].Name), name) {
				return i
			}
		}
	}
	return candidates[0]
}

// pickUnits takes pieces for what is measured where the file has no amount.
func (r *weeklyReader) pickUnits(t *sheet) {
	if r.has(revenueColumn) || r.has(itemsColumn) || len(t.faults.List) > 0 {
		return
	}
	var all []int
	for i := range t.Columns {
		c := &t.Columns[i]
		if r.parts[i].role == "" && c.Countable() && table.NamedFor(c.Name, table.Units) {
			all = append(all, i)
		}
	}
	if len(all) != 1 {
		return
	}
	r.parts[all[0]] = part{RoleUnits, ByName}
	r.column[itemsColumn] = t.take(all[0])
	if err := t.SetRole(all[0], table.Units); err != nil {
		t.noteErr(err)
	}
}

// measure is the column that a row must have a number in.
func (r *weeklyReader) measure() (column string, ok bool) {
	for _, column = range []string{revenueColumn, itemsColumn} {
		if r.has(column) {
			return column, true
		}
	}
	return revenueColumn, false
}

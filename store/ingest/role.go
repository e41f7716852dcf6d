package ingest

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"olist/message"
	"olist/store/fault"
	"olist/table"
)

// Roles that a column of a sales file may have. A file has at most one column
// of each but drivers and columns that are not read.
const (
	RoleDate     = "date"     // the day or week of the row
	RoleAmount   = "amount"   // money
	RoleUnits    = "units"    // pieces, kilograms
	RoleCategory = "category" // of goods
	RoleRegion   = "region"   // where
	RoleDriver   = "driver"   // a number that is known ahead
	RoleOrder    = "order"    // names the order that the row is a line of
	RoleOrders   = "orders"   // a number of orders
	RoleStatus   = "status"   // of the order
	RoleCurrency = "currency"
	RoleFreight  = "freight"
	RoleRefund   = "refund" // money that went back, of either sign
	RoleIgnore   = "ignore" // not read, never kept or shown
)

// Roles are all of them, in the order of a choice.
func Roles() []string {
	return []string{RoleDate, RoleAmount, RoleUnits, RoleCategory, RoleRegion, RoleDriver, RoleOrder, RoleOrders, RoleStatus, RoleCurrency, RoleFreight, RoleRefund, RoleIgnore}
}

// How a column came to its role.
const (
	ByChoice  = "chosen"  // a person said so, for this file or an earlier one of the same header
	ByPreset  = "preset"  // the header is that of an export that is known
	ByName    = "named"   // the column's name says so
	ByContent = "content" // it is the only one that may be it, or the likeliest of several
)

// columnOf are the columns' names here by role.
var columnOf = map[string]string{
	RoleDate: weekColumn, RoleAmount: revenueColumn, RoleUnits: itemsColumn, RoleCategory: categoryColumn, RoleRegion: stateColumn,
	RoleFreight: freightColumn, RoleOrders: ordersColumn, RoleOrder: orderColumn, RoleStatus: statusColumn, RoleCurrency: currencyColumn, RoleRefund: refundColumn,
}

// roleOf is the role of a column by its name here.
func roleOf(column string) string {
	for role, name := range columnOf {
		if name == column {
			return role
		}
	}
	return RoleIgnore
}

// roles are what the columns are to package table, in the order that they are
// looked for.
var roles = []struct {
	column string
	role   table.Role
}{
	{weekColumn, table.When}, {revenueColumn, table.Amount}, {categoryColumn, table.Category}, {stateColumn, table.Region},
	{freightColumn, table.Amount}, {itemsColumn, table.Units}, {ordersColumn, table.Units}, {refundColumn, table.Amount},
	{orderColumn, table.Ignore}, {statusColumn, table.Ignore}, {currencyColumn, table.Ignore},
}

// part is the role of a column and how it came to it.
type part struct{ role, how string }

// keys name the columns so that each can be told from all others: by the
// header; a name's second column is name#2, a column without a name #3.
func (s *sheet) keys() []string {
	seen := map[string]int{}
	all := make([]string, len(s.Columns))
	for i := range s.Columns {
		name := s.Columns[i].Name
		seen[name]++
		switch {
		case name == "":
			all[i] = "#" + strconv.Itoa(i+1)
		case seen[name] > 1:
			all[i] = name + "#" + strconv.Itoa(seen[name])
		default:
			all[i] = name
		}
	}
	return all
}

// checkRoles returns CodeInvalid for roles that there are not, or that two
// columns cannot have.
func checkRoles(chosen map[string]string) error {
	if len(chosen) > maxColumns {
		return fault.Invalid("roles", message.RolesMany.With(maxColumns))
	}
	by := map[string]string{}
	for _, column := range slices.Sorted(mapKeys(chosen)) {
		role := chosen[column]
		if !slices.Contains(Roles(), role) {
			return fault.Invalid("roles", message.RoleUnknown.With(brief(role), strings.Join(Roles(), " ")))
		}
		if role == RoleDriver || role == RoleIgnore {
			continue
		}
		if other, taken := by[role]; taken {
			return fault.Invalid("roles", message.RoleTwice.With(brief(other), brief(column), role))
		}
		by[role] = column
	}
	return nil
}

// choose gives the columns the roles that a person chose; the columns are
// called as keys calls them, or as Fold makes them alike.
func (r *weeklyReader) choose(t *sheet, chosen map[string]string) {
	for _, name := range slices.Sorted(mapKeys(chosen)) {
		i := slices.Index(r.keys, name)
		if i < 0 {
			i = slices.IndexFunc(r.keys, func(key string) bool { return table.Fold(key) == table.Fold(name) })
		}
		switch {
		case i < 0:
			t.note(1, message.ColumnMissing.With(brief(name), shorten(strings.Join(t.titles(), ", "))))
		case chosen[name] != RoleIgnore && personal(&t.Columns[i]):
			t.note(1, message.RolePersonal.With(brief(name)))
		default:
			r.parts[i] = part{chosen[name], ByChoice}
		}
	}
}

// personalNames begin or end the names of columns that hold who bought: they
// play no part in a forecast.
var personalNames = []string{"email", "e mail", "mail", "phone", "telefon", "telefone", "telefono", "telephone", "mobile", "celular", "first name", "last name", "vorname", "nachname", "nome completo",
	"billing name", "shipping name", "customer name", "buyer name", "recipient name", "kundenname", "nome do cliente", "comprador", "street", "strasse", "address", "address1", "address2", "adresse", "endereco", "direccion", "indirizzo", "adres",
	"cpf", "cnpj", "nif", "iban", "ip", "company", "firma", "empresa"}

// personal reports whether a column holds who bought, or where they live, by its
// name or as it holds addresses of mail.
func personal(c *table.Column) bool {
	if c.Mail() {
		return true
	}
	name := " " + table.Fold(c.Name) + " "
	return c.Kind == table.Words && slices.ContainsFunc(personalNames, func(p string) bool { return strings.Contains(name, " "+p+" ") })
}

// possible are the roles that a column may be given, the likeliest first.
func (s *sheet) possible(i int) []string {
	c := &s.Columns[i]
	var all []string
	status, currency := c.Closed()
	switch {
	case personal(c):
	case c.Kind == table.Blank:
	case c.Kind == table.Date:
		all = append(all, RoleDate)
	case c.Kind == table.Number:
		all = append(all, RoleAmount, RoleUnits, RoleOrders, RoleFreight, RoleRefund, RoleDriver, RoleOrder)
		if c.Distinct() <= MaxRegions {
			all = append(all, RoleCategory, RoleRegion)
		}
	default:
		if table.NamedFor(c.Name, table.When) {
			all = append(all, RoleDate)
		}
		if c.Distinct() <= MaxCategories && c.Longest() <= maxName {
			all = append(all, RoleCategory)
		}
		if c.Distinct() <= MaxRegions && c.Longest() <= maxName {
			all = append(all, RoleRegion)
		}
		if status {
			all = append(all, RoleStatus)
		}
		if currency {
			all = append(all, RoleCurrency)
		}
		all = append(all, RoleOrder)
	}
	return append(all, RoleIgnore)
}

// partOf is the role of a column; those without one are not read.
func (r *weeklyReader) partOf(i int) part {
	p := r.parts[i]
	p.role = cmp.Or(p.role, RoleIgnore)
	return p
}

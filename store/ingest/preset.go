package ingest

import (
	"slices"

	"olist/table"
)

// Preset is an export that is known by its header: which of its columns play
// which part, and how its rows are read.
type Preset struct {
	Name string // for programs: shopify_orders
	Said string // what it is called: Shopify, orders

	needs  []string            // columns that tell it from all others, folded
	roles  map[string][]string // by role, the columns that play it, folded, the best first; name#2 is the second of a name
	once   bool                // an order's amounts count on the first of its rows alone, though others may repeat them
	blank  bool                // a row without an amount is one of nothing, not a fault
	unsold []string            // statuses of orders that do not count, folded
}

// presets are the known exports, those with most columns first.
//
// Where the headers are from:
//   - Shopify, orders: https://help.shopify.com/en/manual/fulfillment/managing-orders/exporting-orders and, for the rows of one order,
//     https://docs.xbp.app/docs/development/integrations/shopify/order-format
//   - Shopify, sales over time: https://help.shopify.com/en/manual/reports-and-analytics/shopify-reports/report-types/default-reports/sales-reports
//   - WooCommerce, analytics: https://github.com/woocommerce/woocommerce/issues/46643 (orders; "Net sales" in the browser, "N. Revenue" by mail),
//     https://github.com/woocommerce/woocommerce/issues/33810 (revenue)
//   - WooCommerce, orders (Advanced Order Export): https://wordpress.org/plugins/woo-order-export-lite/
//   - Amazon, all orders: https://developer-docs.amazon.com/sp-api/lang-es_ES/docs/order-tracking-reports-attributes
//   - Amazon, business report by date: https://docs.openbridge.com/en/articles/6303562-amazon-sales-and-traffic-business-report
//   - Mercado Livre, Vendas: the workbook "Vendas BR" of Vendas > Exportar para Excel, whose header is its sixth row;
//     https://github.com/vlima-creator/Dashboard-Devolu-o/blob/dcf3f1632f07ef02678436e97aec4ce3294e5260/utils/parser.py reads its sheet, columns and dates
var presets = []*Preset{
	{
		Name: "shopify_orders", Said: "Shopify, orders",
		needs: []string{"name", "financial status", "created at", "lineitem quantity", "subtotal"},
		roles: map[string][]string{
			RoleOrder: {"name"}, RoleDate: {"created at"}, RoleAmount: {"subtotal"}, RoleUnits: {"lineitem quantity"}, RoleFreight: {"shipping"},
			RoleRefund: {"refunded amount"}, RoleStatus: {"financial status"}, RoleCurrency: {"currency"},
			RoleRegion: {"shipping province name", "shipping province", "billing province", "shipping country"},
		},
		once: true, blank: true, unsold: []string{"voided", "expired"},
	},
	{
		Name: "shopify_sales", Said: "Shopify, sales over time",
		needs: []string{"gross sales", "discounts", "returns", "net sales", "total sales"},
		roles: map[string][]string{
			RoleDate: {"day", "week", "date", "order date"}, RoleAmount: {"net sales"}, RoleOrders: {"orders"}, RoleUnits: {"net quantity", "net items sold", "units sold"},
			RoleFreight: {"shipping charges", "shipping"}, RoleCategory: {"product type"}, RoleRegion: {"shipping region", "billing region", "shipping country"},
		},
		blank: true,
	},
	{
		Name: "woocommerce_revenue", Said: "WooCommerce, revenue",
		needs: []string{"date", "orders", "gross sales", "returns", "coupons", "net sales"},
		roles: map[string][]string{RoleDate: {"date"}, RoleAmount: {"net sales", "net revenue"}, RoleOrders: {"orders"}, RoleFreight: {"shipping"}},
		blank: true,
	},
	{
		Name: "woocommerce_analytics", Said: "WooCommerce, orders (analytics)",
		needs: []string{"date", "order", "status", "customer type", "items sold"},
		roles: map[string][]string{RoleDate: {"date"}, RoleOrder: {"order"}, RoleAmount: {"net sales", "n revenue", "net revenue"}, RoleUnits: {"items sold"}, RoleStatus: {"status"}},
		blank: true, unsold: []string{"cancelled", "failed", "pending", "draft", "checkout draft", "trash"},
	},
	{
		Name: "woocommerce_orders", Said: "WooCommerce, orders",
		needs: []string{"order number", "order status", "order date", "order total amount"},
		roles: map[string][]string{
			RoleOrder: {"order number"}, RoleDate: {"order date"}, RoleAmount: {"order subtotal amount", "order total amount"}, RoleFreight: {"order shipping amount"},
			RoleRefund: {"order refund amount"}, RoleUnits: {"quantity refund", "quantity"}, RoleStatus: {"order status"}, RoleCurrency: {"order currency", "currency"},
			RoleRegion: {"state code shipping", "state code billing", "state name shipping", "country code shipping", "country code billing"},
		},
		once: true, blank: true, unsold: []string{"cancelled", "wc cancelled", "failed", "wc failed", "pending payment", "wc pending", "draft", "wc checkout draft", "trash"},
	},
	{
		Name: "amazon_orders", Said: "Amazon Seller Central, all orders",
		needs: []string{"amazon order id", "purchase date", "order status", "item price", "quantity"},
		roles: map[string][]string{
			RoleOrder: {"amazon order id"}, RoleDate: {"purchase date"}, RoleAmount: {"item price"}, RoleUnits: {"quantity"}, RoleFreight: {"shipping price"},
			RoleStatus: {"order status"}, RoleCurrency: {"currency"}, RoleRegion: {"ship state", "ship country"},
		},
		blank: true, unsold: []string{"cancelled", "canceled"},
	},
	{
		Name: "amazon_business", Said: "Amazon Seller Central, business report",
		needs: []string{"date", "ordered product sales", "units ordered"},
		roles: map[string][]string{RoleDate: {"date"}, RoleAmount: {"ordered product sales"}, RoleUnits: {"units ordered"}, RoleOrders: {"total order items"}},
		blank: true,
	},
	{
		Name: "mercado_livre", Said: "Mercado Livre, vendas",
		needs: []string{"data da venda", "unidades", "receita por produtos brl"},
		roles: map[string][]string{
			RoleOrder: {"n º de venda", "n de venda", "n o de venda"}, RoleDate: {"data da venda"}, RoleAmount: {"receita por produtos brl"}, RoleUnits: {"unidades"},
			RoleRefund: {"cancelamentos e reembolsos brl"}, RoleFreight: {"receita por envio brl"}, RoleRegion: {"estado#2", "uf"},
		},
		blank: true,
	},
}

// presetOf is the export whose header the file has, nil where none is known.
func presetOf(t *sheet) *Preset {
	folded := map[string]bool{}
	for i := range t.Columns {
		folded[table.Fold(t.Columns[i].Name)] = true
	}
	for _, p := range presets {
		if !slices.ContainsFunc(p.needs, func(name string) bool { return !folded[name] }) {
			return p
		}
	}
	return nil
}

// givePreset gives the columns of a known export their roles, but what a person
// chose: of several that may have one, the first that parts the sales into not
// too many.
func (r *weeklyReader) givePreset(t *sheet) {
	folded := make([]string, len(t.Columns))
	seen := map[string]int{}
	for i := range t.Columns {
		folded[i] = table.Fold(t.Columns[i].Name)
		if seen[folded[i]]++; seen[folded[i]] > 1 {
			folded[i] += "#" + string(rune('0'+min(seen[folded[i]], 9)))
		}
	}
	for _, role := range Roles() {
		names := r.preset.roles[role]
		if slices.ContainsFunc(r.parts, func(p part) bool { return p.role == role }) {
			continue
		}
		for _, name := range names {
			i := slices.Index(folded, name)
			if i < 0 || r.parts[i].role != "" || !t.fitsRole(i, role) {
				continue
			}
			r.parts[i] = part{role, ByPreset}
			break
		}
	}
}

// fitsRole reports whether a column of a known export can be read in its role.
func (s *sheet) fitsRole(i int, role string) bool {
	c := &s.Columns[i]
	switch role {
	case RoleRegion:
		return c.Kind == table.Words && c.Distinct() <= MaxRegions && c.Longest() <= maxName
	case RoleCategory:
		return c.Kind == table.Words && c.Distinct() <= MaxCategories && c.Longest() <= maxName
	case RoleFreight, RoleRefund, RoleUnits, RoleOrders:
		return c.Kind == table.Number
	}
	return true
}

package server

import (
	"github.com/labstack/echo/v4"

	"olist/server/sheet"
	"olist/views/text"
	"olist/week"
)

// templateWeeks is how many weeks the template's examples are of.
const templateWeeks = 3

// getTemplateFile answers GET /data/template.csv and .xlsx: a table of sales to
// fill in, whose columns an import knows, with examples of the weeks before this
// one.
func (s *Server) getTemplateFile(c echo.Context) error {
	l := locale(c)
	this := l.Shop().Week(s.opt.Clock().In(l.Shop().Zone()))
	of := func() sheet.Table { return templateTable(l, this) }
	return sendTable(c, "template", tables{machine: of, shown: of})
}

// templateTable is the template with examples of the weeks before the one given.
func templateTable(l text.Locale, this week.Week) sheet.Table {
	t := sheet.Table{Heads: []string{"week", "category", "region", "revenue", "units"}}
	for back := range week.Week(templateWeeks) {
		cents, pieces := int64(125_000), 25
		for _, category := range []text.Text{text.TemplateShoes, text.TemplateBags} {
			for _, region := range []text.Text{text.TemplateNorth, text.TemplateSouth} {
				t.Add(sheet.Date(this-templateWeeks+back), sheet.Text(l.T(category)), sheet.Text(l.T(region)), sheet.Money(cents+int64(back)*2_550), sheet.Int(pieces))
				cents, pieces = cents-31_010, pieces-6
			}
		}
	}
	return t
}

package server

import (
	"bytes"
	"fmt"
	"net/http"
	"path"
	"strings"

	"github.com/labstack/echo/v4"

	"olist/server/sheet"
	"olist/views/text"
)

// tables are the two that one address gives: what programs read, under names
// that stay, and what stands on the screen.
type tables struct{ machine, shown func() sheet.Table }

// headed begins a table in the person's language.
func headed(l text.Locale, heads ...text.Text) sheet.Table {
	var t sheet.Table
	for _, h := range heads {
		t.Heads = append(t.Heads, l.T(h))
	}
	return t
}

// sendTable answers in the format that the address ends in: csv is the machine's
// table; tsv (for the clipboard) and xlsx are the one on the screen.
func sendTable(c echo.Context, name string, t tables) error {
	if err := refusal(c); err != nil {
		return err
	}
	var b bytes.Buffer
	l, ext := locale(c), path.Ext(c.Request().URL.Path)
	var err error
	switch ext {
	case ".xlsx":
		err = t.shown().WriteXLSX(&b, l.T(text.FileSheet), l.MoneyFormat())
	case ".tsv":
		err = t.shown().WriteTSV(&b, marksOf(l))
	default:
		err = t.machine().WriteCSV(&b, marksOf(l))
	}
	if err != nil {
		return fmt.Errorf("server: write %s: %w", ext, err)
	}
	asFile(c, name+ext)
	return c.Blob(http.StatusOK, fileKinds[ext], b.Bytes())
}

// marksOf are those that spreadsheets expect in the language.
func marksOf(l text.Locale) sheet.Marks {
	return sheet.Marks{Decimal: l.Decimal(), Comma: l.Comma()}
}

var fileKinds = map[string]string{
	".csv":  "text/csv; charset=utf-8",
	".tsv":  "text/tab-separated-values; charset=utf-8",
	".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

// asFile says that the answer is a file in the person's language.
func asFile(c echo.Context, name string) {
	h := c.Response().Header()
	h.Set("Content-Disposition", `attachment; filename="`+name+`"`)
	keepFresh(c, "private, no-cache")
	h.Add("Vary", "Accept-Language, Cookie")
}

// keepFresh says who may keep an answer, unless the guard said that nobody may.
func keepFresh(c echo.Context, control string) {
	if h := c.Response().Header(); h.Get("Cache-Control") == "" {
		h.Set("Cache-Control", control)
	}
}

// fileName keeps letters, digits and dashes of a segment's key.
func fileName(key string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '_' {
			return r
		}
		return '-'
	}, key)
}

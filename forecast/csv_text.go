package forecast

import (
	"strings"
	"unicode/utf8"
)

// CSVText is a text as every CSV of the program has it: an apostrophe before =,
// +, - and the like keeps spreadsheets from taking it for a formula (OWASP: CSV
// injection). A reader drops an apostrophe that stands before one of these
// characters.
func CSVText(cell string) string {
	first, _ := utf8.DecodeRuneInString(cell)
	if strings.ContainsRune("=+-@\t\r\n＝＋－＠", first) {
		return "'" + cell
	}
	return cell
}

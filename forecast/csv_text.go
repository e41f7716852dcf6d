package forecast

import (
	"strings"
	"unicode/utf8"
)

// CSVText is a text as every CSV of the program has it: an apostrophe before it
// keeps a spreadsheet from taking it for a formula. Who reads names back takes
// an apostrophe off that stands before one of these marks.
func CSVText(cell string) string {
	first, _ := utf8.DecodeRuneInString(cell)
	if strings.ContainsRune("=+-@\t\r\n＝＋－＠", first) {
		return "'" + cell
	}
	return cell
}

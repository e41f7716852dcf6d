package workbook

import (
	"strings"

	"github.com/xuri/nfp"
)

// format is what the format of a number says of it.
type format struct {
	date     bool // it is a day, with or without a time
	clock    bool // a time of day alone
	decimals int  // shown behind the point, at least two; else 0
}

// Formats that are in no file, by the number that stands for them (ECMA-376
// 18.8.30); 27 to 36 and 50 to 58 are dates of East Asia.
func builtIn(id int) string {
	switch {
	case id >= 14 && id <= 17, id >= 27 && id <= 31, id == 36, id >= 50 && id <= 54, id == 57, id == 58:
		return "yyyy-mm-dd"
	case id == 22:
		return "yyyy-mm-dd h:mm"
	case id >= 18 && id <= 21, id >= 32 && id <= 35, id == 45, id == 47, id == 55, id == 56:
		return "h:mm:ss"
	case id == 2, id == 4, id == 7, id == 8, id == 39, id == 40, id == 43, id == 44:
		return "0.00"
	}
	return ""
}

// formatOf reads a format's code. It is a date where it shows a day, a month or
// a year; a duration, as [h]:mm, stays a number.
func formatOf(id int, code string) (f format) {
	if code == "" {
		code = builtIn(id)
	}
	if code == "" || strings.EqualFold(code, "general") || len(code) > 255 { // the most that a spreadsheet takes
		return f
	}
	parser := nfp.NumberFormatParser()
	sections := parser.Parse(code)
	if len(sections) == 0 {
		return f
	}
	behind, plain := false, true
	minute := false // m beside h or s is one
	var months, parts bool
	for _, token := range sections[0].Items {
		switch token.TType {
		case nfp.TokenTypeElapsedDateTimes:
			return format{}
		case nfp.TokenTypeDateTimes:
			switch v := strings.ToLower(token.TValue); {
			case strings.Trim(v, "m") == "":
				months = true
				parts = parts || len(v) > 2
			case strings.ContainsAny(v, "hs"), strings.Contains(v, "am"):
				minute = true
			default:
				parts = true
			}
		case nfp.TokenTypeDecimalPoint:
			behind = true
		case nfp.TokenTypeZeroPlaceHolder, nfp.TokenTypeHashPlaceHolder, nfp.TokenTypeDigitalPlaceHolder:
			if behind {
				f.decimals += len(token.TValue)
			}
		case nfp.TokenTypePercent, nfp.TokenTypeExponential, nfp.TokenTypeFraction:
			plain = false
		}
	}
	switch f.date = parts || months && !minute; {
	case f.date, minute:
		f.clock, f.decimals = !f.date, 0
	case !plain || f.decimals < 2:
		f.decimals = 0
	}
	return f
}

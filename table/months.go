package table

import "strings"

// months in English, Portuguese, German, Spanish and French, whole or their
// beginnings from three letters on, with accents or without. What begins names
// of two months, as jui does, is none.
var months = func() map[string]int {
	all := map[string]int{"maerz": 3, "mrz": 3}
	for _, names := range []string{
		"january february march april may june july august september october november december",
		"janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
		"januar februar märz april mai juni juli august september oktober november dezember",
		"enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
		"janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
	} {
		for i, name := range strings.Fields(names) {
			for _, name := range []string{name, Fold(name)} {
				letters := []rune(name)
				for n := 3; n <= len(letters); n++ {
					short := string(letters[:n])
					if month, known := all[short]; known && month != i+1 {
						all[short] = 0
					} else {
						all[short] = i + 1
					}
				}
			}
		}
	}
	return all
}()

var weekdayNames = func() map[string]bool {
	all := map[string]bool{}
	for _, name := range strings.Fields("mon tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday sunday mo di mi do fr sa so seg ter qua qui sex sab dom") {
		all[name] = true
	}
	return all
}()

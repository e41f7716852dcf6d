package table

import "strings"

// months in English, Portuguese, German, Spanish and French, whole and cut to
// three or four letters.
var months = func() map[string]int {
	all := map[string]int{"mär": 3, "maerz": 3, "mrz": 3, "sept": 9, "fév": 2, "déc": 12, "aoû": 8, "juil": 7}
	for _, names := range []string{
		"january february march april may june july august september october november december",
		"janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
		"januar februar märz april mai juni juli august september oktober november dezember",
		"enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
		"janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
	} {
		for i, name := range strings.Fields(names) {
			all[name] = i + 1
			if short := []rune(name); len(short) > 3 && string(short[:3]) != "jui" {
				all[string(short[:3])] = i + 1
			}
		}
	}
	all["marco"] = 3
	return all
}()

var weekdayNames = func() map[string]bool {
	all := map[string]bool{}
	for _, name := range strings.Fields("mon tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday sunday mo di mi do fr sa so seg ter qua qui sex sab dom") {
		all[name] = true
	}
	return all
}()

package table

// DayReadings are the days that a whole date in any form of files can mean, by the order
// of its parts as --dates takes it: dmy and mdy of 09/11/2026. None where it is no date.
func DayReadings(written string) map[string]Day {
	d, ok := dateOf([]byte(written))
	if !ok || d.coarse != wholeDay {
		return nil
	}
	out := map[string]Day{}
	for i, name := range orderNames {
		if d.ok[i] && d.days[i].Likely() {
			out[name] = d.days[i]
		}
	}
	if _, ok := out["dmy"]; ok && d.form == '.' {
		delete(out, "mdy") // nobody writes the month first with points
	}
	return out
}

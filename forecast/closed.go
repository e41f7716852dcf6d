package forecast

// ClosedWeeks counts the zeros of a series that are taken for a shop that was
// closed: they teach nothing of what it sells.
func ClosedWeeks(values []float64) int {
	n := 0
	for i, closed := range closedWeeks(values) {
		if closed && values[i] == 0 {
			n++
		}
	}
	return n
}

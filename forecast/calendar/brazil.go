package calendar

import (
	"time"

	"github.com/rickar/cal/v2/br"
)

// brazil has the names of the library: they are stored in databases.
func brazil() []rule {
	var out []rule
	for _, h := range br.Holidays {
		if h == br.Natal { // counts as a retail event
			continue
		}
		out = append(out, holiday(h.Name, func(year int) time.Time {
			_, observed := h.Calc(year)
			y, m, d := observed.Date() // midnight of the machine's zone
			return date(y, m, d)
		}))
	}
	return out
}

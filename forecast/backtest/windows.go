package backtest

import "olist/forecast"

// DefaultWindows is how many origins a backtest has where none are asked.
const DefaultWindows = 26

// WindowsFor is how many origins a backtest of the panel can have, at most
// DefaultWindows: before the first of them some series has MinWeeks weeks with
// a value. 0 where there are too few weeks to measure anything. weeks is the
// most that a series has with a value.
func WindowsFor(p forecast.Panel) (windows, weeks int) {
	for _, s := range p.Begun().Series {
		n := 0
		for i, v := range s.Values {
			if v != v {
				continue
			}
			if n++; n == forecast.MinWeeks {
				windows = max(windows, min(DefaultWindows, len(s.Values)-i-1))
			}
		}
		weeks = max(weeks, n)
	}
	return windows, weeks
}

// Judged is how many of the Windows have a week that came to be held against:
// not those before weeks that were left out.
func (r *Report) Judged() (n int) {
	for _, m := range r.Methods {
		if m.Name != EngineMethod {
			continue
		}
		judged := make([]bool, r.Windows)
		for _, g := range m.Groups {
			for i, c := range g.ByCutoffs {
				judged[i] = judged[i] || c.N > 0
			}
		}
		for _, is := range judged {
			if is {
				n++
			}
		}
	}
	return n
}

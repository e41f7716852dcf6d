package backtest

import "olist/forecast"

// DefaultWindows is the number of origins of a backtest by default.
const DefaultWindows = 26

// WindowsFor is the number of origins that a backtest of the panel can have, at
// most DefaultWindows: before the first of them some series has MinWeeks
// observed weeks. 0 where there are too few to measure anything. weeks is the
// largest number of observed weeks of a series.
func WindowsFor(p forecast.Panel) (windows, weeks int) {
	for _, s := range p.TrimLeadingZeros().Series {
		n := 0
		for i, v := range s.Known() {
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

// ScoredWindows is how many of the Windows have an actual to score: not those
// before weeks that were left out.
func (r *Report) ScoredWindows() (n int) {
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

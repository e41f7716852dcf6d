package cli

import (
	"context"
	"fmt"

	"olist/forecast"
	"olist/week"
)

// lastWeeks are the readings of the last week of a file, for --last-week.
var lastWeeks = []string{"judge", "keep", "drop"}

// ends are the ends of the panel that are left out or doubted, told on standard
// error.
func (s *seriesInput) ends(ctx context.Context, env *Env, p forecast.Panel) ([]forecast.CutEnd, error) {
	switch s.LastWeek {
	case "keep":
		return nil, nil
	case "drop":
		return forecast.LastWeek(p), nil
	}
	ends, err := forecast.JudgeEndsContext(ctx, p)
	if err == nil {
		env.tellEnds(p, ends)
	}
	return ends, err
}

func (env *Env) tellEnds(p forecast.Panel, ends []forecast.CutEnd) {
	shared, told, hidden := 0, 0, 0
	for _, e := range ends {
		if e.Shared {
			if shared++; shared == 1 {
				fmt.Fprintf(env.Err, "olist: %s: all series together fall in it to less than half of the usual; the file seems to end within it. It is left out; --last-week keep keeps it\n", weekName(p, e))
			}
			continue
		}
		if told++; told > mostNamed {
			hidden++
			continue
		}
		what := "it seems to be cut short, and is left out; --last-week keep keeps it"
		if e.Unclear {
			what = "it may be cut short: bands hold both readings; --last-week keep or drop decides"
		}
		fmt.Fprintf(env.Err, "olist: series %s, %s: %.4g is %.0f%% of the usual %.4g; %s\n", called(p.Series[e.Series].Key), weekName(p, e), e.Value, 100*e.Value/e.Usual, e.Usual, what)
	}
	if hidden > 0 {
		fmt.Fprintf(env.Err, "olist: and %d more series end like that\n", hidden)
	}
}

// weekName names the weeks of an end.
func weekName(p forecast.Panel, e forecast.CutEnd) string {
	s := p.Series[e.Series]
	name := func(back int) string {
		if p.Dated {
			return (s.End() - week.Week(back)).String()
		}
		return fmt.Sprint(len(s.Values) - back + 1)
	}
	if e.Weeks > 1 {
		return "weeks " + name(e.Weeks) + " and " + name(1)
	}
	return "week " + name(1)
}

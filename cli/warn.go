package cli

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"olist/forecast"
	"olist/week"
)

// mostNamed is how many series a warning names; files may hold thousands.
const mostNamed = 3

// leaveOut takes series without any value out of a panel, as no forecast of
// them would mean anything, and names them. Sums are not looked at: files have
// none.
func (env *Env) leaveOut(p *forecast.Panel) {
	var empty []string
	p.Series = slices.DeleteFunc(p.Series, func(s forecast.Series) bool {
		none := !slices.ContainsFunc(s.Values, func(v float64) bool { return !math.IsNaN(v) })
		if none {
			empty = append(empty, called(s.Key))
		}
		return none
	})
	switch n := len(empty); {
	case n == 1:
		fmt.Fprintf(env.Err, "olist: series %s is left out: it has no value\n", empty[0])
	case n > 1:
		fmt.Fprintf(env.Err, "olist: %d series are left out, as they have no value: %s\n", n, some(empty))
	}
}

// warnFuture says which weeks of a file have not come yet, or are not over: a
// slip of the pen, or plans among sales.
func (env *Env) warnFuture(p forecast.Panel) {
	if !p.Dated {
		return
	}
	now := time.Now()
	if env.Clock != nil {
		now = env.Clock()
	}
	today, last, open := week.Of(now), week.Week(0), false
	weeks := map[week.Week]bool{}
	for _, s := range p.Series {
		for i := max(0, int(today-s.Start)); i < len(s.Values); i++ {
			switch w := s.Start + week.Week(i); {
			case math.IsNaN(s.Values[i]):
			case w == today:
				open = true
			default:
				weeks[w], last = true, max(last, w)
			}
		}
	}
	if open {
		fmt.Fprintf(env.Err, "olist: warning: the week of %s is not over yet, and its values are read as those of a whole one\n", today)
	}
	if n := len(weeks); n > 0 {
		fmt.Fprintf(env.Err, "olist: warning: the file has values of weeks that have not come yet (%d, the last that of %s; today is %s): is the year right? They are read as they stand\n", n, last, now.Format(time.DateOnly))
	}
}

// tellZeros says which zeros teach nothing.
func (env *Env) tellZeros(p forecast.Panel) {
	var begun, closed []string
	for _, s := range p.Series {
		before, between := forecast.ZeroWeeks(s.Values)
		if before > 0 {
			begun = append(begun, fmt.Sprintf("%d of series %s", before, called(s.Key)))
		}
		if between > 0 {
			closed = append(closed, fmt.Sprintf("%d of series %s", between, called(s.Key)))
		}
	}
	if len(begun) > 0 {
		fmt.Fprintf(env.Err, "olist: weeks of zero before a first sale are taken for not yet open, and teach nothing: %s\n", some(begun))
	}
	if len(closed) > 0 {
		fmt.Fprintf(env.Err, "olist: weeks of zero between others that are taken for closed, and teach nothing: %s\n", some(closed))
	}
}

// called is a name for a message: a file's may be as long as its rows.
func called(name string) string {
	const most = 60
	if len(name) > most {
		name = strings.ToValidUTF8(name[:most], "") + "..."
	}
	return fmt.Sprintf("%q", name)
}

// some names the first few.
func some(names []string) string {
	if n := len(names); n > mostNamed {
		return fmt.Sprintf("%s and %d more", strings.Join(names[:mostNamed], ", "), n-mostNamed)
	}
	return strings.Join(names, ", ")
}

// warnShort says which series are too short for more than a mean.
func (env *Env) warnShort(all []forecast.Forecast) {
	n := 0
	for _, f := range all {
		if f.Short == nil {
			continue
		}
		if n++; n <= mostNamed {
			fmt.Fprintln(env.Err, "olist:", f.Short)
		}
	}
	switch more := n - mostNamed; {
	case more == 1:
		fmt.Fprintln(env.Err, "olist: and 1 more series is as short")
	case more > 1:
		fmt.Fprintf(env.Err, "olist: and %d more series are as short\n", more)
	}
}

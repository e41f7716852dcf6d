package cli

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"olist/forecast"
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
			empty = append(empty, fmt.Sprintf("%q", s.Key))
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

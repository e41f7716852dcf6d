package cli

import (
	"fmt"
	"net/netip"
	"slices"
	"strconv"

	"olist/forecast"
	"olist/outgoing"
)

// usageError is a wrong command line: a flag out of its range.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

// badFlag says what a flag should be.
func badFlag(flag, format string, args ...any) error {
	return usageError{fmt.Errorf(flag+": "+format, args...)}
}

// outgoingVariable names networks as --outgoing-allow does, for commands, too.
const outgoingVariable = "OLIST_OUTGOING_ALLOW"

func outgoingAllow(named []string) ([]netip.Prefix, error) {
	return networks("--outgoing-allow", named)
}

// networks reads what a flag names: networks, or single addresses.
func networks(flag string, named []string) ([]netip.Prefix, error) {
	found, err := outgoing.ParseNetworks(named)
	if err != nil {
		return nil, badFlag(flag, "%v", err)
	}
	return found, nil
}

func checkHorizon(weeks int) error {
	if weeks < 1 || weeks > forecast.MaxHorizon {
		return badFlag("--horizon", "should be a whole number from 1 to %d.", forecast.MaxHorizon)
	}
	return nil
}

func checkLevels(levels []float64) error {
	for i, l := range levels {
		if !(l >= 1 && l <= 99) {
			return badFlag("--level", "should be numbers from 1 to 99.")
		}
		if slices.Contains(levels[:i], l) {
			return badFlag("--level", "names %s twice; name it once.", strconv.FormatFloat(l, 'f', -1, 64))
		}
	}
	return nil
}

// check looks at the flags of a backtest, before any data are read. The
// engine would take 0 for its default.
func (c *backtestInput) check() error {
	if err := checkHorizon(c.Horizon); err != nil {
		return err
	}
	if c.Windows < 1 {
		return badFlag("--windows", "should be a whole number of weeks, at least 1.")
	}
	if c.Refit < 1 {
		return badFlag("--refit", "should be a whole number of origins, at least 1.")
	}
	if c.Output == "-" && c.CSV == "-" {
		return badFlag("--csv", "cannot be - where --output is -, too: name a file for one of them.")
	}
	if err := checkOutput(c.CSV); err != nil {
		return err
	}
	return checkOutput(c.Output)
}

// enough says what to do where the data are too short for the windows asked:
// before the first, MinWeeks weeks must be known of some series.
func (c *backtestInput) enough(p forecast.Panel) error {
	longest := 0
	for _, s := range p.Series {
		longest = max(longest, len(s.Values))
	}
	need := c.Windows + forecast.MinWeeks
	if longest >= need {
		return nil
	}
	text := fmt.Sprintf("%s: the data are too short: the longest series has %s, and %s need %d, one each and %d before the first",
		c.Input, count(longest, "week"), count(c.Windows, "window"), need, forecast.MinWeeks)
	if fits := longest - forecast.MinWeeks; fits > 0 {
		return fmt.Errorf("%s; give more data, or --windows %d", text, fits)
	}
	return fmt.Errorf("%s; give more data", text)
}

// count puts a number before its noun.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

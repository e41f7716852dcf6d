package cli

import (
	"fmt"
	"strings"
	"testing"
)

// driverCSV is a shop of 80 weeks and six to come with a driver of these values.
func driverCSV(driver func(week int) string) string {
	var b strings.Builder
	b.WriteString("week,value,x\n")
	for i, line := range strings.Split(strings.TrimSpace(promoCSV(80, 6)), "\n")[1:] {
		cells := strings.Split(line, ",")
		fmt.Fprintf(&b, "%s,%s,%s\n", cells[len(cells)-3], cells[len(cells)-2], driver(i))
	}
	return b.String()
}

// TestDriversThatTellNothingAreNamed: one that never changes, and one that has been
// blank for longer than its last number says anything of the weeks to come.
func TestDriversThatTellNothingAreNamed(t *testing.T) {
	const still, held = "drivers never change", "drivers are blank at the end of the sales"
	varies := func(i int) string { return fmt.Sprint(i % 4) }
	until := func(last int) func(int) string {
		return func(i int) string {
			if i > last {
				return ""
			}
			return varies(i)
		}
	}
	for name, c := range map[string]struct {
		driver func(int) string
		say    string
	}{
		"varies":                   {varies, ""},
		"constant":                 {func(int) string { return "3" }, still + " in the weeks with sales, so that nothing is learnt of them: \"x\""},
		"blank for 60 weeks":       {until(19), held + ", so that the weeks to come go by old numbers or none: \"x\", of 1 series for up to 60 weeks"},
		"blank in weeks to come":   {until(79), ""},
		"blank for a few of sales": {until(70), ""},
	} {
		code, _, errOut := run(t, driverCSV(c.driver), "forecast", "--input", "-", "--horizon", "6", "--drivers", "x", "--drivers-ahead", "hold", "--set", "n_estimators=20")
		if code != 0 {
			t.Fatalf("%s: exit code %d: %s", name, code, errOut)
		}
		if said := strings.Contains(errOut, still) || strings.Contains(errOut, held); said != (c.say != "") || !strings.Contains(errOut, c.say) {
			t.Errorf("%s: %q, want %q", name, errOut, c.say)
		}
	}
}

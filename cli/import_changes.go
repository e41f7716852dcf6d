package cli

import (
	"fmt"
	"io"
	"strings"

	"olist/store"
	"olist/store/ingest"
)

// mostChanges is how many changed weeks are told one by one.
const mostChanges = 20

// writeChanges says what an import does to the data in force.
func writeChanges(out io.Writer, c store.Changes) {
	told := 0
	for _, w := range c.Weeks {
		if w.Added {
			continue
		}
		if told++; told <= mostChanges {
			fmt.Fprintf(out, "  %s was known otherwise: %s, %s before; %s, %s now\n",
				w.Week, orders(w.Before), amount(w.Before.Revenue), orders(w.After), amount(w.After.Revenue))
		}
	}
	if told > mostChanges {
		fmt.Fprintf(out, "  and %d more weeks\n", told-mostChanges)
	}
	writeDoubted(out, c)
	fmt.Fprintf(out, "  %d weeks added, %d changed, %d as they were\n", c.Added, c.Changed, c.Unchanged)
	if split := c.Split(); split > 0 {
		fmt.Fprintf(out, "  %d of them come without categories or states: split by the shares of the %d complete weeks before\n", split, store.ShareWeeks)
	}
}

// writeDoubted says which weeks are left out for their level, or by hand; those
// whose days tell it are in the report on the files.
func writeDoubted(out io.Writer, c store.Changes) {
	told := 0
	for _, w := range c.LeftOut() {
		if w.Judged.Usual == 0 && w.Judged.Override == nil {
			continue
		}
		if told++; told <= mostChanges {
			fmt.Fprintf(out, "  %s: %s\n", w.Week, w.Reason)
		}
	}
	if told > mostChanges {
		fmt.Fprintf(out, "  and %d more weeks\n", told-mostChanges)
	}
	if told > 0 {
		fmt.Fprintf(out, "  %d weeks are left out of training until you overrule that on the page /data\n", told)
	}
}

func orders(t store.WeekTotals) string {
	if t.Orders == nil {
		return "orders not known"
	}
	return fmt.Sprintf("%d orders", *t.Orders)
}

// writeBalance says where the revenue that was read went, and what the data
// sum to before and after.
func writeBalance(out io.Writer, b ingest.Balance, c store.Changes) {
	var said []string
	for i, part := range []struct {
		cents int64
		what  string
	}{{b.Taken, "taken"}, {b.Known, "known exactly so"}, {b.Held, "held back"}, {b.Refused, "in refused weeks"}} {
		if i > 0 && part.cents == 0 {
			continue
		}
		said = append(said, amount(part.cents)+" "+part.what)
	}
	fmt.Fprintf(out, "  revenue read %s: %s\n", amount(b.Read), strings.Join(said, ", "))
	if !c.None() {
		fmt.Fprintf(out, "  all data: %s before, %s after\n", amount(c.RevenueBefore), amount(c.RevenueAfter))
	}
}

// writeNoticed says what a person should look at: weeks that are held back or
// missing, names that are new or may be others.
func writeNoticed(out io.Writer, c store.Changes) {
	for i, h := range c.Held {
		if i == mostChanges {
			fmt.Fprintf(out, "  and %d more weeks are held back\n", len(c.Held)-i)
			break
		}
		fmt.Fprintf(out, "  held back: %s\n", h.Reason())
	}
	for i, g := range c.Gaps {
		if i == mostChanges {
			fmt.Fprintf(out, "  and %d more gaps\n", len(c.Gaps)-i)
			break
		}
		fmt.Fprintf(out, "  %d weeks without data between %s and %s\n", g.Weeks, g.After, g.Before)
	}
	writeNames(out, "new categories", c.NewCategories)
	writeNames(out, "new states", c.NewStates)
	for i, s := range c.Spellings {
		if i == mostChanges {
			fmt.Fprintf(out, "  and %d more proposals\n", len(c.Spellings)-i)
			break
		}
		fmt.Fprintf(out, "  %s and %s look like one category: to join them as %q, --join %q\n", s.Into, strings.Join(s.Names, ", "), s.Into, s.Into)
	}
}

func writeNames(out io.Writer, what string, names []string) {
	if len(names) == 0 {
		return
	}
	more := ""
	if n := len(names) - mostChanges; n > 0 {
		names, more = names[:mostChanges], fmt.Sprintf(" and %d more", n)
	}
	fmt.Fprintf(out, "  %s: %s%s\n", what, strings.Join(names, ", "), more)
}

package cli

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"golang.org/x/text/language"
	"golang.org/x/text/message"

	"olist/store/ingest"
	"olist/week"
)

var english = message.NewPrinter(language.English)

// amount writes cents for people: 13,494,400.74.
func amount(cents int64) string {
	sign := ""
	if cents < 0 {
		sign, cents = "-", -cents
	}
	return english.Sprintf("%s%d", sign, cents/100) + fmt.Sprintf(".%02d", cents%100)
}

// thousands writes a number for people: 98,207.
func thousands(n int64) string { return english.Sprintf("%d", n) }

// writeFindings writes what the reader of files found.
func writeFindings(w io.Writer, found fileReport) {
	switch p := found.(type) {
	case *ingest.OrderReport:
		writeOrders(w, p)
	case *ingest.WeeklyReport:
		writeWeekly(w, p)
	}
}

func writeOrders(w io.Writer, p *ingest.OrderReport) {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	line := func(cells ...string) { fmt.Fprintln(t, strings.Join(cells, "\t")+"\t") }
	fmt.Fprintln(w, "Rows read")
	for _, f := range p.Files {
		line("", f.Name, thousands(f.Rows))
	}
	t.Flush()

	fmt.Fprintln(w, "\nOrders")
	line("", "", "orders", "items", "revenue R$", "with freight R$")
	totals := func(name string, v ingest.Totals) {
		line("", name, thousands(v.Orders), thousands(v.Items), amount(v.Revenue), amount(v.Revenue+v.Freight))
	}
	for _, s := range p.Statuses {
		name := s.Status
		if s.LeftOut {
			name += " (left out: not sold)"
		}
		totals(name, s.Totals)
	}
	totals("all statuses", p.All)
	totals("delivered only", p.Delivered)
	totals("net: in the aggregates", p.Net)
	t.Flush()

	writeNoteworthy(w, p)
	fmt.Fprintln(w, "\nWeeks")
	writeRowless(w, p.Rowless, len(p.SparedWeeks))
	writeRange(w, p.Range)
}

func writeNoteworthy(w io.Writer, p *ingest.OrderReport) {
	fmt.Fprintln(w, "\nNoteworthy")
	note := func(n int64, format string, args ...any) {
		fmt.Fprintf(w, "%8s  %s\n", thousands(n), fmt.Sprintf(format, args...))
	}
	note(p.OrdersWithoutItems, "orders without items (%s of them in the aggregates): no revenue", thousands(p.NetWithoutItems))
	note(p.OrdersWithoutPayment, "orders without payment")
	note(p.OrdersSeveralItems, "orders with several items, %d at most", p.MostItems)
	note(p.OrdersSeveralPayments, "orders with several payments; payments (%s) are not revenue", amount(p.Payments))
	note(p.OrdersSpanning, "orders span categories: counted once in each of them and once in the total")
	note(p.ProductsWithoutCategory, "products without category: %s items, %s, in the category %q",
		thousands(p.WithoutCategory.Items), amount(p.WithoutCategory.Revenue), ingest.NoCategory)
	note(int64(len(p.Untranslated)), "categories without translation: %s", strings.Join(p.Untranslated, ", "))
	note(p.MissingApproved, "orders without approval time")
	note(p.MissingCarrier, "orders without carrier time")
	note(p.MissingDelivered, "orders without delivery time")
	note(int64(p.Cells), "cells of week x category x state, from %d categories and %d states", p.Categories, p.States)
	note(int64(p.Long.Categories), "categories sold in at least %d weeks (%.0f%% of revenue)", p.Long.Weeks, 100*p.Long.CategoriesShare)
	note(int64(p.Long.States), "states sold to in at least %d weeks (%.0f%% of revenue)", p.Long.Weeks, 100*p.Long.StatesShare)
	if p.LargestOrder.Day != "" {
		note(1, "largest order: %s on %s", amount(p.LargestOrder.Revenue), p.LargestOrder.Day)
	}
}

// formText says in one line how a file was understood.
func formText(f ingest.Form) string {
	text := f.Text
	for _, c := range f.Columns {
		if c.Name != c.As {
			text += fmt.Sprintf(", %s as %s", c.Name, c.As)
		}
	}
	if len(f.Ignored) > 0 {
		text += ", not read: " + strings.Join(f.Ignored, ", ")
	}
	return text
}

// sparedText says which weeks stay as they are, "" where there is none.
func sparedText(s ingest.Spared) string {
	if len(s.SparedWeeks) == 0 {
		return ""
	}
	return fmt.Sprintf("%d weeks without a row have sales in force (%s), and stay as they are: %s; --missing zero makes them weeks in which nothing was sold",
		len(s.SparedWeeks), amount(s.SparedRevenue), joinWeeks(s.SparedWeeks))
}

// writeRowless says what weeks without a row are taken for, but those that are
// spared.
func writeRowless(w io.Writer, r ingest.Rowless, spared int) {
	if n := len(r.MissingWeeks) - spared; n > 0 {
		what, other := "holes, nothing is known of them", ingest.MissingZero
		if r.Missing == ingest.MissingZero {
			what, other = "weeks in which nothing was sold", ingest.MissingHole
		}
		fmt.Fprintf(w, "  %d weeks without a row are %s (--missing %s takes them otherwise)\n", n, what, other)
	}
}

// writeRange writes which weeks are usable, and why others are not.
func writeRange(w io.Writer, r ingest.WeekReport) {
	fmt.Fprintf(w, "  %s to %s; usable %s to %s: %d weeks\n", r.First, r.Last, r.UsableFrom, r.UsableTo, r.Usable)
	if len(r.Empty) > 0 {
		fmt.Fprintf(w, "  %d empty: %s\n", len(r.Empty), joinWeeks(r.Empty))
	}
	for _, s := range r.Incomplete {
		fmt.Fprintf(w, "  %s incomplete (%s orders): %s\n", s.Week, thousands(int64(s.Orders)), s.Reason)
	}
}

// joinWeeks writes weeks, those in a row as a range.
func joinWeeks(weeks []week.Week) string {
	var parts []string
	for i := 0; i < len(weeks); {
		j := i
		for j+1 < len(weeks) && weeks[j+1] == weeks[j]+1 {
			j++
		}
		part := weeks[i].String()
		if j > i {
			part += " to " + weeks[j].String()
		}
		parts = append(parts, part)
		i = j + 1
	}
	return strings.Join(parts, ", ")
}

func writeWeekly(w io.Writer, p *ingest.WeeklyReport) {
	if p.Weeks > 0 {
		fmt.Fprintf(w, "%s: %s rows, %d weeks from %s to %s\n", p.File.Name, thousands(p.File.Rows), p.Weeks, p.First, p.Last)
	} else {
		fmt.Fprintf(w, "%s: %s rows, no sales\n", p.File.Name, thousands(p.File.Rows))
	}
	fmt.Fprintf(w, "  %s\n", formText(p.Form))
	fmt.Fprintf(w, "  revenue %s, freight %s, %s items", amount(p.Totals.Revenue), amount(p.Totals.Freight), thousands(p.Totals.Items))
	if p.Counted {
		fmt.Fprintf(w, ", %s orders (at most: one that spans categories is counted in each)", thousands(p.Totals.Orders))
	}
	fmt.Fprintln(w)
	writeRowless(w, p.Rowless, len(p.SparedWeeks))
	for _, d := range p.Drivers {
		fmt.Fprintf(w, "  %s is known ahead from %s to %s", d.Name, d.First, d.Last)
		if p.Weeks > 0 {
			fmt.Fprintf(w, ", %d weeks after the last with sales", d.Ahead)
		}
		if len(d.Holes) > 0 {
			fmt.Fprintf(w, ", but not in %s", joinWeeks(d.Holes))
		}
		fmt.Fprintln(w)
	}
	if len(p.Form.MayBeDrivers) > 0 {
		fmt.Fprintf(w, "  numbers that are not read: %s (--drivers takes them for known ahead)\n", strings.Join(p.Form.MayBeDrivers, ", "))
	}
	for _, note := range p.Notes {
		fmt.Fprintf(w, "  %s\n", note)
	}
	for _, name := range p.Trimmed {
		fmt.Fprintf(w, "  %q is there with blanks around it, too: added up\n", name)
	}
	if err := p.Err(); err != nil {
		fmt.Fprintf(w, "  refused weeks: %s, because of these rows:%v\n", joinWeeks(p.RefusedWeeks), &ingest.Faults{List: p.Refused, More: p.MoreRefused})
	}
}

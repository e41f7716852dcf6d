package ingest

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"golang.org/x/text/language"
	"golang.org/x/text/message"

	"olist/week"
)

var english = message.NewPrinter(language.English)

// Amount writes cents for people: 13,494,400.74.
func Amount(cents int64) string {
	sign := ""
	if cents < 0 {
		sign, cents = "-", -cents
	}
	return english.Sprintf("%s%d", sign, cents/100) + fmt.Sprintf(".%02d", cents%100)
}

// count writes a number for people: 98,207.
func count(n int64) string { return english.Sprintf("%d", n) }

// WriteText writes the report for people.
func (p *OrderReport) WriteText(w io.Writer) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	line := func(cells ...string) { fmt.Fprintln(t, strings.Join(cells, "\t")+"\t") }
	fmt.Fprintln(w, "Rows read")
	for _, f := range p.Files {
		line("", f.Name, count(f.Rows))
	}
	t.Flush()

	fmt.Fprintln(w, "\nOrders")
	line("", "", "orders", "items", "revenue R$", "with freight R$")
	totals := func(name string, v Totals) {
		line("", name, count(v.Orders), count(v.Items), Amount(v.Revenue), Amount(v.Revenue+v.Freight))
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

	fmt.Fprintln(w, "\nNoteworthy")
	note := func(n int64, format string, args ...any) {
		fmt.Fprintf(w, "%8s  %s\n", count(n), fmt.Sprintf(format, args...))
	}
	note(p.OrdersWithoutItems, "orders without items (%s of them in the aggregates): no revenue", count(p.NetWithoutItems))
	note(p.OrdersWithoutPayment, "orders without payment")
	note(p.OrdersSeveralItems, "orders with several items, %d at most", p.MostItems)
	note(p.OrdersSeveralPayments, "orders with several payments; payments (%s) are not revenue", Amount(p.Payments))
	note(p.OrdersSpanning, "orders span categories: counted once in each of them and once in the total")
	note(p.ProductsWithoutCategory, "products without category: %s items, %s, in the category %q",
		count(p.WithoutCategory.Items), Amount(p.WithoutCategory.Revenue), NoCategory)
	note(int64(len(p.Untranslated)), "categories without translation: %s", strings.Join(p.Untranslated, ", "))
	note(p.MissingApproved, "orders without approval time")
	note(p.MissingCarrier, "orders without carrier time")
	note(p.MissingDelivered, "orders without delivery time")
	note(int64(p.Cells), "cells of week x category x state, from %d categories and %d states", p.Categories, p.States)
	note(int64(p.Long.Categories), "categories sold in at least %d weeks (%.0f%% of revenue)", p.Long.Weeks, 100*p.Long.CategoriesShare)
	note(int64(p.Long.States), "states sold to in at least %d weeks (%.0f%% of revenue)", p.Long.Weeks, 100*p.Long.StatesShare)
	if p.LargestOrder.Day != "" {
		note(1, "largest order: %s on %s", Amount(p.LargestOrder.Revenue), p.LargestOrder.Day)
	}

	fmt.Fprintln(w, "\nWeeks")
	p.Rowless.writeText(w, len(p.SparedWeeks))
	return p.Range.WriteText(w)
}

// String says in one line how a file was understood.
func (f Form) String() string {
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

// String says which weeks stay as they are, "" where there is none.
func (s Spared) String() string {
	if len(s.SparedWeeks) == 0 {
		return ""
	}
	return fmt.Sprintf("%d weeks without a row have sales in force (%s), and stay as they are: %s; --missing zero makes them weeks in which nothing was sold",
		len(s.SparedWeeks), Amount(s.SparedRevenue), joinWeeks(s.SparedWeeks))
}

// writeText says what weeks without a row are taken for, but those that are
// spared.
func (r Rowless) writeText(w io.Writer, spared int) {
	if n := len(r.MissingWeeks) - spared; n > 0 {
		what, other := "holes, nothing is known of them", MissingZero
		if r.Missing == MissingZero {
			what, other = "weeks in which nothing was sold", MissingHole
		}
		fmt.Fprintf(w, "  %d weeks without a row are %s (--missing %s takes them otherwise)\n", n, what, other)
	}
}

// WriteText writes for people which weeks are usable, and why others are not.
func (r WeekReport) WriteText(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "  %s to %s; usable %s to %s: %d weeks\n", r.First, r.Last, r.UsableFrom, r.UsableTo, r.Usable)
	if len(r.Empty) > 0 {
		fmt.Fprintf(&b, "  %d empty: %s\n", len(r.Empty), joinWeeks(r.Empty))
	}
	for _, s := range r.Incomplete {
		fmt.Fprintf(&b, "  %s incomplete (%s orders): %s\n", s.Week, count(int64(s.Orders)), s.Reason)
	}
	_, err := io.WriteString(w, b.String())
	return err
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

// Warned are the warnings of the report.
func (p *WeeklyReport) Warned() []string { return p.Warnings }

// Warned is empty: the states of orders are known, and counted.
func (p *OrderReport) Warned() []string { return nil }

// WriteText writes the report for people.
func (p *WeeklyReport) WriteText(w io.Writer) error {
	fmt.Fprintf(w, "%s: %s rows, %d weeks from %s to %s\n", p.File.Name, count(p.File.Rows), p.Weeks, p.First, p.Last)
	fmt.Fprintf(w, "  %s\n", p.Form)
	fmt.Fprintf(w, "  revenue %s, freight %s, %s items", Amount(p.Totals.Revenue), Amount(p.Totals.Freight), count(p.Totals.Items))
	if p.Counted {
		fmt.Fprintf(w, ", %s orders (at most: one that spans categories is counted in each)", count(p.Totals.Orders))
	}
	fmt.Fprintln(w)
	p.Rowless.writeText(w, len(p.SparedWeeks))
	for _, note := range p.Notes {
		fmt.Fprintf(w, "  %s\n", note)
	}
	for _, name := range p.Trimmed {
		fmt.Fprintf(w, "  %q is there with blanks around it, too: added up\n", name)
	}
	if err := p.Err(); err != nil {
		fmt.Fprintf(w, "  refused weeks: %s, because of these rows:%v\n", joinWeeks(p.RefusedWeeks), &Faults{p.Refused, p.MoreRefused})
	}
	return nil
}

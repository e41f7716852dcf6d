package ingest

import (
	"cmp"
	"context"
	"io"
	"maps"
	"slices"
	"time"

	"olist/message"
	"olist/table"
)

// Understand reads a sales file, once and within the limits of an import, and
// says what it understood; nothing is imported. Where a person's choice is
// needed, or rows cannot be used, that stands in the Understanding; a file that
// is no table gives a *Faults in an error of CodeInvalid. Its sums are those of the
// weeks that ReadWeekly gives with the same options and Understanding.Roles, and
// that Batch.Hold leaves at now; the zero time holds none.
func Understand(ctx context.Context, name string, file io.Reader, o Options, now time.Time) (*Understanding, error) {
	if err := o.Check(); err != nil {
		return nil, err
	}
	ctx, cancel := bound(ctx)
	defer cancel()
	faults := &Faults{}
	t, err := openSheet(ctx, name, file, o.table(), &budget{}, faults)
	if err == nil && t == nil && len(faults.Sheets) > 0 {
		u := &Understanding{File: name, Sheets: faults.Sheets}
		u.refuse(faults)
		return u, nil
	}
	if t == nil || err != nil {
		return nil, overtime(ctx, cmp.Or(err, faults.Err()))
	}
	defer t.Close()
	r := newReader()
	r.eager = true
	batch, err := r.read(ctx, t, o)
	if err != nil {
		return nil, overtime(ctx, err)
	}
	u := &Understanding{File: name, Header: r.header, Rows: int64(t.Table.Rows), Recall: r.mapping}
	if r.preset != nil {
		u.Preset, u.Known = r.preset.Name, r.preset.Said
	}
	r.describe(t, u)
	if batch != nil {
		r.sum(batch, u, now)
	}
	switch {
	case u.Rows == 0:
		faults = &Faults{List: []Fault{{File: name, Message: message.FileNoRows.With()}}} // all else follows from that
	case !u.Readable() && len(u.Left) == 0 && len(faults.List) == 0:
		faults.Add(Fault{File: name, Message: message.FileNoSales.With()})
	}
	u.refuse(faults)
	r.guess(t, u)
	return u, nil
}

// refuse says what keeps the file or rows of it from being read.
func (u *Understanding) refuse(faults *Faults) {
	u.Refused, u.More = faults.List, faults.More
	u.Form.Choose = []string{}
	for _, f := range faults.List {
		if f.Choose != "" && !slices.Contains(u.Form.Choose, f.Choose) {
			u.Form.Choose = append(u.Form.Choose, f.Choose)
		}
	}
}

// describe tells of the columns and the form of the file.
func (r *weeklyReader) describe(t *sheet, u *Understanding) {
	for i := range t.Columns {
		c := &t.Columns[i]
		p := r.partOf(i)
		column := FileColumn{Key: r.keys[i], Name: c.Name, Kind: c.Kind.String(), Role: p.role, How: p.how, Possible: t.possible(i), Personal: personal(c)}
		column.Sure = p.role == RoleIgnore || p.how != ByContent
		if p.role == RoleIgnore {
			column.How = ""
		} else {
			column.Values = t.values(i)
			if !slices.Contains(column.Possible, p.role) {
				column.Possible = append([]string{p.role}, column.Possible...)
			}
		}
		u.Columns = append(u.Columns, column)
	}
	for _, s := range t.Statuses() {
		left := r.parts[s.Column].role == RoleStatus && (r.unsold == UnsoldLeave || r.preset != nil && r.preset.unsold != nil && r.unsold != UnsoldCount)
		u.Unsold = append(u.Unsold, UnsoldColumn{Column: r.keys[s.Column], Rows: s.Rows, Words: s.Words, Left: left})
	}
	switch {
	case r.has(revenueColumn):
		u.Measure = MeasureRevenue
	case r.has(itemsColumn):
		u.Measure = MeasureUnits
	}
	r.form(t, u)
}

// values are those of the first rows.
func (s *sheet) values(i int) []string {
	all := make([]string, 0, len(s.Preview))
	for _, row := range s.Preview {
		value := ""
		if i < len(row) {
			value = string(brief(row[i]))
		}
		all = append(all, value)
	}
	return all
}

func (r *weeklyReader) form(t *sheet, u *Understanding) {
	if t.Settle() != nil {
		u.Form = FileForm{Encoding: string(t.Encoding), Separator: t.Mark(), Sheet: t.Sheet}
		return // what it leaves open is among the faults
	}
	said := t.Describe()
	u.Form = FileForm{Text: said.String(), Encoding: string(t.Encoding), Separator: t.Mark(), Sheet: t.Sheet, Said: Messages(said)}
	if measure, ok := r.measure(); ok {
		f := t.Columns[t.at[r.column[measure]]].Numbers()
		u.Form.Number = f.String()
		if f.Decimal != 0 {
			u.Form.Decimal = string(f.Decimal)
		}
	}
	if i := t.When(); i >= 0 {
		u.Form.Dates = t.Columns[i].Dates().Order
	}
	grain := t.Calendar().Grain
	u.Form.Grain, u.Form.Coarse = grain.String(), grain.Coarser()
	if grain == table.Days && (r.twice || r.has(orderColumn)) {
		u.Form.Grain = GrainLines
	}
}

// mostNames is how many names are told of those that the sales are split by.
const mostNames = 50

// sum tells of the weeks that an import would take, and which it would not.
func (r *weeklyReader) sum(b *Batch, u *Understanding, now time.Time) {
	p := r.report
	u.Notes, u.Warned, u.Trimmed, u.Drivers = p.Notes, p.Warnings, p.Trimmed, p.Drivers
	for _, at := range p.RefusedWeeks {
		u.Left = append(u.Left, LeftWeek{at, LeftRefused})
	}
	if !now.IsZero() {
		for _, h := range b.Hold(now, nil) {
			u.Left = append(u.Left, LeftWeek{h.Week, h.Code})
		}
	}
	slices.SortStableFunc(u.Left, func(a, b LeftWeek) int { return cmp.Compare(a.Week, b.Week) })
	u.Left = u.Left[:min(len(u.Left), MaxWeekly)]
	u.take(b)
}

// take adds up the weeks that are taken.
func (u *Understanding) take(b *Batch) {
	categories, regions := map[string]int64{}, map[string]int64{}
	for _, w := range b.Weeks {
		sum := WeekSum{Week: w.Week}
		for c := range w.All() {
			sum.Revenue, sum.Units = sum.Revenue+c.Revenue, sum.Units+c.Items
			u.Sums.add(Totals{Items: c.Items, Revenue: c.Revenue, Freight: c.Freight})
			size := c.Revenue
			if u.Measure == MeasureUnits {
				size = c.Items
			}
			categories[c.Category] += size
			regions[c.State] += size
		}
		for _, of := range w.Orders {
			if of.Segment == totalKey {
				u.Sums.add(Totals{Orders: of.Orders})
			}
		}
		u.Weekly = append(u.Weekly, sum)
	}
	if u.Sums.Weeks = len(b.Weeks); u.Sums.Weeks > 0 {
		u.Sums.First, u.Sums.Last = b.Weeks[0].Week, b.Weeks[u.Sums.Weeks-1].Week
	}
	u.Weekly = u.Weekly[max(0, len(u.Weekly)-MaxWeekly):]
	u.Spelled = spellingsOf(categories)
	u.Parts.Categories, u.Parts.Category = largest(categories)
	u.Parts.Regions, u.Parts.Region = largest(regions)
}

// spellingsOf are the proposals to take categories for one, by what each sold.
func spellingsOf(sold map[string]int64) []Spelling {
	var all []NamedSales
	for _, name := range slices.Sorted(maps.Keys(sold)) {
		all = append(all, NamedSales{Slug: name, NameEN: name, Revenue: sold[name]})
	}
	return Spellings(all, nil)
}

// largest are the names that sold most, and how many there are; a name that
// stands for none is none.
func largest(sold map[string]int64) (n int, names []string) {
	delete(sold, NoCategory)
	names = slices.SortedFunc(maps.Keys(sold), func(a, b string) int { return cmp.Or(cmp.Compare(sold[b], sold[a]), cmp.Compare(a, b)) })
	return len(names), names[:min(len(names), mostNames)]
}

package server

import (
	"strings"

	"olist/message"
	"olist/store"
	"olist/store/fault"
	"olist/training"
	"olist/views/text"
	"olist/week"
)

// budgetWords reads a table of budgets: in each row a segment, a month and an amount,
// or below a header the columns of those that is exported; or a segment and, below each
// month of the header, its amount. Empty amounts say nothing. Returns CodeInvalid that
// names all rows at fault.
func budgetWords(l text.Locale, d *training.Data, rows [][]string) ([]store.BudgetWord, error) {
	if len(rows) == 0 {
		return nil, fault.Invalid("files", message.BudgetColumns.With())
	}
	rows = withoutNames(rows)
	b := budgetTable{l: l, d: d, known: map[store.BudgetWord]bool{}}
	if months := headMonths(l, rows[0]); months != nil {
		b.wide(rows, months)
	} else {
		b.long(rows)
	}
	if err := b.faults.err(); err != nil {
		return nil, err
	}
	if len(b.words) == 0 {
		return nil, fault.Invalid("files", message.BudgetColumns.With())
	}
	return b.words, nil
}

// budgetTable is a table while it is read.
type budgetTable struct {
	l      text.Locale
	d      *training.Data
	words  []store.BudgetWord
	known  map[store.BudgetWord]bool // by segment and month
	faults rowFaults
}

// long reads a row for each month.
func (b *budgetTable) long(rows [][]string) {
	at := columnsCalled(rows[0], text.FileSegment, text.FileMonth, text.FileBudget)
	for i, row := range rows {
		cells := filledCells(row)
		if at != nil {
			cells = []string{cellAt(row, at[0]), cellAt(row, at[1]), cellAt(row, at[2])}
		}
		switch {
		case len(cells) == 0, i == 0 && (at != nil || b.isHeader(cells)): // nothing, or the header
		case at != nil && cells[2] == "": // no budget
		case len(cells) < 3:
			b.faults.add(i, fault.Invalid("files", message.BudgetColumns.With()))
		default:
			m, ok := b.l.ParseMonth(cells[1])
			if !ok {
				b.faults.add(i, fault.Invalid("files", message.BudgetMonth.With(message.Quoted(cells[1]))))
				continue
			}
			b.add(i, cells[0], m, cells[2])
		}
	}
}

// isHeader tells whether a first row is no data: it has no month, and no amount.
func (b *budgetTable) isHeader(cells []string) bool {
	if len(cells) > 1 {
		if _, ok := b.l.ParseMonth(cells[1]); ok {
			return false
		}
	}
	if len(cells) < 3 {
		return true
	}
	_, err := b.l.ParseMoney(cells[2])
	return err != nil
}

// wide reads a column for each month.
func (b *budgetTable) wide(rows [][]string, months []week.Month) {
	for i, row := range rows[1:] {
		for k, written := range row[1:] {
			if k < len(months) && months[k] != 0 && strings.TrimSpace(written) != "" {
				b.add(i+1, row[0], months[k], written)
			}
		}
	}
}

func (b *budgetTable) add(row int, segment string, m week.Month, written string) {
	w, err := budgetWord(b.l, b.d, segment, m, written)
	key := store.BudgetWord{Segment: w.Segment, Month: m}
	if err == nil && b.known[key] {
		err = fault.Invalid("files", message.BudgetTwice.With(message.Quoted(nameOfKey(b.l, b.d, w.Segment)), message.Quoted(m.String())))
	}
	if err != nil {
		b.faults.add(row, err)
		return
	}
	b.known[key] = true
	b.words = append(b.words, w)
}

// headMonths are the months that a header names from its second column on; nil where
// it names none.
func headMonths(l text.Locale, head []string) (months []week.Month) {
	for _, name := range head[1:] {
		m, ok := l.ParseMonth(name)
		if !ok && strings.TrimSpace(name) != "" {
			return nil
		}
		months = append(months, m)
	}
	if len(months) == 0 || months[0] == 0 {
		return nil
	}
	return months
}

func budgetWord(l text.Locale, d *training.Data, segment string, m week.Month, written string) (store.BudgetWord, error) {
	seg, _, err := findSegment(l, d, strings.TrimSpace(segment))
	if err != nil {
		return store.BudgetWord{}, err
	}
	cents, err := l.ParseMoney(written)
	if err != nil || cents < 0 {
		return store.BudgetWord{}, fault.Invalid("files", unread(err, message.BudgetAmount.With()))
	}
	return store.BudgetWord{Segment: seg.Key, Month: m, Cents: &cents}, nil
}

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

// budgetWords reads a table of budgets: in each row a segment, a month and an amount;
// or a segment and, below each month of the header, its amount. Empty amounts say
// nothing. Returns CodeInvalid that names the row.
func budgetWords(l text.Locale, d *training.Data, rows [][]string) ([]store.BudgetWord, error) {
	if len(rows) == 0 {
		return nil, fault.Invalid("files", message.BudgetColumns.With())
	}
	if months := headMonths(l, rows[0]); months != nil {
		return wideBudgets(l, d, rows[1:], months)
	}
	var words []store.BudgetWord
	for i, row := range rows {
		cells := filledCells(row)
		if len(cells) < 3 {
			if i == 0 || len(cells) == 0 {
				continue
			}
			return nil, inRow(i, message.BudgetColumns.With())
		}
		m, ok := l.ParseMonth(cells[1])
		if !ok && i == 0 {
			continue // the header
		}
		if !ok {
			return nil, inRow(i, message.BudgetMonth.With(message.Quoted(cells[1])))
		}
		w, err := budgetWord(l, d, cells[0], m, cells[2])
		if err != nil {
			return nil, inRow(i, saidBy(err))
		}
		words = append(words, w)
	}
	if len(words) == 0 {
		return nil, fault.Invalid("files", message.BudgetColumns.With())
	}
	return words, nil
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

func wideBudgets(l text.Locale, d *training.Data, rows [][]string, months []week.Month) (words []store.BudgetWord, err error) {
	for i, row := range rows {
		for k, written := range row[1:] {
			if k >= len(months) || months[k] == 0 || strings.TrimSpace(written) == "" {
				continue
			}
			w, err := budgetWord(l, d, row[0], months[k], written)
			if err != nil {
				return nil, inRow(i+1, saidBy(err))
			}
			words = append(words, w)
		}
	}
	return words, nil
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

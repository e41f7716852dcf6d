package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"olist/forecast/seriescsv"
	"olist/message"
	"olist/table"
)

// tableForm are the flags that choose where a file of a table can be read in
// two ways; every command that reads one has them.
type tableForm struct {
	Decimal   string
	Dates     string
	WeekDates string
	Sheet     string
}

func (t *tableForm) addFlags(f *pflag.FlagSet) {
	f.Var(&choice{&t.Decimal, []string{".", ","}}, "decimal", "the decimal `MARK` of the file's numbers, . or , (found in the file; needed where 1,012 may be either)")
	f.Var(&choice{&t.Dates, []string{"ymd", "dmy", "mdy"}}, "dates", "the `ORDER` of the file's dates: ymd, dmy or mdy (found in the file; needed where 01/02/2018 may be either)")
	f.Var(&choice{&t.WeekDates, []string{table.FirstDay, table.LastDay}}, "week-dates", "which `DAY` of its week the date of a weekly row is: first or last (found in its column's name, as week_start or week ending; else any day)")
	f.StringVar(&t.Sheet, "sheet", "", "`NAME` of the sheet of a workbook, or of the file in a zip archive, where several hold a table (FILE/SHEET for a workbook among several files)")
}

// decimal is the mark, or 0 where it is to be found.
func (t *tableForm) decimal() byte {
	if t.Decimal == "" {
		return 0
	}
	return t.Decimal[0]
}

// choice is a flag that takes one of some words.
type choice struct {
	value *string
	of    []string
}

func (c *choice) String() string {
	if c.value == nil {
		return ""
	}
	return *c.value
}

func (c *choice) Type() string { return "string" }

func (c *choice) Set(s string) error {
	if !slices.Contains(c.of, s) {
		return message.OptionWrong.With(strings.Join(c.of, " "))
	}
	*c.value = s
	return nil
}

// showReading says on standard error how a file was understood.
func (env *Env) showReading(name string, r *seriescsv.Reading) {
	if name == "-" {
		name = "standard input"
	}
	fmt.Fprintf(env.Err, "olist: %s: %s\n", name, r.Form)
	for _, warning := range r.Warnings {
		fmt.Fprintf(env.Err, "olist: warning: %s\n", warning)
	}
	for _, note := range r.Notes {
		fmt.Fprintf(env.Err, "olist: %s\n", note)
	}
}

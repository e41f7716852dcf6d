package cli

import (
	"encoding/csv"
	"io"
	"strconv"

	"olist/forecast"
	"olist/message"
	"olist/store/fault"
)

// checkLost refuses an estimate of what was lost where nothing says when.
func (c *forecasting) checkLost() error {
	if c.Lost != "" && c.Stockouts == "" {
		return fault.New(fault.CodeMalformed, message.LostNeedsMarks.With())
	}
	return nil
}

// writeLost writes series,week,sold,lost,lo80,hi80; weeks without dates are
// numbered from 1.
func writeLost(out io.Writer, all []forecast.LostSales, p forecast.Panel) error {
	w := csv.NewWriter(out)
	if err := w.Write([]string{"series", "week", "sold", "lost", "lo80", "hi80"}); err != nil {
		return err
	}
	for _, l := range all {
		for _, of := range l.Weeks {
			when := of.Week.String()
			if !p.Dated {
				when = strconv.Itoa(int(of.Week) + 1)
			}
			if err := w.Write([]string{forecast.CSVText(l.Key), when, figure(of.Sold), rounded(of.Lost), rounded(of.Lower), rounded(of.Upper)}); err != nil {
				return err
			}
		}
	}
	w.Flush()
	return w.Error()
}

// rounded writes an estimate with six digits.
func rounded(v float64) string { return strconv.FormatFloat(v, 'g', 6, 64) }

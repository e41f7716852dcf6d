package training

import (
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"

	"olist/forecast"
	"olist/shop"
	"olist/store"
	"olist/week"
)

// markLength is how many letters the mark of a week has.
const markLength = 8

// unmarked stands for a week that teaches nothing.
var unmarked = strings.Repeat("-", markLength)

// marks are what the data teach, week by week from From to To: a mark, markLength
// hexadecimal digits, is another one where any segment's sales in the week are, or
// where the shop measures something else.
func (d *Data) marks() string {
	order := make([]int, len(d.Segments))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return strings.Compare(d.Segments[a].Key, d.Segments[b].Key) })
	var out strings.Builder
	var number [8]byte
	for i, w := range d.Weeks {
		if d.To == 0 || w.Week < d.From || w.Week > d.To {
			continue
		}
		if !w.Usable() {
			out.WriteString(unmarked)
			continue
		}
		sum := fnv.New32a()
		sum.Write([]byte(d.Shop.Measure))
		for _, k := range order {
			if v := d.Segments[k].Revenue[i]; v != 0 { // what came later has sold nothing before
				sum.Write([]byte(d.Segments[k].Key))
				binary.LittleEndian.PutUint64(number[:], uint64(v))
				sum.Write(number[:])
			}
		}
		fmt.Fprintf(&out, "%08x", sum.Sum32())
	}
	return out.String()
}

// foreignShare is the share of weeks that a model has not seen from which on its
// ranges say nothing: they were measured on another past.
const foreignShare = .1

// isForeign reports whether the model has not learnt from more than a tenth of the
// weeks that teach, as they are now: they came later, or they are others since.
func isForeign(m store.Model, d *Data) bool {
	if m.DataFingerprint == d.Fingerprint {
		return false
	}
	now, usable, unseen := d.marks(), 0, 0
	for at := 0; at < len(now); at += markLength {
		if mark := now[at : at+markLength]; mark != unmarked {
			usable++
			if !saw(m, d.From+week.Week(at/markLength), mark, d.Shop.Measure) {
				unseen++
			}
		}
	}
	return float64(unseen) > foreignShare*float64(usable)
}

// saw reports whether a model has learnt from a week with that mark. Of one without
// marks it is known which weeks it saw, not what they were, and that they were of
// revenue.
func saw(m store.Model, w week.Week, mark, measure string) bool {
	if w < m.TrainFrom || w > m.TrainTo {
		return false
	}
	if m.Learnt == "" {
		return measure == shop.Revenue
	}
	at := markLength * int(w-m.TrainFrom)
	return at+markLength <= len(m.Learnt) && m.Learnt[at:at+markLength] == mark
}

// Foreign reports whether how sure the forecasts are is not known, since the model
// has not learnt from more than a tenth of these weeks: then they have no bands.
func (l *Live) Foreign() bool { return l.foreign }

// levels are those of the bands that may be shown.
func (l *Live) levels() []float64 {
	if l.foreign {
		return nil
	}
	return Levels
}

// bare is a forecast without its bands.
func bare(f forecast.Forecast) forecast.Forecast {
	f.Points, f.Totals = withoutBands(f.Points), withoutBands(f.Totals)
	return f
}

func withoutBands(points []forecast.Point) []forecast.Point {
	out := slices.Clone(points)
	for i := range out {
		out[i].Bands = nil
	}
	return out
}

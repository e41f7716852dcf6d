// Command size writes a long CSV of made-up retail series: levels log-normal
// over four orders of magnitude, a season of the year that departments share,
// promotions, level changes, many slow sellers. Same arguments: same bytes.
//
//	go run ./bench/size -series 30490 -weeks 280 > panel.csv
package main

import (
	"bufio"
	"flag"
	"fmt"
	"log"
	"math"
	"math/rand/v2"
	"os"
	"time"
)

func main() {
	series, weeks := flag.Int("series", 1000, "number of series"), flag.Int("weeks", 280, "weeks of each")
	flag.Parse()
	w := bufio.NewWriterSize(os.Stdout, 1<<20)
	fmt.Fprintln(w, "series,week,units")
	first := time.Date(2020, 1, 6, 0, 0, 0, 0, time.UTC)
	dates := make([]string, *weeks)
	for i := range dates {
		dates[i] = first.AddDate(0, 0, 7*i).Format(time.DateOnly)
	}
	departments := seasons(rand.New(rand.NewPCG(1, 1)))
	for s := range *series {
		r := rand.New(rand.NewPCG(2, uint64(s)))
		name := fmt.Sprintf("item_%05d", s)
		for i, v := range sales(r, departments[s%len(departments)], *weeks) {
			fmt.Fprintf(w, "%s,%s,%d\n", name, dates[i], v)
		}
	}
	if err := w.Flush(); err != nil {
		log.Fatal(err)
	}
}

// seasons are the logarithms of the weeks of the year over the year, by
// department; Christmas is in all of them.
func seasons(r *rand.Rand) [8][52]float64 {
	var out [8][52]float64
	for d := range out {
		size, at, christmas := .1+.3*r.Float64(), r.Float64(), .2+.5*r.Float64()
		for w := range out[d] {
			out[d][w] = size * math.Sin(2*math.Pi*(float64(w)/52-at))
		}
		for _, w := range []int{48, 49, 50} {
			out[d][w] += christmas
		}
	}
	return out
}

// sales are counts around a mean that drifts, with the season and promotions;
// a third of the series sells less than one a week.
func sales(r *rand.Rand, season [52]float64, weeks int) []int {
	level, noise := math.Exp(.9+1.9*r.NormFloat64()), .1+.3*r.Float64()
	lift, every := .3+.6*r.Float64(), 6+r.IntN(20)
	out := make([]int, weeks)
	for i := range out {
		level *= math.Exp(.02 * r.NormFloat64())
		log := season[i%52] + noise*r.NormFloat64()
		if r.IntN(every) == 0 {
			log += lift
		}
		out[i] = poisson(r, level*math.Exp(log))
	}
	return out
}

// poisson draws a count; of large means by their normal limit.
func poisson(r *rand.Rand, mean float64) int {
	if mean > 50 {
		return max(0, int(math.Round(mean+math.Sqrt(mean)*r.NormFloat64())))
	}
	n, p, limit := 0, r.Float64(), math.Exp(-mean)
	for p > limit {
		p *= r.Float64()
		n++
	}
	return n
}

// Command big writes a weekly file of a big shop: a row for every week,
// category and region. Categories differ in size by four orders of magnitude,
// regions by two, and all have the year's season. Same arguments: same bytes.
//
//	go run ./bench/big -categories 1000 -regions 27 -weeks 104 > big.csv
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
	categories, regions := flag.Int("categories", 1000, "number of categories"), flag.Int("regions", 27, "number of regions")
	weeks := flag.Int("weeks", 104, "number of weeks")
	flag.Parse()
	w := bufio.NewWriterSize(os.Stdout, 1<<20)
	r := rand.New(rand.NewPCG(13, 5))
	size, share := levels(r, *categories, 2), levels(r, *regions, 1)
	first := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	fmt.Fprintln(w, "week,category,state,revenue")
	for t := range *weeks {
		date := first.AddDate(0, 0, 7*t).Format(time.DateOnly)
		season := 1 + .3*math.Sin(2*math.Pi*float64(t)/52)
		for c, level := range size {
			for s, part := range share {
				fmt.Fprintf(w, "%s,cat_%04d,R%02d,%.2f\n", date, c, s, level*part*season*(.7+.6*r.Float64()))
			}
		}
	}
	if err := w.Flush(); err != nil {
		log.Fatal(err)
	}
}

// levels are log-normal around 10, of so many orders of magnitude to either
// side.
func levels(r *rand.Rand, n int, orders float64) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = 10 * math.Pow(10, orders*max(-1, min(1, r.NormFloat64()/2)))
	}
	return out
}

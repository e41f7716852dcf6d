// Command accuracy measures the forecast engine against its bars.
//
//	go run ./bench/accuracy all -retail DIR -m4 Weekly-train.csv.gz -olist olist.db     all of the following, in one table
//	go run ./bench/accuracy olist olist.db           or a CSV of series,week,value; series named total, category:..., state:...
//	go run ./bench/accuracy retail panel.csv.gz      a weekly panel by the rules of fev-bench; -cuts 130,143 where its name is not known
//	go run ./bench/accuracy m4 Weekly-train.csv.gz   holds out the last 13 weeks; -back N moves that N weeks into the past
package main

import (
	"context"
	"encoding/gob"
	"flag"
	"fmt"
	"log"
	"os"
	"runtime"
	"runtime/pprof"
	"strings"
	"time"

	"olist/forecast"
)

var knowCalendar, ends, judgeMeans, drivers = new(bool), new(bool), new(bool), new(string)

// driverNames are the columns known ahead.
func driverNames() []string {
	return strings.FieldsFunc(*drivers, func(r rune) bool { return r == ',' })
}

func main() {
	log.SetFlags(0)
	flag.BoolVar(judgeMeans, "means", false, "olist: judge the means, as the app does")
	back := flag.Int("back", 0, "m4: weeks between the end of the hold-out and the end of the data")
	keep := flag.Int("keep", 0, "m4: only the last so many weeks of each series, the hold-out among them; 0 is all")
	cuts := flag.String("cuts", "", "retail: numbers of the weeks after which 13 are forecast, parted by commas; default: those of the panel's name")
	trees := flag.Int("trees", 0, "n_estimators; 0 is the default")
	rate := flag.Float64("rate", 0, "learning_rate; 0 is the default")
	seed := flag.Int64("seed", 0, "random_state; 0 is the default")
	flag.StringVar(drivers, "drivers", "", "retail: columns known ahead, parted by commas")
	profile := flag.String("cpuprofile", "", "write a CPU profile here")
	result := flag.String("result", "", "write the figures here, for the table of all")
	var data files
	flag.StringVar(&data.retail, "retail", "", "all: directory of pasta.csv.gz, favorita_transactions.csv.gz, rossmann.csv.gz")
	flag.StringVar(&data.m4, "m4", "", "all: the weekly series of M4, as CSV")
	flag.StringVar(&data.olist, "olist", "", "all: a database of the program")
	only := flag.String("only", "", "all: beginnings of the tasks' names, parted by commas")
	flag.BoolVar(knowCalendar, "calendar", true, "olist: know the Brazilian calendar (events that a person stored are left out)")
	flag.BoolVar(ends, "ends", true, "m4, retail: judge the last weeks, as the command line does")
	mode, file := arguments()
	if mode == "all" {
		all(data, *only, []string{fmt.Sprint("-trees=", *trees), fmt.Sprint("-rate=", *rate), fmt.Sprint("-seed=", *seed), fmt.Sprint("-calendar=", *knowCalendar), fmt.Sprint("-ends=", *ends)})
		return
	}
	if *profile != "" {
		f, err := os.Create(*profile)
		check(err)
		check(pprof.StartCPUProfile(f))
		defer pprof.StopCPUProfile()
	}
	p := read(file)
	c := forecast.DefaultConfig()
	if *trees > 0 {
		c.Params.NEstimators = *trees
	}
	if *seed > 0 {
		c.Params.RandomState = *seed
	}
	if *rate > 0 {
		c.Params.LearningRate = *rate
	}
	begin := time.Now()
	var found [][]figures
	switch mode {
	case "olist":
		found = olist(p, c)
	case "m4":
		found = [][]figures{m4(p, c, *back, *keep)}
	case "retail":
		found = [][]figures{retail(p, c, cutsOf(file, *cuts))}
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	fmt.Printf("%.2f s, %d MiB from the system, GOMAXPROCS %d\n", time.Since(begin).Seconds(), m.Sys>>20, runtime.GOMAXPROCS(0))
	if *result != "" {
		f, err := os.Create(*result)
		check(err)
		check(gob.NewEncoder(f).Encode(found))
		check(f.Close())
	}
}

// arguments are the mode and its file; flags may stand before and after the
// mode.
func arguments() (mode, file string) {
	flag.Parse()
	mode = flag.Arg(0)
	if flag.NArg() > 0 {
		check(flag.CommandLine.Parse(flag.Args()[1:]))
	}
	switch {
	case mode == "all" && flag.NArg() == 0:
		return mode, ""
	case (mode == "olist" || mode == "m4" || mode == "retail") && flag.NArg() == 1:
		return mode, flag.Arg(0)
	}
	log.Fatal("usage: accuracy [flags] all | olist FILE | m4 FILE | retail FILE")
	return "", ""
}

func train(p forecast.Panel, c forecast.Config) *forecast.Model {
	begin := time.Now()
	m, err := forecast.Train(context.Background(), p, c, forecast.Run{})
	check(err)
	fmt.Printf("trained in %.3f s\n%s %s\n", time.Since(begin).Seconds(), m.Choice().Summary, m.Choice().Because)
	for _, x := range m.Choice().Members {
		fmt.Printf("  %-16s %.3f  error %.4f  %d trees\n", x.Name, x.Weights, float64(x.Error), x.Trees)
	}
	return m
}

// judge finds the ends that drop, as the command line does.
func judge(p forecast.Panel) []forecast.CutEnd {
	if !*ends {
		return nil
	}
	found := forecast.JudgeEnds(p)
	var clear, shared int
	for _, e := range found {
		if !e.Unclear {
			clear++
		}
		if e.Shared {
			shared++
		}
	}
	fmt.Printf("ends of %d series: %d left out, %d of them with all others, %d doubted\n", len(p.Series), clear, shared, len(found)-clear)
	return found
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

package main

import (
	"encoding/gob"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"text/tabwriter"
)

// task is one run of this program, in a process of its own, so that its
// processor time and its peak memory are its own.
type task struct {
	name     string // of its rows; beside the measure, the key of published
	args     []string
	measures []string
}

// outcome is a task's figures, ours first, and what they took.
type outcome struct {
	task
	figures []figures
	seconds float64 // of processor time, both user's and system's
	mib     int64   // peak resident memory
}

// files are the data of all tasks; those of an empty one are left out.
type files struct{ retail, m4, olist string }

func (f files) tasks() []task {
	var out []task
	add := func(name, measures string, args ...string) {
		out = append(out, task{name, args, strings.Fields(measures)})
	}
	if f.retail != "" {
		for _, name := range []string{"pasta", "favorita_transactions", "rossmann"} {
			add(name, "SQL MASE WAPE", "retail", filepath.Join(f.retail, name+".csv.gz"))
		}
	}
	if f.m4 != "" {
		for _, back := range []string{"0", "13", "26", "39", "52"} {
			add("M4 "+back+" back", "OWA MSIS", "-back", back, "m4", f.m4)
		}
		add("M4 of 143 weeks", "MASE MSIS", "-keep", "143", "m4", f.m4)
	}
	if f.olist != "" {
		add("Olist", "WAPE", "olist", f.olist)
	}
	return out
}

// all runs the tasks one after another and prints one table of what they found.
// What they say by themselves goes to standard error.
func all(f files, only string, flags []string) {
	dir, err := os.MkdirTemp("", "accuracy-")
	check(err)
	defer os.RemoveAll(dir)
	var table []outcome
	for _, t := range f.tasks() {
		if only != "" && !slices.ContainsFunc(strings.Split(only, ","), func(s string) bool { return strings.HasPrefix(t.name, s) }) {
			continue
		}
		table = append(table, t.run(filepath.Join(dir, "figures"), flags)...)
	}
	printTable(withMeans(table))
}

// run runs the task; the backtest of the shop gives two outcomes.
func (t task) run(result string, flags []string) []outcome {
	fmt.Fprintf(os.Stderr, "\n== %s\n", t.name)
	self, err := os.Executable()
	check(err)
	cmd := exec.Command(self, slices.Concat([]string{"-result", result}, flags, t.args)...)
	cmd.Stdout, cmd.Stderr = os.Stderr, os.Stderr
	check(cmd.Run())
	file, err := os.Open(result)
	check(err)
	defer file.Close()
	var found [][]figures
	check(gob.NewDecoder(file).Decode(&found))
	used := cmd.ProcessState
	seconds, mib := (used.UserTime() + used.SystemTime()).Seconds(), used.SysUsage().(*syscall.Rusage).Maxrss>>10
	if len(found) == 1 {
		return []outcome{{t, found[0], seconds, mib}}
	}
	total, pooled := t, t
	total.name, pooled.name = t.name+" total", t.name+" pooled"
	return []outcome{{total, found[0], seconds, mib}, {pooled, found[1], seconds, mib}}
}

// withMeans puts the mean of M4's hold-outs, but for the last, before them.
func withMeans(table []outcome) []outcome {
	var past []outcome
	for _, o := range table {
		if strings.HasSuffix(o.name, " back") && o.name != "M4 0 back" {
			past = append(past, o)
		}
	}
	if len(past) < 2 {
		return table
	}
	m := outcome{task: task{name: "M4", measures: past[0].measures}}
	for k := range past[0].figures {
		var f []figures
		for _, o := range past {
			f = append(f, o.figures[k])
		}
		m.figures = append(m.figures, mean(f))
	}
	for _, o := range past {
		m.seconds, m.mib = m.seconds+o.seconds/float64(len(past)), max(m.mib, o.mib)
	}
	at := slices.IndexFunc(table, func(o outcome) bool { return strings.HasPrefix(o.name, "M4") })
	return slices.Insert(table, at, m)
}

func printTable(table []outcome) {
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "task\tmeasure\tours\tnaive\tseasonal\tTheta\tto best\t80%: all, 1, 12\t95%: all, 1, 12\tMSIS\tbias\tCPU s\tMiB\tpublished, on other weeks")
	for _, o := range table {
		for k, measure := range o.measures {
			rivals := published[o.name+" "+measure]
			fmt.Fprintf(w, "%s\t%s\t", o.name, measure)
			best := math.Inf(1)
			for _, f := range o.figures {
				fmt.Fprintf(w, "%s\t", decimals(f.of(measure)))
				best = min(best, f.of(measure))
			}
			if len(rivals) > 0 {
				best = min(best, rivals[0].figure)
			}
			ours := o.figures[0]
			fmt.Fprintf(w, "%.3f\t", ours.of(measure)/best)
			if k == 0 {
				fmt.Fprintf(w, "%s\t%s\t%s\t%+.3f\t%.1f\t%d\t", shares(ours.Cover80), shares(ours.Cover95), decimals(ours.MSIS), ours.Bias, o.seconds, o.mib)
			} else {
				fmt.Fprint(w, "\t\t\t\t\t\t")
			}
			var names []string
			for _, r := range rivals {
				names = append(names, r.name+" "+decimals(r.figure))
			}
			fmt.Fprintln(w, strings.Join(names, ", "))
		}
	}
	check(w.Flush())
}

func (f figures) of(measure string) float64 {
	return map[string]float64{"SQL": f.SQL, "MASE": f.MASE, "WAPE": f.WAPE, "OWA": f.OWA, "MSIS": f.MSIS}[measure]
}

func decimals(v float64) string {
	switch {
	case v != v:
		return "-"
	case v >= 10:
		return fmt.Sprintf("%.1f", v)
	}
	return fmt.Sprintf("%.4f", v)
}

func shares(v [3]float64) string { return fmt.Sprintf("%.3f %.3f %.3f", v[0], v[1], v[2]) }

// Command trainer trains on a float32 file and prints what it took, so that
// run.py can compare it with XGBoost on the same bytes.
package main

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"log"
	"math"
	"os"
	"runtime/debug"
	"runtime/pprof"
	"strings"
	"syscall"
	"time"

	"olist/gbt"
)

func main() {
	log.SetFlags(0)
	p := gbt.DefaultParams()
	train := flag.String("train", "", "training set: rows of float32, the label last")
	test := flag.String("test", "", "test set, likewise")
	cols := flag.Int("cols", 0, "features a row")
	threads := flag.Int("threads", 1, "threads")
	repeat := flag.Int("repeat", 1, "trainings; the fastest counts")
	profile := flag.String("cpuprofile", "", "write a CPU profile here")
	flag.IntVar(&p.NEstimators, "trees", 100, "number of trees")
	flag.IntVar(&p.MaxDepth, "depth", 6, "depth of a tree")
	flag.IntVar(&p.MaxBin, "bins", 256, "bins a feature")
	flag.StringVar(&p.TreeMethod, "method", gbt.Hist, "hist or exact")
	flag.Float64Var(&p.LearningRate, "eta", 0.1, "learning rate")
	flag.StringVar(&p.Objective, "objective", gbt.SquaredError, "objective")
	cancel := flag.Int("cancel", 0, "cancel this many trainings instead and print how long the slowest took to return")
	flag.Parse()

	d := load(*train, *cols)
	if *cancel > 0 {
		cancelled(p, d, *threads, *cancel)
		return
	}
	before := resetPeak()
	if *profile != "" {
		f, err := os.Create(*profile)
		check(err)
		check(pprof.StartCPUProfile(f))
		defer pprof.StopCPUProfile()
	}
	var m *gbt.Model
	fastest := math.Inf(1)
	for range *repeat {
		start := time.Now()
		var err error
		m, err = gbt.Train(context.Background(), p, d, gbt.WithThreads(*threads))
		check(err)
		fastest = min(fastest, time.Since(start).Seconds())
	}
	extra := peak() - before

	t := load(*test, *cols)
	out := make([]float32, t.X.Rows)
	check(m.Predict(t.X, out))
	var sum float64
	for i, y := range t.Y {
		sum += float64(out[i]-y) * float64(out[i]-y)
	}
	check(json.NewEncoder(os.Stdout).Encode(map[string]float64{
		"seconds": fastest, "rmse": math.Sqrt(sum / float64(len(out))), "extra_mib": extra,
	}))
}

// cancelled cancels trainings at moments spread over binning and the first
// trees. Processor time is what a busy machine does not blur.
func cancelled(p gbt.Params, d gbt.Dataset, threads, times int) {
	var slowest, busiest time.Duration
	for i := range times {
		ctx, cancel := context.WithCancel(context.Background())
		var at time.Time
		var used time.Duration
		timer := time.AfterFunc(time.Duration(i)*37*time.Millisecond, func() {
			at, used = time.Now(), processorTime()
			cancel()
		})
		_, err := gbt.Train(ctx, p, d, gbt.WithThreads(threads))
		slow, busy := time.Since(at), processorTime()-used
		timer.Stop()
		if !errors.Is(err, context.Canceled) {
			log.Fatalf("not cancelled: %v", err)
		}
		slowest, busiest = max(slowest, slow), max(busiest, busy)
	}
	check(json.NewEncoder(os.Stdout).Encode(map[string]float64{
		"slowest_ms": slowest.Seconds() * 1000, "processor_ms": busiest.Seconds() * 1000,
	}))
}

func processorTime() time.Duration {
	var u syscall.Rusage
	check(syscall.Getrusage(syscall.RUSAGE_SELF, &u))
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// load reads rows of float32, the label last.
func load(path string, cols int) gbt.Dataset {
	b, err := os.ReadFile(path)
	check(err)
	width := 4 * (cols + 1)
	rows := len(b) / width
	d := gbt.Dataset{X: gbt.Matrix{Data: make([]float32, 0, rows*cols), Rows: rows, Cols: cols}}
	for i := range rows {
		for j := range cols + 1 {
			v := math.Float32frombits(binary.LittleEndian.Uint32(b[i*width+4*j:]))
			if j < cols {
				d.X.Data = append(d.X.Data, v)
			} else {
				d.Y = append(d.Y, v)
			}
		}
	}
	return d
}

// resetPeak forgets the peak of loading and returns what is in use.
func resetPeak() float64 {
	debug.FreeOSMemory()
	check(os.WriteFile("/proc/self/clear_refs", []byte("5"), 0))
	return peak()
}

// peak is the most memory the process has had, in MiB.
func peak() float64 {
	b, err := os.ReadFile("/proc/self/status")
	check(err)
	for line := range strings.Lines(string(b)) {
		var kib float64
		if _, err := fmt.Sscanf(line, "VmHWM: %f kB", &kib); err == nil {
			return kib / 1024
		}
	}
	return math.NaN()
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

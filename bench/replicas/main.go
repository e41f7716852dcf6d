// Replicas measures several programs on one PostgreSQL behind nginx: models are
// retrained and made live and files imported under load, while one program after the
// other is killed, or the server is started anew, or stands still. It ends with what was
// broken, or with nothing.
//
//	.ci/postgres go run ./bench/replicas -binary ./olist [-acts 200] [-kills 100] [-rate 2000]
//	.ci/postgres go run ./bench/replicas -binary ./olist -kills 0 -restarts 20
//	.ci/postgres go run ./bench/replicas -binary ./olist -kills 0 -pause 60s
//	.ci/postgres go run ./bench/replicas -binary ./olist -apart 30s
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"slices"
	"sync"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib"
)

var (
	binary   = flag.String("binary", "", "the program")
	acts     = flag.Int("acts", 200, "retrainings, imports and activations, at least")
	kills    = flag.Int("kills", 100, "kills of programs at random moments")
	restarts = flag.Int("restarts", 0, "restarts of the server at random moments")
	pause    = flag.Duration("pause", 0, "that the server stands still, once")
	rate     = flag.Int("rate", 2000, "requests a second through nginx")
	cutOff   = flag.Duration("apart", 0, "instead: two programs on networks of their own, one of which is cut off for so long")
	programs = flag.Int("replicas", 3, "programs")
)

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func main() {
	flag.Parse()
	log.SetFlags(log.Ltime)
	var w *world
	if *cutOff > 0 {
		w = apart(*cutOff)
	} else {
		w = underLoad()
	}
	if n := w.problems.Load(); n > 0 {
		log.Fatalf("%d problems", n)
	}
	fmt.Println("nothing was broken")
}

func underLoad() *world {
	w := begin()
	defer w.end()
	ctx, stop := context.WithCancel(context.Background())
	var working sync.WaitGroup
	front := nginx(ctx, w.replicas)
	var load load
	working.Go(func() { load.run(ctx, w, front) })
	faults := make(chan struct{})
	working.Go(func() { defer close(faults); w.faults() })
	acknowledged, lasted := w.act(faults)
	stop()
	working.Wait()
	w.verify(acknowledged)
	slices.Sort(lasted)
	fmt.Printf("%d acts acknowledged, %d kills, %d restarts, a pause of %v\n", len(acknowledged), *kills, *restarts, *pause)
	load.report()
	if len(lasted) > 0 {
		fmt.Printf("from the answer to an activation until all replicas that were up served it: median %v, at most %v, of %d\n", lasted[len(lasted)/2].Round(time.Millisecond), lasted[len(lasted)-1].Round(time.Millisecond), len(lasted))
	}
	return w
}

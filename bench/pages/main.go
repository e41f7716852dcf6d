// Command pages measures what a person waits for: the server's time for every
// horizon and segment; in Chromium, with the processor slowed four times, first
// contentful paint, layout shift and bytes. It fails where a bar is missed.
//
//	go run ./bench/pages
//
// It starts a server of its own unless one is named with -url.
package main

import (
	"cmp"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"olist/bench/running"
)

// The bars.
const (
	answerMost = 50.0  // ms, p99 of a change of horizon or segment
	paintMost  = 500.0 // ms to the first contentful paint, slowed four times
	shiftMost  = 0.02
	firstMost  = 350.0 // kB over the wire at the first load
	laterMost  = 40.0  // kB after it
)

// missed are the bars that were not met.
var missed []string

// bar prints a figure, and whether it is under its bar.
func bar(what string, value, most float64, unit string) {
	verdict := "ok"
	if value >= most {
		verdict = "MISSED"
		missed = append(missed, what)
	}
	fmt.Printf("%-72s %8.3g %-3s bar %g: %s\n", what, value, unit, most, verdict)
}

func main() {
	url := flag.String("url", "", "a running server; without it one is started")
	flag.Parse()
	if err := run(*url); err != nil {
		fmt.Fprintln(os.Stderr, "pages:", err)
		os.Exit(1)
	}
	if len(missed) > 0 {
		os.Exit(2)
	}
}

func run(url string) error {
	base, stop, err := running.Server(url)
	if err != nil {
		return err
	}
	defer stop()
	if err := server(base); err != nil {
		return err
	}
	return browser(base)
}

// server asks for the changing part of the dashboard, for every segment once
// (nothing asked before) and again (asked before), with changing horizons.
func server(base string) error {
	resp, err := http.Get(base + "/api/v1/series")
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	var list struct{ Segments []struct{ Key string } }
	if err := json.NewDecoder(resp.Body).Decode(&list); err != nil {
		return err
	}
	for _, round := range []string{"first time", "again"} {
		var took []time.Duration
		for i, s := range list.Segments {
			for _, horizon := range []int{1 + i%52, 12, 52} {
				q := url.Values{"segment": {s.Key}, "horizon": {strconv.Itoa(horizon)}}
				one, err := ask(base + "/?" + q.Encode())
				if err != nil {
					return err
				}
				took = append(took, one)
			}
		}
		slices.Sort(took)
		fmt.Printf("server, %-10s  %d answers: median %.1f ms, slowest %.1f ms\n", round, len(took), ms(took[len(took)/2]), ms(took[len(took)-1]))
		bar("change of horizon or segment, p99, "+round, ms(took[len(took)*99/100]), answerMost, "ms")
	}
	return nil
}

func ask(address string) (time.Duration, error) {
	req, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		return 0, err
	}
	req.Header.Set("HX-Request", "true")
	begin := time.Now()
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	if _, err := io.Copy(io.Discard, resp.Body); err != nil {
		return 0, err
	}
	if resp.StatusCode != http.StatusOK {
		return 0, fmt.Errorf("%s: %s", address, resp.Status)
	}
	return time.Since(begin), nil
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// measured are the pages whose paint is taken; the first one is also loaded with
// an empty cache.
var measured = []string{"/", "/segments", "/accuracy", "/scenarios", "/compare?segment=state:SP&segment=state:RJ"}

// rounds is how often each page is loaded: the median paint counts, whatever
// else the machine does, and the largest shift.
const rounds = 5

// browser loads the pages, moves the slider, and says what that cost.
func browser(base string) error {
	flags := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox, chromedp.DisableGPU)
	ctx, stop := chromedp.NewExecAllocator(context.Background(), flags...)
	defer stop()
	ctx, quit := chromedp.NewContext(ctx)
	defer quit()
	if err := chromedp.Do(ctx); err != nil { // the browser lives as long as the context that starts it
		return err
	}
	if err := firstLoads(ctx, base); err != nil {
		return err
	}
	return inTab(ctx, func(ctx context.Context, w *wire) error { return laterLoads(ctx, w, base) })
}

// firstLoads are those of people who have never been here.
func firstLoads(ctx context.Context, base string) error {
	var first, move float64
	var all []seen
	for range rounds {
		err := inTab(ctx, func(ctx context.Context, w *wire) error {
			if err := load(ctx, base, "/"); err != nil {
				return err
			}
			first = max(first, w.taken())
			if err := moveSlider(ctx); err != nil {
				return err
			}
			move = max(move, w.taken())
			s, err := look(ctx) // with the move, which may shift, too
			all = append(all, s)
			return err
		})
		if err != nil {
			return err
		}
	}
	bar("/, first load over the wire", first, firstMost, "kB")
	bar("another horizon over the wire", move, laterMost, "kB")
	say("/, first load", all)
	return nil
}

func laterLoads(ctx context.Context, w *wire, base string) error {
	if err := load(ctx, base, measured[0]); err != nil { // fills the cache
		return err
	}
	w.taken()
	for _, path := range measured {
		var most float64
		var all []seen
		for range rounds {
			if err := load(ctx, base, path); err != nil {
				return err
			}
			most = max(most, w.taken())
			s, err := look(ctx)
			if err != nil {
				return err
			}
			all = append(all, s)
		}
		bar(path+", later load over the wire", most, laterMost, "kB")
		say(path, all)
	}
	return nil
}

// inTab opens a tab with an empty cache on a processor slowed four times.
func inTab(ctx context.Context, work func(context.Context, *wire) error) error {
	ctx, closeTab := chromedp.NewContext(ctx, chromedp.WithNewBrowserContext())
	defer closeTab()
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(1440, 900)); err != nil {
		return err
	}
	var w wire
	if err := chromedp.Listen(ctx, w.count); err != nil {
		return err
	}
	if _, err := chromedp.Call(ctx, network.Enable, network.EnableParams{}); err != nil {
		return err
	}
	if _, err := chromedp.Call(ctx, emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: 4}); err != nil {
		return err
	}
	return work(ctx, &w)
}

func load(ctx context.Context, base, path string) error {
	if err := chromedp.Do(ctx, chromedp.Navigate(base+path)); err != nil {
		return err
	}
	_, err := chromedp.Run(ctx, chromedp.Poll[bool](`document.readyState === "complete" && (!document.querySelector("forecast-chart") || !!document.querySelector("forecast-chart canvas"))`))
	time.Sleep(2 * time.Second) // what is loaded later comes, too
	return err
}

func moveSlider(ctx context.Context) error {
	move := `(() => { const s = document.querySelector("input[type=range]"); s.value = 26; s.dispatchEvent(new Event("input", {bubbles: true})); return true })()`
	if _, err := chromedp.Run(ctx, chromedp.Evaluate[bool](move)); err != nil {
		return err
	}
	_, err := chromedp.Run(ctx, chromedp.Poll[bool](`document.querySelectorAll(".targets tbody tr").length === 26`))
	time.Sleep(2 * time.Second)
	return err
}

// seen are the browser's own figures of the page that is loaded.
type seen struct {
	Paint, Shift float64
	Moved        []string
}

func look(ctx context.Context) (seen, error) {
	return chromedp.Run(ctx, chromedp.Evaluate[seen](`new Promise(done => {
		let shift = 0, moved = new Set()
		new PerformanceObserver(list => { for (const e of list.getEntries()) if (!e.hadRecentInput) {
			shift += e.value
			for (const s of e.sources) moved.add((s.node?.outerHTML ?? s.node?.textContent ?? "what is gone").slice(0, 60))
		} }).observe({type: "layout-shift", buffered: true})
		setTimeout(() => done({Paint: performance.getEntriesByName("first-contentful-paint")[0].startTime, Shift: shift, Moved: [...moved]}), 500)
	})`, chromedp.EvalAwaitPromise))
}

func say(what string, all []seen) {
	slices.SortFunc(all, func(a, b seen) int { return cmp.Compare(a.Paint, b.Paint) })
	bar(what+", first contentful paint, slowed four times", all[len(all)/2].Paint, paintMost, "ms")
	worst := slices.MaxFunc(all, func(a, b seen) int { return cmp.Compare(a.Shift, b.Shift) })
	bar(what+", layout shift", worst.Shift, shiftMost, "")
	if worst.Shift >= shiftMost {
		fmt.Println("    moved:", worst.Moved)
	}
}

// wire counts what comes over it.
type wire struct {
	mu    sync.Mutex
	bytes float64
}

func (w *wire) count(event any) {
	if e, ok := event.(*network.EventLoadingFinished); ok {
		w.mu.Lock()
		w.bytes += e.EncodedDataLength
		w.mu.Unlock()
	}
}

// taken gives the kilobytes since the last time.
func (w *wire) taken() float64 {
	w.mu.Lock()
	defer w.mu.Unlock()
	kB := w.bytes / 1000
	w.bytes = 0
	return kB
}

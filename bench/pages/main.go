// Command pages measures what a person waits for, against a running server:
// first contentful paint, layout shift and bytes in Chromium with the processor
// slowed four times, and the server's time for every horizon and segment.
//
//	go run . &
//	go run ./bench/pages -url http://127.0.0.1:8080
package main

import (
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
)

func main() {
	base := flag.String("url", "http://127.0.0.1:8080", "the running server")
	flag.Parse()
	if err := run(*base); err != nil {
		fmt.Fprintln(os.Stderr, "pages:", err)
		os.Exit(1)
	}
}

func run(base string) error {
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
		fmt.Printf("server, %-10s  %d answers: median %.1f ms, p99 %.1f ms, slowest %.1f ms\n", round, len(took),
			ms(took[len(took)/2]), ms(took[len(took)*99/100]), ms(took[len(took)-1]))
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

// browser loads the dashboard with an empty cache, moves the slider, and says
// what that cost.
func browser(base string) error {
	flags := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox, chromedp.DisableGPU)
	ctx, stop := chromedp.NewExecAllocator(context.Background(), flags...)
	defer stop()
	ctx, closeTab := chromedp.NewContext(ctx)
	defer closeTab()
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(1440, 900)); err != nil {
		return err
	}
	var mu sync.Mutex
	bytes := 0.0
	count := func(event any) {
		if e, ok := event.(*network.EventLoadingFinished); ok {
			mu.Lock()
			bytes += e.EncodedDataLength
			mu.Unlock()
		}
	}
	if err := chromedp.Listen(ctx, count); err != nil {
		return err
	}
	if _, err := chromedp.Call(ctx, network.Enable, network.EnableParams{}); err != nil {
		return err
	}
	if _, err := chromedp.Call(ctx, emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: 4}); err != nil {
		return err
	}
	report := func(what string) {
		mu.Lock()
		fmt.Printf("browser, %-18s %.1f kB over the wire\n", what, bytes/1000)
		bytes = 0
		mu.Unlock()
	}
	if err := chromedp.Do(ctx, chromedp.Navigate(base+"/")); err != nil {
		return err
	}
	if _, err := chromedp.Run(ctx, chromedp.Poll[bool](`!!document.querySelector("forecast-chart canvas")`)); err != nil {
		return err
	}
	time.Sleep(2 * time.Second)
	report("first load:")
	move := `(() => { const s = document.querySelector("input[type=range]"); s.value = 26; s.dispatchEvent(new Event("input", {bubbles: true})); return true })()`
	if _, err := chromedp.Run(ctx, chromedp.Evaluate[bool](move)); err != nil {
		return err
	}
	if _, err := chromedp.Run(ctx, chromedp.Poll[bool](`document.querySelectorAll(".targets tbody tr").length === 26`)); err != nil {
		return err
	}
	time.Sleep(2 * time.Second)
	report("another horizon:")
	figures, err := chromedp.Run(ctx, chromedp.Evaluate[[]float64](`new Promise(done => {
		let shift = 0
		new PerformanceObserver(list => { for (const e of list.getEntries()) if (!e.hadRecentInput) shift += e.value }).observe({type: "layout-shift", buffered: true})
		setTimeout(() => done([performance.getEntriesByName("first-contentful-paint")[0].startTime, shift]), 500)
	})`, chromedp.EvalAwaitPromise))
	if err != nil {
		return err
	}
	fmt.Printf("browser, processor slowed four times: first contentful paint %.0f ms, layout shift %.4f\n", figures[0], figures[1])
	return nil
}

package main

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"olist/bench/running"
)

// pages are those that the bar of pages is for.
var pages = []string{"/", "/segments", "/plan", "/order", "/needs", "/changes", "/budgets", "/accuracy", "/drives", "/api/v1/forecast"}

// plan makes what the pages of plans show.
func plan(at string) error {
	for _, p := range [][2]string{
		{"/api/v1/plan/overrides", `{"segments":["state:SP"],"from":"2018-10-01","to":"2018-10-08","percent":5,"reason":"promotion"}`},
		{"/api/v1/budgets", `{"budgets":[{"segment":"total","month":"2018-10","amount":1000000},{"segment":"state:SP","month":"2018-10","amount":400000}]}`},
		{"/api/v1/stock", `{"stock":[{"segment":"total","on_hand":1000},{"segment":"state:SP","on_hand":100}]}`},
	} {
		resp, err := http.Post(at+p[0], "application/json", strings.NewReader(p[1]))
		if err != nil {
			return err
		}
		resp.Body.Close()
		if resp.StatusCode != http.StatusOK {
			return fmt.Errorf("%s: %s", p[0], resp.Status)
		}
	}
	return nil
}

// measureStarts starts the program on each in turn.
func measureStarts(binary string, both sides, o options) (missed int, err error) {
	var took [2][]time.Duration
	for range o.starts {
		for i, s := range both {
			if err := s.start(binary); err != nil {
				return 0, err
			}
			took[i] = append(took[i], s.FirstAnswer)
			s.Stop()
		}
	}
	one, other := quantile(took[0], .5), quantile(took[1], .5)
	return verdict(fmt.Sprintf("ready after a start, median of %d: SQLite %.0f ms, PostgreSQL %.0f ms; bar %.0f ms later", o.starts, ms(one), ms(other), ms(readyMost)), other-one <= readyMost), nil
}

// measureRunning runs the program on both at once, and asks them in turn.
func measureRunning(binary string, both sides, o options) (missed int, err error) {
	for _, s := range both {
		if err := s.start(binary); err != nil {
			return 0, err
		}
		defer s.Stop()
	}
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: o.clients}}
	for range 3 { // what is computed once
		for _, path := range pages {
			for _, s := range both {
				if err := running.Get(client, s.URL+path); err != nil {
					return 0, err
				}
			}
		}
	}
	missed, err = measureLoad(client, both, o)
	if err != nil {
		return missed, err
	}
	for _, path := range pages {
		n, err := measurePage(client, both, path, o)
		if err != nil {
			return missed, err
		}
		missed += n
	}
	return missed, nil
}

// measureLoad compares requests a second of neighboring turns.
func measureLoad(client *http.Client, both sides, o options) (missed int, err error) {
	var perSecond [2][]float64
	var parts []float64
	for range o.rounds {
		for i, s := range both {
			n, err := load(client, s.URL+"/predict?weeks=12", o)
			if err != nil {
				return 0, err
			}
			perSecond[i] = append(perSecond[i], float64(n)/o.load.Seconds())
		}
		parts = append(parts, perSecond[1][len(parts)]/perSecond[0][len(parts)])
	}
	part := quantile(parts, .5)
	return verdict(fmt.Sprintf("/predict with %d connections, requests a second, median of %d turns: SQLite %.0f, PostgreSQL %.0f, %.2f of it (%.2f to %.2f); bar %.2f", o.clients, o.rounds,
		quantile(perSecond[0], .5), quantile(perSecond[1], .5), part, parts[0], parts[len(parts)-1], leastOf), part >= leastOf), nil
}

// load gives how many requests were answered.
func load(client *http.Client, address string, o options) (answered int, err error) {
	end := time.Now().Add(o.load)
	var mu sync.Mutex
	var all sync.WaitGroup
	for range o.clients {
		all.Go(func() {
			n, failed := 0, error(nil)
			for ; failed == nil && time.Now().Before(end); n++ {
				failed = running.Get(client, address)
			}
			mu.Lock()
			defer mu.Unlock()
			answered, err = answered+n, errors.Join(err, failed)
		})
	}
	all.Wait()
	return answered, err
}

// measurePage asks one for the page and then the other, so that both meet the same
// machine.
func measurePage(client *http.Client, both sides, path string, o options) (missed int, err error) {
	var slow, usual [2][]time.Duration // of each turn
	for range o.rounds {
		var took [2][]time.Duration
		for range o.asks {
			for i, s := range both {
				begin := time.Now()
				if err := running.Get(client, s.URL+path); err != nil {
					return 0, err
				}
				took[i] = append(took[i], time.Since(begin))
			}
		}
		for i := range both {
			slow[i], usual[i] = append(slow[i], quantile(took[i], .99)), append(usual[i], quantile(took[i], .5))
		}
	}
	one, other := quantile(slow[0], .5), quantile(slow[1], .5)
	return verdict(fmt.Sprintf("%-16s median %5.1f and %5.1f ms, p99 SQLite %5.1f ms, PostgreSQL %5.1f ms, %+.1f; bar %+.0f", path,
		ms(quantile(usual[0], .5)), ms(quantile(usual[1], .5)), ms(one), ms(other), ms(other-one), ms(laterMost)), other-one <= laterMost), nil
}

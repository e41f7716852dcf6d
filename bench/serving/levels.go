package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"olist/bench/running"
)

// levelClients are the connections that ask for levels.
const levelClients = 64

// measureLevels measures the dashboard while many ask for bands at levels that
// nobody asked for before, and what memory that takes.
func measureLevels(p *running.Process, lasts time.Duration) error {
	ctx, stop := context.WithTimeout(context.Background(), lasts)
	defer stop()
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: levelClients + 1}}
	var mu sync.Mutex
	var failed error
	var asked int
	var wg sync.WaitGroup
	for i := range levelClients {
		wg.Go(func() {
			var err error
			n := 0
			for ; err == nil && ctx.Err() == nil; n++ {
				level := 50 + float64((i+n*levelClients)%49_000)/1000
				err = running.Get(client, fmt.Sprintf("%s/api/v1/forecast?horizon=52&level=%.3f", p.URL, level))
			}
			mu.Lock()
			defer mu.Unlock()
			asked, failed = asked+n, errors.Join(failed, err)
		})
	}
	var took []time.Duration
	for ctx.Err() == nil {
		begin := time.Now()
		if err := running.Get(client, p.URL+"/"); err != nil {
			mu.Lock()
			failed = errors.Join(failed, err)
			mu.Unlock()
			break
		}
		took = append(took, time.Since(begin))
	}
	stop()
	wg.Wait()
	if failed != nil {
		return failed
	}
	report(fmt.Sprintf("dashboard while %d connections ask for levels", levelClients), took)
	rss, err := residentMiB(p)
	if err != nil {
		return err
	}
	fmt.Printf("%-55s %10.0f requests/s, %.1f MiB resident\n", "levels asked for meanwhile", float64(asked)/lasts.Seconds(), rss)
	return nil
}

// Command serving measures the shipped binary from outside: cold start to the
// first page, requests a second and latencies of /predict, the dashboard's
// answers to a change of segment or horizon, cold, warm and while a search
// trains, the time from a retrain request to the new model serving, memory.
//
// The dashboard is measured as well while 64 connections ask for bands at ever
// other levels.
//
//	go run ./bench/serving
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"olist/bench/running"
)

func main() {
	starts := flag.Int("starts", 9, "cold starts to measure")
	retrains := flag.Int("retrains", 9, "retrainings to measure")
	load := flag.Duration("load", 10*time.Second, "how long to ask for /predict")
	clients := flag.Int("clients", 16, "connections at once")
	flag.Parse()
	if err := run(*starts, *retrains, *clients, *load); err != nil {
		fmt.Fprintln(os.Stderr, "serving:", err)
		os.Exit(1)
	}
}

func run(starts, retrains, clients int, load time.Duration) error {
	dir, err := os.MkdirTemp("", "olist-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	binary, err := running.Build(dir)
	if err != nil {
		return err
	}
	if err := measureStarts(binary, dir, starts); err != nil {
		return err
	}
	p, err := running.Start(binary, filepath.Join(dir, "data"))
	if err != nil {
		return err
	}
	defer p.Stop()
	if err := measureLoad(p, clients, load); err != nil {
		return err
	}
	if err := measurePages(p, "cold: each segment for the first time", 0); err != nil {
		return err
	}
	if err := measurePages(p, "warm", 0); err != nil {
		return err
	}
	if err := measureLevels(p, load); err != nil {
		return err
	}
	if err := measureRetrains(p, retrains); err != nil {
		return err
	}
	return measureBusy(p)
}

// measurePages asks for the part of the dashboard that changes with segment and
// horizon, for every segment once, pausing between two.
func measurePages(p *running.Process, how string, pause time.Duration) error {
	var list struct{ Segments []struct{ Key string } }
	if err := getJSON(p.URL+"/api/v1/series", &list); err != nil {
		return err
	}
	var took []time.Duration
	for i, s := range list.Segments {
		req, err := http.NewRequest(http.MethodGet, p.URL+"/?segment="+url.QueryEscape(s.Key)+fmt.Sprintf("&horizon=%d", 1+i%52), nil)
		if err != nil {
			return err
		}
		req.Header.Set("HX-Request", "true")
		begin := time.Now()
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			return err
		}
		_, err = io.Copy(io.Discard, resp.Body)
		resp.Body.Close()
		if err != nil || resp.StatusCode != http.StatusOK {
			return fmt.Errorf("%s: %s, %v", req.URL, resp.Status, err)
		}
		took = append(took, time.Since(begin))
		time.Sleep(pause)
	}
	report("change of segment and horizon, "+how, took)
	return nil
}

// measureBusy measures the pages while a search trains on all cores.
func measureBusy(p *running.Process) error {
	resp, err := http.Post(p.URL+"/api/v1/search", "application/json", strings.NewReader(`{"trials":100,"minutes":10,"seed":1}`))
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	var started struct{ Job struct{ ID string } }
	if err := json.NewDecoder(resp.Body).Decode(&started); err != nil || started.Job.ID == "" {
		return fmt.Errorf("the search did not start: %s, %v", resp.Status, err)
	}
	time.Sleep(time.Second)
	if err := measurePages(p, "while a search trains", 50*time.Millisecond); err != nil {
		return err
	}
	var job struct{ State string }
	if err := getJSON(p.URL+"/api/v1/jobs/"+started.Job.ID, &job); err != nil {
		return err
	}
	if job.State != "running" {
		return fmt.Errorf("the search was %s while it was measured", job.State)
	}
	canceled, err := http.Post(p.URL+"/api/v1/jobs/"+started.Job.ID+"/cancel", "application/json", nil)
	if err != nil {
		return err
	}
	return canceled.Body.Close()
}

func measureStarts(binary, dir string, n int) error {
	for _, kind := range []string{"first start, empty data folder", "later start"} {
		var took []time.Duration
		for i := range n {
			data := filepath.Join(dir, "later")
			if kind[0] == 'f' {
				data = filepath.Join(dir, fmt.Sprint("first", i))
			}
			p, err := running.Start(binary, data)
			if err != nil {
				return err
			}
			took = append(took, p.FirstAnswer)
			p.Stop()
		}
		report("cold start to first page, "+kind, took)
	}
	return nil
}

func measureLoad(p *running.Process, clients int, load time.Duration) error {
	url := p.URL + "/predict?weeks=12"
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: clients}}
	deadline := time.Now().Add(load)
	var mu sync.Mutex
	var all []time.Duration
	var failed error
	var wg sync.WaitGroup
	for range clients {
		wg.Go(func() {
			var mine []time.Duration
			var err error
			for err == nil && time.Now().Before(deadline) {
				begin := time.Now()
				err = running.Get(client, url)
				mine = append(mine, time.Since(begin))
			}
			mu.Lock()
			defer mu.Unlock()
			all, failed = append(all, mine...), errors.Join(failed, err)
		})
	}
	wg.Wait()
	if failed != nil {
		return failed
	}
	fmt.Printf("%-55s %10.0f requests/s\n", "/predict?weeks=12, client on the same cores", float64(len(all))/load.Seconds())
	report("/predict?weeks=12", all)
	rss, err := residentMiB(p)
	if err != nil {
		return err
	}
	fmt.Printf("%-55s %10.1f MiB\n", "resident memory after the load", rss)
	return nil
}

// measureRetrains times from the request to the first answer of /config that
// names the new parameters.
func measureRetrains(p *running.Process, n int) error {
	var took []time.Duration
	for i := range n {
		body := fmt.Sprintf(`{"n_estimators":1000,"learning_rate":0.05,"random_state":%d}`, 1000+i)
		begin := time.Now()
		resp, err := http.Post(p.URL+"/retrain", "application/json", strings.NewReader(body))
		if err != nil {
			return err
		}
		resp.Body.Close()
		for {
			var config struct{ Hyperparameters map[string]any }
			if err := getJSON(p.URL+"/config", &config); err != nil {
				return err
			}
			if config.Hyperparameters["random_state"] == float64(1000+i) {
				break
			}
			if time.Since(begin) > time.Minute {
				return errors.New("the retrained model did not come to serve within a minute")
			}
			time.Sleep(5 * time.Millisecond) // whoever asks takes processor time from the training
		}
		took = append(took, time.Since(begin))
	}
	report("retrain 1000 trees, 0.05: request to serving", took)
	rss, err := residentMiB(p)
	if err != nil {
		return err
	}
	fmt.Printf("%-55s %10.1f MiB\n", "resident memory after the retrainings", rss)
	return nil
}

func residentMiB(p *running.Process) (float64, error) {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.PID()))
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(raw)) {
		var kb float64
		if _, err := fmt.Sscanf(line, "VmRSS: %f kB", &kb); err == nil {
			return kb / 1024, nil
		}
	}
	return 0, errors.New("no VmRSS")
}

func getJSON(url string, dst any) error {
	resp, err := http.Get(url)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	return json.NewDecoder(resp.Body).Decode(dst)
}

func report(what string, took []time.Duration) {
	slices.Sort(took)
	at := func(q float64) float64 { return took[int(q*float64(len(took)-1))].Seconds() * 1000 }
	fmt.Printf("%-55s median %8.2f ms   p99 %8.2f ms   max %8.2f ms   n=%d\n", what, at(.5), at(.99), at(1), len(took))
}

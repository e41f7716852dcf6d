package server

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"go.uber.org/goleak"
)

// TestManyStartsAtOnce: of 500 simultaneous requests for a retraining each gets
// a job, one runs at a time, and no goroutine is left.
func TestManyStartsAtOnce(t *testing.T) {
	before := goleak.IgnoreCurrent()
	t.Run("500", func(t *testing.T) {
		a := newApp(t)
		client := &http.Client{Transport: &http.Transport{MaxConnsPerHost: 100}}
		defer client.CloseIdleConnections()
		var mu sync.Mutex
		started, jobs := 0, map[string]bool{}
		var all sync.WaitGroup
		for range 500 {
			all.Go(func() {
				resp, err := client.Post(a.url+"/retrain", "application/json", strings.NewReader(`{"n_estimators":30}`))
				if err != nil {
					t.Error(err)
					return
				}
				defer resp.Body.Close()
				var r retrainAnswer
				if err := json.NewDecoder(resp.Body).Decode(&r); err != nil || resp.StatusCode != http.StatusOK || r.Job == "" {
					t.Errorf("status %d, answer %+v, %v", resp.StatusCode, r, err)
				}
				mu.Lock()
				defer mu.Unlock()
				jobs[r.Job] = true
				if r.Started {
					started++
				}
			})
		}
		all.Wait()
		if started == 0 || started != len(jobs) || started > 50 {
			t.Errorf("%d started, %d jobs named", started, len(jobs))
		}
		http.DefaultClient.CloseIdleConnections()
	})
	goleak.VerifyNone(t, before)
}

// swaps is how many times a model is swapped; bench/swaps.sh asks for more.
func swaps(t *testing.T) int {
	text := os.Getenv("OLIST_SWAPS")
	if text == "" {
		return usualSwaps
	}
	n, err := strconv.Atoi(text)
	must(t, err)
	return n
}

// TestSwapsUnderLoad swaps models under load: no request fails, and the numbers
// of every answer are those of the version that it names. Around every swap each
// reader asks until it is answered, but at most mostReads times: a slow machine
// swaps under the same load as a fast one, only later.
func TestSwapsUnderLoad(t *testing.T) {
	t.Parallel() // it waits for its database as long as it computes
	const readers, mostReads = 16, 4
	n := swaps(t)
	a := newApp(t)
	other := a.retrain(`{"n_estimators":25,"random_state":3}`)
	forecasts := sync.Map{} // by model
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: readers}}
	defer client.CloseIdleConnections()
	var asked atomic.Int64
	for i := range n {
		var round sync.WaitGroup
		var swapped atomic.Bool
		for range readers {
			round.Go(func() {
				for reads := 0; reads < mostReads && (reads == 0 || !swapped.Load()); reads++ {
					model, numbers := a.read(client)
					if before, loaded := forecasts.LoadOrStore(model, numbers); loaded && before != numbers {
						t.Errorf("model %s gave two forecasts", model)
					}
					asked.Add(1)
				}
			})
		}
		id := []string{a.shipped, other}[i%2]
		resp, body := a.ask("POST", "/api/v1/models/"+id+"/activate", "{}")
		swapped.Store(true)
		round.Wait()
		if resp.StatusCode != http.StatusOK {
			t.Fatalf("swap %d: status %d: %s", i, resp.StatusCode, body)
		}
	}
	seen := 0
	forecasts.Range(func(any, any) bool { seen++; return true })
	if seen != 2 {
		t.Errorf("%d models were seen", seen)
	}
	t.Logf("%d swaps under %d requests", n, asked.Load())
}

// read asks for the forecast and gives the model named and its numbers.
func (a *app) read(client *http.Client) (model, numbers string) {
	resp, err := client.Get(a.url + "/predict")
	if err != nil {
		a.t.Error(err)
		return "", ""
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	var p struct {
		Model    string
		Forecast json.RawMessage
	}
	if err != nil || resp.StatusCode != http.StatusOK || json.Unmarshal(bytes.TrimSpace(body), &p) != nil {
		a.t.Errorf("status %d, %v: %.200s", resp.StatusCode, err, body)
	}
	return p.Model, string(p.Forecast)
}

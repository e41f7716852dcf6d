package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"
)

// made is what is there to be seen, and how it is forgotten afterwards.
type made struct {
	scenario, job string
	undo          []func() error
}

func (m made) forget() {
	for _, undo := range m.undo {
		if err := undo(); err != nil {
			fmt.Fprintln(os.Stderr, "screenshots:", err)
		}
	}
}

// example makes a scenario, a note and a job to show.
func example(base string) (m made, err error) {
	defer func() {
		if err != nil {
			m.forget()
		}
	}()
	path, err := post(base, "/scenarios", url.Values{"name": {"Black Friday push"}})
	if err != nil {
		return m, err
	}
	m.scenario = path
	m.undo = append(m.undo, func() error { _, err := post(base, path+"/delete", nil); return err })
	for _, change := range []url.Values{
		{"segment": {"total"}, "from": {"2018-11-19"}, "to": {"2018-11-19"}, "kind": {"percent"}, "percent": {"10"}},
		{"segment": {"category:beleza_saude"}, "from": {"2018-10-01"}, "to": {"2018-10-22"}, "kind": {"price"}, "price": {"5"}, "elasticity": {"-1.8"}},
		{"segment": {"state:SP"}, "from": {"2018-09-17"}, "to": {"2018-09-24"}, "kind": {"stop"}},
	} {
		if _, err := post(base, path+"/add", change); err != nil {
			return m, err
		}
	}
	if _, err := post(base, "/notes", url.Values{"week": {"2018-07-31"}, "text": {"Campaign moved to August"}, "back": {"/"}}); err != nil {
		return m, err
	}
	m.job, err = train(base)
	return m, err
}

func post(base, path string, form url.Values) (led string, err error) {
	resp, err := http.PostForm(base+path, form)
	if err != nil {
		return "", err
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusOK { // after the redirect
		return "", fmt.Errorf("%s: %s", path, resp.Status)
	}
	return resp.Request.URL.Path, nil
}

// train runs a short training to its end and its evaluation.
func train(base string) (job string, err error) {
	resp, err := http.Post(base+"/api/v1/retrain", "application/json", strings.NewReader(`{"n_estimators":300,"learning_rate":0.05}`))
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	var started struct{ Job string }
	if err := json.NewDecoder(resp.Body).Decode(&started); err != nil {
		return "", err
	}
	for range 600 {
		done, err := finished(base, started.Job)
		if done || err != nil {
			return started.Job, err
		}
		time.Sleep(100 * time.Millisecond)
	}
	return "", fmt.Errorf("the job %s did not end within a minute", started.Job)
}

// finished tells whether the job is done and its model's evaluation with it:
// before the swap, the evaluation that is there is the former model's.
func finished(base, job string) (bool, error) {
	status, err := http.Get(base + "/api/v1/jobs/" + job)
	if err != nil {
		return false, err
	}
	defer status.Body.Close()
	var answer struct{ State string }
	if err := json.NewDecoder(status.Body).Decode(&answer); err != nil || answer.State != "succeeded" {
		return false, err
	}
	resp, err := http.Get(base + "/api/v1/backtest")
	if err != nil {
		return false, err
	}
	resp.Body.Close()
	return resp.StatusCode == http.StatusOK, nil
}

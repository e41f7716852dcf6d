package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
)

// record asks the old program, over a copy of the database, for everything
// that is compared.
func record(d *desk, database string) ([]answer, error) {
	content, err := os.ReadFile(database)
	if err != nil {
		return nil, err
	}
	d.db = filepath.Join(d.dir, "asked.db")
	if err := os.WriteFile(d.db, content, 0o600); err != nil {
		return nil, err
	}
	if err := d.start(); err != nil {
		return nil, err
	}
	defer d.kill()
	if err := d.evaluated(); err != nil {
		return nil, err
	}
	addresses, err := d.addresses()
	if err != nil {
		return nil, err
	}
	var all []answer
	for _, a := range addresses {
		resp, err := http.Get(d.url + a)
		if err != nil {
			return nil, err
		}
		raw, err := io.ReadAll(resp.Body)
		if err != nil {
			return nil, err
		}
		if err := resp.Body.Close(); err != nil {
			return nil, err
		}
		all = append(all, answer{Address: a, Status: resp.StatusCode, Type: resp.Header.Get("Content-Type"), Body: string(raw)})
	}
	return all, nil
}

// addresses are those without a place, and those of each thing that there is.
func (d *desk) addresses() ([]string, error) {
	all := []string{
		"/predict?weeks=52", "/config", "/readyz", "/forecast.csv?horizon=52", "/segments.csv", "/accuracy.csv",
		"/compare.csv?segment=category:brinquedos&segment=state:SP", "/admin/audit.csv",
		"/api/v1/config", "/api/v1/models", "/api/v1/backtest", "/api/v1/backtest?format=csv", "/api/v1/series",
		"/api/v1/imports", "/api/v1/events", "/api/v1/watch", "/api/v1/jobs", "/api/v1/policy", "/api/v1/retention",
		"/api/v1/schedule", "/api/v1/webhook", "/api/v1/tokens", "/api/v1/audit?limit=500", "/api/v1/explain?horizon=52",
		"/api/v1/explain?segment=category:brinquedos&horizon=12",
	}
	for _, segment := range []string{"total", "category:beleza_saude", "category:brinquedos", "category:cafe_e_cha", "state:SP", "state:MG"} {
		all = append(all, "/api/v1/forecast?horizon=52&level=80,95&segment="+segment, "/api/v1/series?segment="+segment)
	}
	all = append(all, "/api/v1/forecast?horizon=12&level=50,90,99")
	var list struct {
		Models  []struct{ ID string }
		Jobs    []struct{ ID string }
		Imports []struct{ Version int64 }
	}
	for _, of := range []string{"models", "jobs", "imports"} {
		if err := d.api("GET", "/api/v1/"+of, nil, &list); err != nil {
			return nil, err
		}
	}
	for _, m := range list.Models {
		all = append(all, "/api/v1/models/"+m.ID, "/api/v1/models/"+m.ID+"/xgboost.json", "/api/v1/models/compare?horizon=26&b="+m.ID)
	}
	for _, j := range list.Jobs {
		all = append(all, "/api/v1/jobs/"+j.ID, "/api/v1/jobs/"+j.ID+"/log")
	}
	for _, i := range list.Imports {
		all = append(all, fmt.Sprintf("/api/v1/imports/%d", i.Version))
	}
	scenarios, err := d.scenarios()
	return append(all, scenarios...), err
}

// scenarios are the files of the scenarios, which the audit log names.
func (d *desk) scenarios() (all []string, err error) {
	var log struct {
		Entries []struct{ Action, Subject string }
	}
	if err := d.api("GET", "/api/v1/audit?limit=500", nil, &log); err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for _, e := range log.Entries {
		if e.Action == "scenario.put" && !seen[e.Subject] {
			seen[e.Subject] = true
			all = append(all, "/scenarios/"+e.Subject+"/forecast.csv?horizon=26")
		}
	}
	if len(all) == 0 {
		raw, _ := json.Marshal(log)
		return nil, fmt.Errorf("no scenario in %s", raw)
	}
	return all, nil
}

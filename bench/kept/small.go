package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// released is what is written beside a small database.
type released struct {
	Program string          `json:"program"` // what its `version` says
	Models  []string        `json:"models"`  // those that it holds, the latest first
	Absent  []string        `json:"absent"`  // what that program could not do yet
	Predict json.RawMessage `json:"predict"` // its answer to /predict?weeks=26
	Total   json.RawMessage `json:"total"`   // and to /api/v1/forecast, of all and of one category
	Part    json.RawMessage `json:"part"`
}

// runSmall makes a database of a few weeks with a little of all that the program
// at binary can keep, and writes it with that program's forecast to out.db.gz and
// out.json.
func runSmall(binary, out string) error {
	dir, err := os.MkdirTemp("", "olist-kept-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	d := &desk{binary: binary, db: filepath.Join(dir, "olist.db"), dir: dir}
	defer d.kill()
	r, err := d.little()
	if err != nil {
		return fmt.Errorf("%w\n%s", err, d.log.String())
	}
	file, err := os.ReadFile(d.db)
	if err != nil {
		return err
	}
	text, err := json.Marshal(r)
	if err != nil {
		return err
	}
	return errors.Join(writeZipped(out+".db.gz", file), os.WriteFile(out+".json", append(text, '\n'), 0o644))
}

func (d *desk) little() (r released, err error) {
	if err := d.command(strings.NewReader(weeklyOf(0, 60, categories[:2], states[:2])), "import", "-"); err != nil {
		return r, err
	}
	if err := d.command(nil, "train", "--set", "n_estimators=12", "--set", "max_depth=2", "--note", "of 12 trees"); err != nil {
		return r, err
	}
	if err := d.start(); err != nil {
		return r, err
	}
	if r.Models, err = d.models(); err != nil {
		return r, err
	}
	if r.Absent, err = d.keepSome(r.Models); err != nil {
		return r, err
	}
	for address, into := range map[string]*json.RawMessage{
		"/predict?weeks=26": &r.Predict,
		"/api/v1/forecast?horizon=12&level=80,95&segment=total":                 &r.Total,
		"/api/v1/forecast?horizon=12&level=80,95&segment=category:beleza_saude": &r.Part,
	} {
		if err := d.api("GET", address, nil, into); err != nil {
			return r, err
		}
	}
	version, err := d.output("version")
	r.Program = strings.Fields(version)[1]
	return r, errors.Join(err, d.stop())
}

func (d *desk) models() (ids []string, err error) {
	var list struct{ Models []struct{ ID string } }
	err = d.api("GET", "/api/v1/models", nil, &list)
	for _, m := range list.Models {
		ids = append(ids, m.ID)
	}
	return ids, err
}

// keepSome keeps one of each thing that this program knows, and names those that
// it does not.
func (d *desk) keepSome(models []string) (absent []string, err error) {
	form := func(path string, pairs ...string) func() error {
		return func() error { _, _, err := d.press(path, pairs...); return err }
	}
	post := func(path string, body map[string]any) func() error {
		return func() error { return d.api("POST", path, body, nil) }
	}
	model := url.PathEscape(models[0])
	for _, thing := range []struct {
		name string
		keep func() error
	}{
		{"token", post("/api/v1/tokens", map[string]any{"name": "the till"})},
		{"note", form("/notes", "week", monday(55), "text", "A newspaper wrote about the shop", "back", "/")},
		{"target", form("/targets", "segment", "total", "goal", "60000", "horizon", "12")},
		{"scenario", form("/scenarios", "name", "A campaign in spring")},
		{"event", post("/api/v1/events", map[string]any{"name": "Street fair", "week": monday(40), "kind": "retail", "shock": false})},
		{"webhook", post("/api/v1/webhook", map[string]any{"url": "http://127.0.0.1:9/hook"})},
		{"schedule", post("/api/v1/schedule", map[string]any{"mode": "weekly", "weekday": 1, "hour": 6, "minute": 30, "zone": "America/Sao_Paulo"})},
		{"retention", post("/api/v1/retention", map[string]any{"keep": 30})},
		{"remark", post("/api/v1/models/"+model+"/remark", map[string]any{"remark": "The first."})},
		{"pin", post("/api/v1/models/"+model+"/pin", map[string]any{"pinned": true})},
		{"profile", post("/api/v1/shop", map[string]any{"name": "Loja de teste", "currency": "BRL", "country": "BR"})},
		{"source", post("/api/v1/sources", map[string]any{"name": "till", "place": map[string]any{"kind": "url", "url": "http://127.0.0.1:9/sales.csv"}, "schedule": map[string]any{"every": "never"}})},
		{"share", post("/api/v1/shares", map[string]any{"page": "accuracy", "until": time.Now().AddDate(0, 6, 0).Format(time.DateOnly)})},
		{"person", post("/api/v1/people", map[string]any{"name": "ana", "role": "planner"})},
	} {
		if err := thing.keep(); errors.Is(err, errNoSuchRoute) {
			absent = append(absent, thing.name)
		} else if err != nil {
			return nil, fmt.Errorf("%s: %w", thing.name, err)
		}
	}
	return absent, nil
}

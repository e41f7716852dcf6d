package main

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"strings"
)

// beginning: an empty database, on which a training fails.
func beginning(d *desk) error {
	if err := d.start(); err != nil {
		return err
	}
	id, err := d.retrain(map[string]any{"note": "nothing to learn from"})
	if err != nil {
		return err
	}
	_, err = d.await(id, func(j job) bool { return j.State == "failed" })
	return err
}

// imports: applied, undone, discarded and waiting ones, totals alone, by page
// and by command line, and weeks taken in and out by hand.
func imports(d *desk) error {
	v, err := d.upload(orderFiles(0, 104))
	if err != nil {
		return err
	}
	if err := d.act(v, "apply"); err != nil {
		return err
	}
	if _, err := d.trained(map[string]any{"n_estimators": 40, "note": "the first"}); err != nil {
		return err
	}
	for _, step := range []struct {
		file, content string
		acts          []string
	}{
		{"weeks.csv", weekly(104, 107), []string{"apply"}},
		{"mistake.csv", weekly(100, 106), []string{"apply", "undo"}},
		{"other.csv", weekly(90, 92), []string{"discard"}},
		{"totals.csv", totals(107, 110), []string{"apply"}},
	} {
		v, err := d.upload(map[string]string{step.file: step.content})
		if err != nil {
			return err
		}
		for _, act := range step.acts {
			if err := d.act(v, act); err != nil {
				return err
			}
		}
	}
	if err := d.command(strings.NewReader(totals(110, 112)+monday(112)+",31000.00,300\n"), "import", "-"); err != nil {
		return err
	}
	for _, w := range []map[string]string{
		{"week": monday(112), "verdict": "use", "note": "a large order of a school"},
		{"week": monday(50), "verdict": "leave", "note": "the shop was being rebuilt"},
	} {
		if err := d.api("POST", "/api/v1/weeks", w, nil); err != nil {
			return err
		}
	}
	_, err = d.upload(map[string]string{"waiting.csv": weekly(113, 114)})
	return err
}

// plans: notes, targets, scenarios, events.
func plans(d *desk) error {
	press := func(path string, pairs ...string) string {
		to, _, err := d.press(path, pairs...)
		if err != nil {
			panic(err)
		}
		return to
	}
	for i, text := range []string{"A newspaper wrote about the shop", "Written by mistake", "Taken back, then wanted again"} {
		press("/notes", "week", monday(100+i), "text", text, "back", "/")
	}
	_, page, err := d.do("GET", "/", "", nil)
	if err != nil {
		return err
	}
	ids := regexp.MustCompile(`/notes/([^/"]+)/delete`).FindAllSubmatch(page, -1)
	if len(ids) != 3 {
		return fmt.Errorf("%d notes on the page", len(ids))
	}
	press("/notes/"+string(ids[1][1])+"/delete", "back", "/")
	press("/notes/"+string(ids[2][1])+"/delete", "back", "/")
	press("/notes/"+string(ids[2][1])+"/restore", "back", "/")
	press("/targets", "segment", "total", "goal", "60,000", "horizon", "12")
	press("/targets", "segment", "category:brinquedos", "goal", "900", "horizon", "8", "per", "week")
	sc := press("/scenarios", "name", "A campaign in spring")
	press(sc+"/add", "kind", "percent", "segment", "total", "from", monday(115), "to", monday(118), "percent", "12")
	press(sc+"/add", "kind", "stop", "segment", "category:cafe_e_cha", "from", monday(116), "to", monday(120))
	press(sc+"/add", "kind", "price", "segment", "state:SP", "from", monday(114), "to", monday(119), "price", "10", "elasticity", "-1.5")
	press(sc+"/rename", "name", "A campaign in October")
	press(sc+"/copy", "name", "A copy")
	press(press("/scenarios", "name", "Deleted")+"/delete", "back", "/")
	for _, e := range []map[string]any{
		{"name": "Street fair", "week": monday(60), "kind": "retail", "shock": false},
		{"name": "Street fair", "week": monday(112), "kind": "retail", "shock": false},
		{"name": "Flood", "week": monday(30), "kind": "one-off", "shock": true},
		{"name": "Carnival", "week": monday(28), "kind": "hidden", "shock": false},
		{"name": "Fair of the town", "week": monday(118), "kind": "retail", "shock": false},
	} {
		if err := d.api("POST", "/api/v1/events", e, nil); err != nil {
			return err
		}
	}
	return nil
}

// registry: models of several parameters; one pinned, one remarked, one deleted, one
// that was live and rolled back, one uploaded; and a job that is canceled.
func registry(d *desk) error {
	var ids []string
	for _, params := range []map[string]any{
		{"n_estimators": 30, "max_depth": 3, "note": "shallow"},
		{"n_estimators": 25, "learning_rate": 0.2, "random_state": 7, "note": "fast"},
		{"n_estimators": 10, "max_depth": 2, "note": "to be deleted"},
		{"n_estimators": 35, "subsample": 0.6, "random_state": 3, "note": "on parts"},
	} {
		id, err := d.trained(params)
		if err != nil {
			return err
		}
		ids = append(ids, id)
	}
	post := func(path string, body any) error { return d.api("POST", "/api/v1/models/"+path, body, nil) }
	_, file, err := d.do("GET", "/api/v1/models/"+ids[2]+"/download", "", nil)
	if err != nil {
		return err
	}
	err = errors.Join(
		post(ids[0]+"/pin", map[string]any{"pinned": true}),
		post(ids[1]+"/remark", map[string]any{"remark": "Good in November."}),
		post(ids[2]+"/delete", nil),
		post(ids[0]+"/activate", map[string]any{"note": "the newest is too wild"}), d.evaluated(),
		d.command(bytes.NewReader(file), "models", "upload", "-", "--note", "from another machine"),
		d.command(nil, "models", "activate", ids[3], "--note", "after all"),
		d.command(nil, "models", "activate", ids[1]),
	)
	if err != nil {
		return err
	}
	var list struct{ Models []struct{ ID string } }
	if err := d.api("GET", "/api/v1/models", nil, &list); err != nil {
		return err
	}
	d.uploaded = list.Models[0].ID
	id, err := d.retrain(map[string]any{"n_estimators": 5000, "early_stopping_rounds": 0, "note": "given up"})
	if err != nil {
		return err
	}
	if _, err := d.await(id, func(j job) bool { return j.State == "running" }); err != nil {
		return err
	}
	if err := d.api("POST", "/api/v1/jobs/"+id+"/cancel", nil, nil); err != nil {
		return err
	}
	_, err = d.await(id, func(j job) bool { return j.State == "canceled" })
	return err
}

// automation: what runs by itself.
func automation(d *desk) error {
	var search struct{ Job job }
	err := errors.Join(
		d.api("POST", "/api/v1/policy", map[string]any{"mode": "not_worse", "max_worse": 5}, nil),
		d.api("POST", "/api/v1/retention", map[string]any{"keep": 30}, nil),
		d.api("POST", "/api/v1/schedule", map[string]any{"mode": "weekly", "weekday": 1, "hour": 6, "minute": 30, "zone": "America/Sao_Paulo"}, nil),
		d.api("POST", "/api/v1/webhook", map[string]any{"url": "http://127.0.0.1:9/hook"}, nil),
		d.api("POST", "/api/v1/webhook/test", nil, nil), // nobody listens: given up
		d.api("POST", "/api/v1/search", map[string]any{"trials": 2, "minutes": 1, "seed": 3}, &search),
	)
	if err != nil {
		return err
	}
	_, err = d.await(search.Job.ID, func(j job) bool { return j.State != "queued" && j.State != "running" })
	return errors.Join(err, d.evaluated(), d.compared(d.uploaded))
}

// people: a stretch with a password; a session, and tokens, one of them revoked.
func people(d *desk) error {
	if err := d.stop(); err != nil {
		return err
	}
	if err := d.start("OLIST_ADMIN_PASSWORD=a password of the fixture"); err != nil {
		return err
	}
	resp, _, err := d.do("POST", "/login", "application/x-www-form-urlencoded", strings.NewReader("password=a+password+of+the+fixture"))
	if err != nil {
		return err
	}
	for _, c := range resp.Cookies() {
		d.cookie = (&http.Cookie{Name: c.Name, Value: c.Value}).String()
	}
	_, page, err := d.do("GET", "/admin/tokens", "", nil)
	if err != nil {
		return err
	}
	found := regexp.MustCompile(`name="csrf" value="([^"]+)"`).FindSubmatch(page)
	if found == nil {
		return errors.New("no token in the form")
	}
	d.csrf = string(found[1])
	var live, dead struct {
		Token  struct{ ID string }
		Secret string
	}
	if err := errors.Join(
		d.api("POST", "/api/v1/tokens", map[string]any{"name": "the till"}, &live),
		d.api("POST", "/api/v1/tokens", map[string]any{"name": "the old till"}, &dead)); err != nil {
		return err
	}
	d.token, d.revoked = live.Secret, dead.Secret
	return errors.Join(d.api("POST", "/api/v1/tokens/"+dead.Token.ID+"/revoke", nil, nil), d.stop())
}

// cutOff: the program is killed while a job runs.
func cutOff(d *desk) (err error) {
	if err := d.start(); err != nil {
		return err
	}
	if d.job, err = d.retrain(map[string]any{"n_estimators": 5000, "early_stopping_rounds": 0, "note": "cut off"}); err != nil {
		return err
	}
	if _, err := d.await(d.job, func(j job) bool { return j.State == "running" }); err != nil {
		return err
	}
	d.kill()
	return nil
}

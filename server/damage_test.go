package server

import (
	"database/sql"
	"net/http"
	"olist/store/testplace"
	"strings"
	"testing"
)

// TestPageSaysThatTheModelIsDamaged: a flipped byte of the live model's row is
// found at the next load; the model before it serves, and the page says so
// until another one is activated.
func TestPageSaysThatTheModelIsDamaged(t *testing.T) {
	testplace.OnFile(t)
	a := newApp(t)
	_, before := a.ask("GET", "/predict?weeks=52", "")
	broken := a.retrain(`{"n_estimators":5}`)
	db, err := sql.Open("sqlite3", "file:"+a.store.Path()+"?_busy_timeout=5000")
	must(t, err)
	defer db.Close()
	_, err = db.Exec(`DROP TRIGGER models_no_update`)
	must(t, err)
	_, err = db.Exec(`UPDATE models SET payload = CAST(SUBSTR(payload, 1, 100) || X'00' || SUBSTR(payload, 102) AS BLOB) WHERE id = ?`, broken)
	must(t, err)
	must(t, a.training.Reload(t.Context()))
	if _, now := a.ask("GET", "/predict?weeks=52", ""); now != before {
		t.Error("the last good model does not serve")
	}
	if resp, page := a.ask("GET", "/", "", "Accept", "text/html"); resp.StatusCode != http.StatusOK || !strings.Contains(page, broken) || !strings.Contains(page, "is damaged") {
		t.Errorf("the page does not say that %s is damaged (status %d)", broken, resp.StatusCode)
	}
	if resp, body := a.ask("POST", "/api/v1/models/"+broken+"/activate", ""); resp.StatusCode == http.StatusOK {
		t.Errorf("the damaged model can be activated: %s", body)
	}
	if resp, body := a.ask("POST", "/api/v1/models/{live}/activate", ""); resp.StatusCode != http.StatusOK {
		t.Fatalf("status %d: %s", resp.StatusCode, body)
	}
	if _, page := a.ask("GET", "/", "", "Accept", "text/html"); strings.Contains(page, "is damaged") {
		t.Error("the page still says so")
	}
}

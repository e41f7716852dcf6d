package server

import (
	"bytes"
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"olist/store"
	"olist/training/automation"
)

func (a *app) models() []store.Model {
	a.t.Helper()
	all, err := a.store.Models(a.t.Context())
	must(a.t, err)
	return all
}

// download gives a model's file.
func (a *app) download(id string) []byte {
	a.t.Helper()
	resp, body := a.ask("GET", "/api/v1/models/"+id+"/download", "")
	if resp.StatusCode != http.StatusOK {
		a.t.Fatalf("status %d: %s", resp.StatusCode, body)
	}
	return []byte(body)
}

func (a *app) uploadModel(file []byte) (*http.Response, string) {
	a.t.Helper()
	return a.do("POST", "/api/v1/models", bytes.NewReader(file), "Content-Type", "application/octet-stream")
}

// TestModelFileThereAndBack: a model downloaded, deleted and uploaded again
// gives the same forecasts; it does not answer until it is activated.
func TestModelFileThereAndBack(t *testing.T) {
	a := newApp(t)
	_, before := a.ask("GET", "/predict?weeks=52", "")
	file := a.download(a.shipped)
	if resp, body := a.uploadModel(file); resp.StatusCode != http.StatusConflict {
		t.Errorf("the same model again answers %d: %s", resp.StatusCode, body)
	}
	other := a.retrain(`{"n_estimators":5}`)
	if resp, body := a.ask("POST", "/api/v1/models/"+a.shipped+"/delete", ""); resp.StatusCode != http.StatusNoContent {
		t.Fatalf("status %d: %s", resp.StatusCode, body)
	}
	resp, _ := a.send("/models/upload", nil, map[string]string{"m.olist-model": string(file)})
	if resp.StatusCode != http.StatusSeeOther {
		t.Fatalf("status %d", resp.StatusCode)
	}
	back := a.models()[0]
	if back.Kind != "upload" || back.Live || back.TrainTo.String() != "2018-08-13" {
		t.Errorf("the uploaded model is %+v", back)
	}
	if live, err := a.training.Live(); err != nil || live.Model.ID != other {
		t.Error("an upload changes who answers")
	}
	a.ask("POST", "/api/v1/models/"+back.ID+"/activate", "")
	_, after := a.ask("GET", "/predict?weeks=52", "")
	if sales(t, before) != sales(t, after) {
		t.Error("the forecasts differ")
	}
}

// TestBadModelFiles: every one is refused with a message, and the registry
// stays as it was.
func TestBadModelFiles(t *testing.T) {
	a := newIdleApp(t)
	file := a.download(a.shipped)
	line := bytes.IndexByte(file, '\n')
	trees := func(n int, change func([]byte)) []byte {
		b := bytes.Clone(file)
		change(b[line+1+n:])
		return b
	}
	_, xgboost := a.ask("GET", "/api/v1/models/{live}/xgboost.json", "")
	for name, bad := range map[string][]byte{
		"nothing":        {},
		"text":           []byte("hello"),
		"only the line":  file[:line+1],
		"cut":            file[:len(file)-1],
		"a byte more":    append(bytes.Clone(file), 0),
		"flipped":        trees(len(file[line+1:])/2, func(b []byte) { b[0] ^= 1 }),
		"XGBoost's JSON": []byte(xgboost),
		"another format": bytes.Replace(file, []byte("olist model 1"), []byte("olist model 9"), 1),
		"a pickle":       []byte("\x80\x04\x95cos\nsystem\n(S'true'\ntR."),
		"weeks reversed": bytes.Replace(file, []byte(`"train_to":"2018-08-13"`), []byte(`"train_to":"2001-01-01"`), 1),
	} {
		resp, body := a.uploadModel(bad)
		if resp.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(body, "file") {
			t.Errorf("%s: status %d: %.200s", name, resp.StatusCode, body)
		}
	}
	resp, body := a.send("/models/upload", nil, map[string]string{"x": "hello"})
	if resp.StatusCode != http.StatusUnprocessableEntity {
		t.Errorf("status %d", resp.StatusCode)
	}
	wantIn(t, body, "This is not a model file", `id="file-error"`)
	if n := len(a.models()); n != 1 {
		t.Errorf("%d models are there", n)
	}
}

var firstWeight = regexp.MustCompile(`"weights":\[\[\[[0-9.e-]+`)

// TestForgedModelIsRefused: its checksums fit, and what is in it does not.
func TestForgedModelIsRefused(t *testing.T) {
	a := newIdleApp(t)
	file := a.download(a.shipped)
	line := bytes.IndexByte(file, '\n')
	payload := bytes.Clone(file[line+1:])
	for name, forge := range map[string]func([]byte) []byte{
		"endless lags":  func(b []byte) []byte { return bytes.Replace(b, []byte(`"lags":65`), []byte(`"lags":-5`), 1) },
		"a huge weight": func(b []byte) []byte { return firstWeight.ReplaceAll(b, []byte(`"weights":[[[1e308`)) },
		"a weight more": func(b []byte) []byte { return firstWeight.ReplaceAll(b, []byte(`"weights":[[[0,0`)) },
	} {
		forged := seal(forge(bytes.Clone(payload)))
		if bytes.Equal(forged, payload) {
			t.Fatalf("%s: nothing was forged", name)
		}
		var head map[string]any
		must(t, json.Unmarshal(file[:line], &head))
		head["model"].(map[string]any)["sha256"] = sha(forged)
		first, err := json.Marshal(head)
		must(t, err)
		resp, body := a.uploadModel(append(append(first, '\n'), forged...))
		if resp.StatusCode != http.StatusUnprocessableEntity {
			t.Errorf("%s: status %d: %.200s", name, resp.StatusCode, body)
		}
	}
}

// TestPinRemarkDelete walks what a person does with a model in the list.
func TestPinRemarkDelete(t *testing.T) {
	a := newApp(t)
	other := a.retrain(`{"n_estimators":5}`)
	a.press("/models/"+a.shipped+"/pin", "pinned=yes")
	a.press("/models/"+a.shipped+"/remark", "remark=%3Cb%3Ethe+good+one")
	page := a.page("/models?open=" + a.shipped)
	wantIn(t, page, ">pinned<", "&lt;b&gt;the good one")
	if strings.Contains(page, "/models/"+a.shipped+"/delete") || strings.Contains(page, "/models/"+other+"/delete") {
		t.Error("the pinned or the live model can be deleted from the page")
	}
	for id, why := range map[string]string{a.shipped: "pinned", other: "is live"} {
		resp, body := a.press("/models/"+id+"/delete", "")
		if resp.StatusCode != http.StatusConflict || !strings.Contains(body, why) {
			t.Errorf("deleting %s answers %d", id, resp.StatusCode)
		}
	}
	long := strings.Repeat("x", 1001)
	resp, body := a.press("/models/"+a.shipped+"/remark", "remark="+long)
	if resp.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(body, long) || !strings.Contains(body, "at most 1,000") {
		t.Errorf("too long a remark answers %d, or is lost", resp.StatusCode)
	}
	a.press("/models/"+a.shipped+"/pin", "pinned=no")
	if resp, _ := a.press("/models/"+a.shipped+"/delete", ""); resp.StatusCode != http.StatusSeeOther || len(a.models()) != 1 {
		t.Errorf("status %d, %d models", resp.StatusCode, len(a.models()))
	}
	next := a.retrain(`{"n_estimators":6}`)
	a.press("/models/"+other+"/activate", "")
	a.press("/models/"+next+"/delete", "")
	a.page("/admin") // shows the job whose model is gone
}

// TestCompareTwoModels on the page and as JSON.
func TestCompareTwoModels(t *testing.T) {
	a := newApp(t)
	other := a.retrain(`{"n_estimators":7}`)
	wantIn(t, a.page("/models/compare?a="+a.shipped+"&b="+other+"&segment=state:SP&horizon=3"), "São Paulo (SP)", "n_estimators", ">7<", `class="differs"`, "forecast-chart")
	wantIn(t, a.page("/models/compare?a="+other+"&b="+other), "two different models")
	_, body := a.ask("GET", "/api/v1/models/compare?a="+a.shipped+"&b="+other+"&horizon=3", "")
	var c struct {
		Models []struct {
			Model    store.Model
			Forecast []struct{ Forecast float64 }
		}
	}
	must(t, json.Unmarshal([]byte(body), &c))
	if len(c.Models) != 2 || c.Models[0].Model.ID != a.shipped || c.Models[1].Model.ID != other || len(c.Models[1].Forecast) != 3 {
		t.Fatalf("the comparison is %.300s", body)
	}
	live, err := a.training.Live()
	must(t, err)
	f, err := live.Forecast(store.TotalKey)
	must(t, err)
	if got := c.Models[1].Forecast[2].Forecast; got != float64(int64(f.Points[2].Value*100+.5))/100 {
		t.Errorf("the forecast is %v, the live one %v", got, f.Points[2].Value)
	}
}

// TestRetention keeps what must stay: live, previous, pinned, and the newest.
func TestRetention(t *testing.T) {
	a := newApp(t)
	first := a.retrain(`{"n_estimators":1}`)
	must(t, a.store.PinModel(t.Context(), "test", first, true))
	second := a.retrain(`{"n_estimators":2}`)
	_, err := a.training.SetRetention(t.Context(), "test", automation.Retention{Keep: 1})
	must(t, err)
	third := a.retrain(`{"n_estimators":3}`)
	fourth := a.retrain(`{"n_estimators":4}`)
	// live, before it, the newest one besides, the pinned one; not the shipped one
	want := []string{fourth, third, second, first}
	a.until("the retention", func() bool {
		var ids []string
		for _, m := range a.models() {
			ids = append(ids, m.ID)
		}
		return slices.Equal(ids, want)
	})
}

package forecast

import (
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"testing"
)

// earlier is a model as an earlier engine encoded it, the panel that it was
// trained on, and what that engine forecast with it: 26 steps, 80% and 95%.
type earlier struct {
	Panel     Panel      `json:"panel"`
	Model     []byte     `json:"model"`
	Forecasts []Forecast `json:"forecasts"`
}

func readEarlier(t *testing.T, path string) (e earlier) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.NewDecoder(z).Decode(&e); err != nil {
		t.Fatal(err)
	}
	return e
}

// The files are made by the engine before it had a version of its own (commit
// ba1fb9a): a shop of 84 weeks with its sum, events and a shock, and series of
// 170 weeks at their own levels, one of which began later and one was closed; and
// by version 2 (commit 4ab8199): shops of 84 weeks with a driver; by version 3 (commit
// c50ae97): shops with a driver, a young one and two that sell rarely, and a first
// year up to Christmas with five that sell rarely.
func TestEarlierModelForecastsWhatItDid(t *testing.T) {
	paths, err := filepath.Glob("testdata/earlier/*.json.gz")
	if err != nil || len(paths) == 0 {
		t.Fatal(paths, err)
	}
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			e := readEarlier(t, path)
			m, err := UnmarshalModel(e.Model)
			if err != nil {
				t.Fatal(err)
			}
			got, err := m.Forecast(t.Context(), e.Panel, 26, []float64{80, 95})
			if err != nil {
				t.Fatal(err)
			}
			if len(got) != len(e.Forecasts) {
				t.Fatalf("%d forecasts, want %d", len(got), len(e.Forecasts))
			}
			for i, f := range got {
				f.basis = bandBasis{}
				for _, points := range [][]Point{f.Points, f.Totals} {
					for k := range points { // the first engine had no means: they are its medians
						if p := &points[k]; m.EngineVersion() == 1 {
							if p.Mean != p.Value {
								t.Errorf("%s, step %d: mean %v, median %v", f.Key, k+1, p.Mean, p.Value)
							}
							p.Mean = 0
						}
					}
				}
				if want := e.Forecasts[i]; !reflect.DeepEqual(f, want) {
					t.Errorf("%s:\n got %+v\nwant %+v", f.Key, f.Points[:2], want.Points[:2])
				}
			}
		})
	}
}

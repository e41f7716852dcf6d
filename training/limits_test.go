package training

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"olist/forecast"
	"olist/store"
	"olist/store/fault"
	"olist/store/testplace"
	"olist/training/jobs"
	"olist/week"
)

// resigned is an encoded model with a change in its settings, its length and
// checksum made to fit.
func resigned(t *testing.T, payload []byte, old, new string) []byte {
	t.Helper()
	const head = 10
	n := int(binary.LittleEndian.Uint32(payload[6:]))
	settings := bytes.Replace(payload[head:head+n], []byte(old), []byte(new), 1)
	if bytes.Equal(settings, payload[head:head+n]) {
		t.Fatalf("the settings have no %s", old)
	}
	b := bytes.Clone(payload[:head])
	binary.LittleEndian.PutUint32(b[6:], uint32(len(settings)))
	b = append(append(b, settings...), payload[head+n:len(payload)-sha256.Size]...)
	sum := sha256.Sum256(b)
	return append(b, sum[:]...)
}

// hostile are changes that no trained model has: beyond the limits, without a
// sound forecast, or with parameters that no form takes.
var hostile = map[string][2]string{
	"columns that repeat":     {`"columns":[0,`, `"columns":[0` + strings.Repeat(",0", 1<<20) + `,`},
	"bands that are infinite": {`]],"total"`, `,1e308]],"total"`},
	"variances past all":      {`"variance":`, `"variance":1e300,"x":`},
}

// A model that was stored before there were limits does not keep the program
// from starting, nor from being used: the last good one answers.
func TestStoredModelBeyondLimits(t *testing.T) {
	for name, change := range hostile {
		t.Run(name, func(t *testing.T) {
			s := newService(t, nil)
			good, err := s.Live()
			must(t, err)
			_, payload, err := s.store.Payload(t.Context(), good.Model.ID)
			must(t, err)
			config, err := json.Marshal(good.Engine.Config())
			must(t, err)
			bad, err := s.store.InsertModel(t.Context(), store.NewModel{Kind: "upload", Config: config, Payload: resigned(t, payload, change[0], change[1])})
			must(t, err)
			if _, err := s.Activate(t.Context(), bad.ID, "test", ""); !errors.Is(err, store.ErrDamaged) {
				t.Fatalf("activating it: %v", err)
			}
			if _, err := s.Snapshot(t.Context(), bad.ID); !errors.Is(err, store.ErrDamaged) {
				t.Errorf("comparing it: %v", err)
			}
			must(t, s.store.Activate(t.Context(), "test", bad.ID, "before there were limits"))
			again := openService(t, s.store.Path(), nil)
			live, err := again.Live()
			must(t, err)
			if live.Model.ID != good.Model.ID || live.Intended != bad.ID {
				t.Errorf("%s answers for %s, want %s for %s", live.Model.ID, live.Intended, good.Model.ID, bad.ID)
			}
		})
	}
}

// Where no model at all can be read, the program starts, and one can be trained.
func TestNoModelCanBeRead(t *testing.T) {
	s := newService(t, nil)
	good, err := s.Live()
	must(t, err)
	raw, err := testplace.Connect(s.store)
	must(t, err)
	defer raw.Close()
	drop := `DROP TRIGGER models_no_update`
	if testplace.OnPostgres() {
		drop += ` ON models`
	}
	_, err = raw.ExecContext(t.Context(), drop+`; UPDATE models SET payload = substr(payload, 2)`)
	must(t, err)
	again := openService(t, s.store.Path(), nil)
	if _, err := again.Live(); fault.CodeOf(err) != fault.CodeUnavailable {
		t.Fatalf("what answers: %v", err)
	}
	params := good.Engine.Config().Params
	params.NEstimators = 5
	job, _, err := again.jobs.Add(t.Context(), jobs.Request{Kind: kindTrain, Body: trainRequest{Params: params}})
	must(t, err)
	_, err = again.jobs.Next(t.Context())
	must(t, err)
	job, err = again.store.Job(t.Context(), job.ID)
	must(t, err)
	if live, err := again.Live(); err != nil || live.Model.ID != job.ModelID {
		t.Errorf("a new model: %+v, %v", job, err)
	}
}

// An uploaded model brings parameters with it, which its evaluation would train
// with: only those that a form takes are let in.
func TestUploadedParameters(t *testing.T) {
	s := newService(t, nil)
	live, err := s.Live()
	must(t, err)
	_, payload, err := s.store.Payload(t.Context(), live.Model.ID)
	must(t, err)
	for _, change := range [][2]string{
		{`"n_estimators":300`, `"n_estimators":9999`}, {`"max_depth":8`, `"max_depth":64`}, {`"max_depth":8,"max_leaves":0`, `"max_depth":0,"max_leaves":9`},
	} {
		file := modelFile(t, live.Model, resigned(t, payload, change[0], change[1]))
		if _, err := s.Upload(t.Context(), "test", "", bytes.NewReader(file)); fault.CodeOf(err) != fault.CodeInvalid {
			t.Errorf("%s: %v", change[1], err)
		}
	}
	stored, err := s.store.InsertModel(t.Context(), store.NewModel{Kind: "upload", Payload: payload,
		Config: bytes.Replace(live.Model.Config, []byte(`"n_estimators":300`), []byte(`"n_estimators":9999`), 1)})
	must(t, err)
	if _, err := s.evaluate(t.Context(), stored, live.Data); fault.CodeOf(err) != fault.CodeInvalid {
		t.Errorf("evaluating one that is stored: %v", err)
	}
}

func modelFile(t *testing.T, row store.Model, payload []byte) []byte {
	t.Helper()
	sum := sha256.Sum256(payload)
	row.SHA256 = hex.EncodeToString(sum[:])
	head, err := json.Marshal(modelHead{modelFormat, row})
	must(t, err)
	return append(append(head, '\n'), payload...)
}

// What the form's bounds make can be read back, at each corner of them.
func TestFormsBoundsMakeModelsWithinLimits(t *testing.T) {
	corner := func(top func(Param) bool) Values {
		given := Values{}
		for _, p := range Params {
			given[p.Name] = p.Min
			if top(p) {
				given[p.Name] = p.Max
			}
		}
		return given
	}
	size := func(p Param) bool { return p.Name == "n_estimators" || p.Name == "max_depth" || p.Name == "max_bin" }
	rough := func(p Param) bool { return size(p) || p.Name == "learning_rate" || p.Name == "subsample" }
	p := forecast.Panel{Dated: true}
	for s := range 3 {
		values := make([]float64, 80)
		for i := range values {
			values[i] = float64(1000*s) + 300*math.Sin(float64(i*i+s)) + 1e6*float64(i%79/78) // and one week past all
		}
		p.Series = append(p.Series, forecast.Series{Key: fmt.Sprint(s), Start: 2400, Values: values})
	}
	for name, top := range map[string]func(Param) bool{
		"largest": size, "largest and roughest": rough,
		"least": func(Param) bool { return false }, "most": func(Param) bool { return true },
	} {
		c := forecast.DefaultConfig()
		var err error
		c.Params, err = Overlay(c.Params, corner(top))
		must(t, err)
		must(t, allowed(c.Params))
		if raceDetector {
			c.Params.NEstimators = min(c.Params.NEstimators, 200)
		}
		m, err := forecast.Train(t.Context(), p, c, forecast.Run{})
		must(t, err)
		b, err := encode(m)
		if strings.Contains(name, "rough") && fault.CodeOf(err) == fault.CodeInvalid {
			continue // leaps that grow from tree to tree: refused with a sentence, not stored
		}
		if err != nil {
			t.Errorf("%s: what was trained cannot be read: %v", name, err)
			continue
		}
		back, err := readModel(b)
		must(t, err)
		again, err := back.MarshalBinary()
		if must(t, err); !bytes.Equal(b, again) {
			t.Errorf("%s: read back it has other bytes", name)
		}
		if name == "largest" && m.Trees().Trees() != c.Params.NEstimators {
			t.Errorf("%d trees: no test of the largest", m.Trees().Trees())
		}
	}
}

// The first line of a model file says what a training can have been, in fields
// that this program writes; each database's own models pass.
func TestHeadsOfModelFiles(t *testing.T) {
	c := &clock{now: time.Date(2018, 9, 4, 0, 0, 0, 0, time.UTC)}
	s := newService(t, c)
	live, err := s.Live()
	must(t, err)
	var file bytes.Buffer
	must(t, s.WriteModel(t.Context(), &file, live.Model.ID))
	at := func(name string, w week.Week) string { return fmt.Sprintf(`"%s":"%v"`, name, w) }
	from, to := at("train_from", live.Model.TrainFrom), at("train_to", live.Model.TrainTo)
	for name, change := range map[string][3]string{
		"a week far off":        {to, at("train_to", week.Of(time.Date(9999, 12, 27, 0, 0, 0, 0, time.UTC))), "9999-12-27"},
		"a week to come":        {to, `"train_to":"2018-09-10"`, "2018-09-10"},
		"before all weeks":      {from, `"train_from":"1969-01-06"`, "1969-01-06"},
		"the end first":         {from, `"train_from":"2018-09-03"`, "2018-09-03"},
		"a field more":          {from, from + `,"evil":{"x":1}`, `"evil"`},
		"a field more, outside": {`"format":`, `"evil":1,"format":`, `"evil"`},
		"a field misspelt":      {`"train_to":`, `"trained_to":`, `"trained_to"`},
		"a training of years":   {fmt.Sprintf(`"duration_ns":%d`, live.Model.Duration), `"duration_ns":9000000000000000000`, "does not describe a model"},
		"no week":               {to, `"train_to":"9999"`, "not a model file"},
		"two values":            {"}\n", "} {}\n", "not a model file"},
	} {
		bad := bytes.Replace(file.Bytes(), []byte(change[0]), []byte(change[1]), 1)
		if bytes.Equal(bad, file.Bytes()) {
			t.Fatalf("%s: the file has no %s", name, change[0])
		}
		_, err := s.Upload(t.Context(), "test", "", bytes.NewReader(bad))
		if fault.CodeOf(err) != fault.CodeInvalid || !strings.Contains(err.Error(), change[2]) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := s.Upload(t.Context(), "test", "", &file); fault.CodeOf(err) != fault.CodeConflict {
		t.Errorf("as it was written: %v", err) // it is there already
	}
}

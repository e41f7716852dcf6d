package training

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"olist/forecast"
	"olist/message"
	"olist/store"
	"olist/store/fault"
	"olist/store/ingest"
	"olist/training/automation"
)

// The worker runs what is queued, evaluates what it brought, and stops when it
// is told to.
func TestTheWorkerWorksUntilItIsStopped(t *testing.T) {
	s := newServiceWith(t, Options{Lease: 300 * time.Millisecond})
	_, err := s.automation.SetWebhook(t.Context(), "test", "http://127.0.0.1:1/none")
	must(t, err)
	must(t, s.automation.PutRetention(t.Context(), "test", automation.Retention{Keep: 1}))
	ticks, stop := s.Jobs().Watch()
	defer stop()
	ctx, end := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx) }()
	job, _, err := s.Start(t.Context(), Request{Params: Values{"n_estimators": 2}, By: "ana"})
	must(t, err)
	for {
		st, err := s.Jobs().Status(t.Context(), job.ID)
		must(t, err)
		if live, err := s.Live(); st.Job.State.Final() && err == nil && live.Model.ID == st.Job.ModelID && live.Report != nil {
			break
		}
		<-ticks
	}
	end()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	sent, err := s.store.Deliveries(t.Context(), 10)
	must(t, err)
	if len(sent) == 0 || sent[len(sent)-1].Event != automation.EventActivated || !strings.Contains(string(sent[len(sent)-1].Body), `"note":"made live: newly trained"`) {
		t.Errorf("sent: %+v", sent)
	}
	gathered := prometheus.NewRegistry()
	for _, c := range s.Collectors() {
		must(t, gathered.Register(c))
	}
	families, err := gathered.Gather()
	must(t, err)
	got := map[string]float64{}
	for _, f := range families {
		for _, m := range f.Metric {
			got[f.GetName()] += m.GetCounter().GetValue() + m.GetGauge().GetValue()
		}
	}
	live, err := s.Live()
	must(t, err)
	if got["olist_jobs_total"] != 1 || got["olist_live_model"] != float64(live.Model.Seq) || len(got) != 16 {
		t.Errorf("the metrics are %v", got)
	}
}

// A model goes through a file into another registry and forecasts the same
// there; what is no model file is refused, and so is what is there already.
func TestModelFilesGoFromOneToAnother(t *testing.T) {
	s := newService(t, nil)
	live := s.fewTrees(t)
	var file bytes.Buffer
	must(t, s.WriteModel(t.Context(), &file, live.Model.ID))
	if err := s.WriteModel(t.Context(), &file, "m99"); fault.CodeOf(err) != fault.CodeNotFound {
		t.Errorf("no model is written: %v", err)
	}
	whole := file.Bytes()
	for _, c := range []struct {
		file []byte
		code fault.Code
		key  string
	}{
		{whole, fault.CodeConflict, "model_file_twice"},
		{[]byte("{}"), fault.CodeInvalid, "model_file_other"},
		{append(bytes.Clone(whole), 'x'), fault.CodeInvalid, "model_file_sum"},
		{bytes.Replace(whole, []byte(`"program_version"`), []byte(`"program_versionx"`), 1), fault.CodeInvalid, "model_file_field"},
		{bytes.Replace(whole, []byte(`"train_from":"2017`), []byte(`"train_from":"2036`), 1), fault.CodeInvalid, "model_file_weeks"},
		{bytes.Replace(whole, []byte(`"duration_ns":`), []byte(`"duration_ns":-`), 1), fault.CodeInvalid, "model_file_row"},
	} {
		_, err := s.Upload(t.Context(), "ana", "", bytes.NewReader(c.file))
		f, ok := err.(*fault.Error)
		if !ok || f.Code != c.code || f.Message.Key != c.key {
			t.Errorf("%s: %v", c.key, err)
		}
	}
	other := newService(t, nil)
	m, err := other.Upload(t.Context(), "ben", "from the other shop", bytes.NewReader(whole))
	if err != nil || m.Kind != "upload" || m.Note != "from the other shop" || m.SHA256 != live.Model.SHA256 {
		t.Fatalf("%+v, %v", m, err)
	}
	there, err := other.Snapshot(t.Context(), m.ID)
	must(t, err)
	want, err := live.Forecast(store.TotalKey)
	must(t, err)
	got, err := there.Forecast(store.TotalKey)
	must(t, err)
	if got.Points[0].Value != want.Points[0].Value {
		t.Errorf("it forecasts %v there and %v here", got.Points[0], want.Points[0])
	}
	engine, err := other.Load(t.Context(), m.ID)
	if err != nil || engine.Config().Params.NEstimators != 5 {
		t.Errorf("it is loaded as %+v, %v", engine, err)
	}
	if _, err := other.Load(t.Context(), "m99"); fault.CodeOf(err) != fault.CodeNotFound {
		t.Errorf("no model is loaded: %v", err)
	}
	if _, err := other.Activate(t.Context(), m.ID, "ben", "try it"); err != nil {
		t.Error(err)
	}
	if again, err := other.Snapshot(t.Context(), m.ID); err != nil || again.Model.ID != m.ID {
		t.Errorf("the live one: %v", err)
	}
}

// An event changes what serves before PutEvent returns, and is taken back by
// DeleteEvent; a week is explained, and remembered so.
func TestEventsServeAnewAndWeeksAreExplained(t *testing.T) {
	s := newService(t, nil)
	before, err := s.Live()
	must(t, err)
	e, err := s.PutEvent(t.Context(), "ana", "", forecast.Event{Week: before.Data.To, Name: "a fair", Kind: forecast.KindOneOff, Shock: true})
	must(t, err)
	with, err := s.Live()
	must(t, err)
	if with.Version == before.Version || with.Trained() || !before.Trained() {
		t.Errorf("with the event %s serves, trained %v", with.Version, with.Trained())
	}
	if _, err := s.PutEvent(t.Context(), "ana", "", forecast.Event{Name: ""}); fault.CodeOf(err) != fault.CodeInvalid {
		t.Errorf("an event without a name: %v", err)
	}
	must(t, s.DeleteEvent(t.Context(), "ana", e.ID))
	if err := s.DeleteEvent(t.Context(), "ana", e.ID); fault.CodeOf(err) != fault.CodeNotFound {
		t.Errorf("deleted twice: %v", err)
	}
	after, err := s.Live()
	must(t, err)
	if after.Version != before.Version {
		t.Errorf("without it %s serves, before it was %s", after.Version, before.Version)
	}
	if after.Explained(store.TotalKey, 3) {
		t.Error("explained before anybody asked")
	}
	weeks, err := after.Explain(t.Context(), store.TotalKey, 3)
	if err != nil || len(weeks) != 3 || !after.Explained(store.TotalKey, 3) {
		t.Errorf("explained: %d weeks, %v", len(weeks), err)
	}
	for _, segment := range []string{"state:XX"} {
		_, errExplain := after.Explain(t.Context(), segment, 3)
		_, errData := after.Data.Segment(segment)
		if fault.CodeOf(errExplain) != fault.CodeNotFound || fault.CodeOf(errData) != fault.CodeNotFound {
			t.Errorf("%s: %v, %v", segment, errExplain, errData)
		}
	}
	if seg, err := after.Data.Segment(store.TotalKey); err != nil || seg.Key != store.TotalKey {
		t.Errorf("the total: %+v, %v", seg, err)
	}
}

// A database that is restored under the running program is taken over, once.
func TestARestoreIsTakenOver(t *testing.T) {
	s := newService(t, nil)
	shipped, err := s.Live()
	must(t, err)
	backup := filepath.Join(t.TempDir(), "backup.db")
	must(t, s.store.Backup(t.Context(), backup))
	s.fewTrees(t)
	if done, err := s.afterRestore(t.Context()); done || err != nil {
		t.Fatalf("before any restore: %v, %v", done, err)
	}
	_, err = store.Restore(t.Context(), "ana", s.store.Place(), backup, false)
	must(t, err)
	must(t, s.follow(t.Context()))
	live, err := s.Live()
	if err != nil || live.Model.ID != shipped.Model.ID {
		t.Errorf("the model of the backup does not serve: %v", err)
	}
	if done, err := s.afterRestore(t.Context()); done || err != nil {
		t.Errorf("and once more: %v, %v", done, err)
	}
}

// Sales that another process brings before there is any model are seen.
func TestFirstSalesFromElsewhereAreSeen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "olist.db")
	s := openService(t, path, nil)
	other := openStore(t, path, time.Now)
	batch, report, err := ingest.ReadWeekly(t.Context(), "sales.csv", strings.NewReader("week,revenue\n2024-01-01,100\n2024-01-08,110\n"), ingest.Options{})
	must(t, err)
	if !s.Unsold() {
		t.Error("there are sales in an empty database")
	}
	_, _, err = other.Import(t.Context(), store.NewImport{Kind: "weekly", Source: "sales.csv", Actor: "ana", Batch: batch, Report: report})
	must(t, err)
	must(t, s.follow(t.Context()))
	if s.Unsold() {
		t.Error("no sales are said to be there")
	}
}

// Why there is no model to answer with is said for what it is, with what to do.
func TestWhyNothingServes(t *testing.T) {
	s := newService(t, nil)
	s.live.Store(nil)
	for _, c := range []struct {
		unread, unsold bool
		want           message.Message
	}{
		{false, false, message.NoModelYet.With()}, {true, false, message.NoModelReadable.With()}, {false, true, message.NoSales.With()},
	} {
		s.setIdle(c.unread, c.unsold)
		_, err := s.Live()
		f, ok := err.(*fault.Error)
		if !ok || f.Code != fault.CodeUnavailable || f.Message.Key != c.want.Key || s.Unsold() != c.unsold {
			t.Errorf("unread %v, unsold %v: %v", c.unread, c.unsold, err)
		}
	}
	few := Few{Weeks: 20, Needed: 27}
	if err := few.Err(); fault.CodeOf(err) != fault.CodeUnavailable || !strings.Contains(err.Error(), "20 of the") {
		t.Errorf("too few weeks: %v", err)
	}
}

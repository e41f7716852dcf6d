package watch

import (
	"context"
	"log/slog"
	"path/filepath"
	"slices"
	"testing"

	"olist/forecast"
	"olist/store"
	"olist/store/testplace"
)

// TestStateArchivesAndTellsOnce on a database of its own: a version is archived
// once, an alarm is told when it begins and not again, nor by a program that
// starts anew; and a version that was not looked at yet is.
func TestStateArchivesAndTellsOnce(t *testing.T) {
	ctx := t.Context()
	st, err := testplace.Open(t, filepath.Join(t.TempDir(), "olist.db"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	sales := quiet()
	for k := 1; k <= 6; k++ {
		if err := st.KeepIssued(ctx, issuedAs(sales, k, 2)); err != nil {
			t.Fatal(err)
		}
	}
	var told []string
	open := func() *State {
		return &State{Store: st, Log: slog.New(slog.DiscardHandler), Tell: func(_ context.Context, a Alarm) { told = append(told, a.Code) }}
	}
	version := Version{ID: "m1-a", ModelID: "m1", Sales: sales, Promised: tenth, Inputs: func() ([]byte, error) { return []byte("inputs"), nil }, Forecast: func(segment string) forecast.Forecast {
		f := issuedAs(sales, 0, 1).Forecasts[0]
		f.Key = segment
		return f
	}}
	s := open()
	for _, again := range []*State{s, s, open()} {
		if err := again.Observe(ctx, version); err != nil {
			t.Fatal(err)
		}
	}
	if want := []string{"tracking", "error", "bands"}; !slices.Equal(told, want) {
		t.Errorf("told %v, want %v", told, want)
	}
	issued, err := st.IssuedBefore(ctx, sales.To+1, 50)
	if err != nil || len(issued) != 7 || issued[0].Cutoff != sales.To || len(issued[0].Forecasts) != len(sales.Series) || len(issued[0].Forecasts[0].Points) != Steps {
		t.Errorf("%d issued forecasts, %v", len(issued), err)
	}
	short := version
	short.ID, short.Sales.To = "m1-b", sales.To-8
	if r, err := s.Record(ctx, short); err != nil || r.Until != short.Sales.To {
		t.Errorf("another version until %v, %v", r.Until, err)
	}
	if r, err := s.Record(ctx, version); err != nil || !slices.Equal(codes(r), told) {
		t.Errorf("the version again: %v, %v", codes(r), err)
	}
}

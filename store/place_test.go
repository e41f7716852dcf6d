package store_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"olist/store"
)

// TestNoPasswordOfAPlaceIsSaid in logs of either form, in JSON, or in print.
func TestNoPasswordOfAPlaceIsSaid(t *testing.T) {
	at := store.Place{Name: "postgres://olist:hunter22@db.example.com:5432/olist?sslmode=require", Beside: "/tmp"}
	var said bytes.Buffer
	for _, h := range []slog.Handler{slog.NewJSONHandler(&said, nil), slog.NewTextHandler(&said, nil)} {
		slog.New(h).Info("serving", "database", at, "all", map[string]any{"at": at, "more": []store.Place{at}})
	}
	raw, err := json.Marshal(map[string]any{"database": at})
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(&said, "%s %v %+v %s", raw, at, at, at)
	if strings.Contains(said.String(), "hunter22") || strings.Count(said.String(), "db.example.com") < 6 {
		t.Error(&said)
	}
}

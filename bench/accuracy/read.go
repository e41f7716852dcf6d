package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"

	"olist/forecast"
	"olist/forecast/seriescsv"
	"olist/store"
	"olist/training"
)

// read takes a panel from a CSV file, or from a database of the program, of
// which a copy is opened.
func read(path string) forecast.Panel {
	f, err := os.Open(path)
	check(err)
	defer f.Close()
	if !strings.HasSuffix(path, ".db") {
		r, err := seriescsv.Read(context.Background(), f, seriescsv.Options{Drivers: driverNames()})
		check(err)
		return r.Panel
	}
	dir, err := os.MkdirTemp("", "accuracy-")
	check(err)
	defer os.RemoveAll(dir)
	copied, err := os.Create(filepath.Join(dir, "olist.db"))
	check(err)
	_, err = io.Copy(copied, f)
	check(err)
	check(copied.Close())
	s, err := store.Open(context.Background(), copied.Name(), store.Options{})
	check(err)
	defer s.Close()
	h, err := s.History(context.Background())
	check(err)
	return training.NewData(h).Panel
}

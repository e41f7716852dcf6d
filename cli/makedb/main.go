// Command makedb makes the database that the binary embeds: it imports the
// published order files, trains and evaluates the default model, and compacts
// the result. Apart from times (and the models' seals, which cover them) it
// makes the same bytes each time; with SOURCE_DATE_EPOCH set, in seconds, all
// times are that one, and every byte is the same.
//
//	go generate                                  # or:
//	go run ./cli/makedb -data DIR -out olist.db
package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"olist/cli"
	"olist/store"
)

func main() {
	data := flag.String("data", "../shared/data/olist", "folder with the published CSV files")
	out := flag.String("out", "olist.db", "file to make")
	flag.Parse()
	if err := run(context.Background(), *data, *out); err != nil {
		fmt.Fprintln(os.Stderr, "makedb:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, data, out string) error {
	dir, err := os.MkdirTemp(filepath.Dir(out), "makedb-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	clock, err := sourceClock()
	if err != nil {
		return err
	}
	db := filepath.Join(dir, "olist.db")
	step := func(args ...string) error {
		args = append([]string{"--db", db, "--log-level", "warn"}, args...)
		if code := cli.Run(ctx, args, cli.Env{In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Clock: clock}); code != 0 {
			return errors.New("a step failed; its message stands above")
		}
		return nil
	}
	if err := begin(ctx, db, clock); err != nil {
		return err
	}
	if err := step("import", data); err != nil {
		return err
	}
	if err := seedEvents(ctx, db, clock); err != nil {
		return err
	}
	if err := step("train", "--note", "shipped with the program"); err != nil {
		return err
	}
	if err := store.Compact(ctx, db); err != nil {
		return err
	}
	if err := pack(db, db+packed); err != nil {
		return err
	}
	return errors.Join(os.Rename(db, out), os.Rename(db+packed, out+packed))
}

// packed is added to the name of the database as the program embeds it.
const packed = ".gz"

// pack compresses a file, the same bytes each time.
func pack(from, to string) error {
	content, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return err
	}
	_, err = w.Write(content)
	return errors.Join(err, w.Close(), os.WriteFile(to, b.Bytes(), 0o644))
}

// begin makes the database here, since a command would make one of a shop that has
// no name yet: the sample's profile stands where there is none.
func begin(ctx context.Context, db string, clock func() time.Time) error {
	s, err := store.Open(ctx, db, store.Options{Clock: clock})
	if err != nil {
		return err
	}
	return errors.Join(s.ChangePassword(ctx, "", ""), s.Close())
}

// sourceClock stands still at SOURCE_DATE_EPOCH; nil, for the real time, where
// that is not set.
func sourceClock() (func() time.Time, error) {
	text := os.Getenv("SOURCE_DATE_EPOCH")
	if text == "" {
		return nil, nil
	}
	seconds, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return nil, fmt.Errorf("SOURCE_DATE_EPOCH: %w", err)
	}
	return func() time.Time { return time.Unix(seconds, 0) }, nil
}

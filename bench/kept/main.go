// Command kept makes a database with everything in it that people have in
// theirs, with a program that was built earlier, and writes down what that
// program answers about it. Tests of the server open the database with today's
// program and compare.
//
//	go run ./bench/kept -olist PROGRAM -out server/testdata/kept/NAME
//	go run ./bench/kept -small -olist PROGRAM -out cli/testdata/released/SCHEMA-COMMIT
//
// A small one has a little of everything; there is one of every schema.
//
// All is made up; there is nobody in it.
package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

func main() {
	binary := flag.String("olist", "", "the program, as it was built then")
	out := flag.String("out", "", "folder to write to")
	little := flag.Bool("small", false, "a few weeks and a little of everything")
	flag.Parse()
	do := run
	if *little {
		do = runSmall
	}
	if err := do(*binary, *out); err != nil {
		fmt.Fprintln(os.Stderr, "kept:", err)
		os.Exit(1)
	}
}

func run(binary, out string) error {
	dir, err := os.MkdirTemp("", "olist-kept-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	d := &desk{binary: binary, db: filepath.Join(dir, "olist.db"), dir: dir}
	for _, part := range []func(*desk) error{beginning, imports, plans, registry, automation, people, cutOff} {
		if err := part(d); err != nil {
			d.kill()
			return fmt.Errorf("%w\n%s", err, d.log.String())
		}
	}
	version, err := d.output("version")
	if err != nil {
		return err
	}
	// The file as it lies after the kill, its log of writes folded in by
	// `olist backup`: the job is still marked as running.
	database := filepath.Join(dir, "kept.db")
	if err := d.command(nil, "backup", database); err != nil {
		return err
	}
	at := time.Now()
	answers, err := record(d, database)
	if err != nil {
		return err
	}
	raw, err := json.MarshalIndent(kept{Program: strings.TrimSpace(version), At: at.UnixMilli(), Token: d.token, Revoked: d.revoked, CutOff: d.job, Answers: answers}, "", " ")
	if err != nil {
		return err
	}
	file, err := os.ReadFile(database)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	for name, content := range map[string][]byte{"olist.db.gz": file, "answers.json.gz": raw} {
		if err := writeZipped(filepath.Join(out, name), content); err != nil {
			return err
		}
	}
	return nil
}

// kept is what answers.json.gz holds.
type kept struct {
	Program string   `json:"program"`
	At      int64    `json:"at"`      // when the answers were given, epoch milliseconds
	Token   string   `json:"token"`   // opens the door
	Revoked string   `json:"revoked"` // does not
	CutOff  string   `json:"cut_off"` // id of the job that was running when the program was killed
	Answers []answer `json:"answers"`
}

type answer struct {
	Address string `json:"address"`
	Status  int    `json:"status"`
	Type    string `json:"type"`
	Body    string `json:"body"`
}

func writeZipped(file string, content []byte) error {
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return err
	}
	if _, err := z.Write(content); err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return err
	}
	return os.WriteFile(file, b.Bytes(), 0o644)
}

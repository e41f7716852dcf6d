// Command parity trains, reads and writes models for run.py, which holds them
// against XGBoost's own.
package main

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"flag"
	"log"
	"math"
	"os"

	"olist/gbt"
)

// files are little-endian float32, row by row.
type request struct {
	Params  json.RawMessage `json:"params"`
	Cols    int             `json:"cols"`
	TrainX  string          `json:"train_x"`
	TrainY  string          `json:"train_y"`
	TrainW  string          `json:"train_w"` // "" for none
	TestX   string          `json:"test_x"`
	Theirs  string          `json:"theirs"` // XGBoost's model, to read
	Ours    string          `json:"ours"`   // our model, to write
	Answers string          `json:"answers"`
}

type answers struct {
	Ours    []float32 `json:"ours"`    // predictions of our model
	Theirs  []float32 `json:"theirs"`  // predictions of theirs, read by us
	Contrib []float64 `json:"contrib"` // contributions in theirs
	Train   float64   `json:"train"`   // our metric on the training set, last round
}

func main() {
	log.SetFlags(0)
	flag.Parse()
	var q request
	b, err := os.ReadFile(flag.Arg(0))
	check(err)
	check(json.Unmarshal(b, &q))
	p := gbt.DefaultParams()
	check(json.Unmarshal(q.Params, &p))
	d := gbt.Dataset{X: matrix(q.TrainX, q.Cols), Y: floats(q.TrainY)}
	if q.TrainW != "" {
		d.Weight = floats(q.TrainW)
	}
	test := matrix(q.TestX, q.Cols)

	var a answers
	m, err := gbt.Train(context.Background(), p, d, gbt.WithProgress(func(r gbt.Round) { a.Train = r.Train }))
	check(err)
	out, err := os.Create(q.Ours)
	check(err)
	check(m.WriteXGBoost(out))
	check(out.Close())
	a.Ours = make([]float32, test.Rows)
	check(m.Predict(test, a.Ours))

	in, err := os.Open(q.Theirs)
	check(err)
	theirs, err := gbt.ReadXGBoost(in)
	check(err)
	check(in.Close())
	a.Theirs = make([]float32, test.Rows)
	check(theirs.Predict(test, a.Theirs))
	row := make([]float64, q.Cols+1)
	for i := range test.Rows {
		theirs.Contributions(test.Row(i), row)
		a.Contrib = append(a.Contrib, row...)
	}
	text, err := json.Marshal(a)
	check(err)
	check(os.WriteFile(q.Answers, text, 0o644))
}

func floats(path string) []float32 {
	b, err := os.ReadFile(path)
	check(err)
	v := make([]float32, len(b)/4)
	for i := range v {
		v[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
	}
	return v
}

func matrix(path string, cols int) gbt.Matrix {
	v := floats(path)
	return gbt.Matrix{Data: v, Rows: len(v) / cols, Cols: cols}
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

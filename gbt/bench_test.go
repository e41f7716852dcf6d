package gbt

import (
	"context"
	"testing"
)

func benchModel(b *testing.B, trees, depth int) (*Model, Dataset) {
	b.Helper()
	d := friedman(20_000, 30, 1)
	p := DefaultParams()
	p.NEstimators, p.MaxDepth, p.LearningRate = trees, depth, 0.1
	m, err := Train(context.Background(), p, d)
	if err != nil {
		b.Fatal(err)
	}
	return m, d
}

func BenchmarkPredictRow(b *testing.B) {
	m, d := benchModel(b, 100, 6)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		m.PredictRow(d.X.Row(i % d.X.Rows))
	}
}

func BenchmarkPredictBatch(b *testing.B) {
	m, d := benchModel(b, 100, 6)
	out := make([]float32, d.X.Rows)
	for b.Loop() {
		m.margins(d.X, out, 1)
	}
	b.ReportMetric(float64(b.N)*float64(d.X.Rows)/b.Elapsed().Seconds(), "rows/s")
}

func BenchmarkContributions(b *testing.B) {
	m, d := benchModel(b, 100, 6)
	out := make([]float64, m.Features()+1)
	for b.Loop() {
		m.Contributions(d.X.Row(0), out)
	}
}

package gbt_test

import (
	"bytes"
	"context"
	"fmt"

	"olist/gbt"
)

// A step at 3 is learnt from six rows.
func ExampleTrain() {
	p := gbt.DefaultParams()
	p.NEstimators, p.RegLambda = 50, 0
	d := gbt.Dataset{
		X: gbt.Matrix{Data: []float32{1, 2, 2.5, 3.5, 4, 5}, Rows: 6, Cols: 1},
		Y: []float32{10, 10, 10, 20, 20, 20},
	}
	m, err := gbt.Train(context.Background(), p, d)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.2f %.2f\n", m.PredictRow([]float32{2.9}), m.PredictRow([]float32{3.1}))
	// Output: 10.00 20.00
}

// A bad parameter is named, with its bounds.
func ExampleParams_Validate() {
	p := gbt.DefaultParams()
	p.LearningRate = -1
	fmt.Println(p.Validate())
	// Output: learning_rate is -1: must be above 0 and at most 1
}

// Contributions add up to the prediction; the last one is the mean.
func ExampleModel_Contributions() {
	p := gbt.DefaultParams()
	p.NEstimators, p.LearningRate, p.RegLambda, p.MaxDepth = 1, 1, 0, 2
	d := gbt.Dataset{
		X: gbt.Matrix{Data: []float32{0, 0, 0, 1, 1, 0, 1, 1}, Rows: 4, Cols: 2},
		Y: []float32{0, 2, 10, 12},
	}
	m, err := gbt.Train(context.Background(), p, d)
	if err != nil {
		fmt.Println(err)
		return
	}
	out := make([]float64, m.Features()+1)
	m.Contributions([]float32{1, 0}, out)
	fmt.Printf("%.1f: first %+.1f, second %+.1f, mean %.1f\n", m.PredictRow([]float32{1, 0}), out[0], out[1], out[2])
	// Output: 10.0: first +5.0, second -1.0, mean 6.0
}

// A model goes to XGBoost and comes back.
func ExampleModel_WriteXGBoost() {
	p := gbt.DefaultParams()
	p.NEstimators = 3
	d := gbt.Dataset{X: gbt.Matrix{Data: []float32{1, 2, 3, 4}, Rows: 4, Cols: 1}, Y: []float32{1, 2, 3, 4}}
	m, err := gbt.Train(context.Background(), p, d)
	if err != nil {
		fmt.Println(err)
		return
	}
	var file bytes.Buffer
	if err := m.WriteXGBoost(&file); err != nil {
		fmt.Println(err)
		return
	}
	back, err := gbt.ReadXGBoost(&file)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(back.Trees(), back.PredictRow([]float32{2}) == m.PredictRow([]float32{2}))
	// Output: 3 true
}

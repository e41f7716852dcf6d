package training

import (
	"olist/forecast/backtest"
	"olist/forecast/baseline/golearn"
)

// Challengers are what the engine is held against in every evaluation.
func Challengers() []backtest.Challenger {
	return append(backtest.Challengers(),
		backtest.Challenger{Name: "cart", Label: "golearn CART", Method: golearn.CART, Slow: true},
		backtest.Challenger{Name: "knn", Label: "golearn KNN", Method: golearn.KNN, Slow: true})
}

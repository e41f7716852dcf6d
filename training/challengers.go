package training

import "olist/forecast"

// Challengers are what the engine is held against in every evaluation.
func Challengers() []forecast.Challenger {
	return append(forecast.Challengers(),
		forecast.Challenger{Name: "cart", Label: "golearn CART", Method: forecast.GolearnCART, Slow: true},
		forecast.Challenger{Name: "knn", Label: "golearn KNN", Method: forecast.GolearnKNN, Slow: true})
}

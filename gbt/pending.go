// Package gbt: placeholder so that the other rooms compile; the trees' first commit deletes this file.
package gbt

// Params of a training.
type Params struct {
	NEstimators     int     `json:"n_estimators"`
	LearningRate    float64 `json:"learning_rate"`
	MaxDepth        int     `json:"max_depth"`
	MinChildWeight  float64 `json:"min_child_weight"`
	RegLambda       float64 `json:"reg_lambda"`
	RegAlpha        float64 `json:"reg_alpha"`
	Gamma           float64 `json:"gamma"`
	Subsample       float64 `json:"subsample"`
	ColsampleByTree float64 `json:"colsample_bytree"`
	MaxBin          int     `json:"max_bin"`
	RandomState     int64   `json:"random_state"`
}

package forecast

// Member is one member of the combination.
type Member struct {
	Name   string  `json:"name"`
	Label  string  `json:"label"`  // "trees on change against the 13-week level, absolute error, damped"
	Weight float64 `json:"weight"` // mean share over steps and series, 0..1
	// Weights are its mean shares over the steps, 0..1, by class: series of two
	// years or more, shorter ones, shares in a sum.
	Weights [classes]float64 `json:"weights"`
	Error   Figure           `json:"error"` // mean absolute error on the rolling origins inside the training part, in units of scale
	Trees   int              `json:"trees"` // number of trees; 0 where it has none
}

// Choice is how a model combines its members, and why.
type Choice struct {
	Summary string   `json:"summary"` // one sentence for people
	Because string   `json:"because"` // the figures that decided
	Members []Member `json:"members"`
	Season  float64  `json:"season"` // share of last year's shape that is laid on; 0 where the trees know the year
}

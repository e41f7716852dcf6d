package gbt

// Option changes how [Train] works, not what the parameters mean.
type Option func(*options)

type options struct {
	validation *Dataset
	progress   func(Round)
	init       *Model
	threads    int
	names      []string
}

// WithValidation evaluates every round on d; early_stopping_rounds needs it.
func WithValidation(d Dataset) Option { return func(o *options) { o.validation = &d } }

// WithProgress calls report after every tree, from Train's own goroutine.
func WithProgress(report func(Round)) Option { return func(o *options) { o.progress = report } }

// WithInit continues from a model: its trees stay, n_estimators more follow.
func WithInit(m *Model) Option { return func(o *options) { o.init = m } }

// WithThreads bounds the number of goroutines; 0 means GOMAXPROCS. The result
// does not depend on it.
func WithThreads(n int) Option { return func(o *options) { o.threads = n } }

// WithFeatureNames names the columns; the model keeps the names.
func WithFeatureNames(names []string) Option { return func(o *options) { o.names = names } }

// Round is the state of training after a tree.
type Round struct {
	Tree       int     // trees grown so far
	Trees      int     // trees asked for
	Metric     string  // XGBoost's name of the objective's metric
	Train      float64 // metric on the training set
	Validation float64 // metric on the validation set; NaN without one
}

package jobs

import "olist/views/ui"

// Retrain is the page that starts a training.
type Retrain struct {
	ui.Frame
	Form ParamForm
	Job  Job // the running one, or the latest; zero where there is none
}

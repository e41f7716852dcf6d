package jobs

import "olist/views/ui"

// Admin is the page that starts a training.
type Admin struct {
	ui.Frame
	Form ParamForm
	Job  Job // the running one, or the latest; zero where there is none
}

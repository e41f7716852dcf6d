package views

// Admin is the page that starts a training.
type Admin struct {
	Frame
	Form ParamForm
	Job  Job // the running one, or the latest; zero where there is none
}

package jobs

import (
	"olist/views/ui"
)

// Search is the page that looks for good parameters.
type Search struct {
	ui.Frame
	Holdout                                    int // last weeks that no trial sees
	Trials, Minutes, Seed                      string
	TrialsProblem, MinutesProblem, SeedProblem string
	TrialsMost, MinutesMost                    int
	Space                                      []SpaceRow
	Job                                        Job // the latest search; zero where there was none
}

// SpaceRow is where the search looks for one parameter.
type SpaceRow struct {
	Name, From, To string
	Log            bool
}

// BoardRow is one line of a search's leaderboard.
type BoardRow struct {
	Number  int // 0 is the parameters that answered when it began
	Params  [][2]string
	Origins int
	WAPE    float64
}

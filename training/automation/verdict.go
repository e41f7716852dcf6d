package automation

import (
	"encoding/json"
	"math"
	"strings"

	"olist/forecast"
	"olist/message"
)

// Decision is what becomes of a newly trained model.
type Decision string

// The decisions of a Verdict.
const (
	MadeLive    Decision = "made_live"
	Refused     Decision = "refused"       // by its figures
	NotMadeLive Decision = "not_made_live" // without any
)

// The reasons of a Verdict.
const (
	ByMode       = "mode"         // the policy's mode asks for no figures
	ByError      = "error"        // Candidate was held against Live
	Incomparable = "incomparable" // the backtest gives no error on the total
	TooFewWeeks  = "too_few_weeks"
)

// Verdict is what the policy decided of a newly trained model, and by which
// figures. It is stored with the job.
type Verdict struct {
	Decision    Decision        `json:"decision"`
	Reason      string          `json:"reason"`
	Candidate   forecast.Figure `json:"candidate_wape"`  // on the total, 0.1 is ten percent; 0 where nothing was measured, null where nothing was sold
	Live        forecast.Figure `json:"live_wape"`       // of the model that was live
	Tolerance   float64         `json:"tolerance"`       // the policy's MaxWorse
	Weeks       int             `json:"weeks,omitempty"` // that there are, where they are too few
	WeeksNeeded int             `json:"weeks_needed,omitempty"`
}

// ByItsMode is the verdict of a policy that asks for no figures: of one that
// leaves the decision to a person, or where there is nothing to hold against.
func (p Policy) ByItsMode() Verdict {
	if p.Mode == PromoteManual {
		return Verdict{Decision: NotMadeLive, Reason: ByMode}
	}
	return Verdict{Decision: MadeLive, Reason: ByMode}
}

// Unmeasured is the verdict where there are fewer weeks than a backtest needs.
func (p Policy) Unmeasured(weeks, needed int) Verdict {
	return Verdict{Decision: NotMadeLive, Reason: TooFewWeeks, Tolerance: p.MaxWorse, Weeks: weeks, WeeksNeeded: needed}
}

// Judge holds a candidate's WAPE on the total against that of the live model.
func (p Policy) Judge(candidate, live float64) Verdict {
	v := Verdict{Decision: Refused, Reason: ByError, Candidate: forecast.Figure(candidate), Live: forecast.Figure(live), Tolerance: p.MaxWorse}
	switch {
	case math.IsNaN(candidate) || math.IsNaN(live): // where nothing was sold in the weeks that judge
		v.Reason = Incomparable
	case candidate <= v.limit():
		v.Decision = MadeLive
	}
	return v
}

// limit is the highest WAPE that the policy takes.
func (v Verdict) limit() float64 { return float64(v.Live) * (1 + v.Tolerance/100) }

// Message words the verdict; the zero Verdict says nothing.
func (v Verdict) Message() message.Message {
	percent := func(ratio float64) message.Percent { return message.Percent{Ratio: ratio, Decimals: 2} }
	switch {
	case v.Reason == ByMode && v.Decision == MadeLive:
		return message.VerdictNew.With()
	case v.Reason == ByMode:
		return message.VerdictByHand.With()
	case v.Reason == TooFewWeeks:
		return message.VerdictFew.With(v.Weeks, v.WeeksNeeded)
	case v.Reason == Incomparable:
		return message.VerdictIncomparable.With()
	case v.Reason == ByError && v.Decision == MadeLive:
		return message.VerdictGood.With(percent(float64(v.Candidate)), percent(float64(v.Live)), percent(v.limit()))
	case v.Reason == ByError:
		return message.VerdictWorse.With(percent(float64(v.Candidate)), percent(float64(v.Live)), percent(v.limit()))
	}
	return message.Message{}
}

// ReadVerdict words what a job's row holds; nothing where the policy decided
// nothing.
func ReadVerdict(row json.RawMessage) message.Message {
	var v Verdict
	if json.Unmarshal(row, &v) != nil {
		return message.Message{}
	}
	return v.Message()
}

// IsOldVerdict tells the line by which a job's log said what the policy had
// decided, before a job's row held it: to be shown as it is.
func IsOldVerdict(line message.Message) bool {
	if !line.IsProse() {
		return false
	}
	for _, begin := range []string{"made live: ", "refused: ", "not made live: "} {
		if strings.HasPrefix(line.String(), begin) {
			return true
		}
	}
	return false
}

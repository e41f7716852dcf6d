package forecast

import (
	"cmp"
	"olist/message"
	"slices"
	"strings"
)

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
	Summary string   `json:"summary"` // in English, for programs: the first of Reasons
	Because string   `json:"because"` // and the rest of them
	Members []Member `json:"members"`
	Season  float64  `json:"season"` // weight of last year's seasonal index; 0 where the trees know the year
	// Reference is what the trees learn the change against; Classes are those
	// that the panel had series of, by their names. Empty in what an earlier
	// version wrote: then words are all there is.
	Reference string   `json:"reference,omitempty"`
	Classes   []string `json:"classes,omitempty"`
}

// classNames are the classes in a Choice.
var classNames = [classes]string{"long", "short", "share"}

// MemberName is a member's name for people, by its stable one; what an earlier
// version wrote where it had another.
func (c Choice) MemberName(m Member) message.Message {
	switch m.Name {
	case "trees":
		return message.MemberTrees.With(c.reference())
	case "trees_damped":
		return message.MemberTreesDamped.With(c.reference())
	case "level_8":
		return message.MemberMean.With(8)
	case "level_13":
		return message.MemberMean.With(13)
	case "median_13":
		return message.MemberMedian.With(13)
	case "level_20":
		return message.MemberMean.With(20)
	case "smoothing":
		return message.MemberSmoothing.With(message.Number{Value: .2, Decimals: 1})
	case "damped_ets":
		return message.MemberDampedTrend.With()
	case "theta":
		return message.MemberTheta.With()
	case "last_value":
		return message.MemberLastValue.With()
	case "seasonal_naive":
		return message.MemberSeasonalNaive.With()
	case "seasonal_level":
		return message.MemberSeasonalLevel.With()
	case "seasonal_ridge":
		return message.MemberSeasonalRidge.With()
	case directMember:
		return message.MemberTreesDirect.With()
	case "croston":
		return message.MemberCroston.With()
	case "tsb":
		return message.MemberTSB.With()
	}
	return message.Prose(m.Label)
}

func (c Choice) reference() message.Message {
	switch reference(c.Reference) {
	case refLast:
		return message.ReferenceLast.With()
	case refLevel:
		return message.ReferenceLevel.With(13)
	}
	return message.Prose(c.Reference)
}

// Reasons is how the members are combined, and the figures that decided, a
// sentence each.
func (c Choice) Reasons() []message.Message {
	if len(c.Members) == 0 || c.Reference == "" {
		return slices.DeleteFunc([]message.Message{message.Prose(c.Summary), message.Prose(c.Because)}, message.Message.IsZero)
	}
	best := slices.MinFunc(c.Members, func(a, b Member) int { return cmp.Compare(a.Error, b.Error) })
	two := func(f Figure) message.Number { return message.Number{Value: float64(f), Decimals: 2} }
	out := []message.Message{message.ChoiceBest.With(c.MemberName(best), two(best.Error), two(c.Members[0].Error))}
	if how := c.combination(); !how.IsZero() {
		out = slices.Insert(out, 0, how)
	}
	if c.Season > 0 {
		out = append(out, message.ChoiceShape.With(message.Percent{Ratio: c.Season}))
	}
	return out
}

// combination is what the trees carry of the forecasts, by class.
func (c Choice) combination() message.Message {
	var trees [classes]float64
	for _, x := range c.Members {
		for k, w := range x.Weights {
			if x.Trees > 0 {
				trees[k] += w
			}
		}
	}
	names := [classes]message.Message{message.ClassLong.With(), message.ClassShort.With(), message.ClassShare.With()}
	var share []message.Percent
	var class []message.Message
	for k, name := range classNames {
		if slices.Contains(c.Classes, name) {
			share, class = append(share, message.Percent{Ratio: trees[k]}), append(class, names[k])
		}
	}
	switch len(share) {
	case 1:
		return message.ChoiceOne.With(c.reference(), share[0], class[0])
	case 2:
		return message.ChoiceTwo.With(c.reference(), share[0], class[0], share[1], class[1])
	case 3:
		return message.ChoiceThree.With(c.reference(), share[0], share[1], share[2])
	}
	return message.Message{}
}

// word keeps the English words beside the figures.
func (c *Choice) word() {
	for i, m := range c.Members {
		c.Members[i].Label = c.MemberName(m).String()
	}
	said := make([]string, 0, 3)
	for _, m := range c.Reasons() {
		said = append(said, m.String())
	}
	c.Summary, c.Because = said[0], strings.Join(said[1:], " ")
}

// restored is the choice of a model that an earlier version wrote, which had
// words for the reference of its forest and the classes of its panel.
func (c Choice) restored(ref reference) Choice {
	if c.Reference != "" || c.Summary == "" {
		return c
	}
	c.Reference = string(ref)
	for k, class := range []message.M0{message.ClassLong, message.ClassShort, message.ClassShare} {
		if strings.Contains(c.Summary, "of the forecasts of "+class.With().String()) {
			c.Classes = append(c.Classes, classNames[k])
		}
	}
	return c
}

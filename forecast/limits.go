package forecast

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"

	"olist/gbt"
)

// Limits of an encoded model, kept before there is room made for what it holds.
// Trees have those of package gbt besides.
const (
	settingsMost = 64 << 20                       // bytes of the settings
	encodedMost  = settingsMost + 36*gbt.MaxNodes // bytes of it all
	treesMost    = 10_000                         // of a forest
	columnsMost  = 2048                           // features laid out: maxLags changes, and the rest
	seriesMost   = 1 << 16                        // of which something is known
	effectsMost  = 1 << 20                        // of events
	membersMost  = 64                             // of the combination
	spreadsMost  = 2                              // forests that tell widths
	depthMost    = 8                              // of the settings' nesting
	quantileMost = 1e100                          // of bands, in widths
	varianceMost = 1e200                          // of a series' errors
	recordMost   = 1000                           // of a logarithm in a series' record
)

// listLimits is how long each list of the settings may be. What the settings
// do not know is skipped over.
var listLimits = map[string]int{
	"config.params.monotone_constraints": columnsMost,
	"forest.columns":                     columnsMost,
	"weights":                            int(classes),
	"weights[]":                          len(stepBins),
	"weights[][]":                        membersMost,
	"bands.point":                        MaxHorizon,
	"bands.point[]":                      len(bandLevels),
	"bands.total":                        MaxHorizon,
	"bands.total[]":                      len(bandLevels),
	"effects":                            effectsMost,
	"series":                             seriesMost,
	"choice.members":                     membersMost,
	"choice.members[].weights":           int(classes),
	"spread":                             spreadsMost,
}

// checkLists walks through settings and refuses a list that is too long, or a
// name that is not plain: to encoding/json other letters may be equal.
func checkLists(settings []byte) error {
	d := json.NewDecoder(bytes.NewReader(settings))
	return checkValue(d, "", 0)
}

func checkValue(d *json.Decoder, path string, depth int) error {
	token, err := d.Token()
	if err != nil {
		return err
	}
	open, nested := token.(json.Delim)
	if !nested {
		return nil
	}
	if depth == depthMost {
		return fmt.Errorf("%s is nested too deep", path)
	}
	most, known := listLimits[path]
	for n := 0; d.More(); n++ {
		below := path + "[]"
		if open == '[' && known && n == most {
			return fmt.Errorf("%s has more than %d entries", path, most)
		}
		if open == '{' {
			if below, err = nameBelow(d, path); err != nil {
				return err
			}
		}
		if err := checkValue(d, below, depth+1); err != nil {
			return err
		}
	}
	_, err = d.Token() // the closing one
	return err
}

// nameBelow reads the name of a field of the object at path.
func nameBelow(d *json.Decoder, path string) (string, error) {
	token, err := d.Token()
	if err != nil {
		return "", err
	}
	name, _ := token.(string) // an object's keys are strings
	if strings.ContainsFunc(name, func(r rune) bool { return r > 127 }) {
		return "", fmt.Errorf("%q is no field of %s", name, path)
	}
	return strings.TrimPrefix(path+"."+strings.ToLower(name), "."), nil
}

// sound reports whether all tables have their sizes and their numbers make
// sense: a model may come from anywhere.
func (m *Model) sound() bool {
	for _, w := range m.weights {
		if len(w) != len(stepBins) {
			return false
		}
		for _, share := range w {
			if len(share) != len(m.members) || !within(share, 0, 1+1e-9) {
				return false
			}
		}
	}
	for _, rows := range [][][]float64{m.bands.Point, m.bands.Total} {
		if len(rows) != MaxHorizon {
			return false
		}
		for _, row := range rows {
			if len(row) != len(bandLevels) || !slices.IsSorted(row) || !within(row, 0, quantileMost) {
				return false
			}
		}
	}
	f := m.forest
	for i, c := range f.Columns { // as they are laid out, each once
		if c < 0 || c >= f.layout.len() || i > 0 && c <= f.Columns[i-1] {
			return false
		}
	}
	return (f.Reference == refLast || f.Reference == refLevel) && within([]float64{m.season}, -1, 1) &&
		m.soundSeries() && m.soundEffects()
}

func (m *Model) soundSeries() bool {
	for i, s := range m.series {
		if i > 0 && s.Key <= m.series[i-1].Key {
			return false // they are searched by halves
		}
		if !within([]float64{s.Own}, -recordMost, recordMost) || !within([]float64{s.Count, s.Variance}, 0, varianceMost) {
			return false
		}
	}
	return true
}

func (m *Model) soundEffects() bool {
	for _, e := range m.effects {
		if e.Lead < 0 || e.Lead > leads || !within([]float64{e.Log}, -effectBound, effectBound) {
			return false
		}
	}
	return true
}

func within(x []float64, low, high float64) bool {
	for _, v := range x {
		if !(v >= low && v <= high) {
			return false
		}
	}
	return true
}

// checkTrees refuses trees that do not belong to so many columns, are too many,
// or could predict what is no number.
func checkTrees(m *gbt.Model, columns int) error {
	switch {
	case m.Features() != columns:
		return fmt.Errorf("trees of %d columns, not %d", m.Features(), columns)
	case m.Trees() > treesMost:
		return fmt.Errorf("%d trees, more than %d", m.Trees(), treesMost)
	case !(m.Bound() <= math.MaxFloat32):
		return fmt.Errorf("trees that predict up to %g", m.Bound())
	}
	return nil
}

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

// Limits of an encoded model, checked before memory is allocated for it.
// Package gbt checks those of the trees.
const (
	maxSettings     = 64 << 20                      // bytes of the settings
	maxEncoded      = maxSettings + 36*gbt.MaxNodes // bytes of it all
	maxTrees        = 10_000                        // of a forest
	maxColumns      = 2048                          // of the feature layout
	maxSeries       = 1 << 16                       // with a fit of their own
	maxEffects      = 1 << 20                       // of events
	maxMembers      = 64                            // of the combination
	maxWidthForests = 2                             // forests of the width model
	maxDepth        = 8                             // of nesting in the settings
	maxQuantile     = 1e100                         // of a band, in widths
	maxVariance     = 1e200                         // of a series' residuals
	maxLogError     = 1000                          // of the logarithm of a series' relative error
)

// listLimits is the most entries of each list in the settings, by JSON path.
// Fields that the settings do not have are ignored.
var listLimits = map[string]int{
	"config.params.monotone_constraints": maxColumns,
	"forest.columns":                     maxColumns,
	"weights":                            int(classes),
	"weights[]":                          len(stepBins),
	"weights[][]":                        maxMembers,
	"mean.weights":                       int(classes),
	"mean.weights[]":                     len(stepBins),
	"mean.weights[][]":                   maxMembers,
	"mean.ratios":                        int(classes),
	"mean.ratios[]":                      sparsities,
	"mean.ratios[][]":                    len(stepBins),
	"bands.point":                        MaxHorizon,
	"bands.point[]":                      len(bandLevels),
	"bands.below":                        len(bandLevels),
	"bands.above":                        len(bandLevels),
	"bands.total":                        MaxHorizon,
	"bands.total[]":                      len(bandLevels),
	"effects":                            maxEffects,
	"drivers.names":                      MaxDrivers,
	"drivers.shapes":                     MaxDrivers,
	"drivers.shapes[].knots":             shapeValues,
	"drivers.shapes[].logs":              shapeValues,
	"drivers.shapes[].drawn":             driverGroups,
	"drivers.shapes[].drawn[]":           shapeValues,
	"drivers.shapes[].change.knots":      changeValues,
	"drivers.shapes[].change.logs":       changeValues,
	"drivers.shapes[].change.drawn":      driverGroups,
	"drivers.shapes[].change.drawn[]":    changeValues,
	"drivers.parts":                      MaxDrivers,
	"drivers.parts[].knots":              shapeValues,
	"drivers.parts[].logs":               shapeValues,
	"drivers.parts[].drawn":              driverGroups,
	"drivers.parts[].drawn[]":            shapeValues,
	"drivers.parts[].change.knots":       changeValues,
	"drivers.parts[].change.logs":        changeValues,
	"drivers.parts[].change.drawn":       driverGroups,
	"drivers.parts[].change.drawn[]":     changeValues,
	"drivers.closed":                     MaxDrivers,
	"drivers.closed[]":                   maxClosing,
	"drivers.own":                        maxSeries,
	"drivers.own[].factors":              MaxDrivers,
	"drivers.own[].errors":               MaxDrivers,
	"series":                             maxSeries,
	"choice.members":                     maxMembers,
	"choice.members[].weights":           int(classes),
	"choice.classes":                     int(classes),
	"spread":                             maxWidthForests,
}

// checkLists walks through the settings and refuses a list that is too long, or
// a field name outside ASCII: encoding/json would fold some of these on to a
// known one.
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
	if depth == maxDepth {
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

// sound reports whether all tables have their sizes and all numbers are within
// bounds: a model may come from anywhere.
func (m *Model) sound() bool {
	if !soundWeights(m.weights, len(m.members)) {
		return false
	}
	if !m.soundMean() {
		return false
	}
	levels := len(bandLevels)
	if len(m.bands.Point) > 0 && len(m.bands.Point[0]) == oldBandLevels {
		levels = oldBandLevels
	}
	for _, rows := range [][][]float64{m.bands.Point, m.bands.Total} {
		if len(rows) != MaxHorizon {
			return false
		}
		for _, row := range rows {
			if len(row) != levels || !slices.IsSorted(row) || !within(row, 0, maxQuantile) {
				return false
			}
		}
	}
	for _, sides := range [][]float64{m.bands.Below, m.bands.Above} {
		if len(sides) != 0 && len(sides) != levels || len(sides) != len(m.bands.Below) || !within(sides, 0, maxQuantile) {
			return false
		}
	}
	f := m.forest
	for i, c := range f.Columns { // ascending, each once
		if c < 0 || c >= f.layout.len() || i > 0 && c <= f.Columns[i-1] {
			return false
		}
	}
	return (f.Reference == refLast || f.Reference == refLevel) && within([]float64{m.season}, -1, 1) &&
		m.soundSeries() && m.soundEffects() && m.drivers.sound()
}

func (m *Model) soundMean() bool {
	if m.mean == nil {
		return true
	}
	if r := m.mean.Rare; r != nil && !within([]float64{r.Croston}, 0, 1) {
		return false
	}
	for _, groups := range m.mean.Ratios {
		for _, bins := range groups {
			if len(bins) != len(stepBins) || !within(bins, 1/maxMeanRatio, maxMeanRatio) {
				return false
			}
		}
	}
	return soundWeights(m.mean.Weights, len(m.members))
}

func soundWeights(all [classes]weights, members int) bool {
	for _, w := range all {
		if len(w) != len(stepBins) {
			return false
		}
		for _, share := range w {
			if len(share) != members || !within(share, 0, 1+1e-9) {
				return false
			}
		}
	}
	return true
}

func (m *Model) soundSeries() bool {
	for i, s := range m.series {
		if i > 0 && s.Key <= m.series[i-1].Key {
			return false // looked up by binary search
		}
		if !within([]float64{s.LogError}, -maxLogError, maxLogError) || !within([]float64{s.Errors, s.Variance}, 0, maxVariance) {
			return false
		}
	}
	return true
}

func (m *Model) soundEffects() bool {
	for _, e := range m.effects {
		if e.Lead < 0 || e.Lead > leads || !within([]float64{e.Log}, -maxEffect, maxEffect) || !within([]float64{e.Doubt}, 0, maxEffect) {
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

// checkTrees refuses trees over another number of columns, too many of them,
// and leaves whose sum could overflow a float32.
func checkTrees(m *gbt.Model, columns int) error {
	switch {
	case m.Features() != columns:
		return fmt.Errorf("trees of %d columns, not %d", m.Features(), columns)
	case m.Trees() > maxTrees:
		return fmt.Errorf("%d trees, more than %d", m.Trees(), maxTrees)
	case !(m.Bound() <= math.MaxFloat32):
		return fmt.Errorf("trees that predict up to %g", m.Bound())
	}
	return nil
}

package forecast

import "math"

// Figures of series of any unit are rounded to hundredths, as amounts of money
// are; finer where a series is small.
const (
	figureUnit   = 100   // per unit
	figureDigits = 1e6   // of the largest figure, in the place that is rounded to
	figureMost   = 1e15  // in that place: beyond it a float64 has no such digits
	figureLeast  = 1e-12 // so is a series of which no figure reaches this
)

// RoundFigures rounds forecasts of series that are in no sum, of any unit and
// size, in place, by the rule of RoundForecasts: to hundredths, and where the
// largest figure of a series is less than ten thousand, to as many more decimals
// as leave it seven digits. Bands are rounded to the same place. A series too large
// to have hundredths, or too small for such places, stays as it is.
func RoundFigures(fs []Forecast) {
	for i := range fs {
		perUnit := figureUnitOf(fs[i].Points)
		if perUnit == 0 {
			continue
		}
		RoundForecasts(fs[i:i+1], nil, perUnit)
		for _, points := range [][]Point{fs[i].Points, fs[i].Totals} {
			for _, p := range points {
				for k := range p.Bands {
					b := &p.Bands[k]
					b.Lower, b.Upper = math.RoundToEven(b.Lower*perUnit)/perUnit, math.RoundToEven(b.Upper*perUnit)/perUnit
				}
			}
		}
	}
}

// figureUnitOf is the place to which a series is rounded, per unit; 0 for none.
func figureUnitOf(points []Point) float64 {
	most := 0.0
	for _, p := range points {
		most = max(most, math.Abs(p.Value), math.Abs(p.Mean))
		for _, b := range p.Bands {
			most = max(most, math.Abs(b.Lower), math.Abs(b.Upper))
		}
	}
	perUnit := float64(figureUnit)
	if most*float64(len(points))*perUnit > figureMost || most > 0 && most < figureLeast {
		return 0
	}
	for most > 0 && most*perUnit < figureDigits {
		perUnit *= 10
	}
	return perUnit
}

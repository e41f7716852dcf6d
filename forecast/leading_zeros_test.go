package forecast

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"olist/week"
)

// TestLeadingZerosAreNotTrainedOn: zeros before the first sale of a series
// change no forecast and no judgement of an end.
func TestLeadingZerosAreNotTrainedOn(t *testing.T) {
	var short, long Panel
	for i, kind := range gapKinds {
		x := gapSeries(kind, 120, uint64(i))
		zeros := make([]float64, 7+30*i)
		key := fmt.Sprint("s", i)
		short.Series = append(short.Series, Series{Key: key, Start: 2400, Values: x})
		long.Series = append(long.Series, Series{Key: key, Start: 2400 - week.Week(len(zeros)), Values: append(zeros, x...)})
	}
	short.Dated, long.Dated = true, true
	want, got := forecasts(t, trained(t, short, quick()), short, 13), forecasts(t, trained(t, long, quick()), long, 13)
	for i := range want {
		if !reflect.DeepEqual(want[i].Points, got[i].Points) {
			t.Errorf("%s: %v with zeros before it began, %v without", want[i].Key, got[i].Points[0], want[i].Points[0])
		}
	}
	for _, p := range []*Panel{&short, &long} {
		p.Series = slices.Clone(p.Series)
		for i, s := range p.Series {
			s.Values = slices.Clone(s.Values)
			s.Values[len(s.Values)-1] *= .2
			p.Series[i] = s
		}
	}
	if want, got := JudgeEnds(short), JudgeEnds(long); len(want) == 0 || !reflect.DeepEqual(want, got) {
		t.Errorf("ends %+v with zeros before, %+v without", got, want)
	}
}

// TestLeadingZerosOfSumsStay: parts and totals keep their weeks, and so does a
// series that never sold; the panel that came in stays as it is.
func TestLeadingZerosOfSumsStay(t *testing.T) {
	p := Panel{Series: []Series{
		{Key: "total", Start: 5, Values: []float64{0, 1, 2}},
		{Key: "part", Start: 5, Values: []float64{0, 1, 2}},
		{Key: "new", Start: 5, Values: []float64{nan, 0, 2}},
		{Key: "never", Start: 5, Values: []float64{0, 0, 0}},
	}, Sums: []Sum{{Total: 0, Parts: []int{1}}}}
	for i, want := range []week.Week{5, 5, 7, 5} {
		if got := p.TrimLeadingZeros().Series[i].Start; got != want {
			t.Errorf("%s begins in week %d, want %d", p.Series[i].Key, got, want)
		}
		if p.Series[i].Start != 5 {
			t.Errorf("%s was changed", p.Series[i].Key)
		}
	}
}

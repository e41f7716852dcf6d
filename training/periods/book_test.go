package periods

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"olist/forecast"
	"olist/week"
)

// made is a book over weeks from a day on, of a total that has four categories and
// three states, some of them with days, some left out, and its forecasts.
func made(r *rand.Rand, from time.Time, first time.Weekday, weeks int, grain int64) (*Book, Inputs, []forecast.Forecast) {
	in := Inputs{Grain: grain, Sums: []forecast.Sum{{Total: 0, Parts: []int{1, 2, 3, 4}}, {Total: 0, Parts: []int{5, 6, 7}}}}
	begin := week.OfFirst(from, first)
	for i := range weeks {
		w := Week{Week: begin + week.Week(i), Usable: r.IntN(15) > 0}
		if r.IntN(3) > 0 {
			for d := range w.Days {
				w.Days[d] = r.IntN(40)
			}
		}
		in.Weeks = append(in.Weeks, w)
	}
	random := func(n int) [][]int64 {
		out := make([][]int64, 8)
		for k := range out {
			out[k] = make([]int64, n)
		}
		for i := range n {
			nothing := r.IntN(6) == 0
			for k := 1; k < 5; k++ {
				if out[k][i] = grain * (r.Int64N(5_000_000) - 300_000); nothing {
					out[k][i] = 0
				}
				out[0][i] += out[k][i]
			}
			out[5][i], out[6][i] = out[0][i]/grain/3*grain, out[0][i]/grain/7*grain
			out[7][i] = out[0][i] - out[5][i] - out[6][i]
		}
		return out
	}
	in.Sold, in.Ahead = random(weeks), random(forecast.MaxHorizon)
	fs := make([]forecast.Forecast, 8)
	for s := range fs {
		total := 0.
		for k, c := range in.Ahead[s] {
			v := float64(c) / 100
			total += v
			w := begin + week.Week(weeks+k)
			fs[s].Points = append(fs[s].Points, forecast.Point{Step: k + 1, Week: w, Value: v, Mean: v, Bands: []forecast.Band{{Level: 80, Lower: v - 9, Upper: v + 9}}})
			fs[s].Totals = append(fs[s].Totals, forecast.Point{Step: k + 1, Week: w, Value: total, Mean: total, Bands: []forecast.Band{{Level: 80, Lower: total - 12, Upper: total + 12}}})
		}
	}
	in.Early = someDays(r, in)
	return NewBook(in), in, fs
}

// someDays are what segments sold before the month turned: of some weeks nothing is
// known, of others the total alone, or one of the two ways that parts make it as well, or
// some parts, of others all; more may come back on these days than they sell.
func someDays(r *rand.Rand, in Inputs) func(segment, i int) (int64, bool) {
	early, known := make([][]int64, len(in.Weeks)), make([]int, len(in.Weeks))
	for i := range early {
		e := make([]int64, 8)
		for k := 1; k < 5; k++ {
			e[k] = in.Grain * (r.Int64N(3_000_000) - 500_000)
			e[0] += e[k]
		}
		e[5], e[6] = in.Grain*r.Int64N(1000), -in.Grain*r.Int64N(1000)
		e[7] = e[0] - e[5] - e[6]
		early[i], known[i] = e, r.IntN(6)
	}
	return func(s, i int) (int64, bool) {
		level := 2 // of the states
		if s == 0 {
			level = 1
		} else if s < 5 {
			level = 3
		}
		return early[i][s], known[i] == 4 || known[i] == 5 && (s < 3 || s == 6) || known[i] == 1 && s == 0 || known[i] > 1 && (s == 0 || level == known[i])
	}
}

// TestMonthsMakeTheirWeeksAndQuarters: of every year from 2016 to 2030, those of 53
// weeks included, whatever day weeks begin on and wherever the past ends: every
// month of weeks is there once, months make the weeks and the quarters, segments make
// their total in each, to the cent; days are counted right.
func TestMonthsMakeTheirWeeksAndQuarters(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	months := map[week.Month]bool{}
	for _, first := range week.Firsts {
		for year := 2016; year <= 2030; year++ {
			for _, grain := range []int64{1, 100} {
				from := time.Date(year-1, time.December, 1+r.IntN(31), 0, 0, 0, 0, time.UTC)
				weeks := 1 + r.IntN(60)
				b, in, fs := made(r, from, first, weeks, grain)
				for s := range fs {
					checkSums(t, b, in, fs[s], s, months)
				}
				for _, span := range []week.Span{week.ByMonth, week.ByQuarter} {
					checkParts(t, b, in, fs, span)
				}
			}
		}
	}
	for m := week.Month(12 * 2016); m < 12*2031; m++ {
		if !months[m] {
			t.Errorf("%s was not looked at", m)
		}
	}
}

func checkSums(t *testing.T, b *Book, in Inputs, f forecast.Forecast, s int, looked map[week.Month]bool) {
	t.Helper()
	all, quarters := b.Of(s, week.ByMonth, f, forecast.MaxHorizon), b.Of(s, week.ByQuarter, f, forecast.MaxHorizon)
	sold, left := int64(0), int64(0)
	for _, v := range in.Sold[s] {
		sold += v
	}
	for _, m := range all {
		looked[m.Period.Month] = true
		left += m.Cents()
		if n := days(m.Period.First(), m.Period.Add(1).First()); m.Past() && m.Known != n || m.Known > n {
			t.Fatalf("%s: %d of %d days are known", m.Period, m.Known, n)
		}
	}
	// Months together are the weeks that end before their end, and the early part of
	// the one that straddles it.
	end, want := all[len(all)-1].Period.Add(1).First(), sold
	for k, v := range in.Ahead[s] {
		switch w := in.Weeks[0].Week + week.Week(len(in.Weeks)+k); {
		case w.Last().Before(end):
			want += v
		case w.First().Before(end):
			want += b.early[len(in.Weeks)+k][s]
		}
	}
	shared := 0
	for i, w := range in.Weeks {
		if w.Week.Turn() == 7 {
			continue
		}
		early, known := in.Early(s, i)
		if known && b.early[i][s] != early {
			t.Fatalf("%s: %d came before the month turned, its days sold %d", w.Week, b.early[i][s], early)
		}
		if !known && in.Sold[s][i] != 0 {
			shared++
		}
	}
	checkShares(t, b, in, s)
	if b.Shared(s) != shared {
		t.Fatalf("%d weeks are divided by shares, want %d", b.Shared(s), shared)
	}
	if left != want {
		t.Fatalf("months come to %d, their weeks to %d", left, want)
	}
	for _, q := range quarters {
		months, sum := 0, int64(0)
		for _, m := range all {
			if q.Period.Holds(m.Period.Month) {
				sum, months = sum+m.Cents(), months+1
			}
		}
		if sum != q.Cents() {
			t.Fatalf("%s is %d, its %d months %d", q.Period, q.Cents(), months, sum)
		}
	}
}

// checkShares: where the days of all sales are known and a segment's own are not, it has
// what the others leave by what it sold, or alike where that is nothing.
func checkShares(t *testing.T, b *Book, in Inputs, s int) {
	t.Helper()
	parts := []int{5, 6, 7}
	if s < 5 {
		parts = []int{1, 2, 3, 4}
	}
	for i, w := range in.Weeks {
		all, is := in.Early(0, i)
		if _, own := in.Early(s, i); !is || own || w.Week.Turn() == 7 {
			continue
		}
		sold, n := int64(0), 0
		for _, p := range parts {
			if early, own := in.Early(p, i); own {
				all -= early
			} else {
				sold, n = sold+in.Sold[p][i], n+1
			}
		}
		want := float64(all) / float64(n)
		if sold != 0 {
			want = float64(all) * (float64(in.Sold[s][i]) / float64(sold))
		}
		if got := float64(b.early[i][s]); math.Abs(got-want) > float64(in.Grain)*1.01 {
			t.Fatalf("%s: segment %d has %v before the month turned, its share is %v", w.Week, s, got, want)
		}
	}
}

// checkParts: in each period the parts of a total make it, known and ahead.
func checkParts(t *testing.T, b *Book, in Inputs, fs []forecast.Forecast, span week.Span) {
	t.Helper()
	of := make([][]Sum, len(fs))
	for s := range fs {
		of[s] = b.Of(s, span, fs[s], 40)
	}
	for _, sum := range in.Sums {
		for i, total := range of[sum.Total] {
			sold, ahead := int64(0), int64(0)
			for _, p := range sum.Parts {
				sold, ahead = sold+of[p][i].Sold, ahead+of[p][i].Ahead
			}
			if sold != total.Sold || ahead != total.Ahead {
				t.Fatalf("%s: parts come to %d and %d, the total to %d and %d", total.Period, sold, ahead, total.Sold, total.Ahead)
			}
			if total.Cents()%in.Grain != 0 {
				t.Fatalf("%s: %d is no whole number of %d", total.Period, total.Cents(), in.Grain)
			}
		}
	}
}

// TestAMonthOfWholeWeeksHasTodaysBand: February 2027 begins on a Monday and has four
// weeks.
func TestAMonthOfWholeWeeksHasTodaysBand(t *testing.T) {
	b, in, fs := made(rand.New(rand.NewPCG(5, 5)), time.Date(2026, 11, 2, 0, 0, 0, 0, time.UTC), time.Monday, 13, 1)
	months := b.Of(0, week.ByMonth, fs[0], 1)
	last := months[len(months)-1]
	want := fs[0].Totals[3]
	if last.Period.String() != "2027-02" || last.Past() || last.Known != 0 || last.Ahead != in.Ahead[0][0]+in.Ahead[0][1]+in.Ahead[0][2]+in.Ahead[0][3] {
		t.Fatalf("the first month ahead is %+v", last)
	}
	if got := last.Point; len(got.Bands) != 1 || got.Bands[0] != want.Bands[0] || got.Value != want.Value {
		t.Errorf("February is %+v, its four weeks %+v", got, want)
	}
}

// TestTheDaysDivideAWeek: by its own orders, by the usual ones where these are not
// known, and evenly.
func TestTheDaysDivideAWeek(t *testing.T) {
	over, _ := week.Parse("2018-08-27") // five days in August
	for name, c := range map[string]struct {
		days []Days
		want float64
	}{
		"own":    {[]Days{{1, 1, 1, 1, 1, 1, 1}, {0, 0, 0, 0, 1, 2, 1}}, .25},
		"usual":  {[]Days{{1, 1, 1, 1, 2, 2, 2}, {}}, .6},
		"evenly": {[]Days{{}, {}}, 5. / 7},
	} {
		s := NewSplit([]week.Week{over - 1, over}, c.days)
		if got := s.Early(over); got < c.want-1e-9 || got > c.want+1e-9 || s.Early(over-1) != 1 {
			t.Errorf("%s: %v of the week falls into August, want %v", name, got, c.want)
		}
	}
}

// TestPartlyKnown: a month of which some weeks are known says so, and only what is
// ahead has a band.
func TestPartlyKnown(t *testing.T) {
	b, in, fs := made(rand.New(rand.NewPCG(8, 8)), time.Date(2026, 11, 2, 0, 0, 0, 0, time.UTC), time.Monday, 3, 1)
	months := b.Of(0, week.ByMonth, fs[0], 12)
	november := months[0]
	if !november.Partly() || november.Known != 22 || november.Sold != in.Sold[0][0]+in.Sold[0][1]+in.Sold[0][2] || len(november.Weights) != 2 || november.Whole() {
		t.Errorf("November is %+v", november)
	}
	if last := months[len(months)-1]; last.Period.String() != "2027-02" {
		t.Errorf("12 weeks reach %s", last.Period)
	}
	all := Together(fs[0], months)
	sum := int64(0)
	for _, m := range months {
		sum += m.Cents()
	}
	if all.Cents() != sum || len(all.Point.Bands) != 1 {
		t.Errorf("together %+v, want %d", all, sum)
	}
	if none := NewBook(Inputs{}).Of(0, week.ByMonth, forecast.Forecast{}, 12); none != nil {
		t.Errorf("no weeks make %v", none)
	}
}

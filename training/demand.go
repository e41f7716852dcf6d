package training

import (
	"context"
	"fmt"
	"math"

	"olist/forecast"
	"olist/shop"
	"olist/store"
	"olist/training/costly"
	"olist/training/order"
)

// Where pieces come from.
const (
	PiecesMeasured = "measured" // the shop forecasts them
	PiecesCounted  = "counted"  // files have them beside revenue: they are forecast beside it
	PiecesByPrice  = "price"    // files have none: revenue over a typed price
)

const (
	demandHeld   = 52   // last weeks, at most, that say how sums came out
	demandLeast  = 8    // of them, below which nothing is said
	demandEvery  = 2    // weeks from one origin to the next
	demandSeries = 150  // that say it, at most: parts of the sums apart
	countedLeast = .9   // of the last known weeks that have pieces where they have revenue
	countedWeeks = 26   // that many last weeks
	unitsRounded = 100. // forecasts of pieces are to hundredths, as means are
)

// Demand is what is forecast of pieces. It never changes.
type Demand struct {
	Pieces string // PiecesMeasured ...
	live   *Live
	own    map[string]forecast.Forecast // of pieces, where they are counted
	engine *forecast.Model              // that made them
	learnt *order.Calibration
	panel  forecast.Panel // of what own or the live forecast are of
}

// Demand is the forecast of pieces of what l is of, with how such sums came out: of
// a shop that counts them beside revenue by a model of their own, of the same settings as the one
// that serves, trained when first asked for. Parts make up their total in
// pieces as well. Returns CodeUnavailable where it takes too long.
func (s *Service) Demand(ctx context.Context, l *Live) (*Demand, error) {
	d := &Demand{live: l}
	d.Pieces, d.panel = l.Data.pieces()
	if k := s.demand.Load(); k != nil && k.version == l.PlanVersion() {
		d.own, d.engine, d.learnt = k.own.forecasts, k.own.engine, k.learnt
		return d, nil
	}
	k, err := costly.Long(ctx, s.costly, "demand "+l.PlanVersion(), (*keptDemand).size, func(ctx context.Context) (k *keptDemand, err error) {
		k = &keptDemand{version: l.PlanVersion()}
		if d.Pieces == PiecesCounted {
			if k.own, err = pieces(ctx, l, d.panel); err != nil {
				return nil, err
			}
		}
		k.learnt, err = cameOut(ctx, d.panel, l.Engine.Config())
		return k, err
	})
	if err != nil {
		return nil, err
	}
	s.demand.Store(k)
	d.own, d.engine, d.learnt = k.own.forecasts, k.own.engine, k.learnt
	return d, nil
}

// keptDemand is what was computed of pieces last, so that a big shop waits for it once.
type keptDemand struct {
	version string
	own     ownPieces
	learnt  *order.Calibration
}

func (k *keptDemand) size() int { return k.own.size() + k.learnt.Size() }

// ownPieces are forecasts of pieces beside revenue.
type ownPieces struct {
	engine    *forecast.Model
	forecasts map[string]forecast.Forecast
}

// size is the memory that it holds, in bytes, approximately.
func (o ownPieces) size() int { return 1<<20 + len(o.forecasts)*MaxHorizon*400 }

func pieces(ctx context.Context, l *Live, p forecast.Panel) (o ownPieces, err error) {
	if o.engine, err = forecast.Train(ctx, p, l.Engine.Config(), forecast.Run{}); err != nil {
		return o, fmt.Errorf("training: learn pieces: %w", err)
	}
	all, err := o.engine.Forecast(ctx, coming(p, o.engine.Drivers(), MaxHorizon), MaxHorizon, Levels)
	if err != nil {
		return o, fmt.Errorf("training: forecast pieces: %w", err)
	}
	forecast.RoundForecasts(all, p.Sums, unitsRounded)
	o.forecasts = make(map[string]forecast.Forecast, len(all))
	for _, f := range all {
		o.forecasts[f.Key] = f.Means()
	}
	return o, nil
}

// cameOut is how sums of weeks came out against forecasts of a model that lacks the
// last year; nil where there are too few weeks, or none.
func cameOut(ctx context.Context, p forecast.Panel, c forecast.Config) (*order.Calibration, error) {
	p = thinned(p, demandSeries)
	held := min(demandHeld, longest(p)/4)
	if held < demandLeast {
		return nil, nil
	}
	early, err := forecast.Train(ctx, without(p, held), c, forecast.Run{})
	if err != nil {
		return nil, fmt.Errorf("training: learn without the last weeks: %w", err)
	}
	past, err := order.Learn(p, held, demandEvery, func(p forecast.Panel, horizon int) ([]forecast.Forecast, error) {
		all, err := early.Forecast(ctx, coming(p, early.Drivers(), horizon), horizon, order.Levels)
		for i := range all {
			all[i] = all[i].Means()
		}
		return all, err
	})
	if err != nil {
		return nil, fmt.Errorf("training: forecast past sums: %w", err)
	}
	return order.Calibrate(past), nil
}

// thinned is a panel of so many of its series, the first and others evenly; without its
// sums where some are left out.
func thinned(p forecast.Panel, most int) forecast.Panel {
	if len(p.Series) <= most {
		return p
	}
	all := p.Series
	p.Series, p.Sums = nil, nil
	for i := range most {
		p.Series = append(p.Series, all[i*len(all)/most])
	}
	return p
}

func longest(p forecast.Panel) (weeks int) {
	for _, s := range p.Series {
		weeks = max(weeks, len(s.Values))
	}
	return weeks
}

// piecesPanel is the panel of what was sold in pieces, where files count them; false
// where they do not, or not in most of the last weeks. Weeks with revenue and without pieces are
// not known.
func (d *Data) piecesPanel() (p forecast.Panel, ok bool) {
	first, end := usableRange(d.Weeks)
	if len(d.Segments) == 0 || end-first < forecast.MinWeeks {
		return p, false
	}
	total := d.Segments[d.index[store.TotalKey]]
	p = d.Panel
	p.Series = make([]forecast.Series, len(d.Panel.Series))
	for i, s := range d.Panel.Series {
		s.Values = make([]float64, end-first)
		for k := range s.Values {
			s.Values[k] = math.NaN()
			if at := first + k; d.Weeks[at].Usable() && (total.Items[at] > 0 || total.Revenue[at] == 0) {
				s.Values[k] = float64(max(0, d.Segments[i].Items[at]))
			}
		}
		p.Series[i] = s
	}
	known, counted := 0., 0.
	for k := max(0, end-first-countedWeeks); k < end-first; k++ {
		if v := d.Panel.Series[0].Values[k]; v == v {
			known++
			if c := p.Series[0].Values[k]; c == c && c > 0 {
				counted++
			}
		}
	}
	return p, known > 0 && counted >= countedLeast*known
}

// Of is the demand of a segment for orders, and whether there is one: with how it came
// out, and pieces sold for a typed price where only revenue is known. Returns
// CodeNotFound for a segment that is not there.
func (d *Demand) Of(segment string, price float64) (order.Demand, bool, error) {
	i, there := d.live.Data.index[segment]
	if !there {
		return order.Demand{}, false, unknownSegment(segment)
	}
	out := order.Demand{Learnt: d.learnt, Zeros: order.Zeros(d.panel.Series[i].Values)}
	var err error
	switch {
	case d.own != nil:
		out.Forecast, err = d.engine.WithLevels(d.own[segment], order.Levels)
	default:
		out.Forecast, err = d.live.ForecastAt(segment, order.Levels)
	}
	if err != nil {
		return out, false, err
	}
	if d.Pieces == PiecesByPrice {
		if !(price > 0) {
			return out, false, nil
		}
		out.Unit = 1 / price
	}
	return out, len(out.Forecast.Points) > 0 && len(out.Forecast.Points[0].Bands) > 0, nil
}

// pieces is where pieces of the data come from, and the panel that is forecast.
func (d *Data) pieces() (from string, p forecast.Panel) {
	if d.Shop.Measure == shop.Units {
		return PiecesMeasured, d.Panel
	}
	if p, ok := d.piecesPanel(); ok {
		return PiecesCounted, p
	}
	return PiecesByPrice, d.Panel
}

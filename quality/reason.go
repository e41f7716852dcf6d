package quality

import (
	"math"

	"olist/message"
)

// Reason is why the week is not usable, as a message of its state and figures;
// the zero one where it is.
func (s WeekStatus) Reason() message.Message {
	sold, ratio := message.WholeMoney(math.Round(s.Sold*100)), s.Sold/s.Usual
	share := func(v float64) message.Percent { return message.Percent{Ratio: v} }
	switch {
	case s.State == StateEmpty:
		return message.WeekEmpty.With()
	case s.State == StatePartial:
		return message.WeekPartial.With(s.Days, s.UsualDays)
	case s.State == StateIsolated:
		return message.WeekIsolated.With(s.Run, s.Gap)
	case s.State == StateTruncated && s.Usual == 0:
		return message.WeekFading.With(share(s.EndShare), share(s.BeginShare))
	case s.State == StateTruncated:
		return message.WeekCut.With(sold, share(ratio))
	case s.State == StateSuspicious && ratio < 1:
		return message.WeekLow.With(sold, share(ratio))
	case s.State == StateSuspicious && ratio < 9.95: // 10 times, without a decimal, from there on
		return message.WeekHigh.With(sold, message.Number{Value: ratio, Decimals: 1})
	case s.State == StateSuspicious:
		return message.WeekHigh.With(sold, message.Number{Value: ratio})
	}
	return message.Message{}
}

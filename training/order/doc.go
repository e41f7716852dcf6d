// Package order says how much of a segment to order and by when, from the forecast
// of its demand, what lies in stock and what is on its way. It reads no database and
// no clock; it imports forecast, and training alone imports it.
//
// The policy is periodic review with an order-up-to level (R, S): stock is looked at
// every review period, and an order placed then must last until the one after it
// comes, over the lead time plus the review period, the protection interval. S is
// the quantile of the demand summed over that interval at the service level asked,
// which is the probability that nothing runs out in it ("cycle service", P1). Sources:
// Silver, Pyke and Thomas, "Inventory and Production Management in Supply Chains",
// 4th ed. 2017, chapters 6 and 7; Hyndman and Athanasopoulos, "Forecasting:
// Principles and Practice", 3rd ed. 2021, chapter 5.5, on bands as quantiles. The
// quantile is the engine's own of the sum (forecast.Forecast.SumOf), not that of a
// week times a factor, so that errors which last over weeks count.
package order

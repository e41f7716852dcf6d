package cli

import (
	"slices"
	"strings"

	"olist/forecast"
	"olist/forecast/calendar"
	"olist/message"
	"olist/store/fault"
)

// countryCode is the flag of a country whose calendar is known, in any case.
type countryCode string

func (c *countryCode) String() string { return string(*c) }

func (c *countryCode) Type() string { return "string" }

func (c *countryCode) Set(s string) error {
	known := calendar.Countries()
	if s = strings.ToUpper(s); !slices.Contains(known, s) {
		return message.OptionWrong.With(strings.Join(known, " "))
	}
	*c = countryCode(s)
	return nil
}

// addEvents gives the panel the events of the country, where one is asked for,
// from its first week to the furthest that can be forecast.
func (s *seriesInput) addEvents(panel *forecast.Panel) error {
	if s.Country == "" || len(panel.Series) == 0 {
		return nil
	}
	if !panel.Dated {
		return fault.Invalid("country", message.CountryUndated.With())
	}
	first, end := panel.Series[0].Start, panel.Series[0].End()
	for _, series := range panel.Series {
		first, end = min(first, series.Start), max(end, series.End())
	}
	panel.Events = calendar.For(s.Country, first, end+forecast.MaxHorizon)
	return nil
}

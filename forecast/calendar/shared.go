package calendar

import (
	"maps"
	"time"
)

// What many countries share, under the name that pages translate. Days of one
// country keep the name that it calls them by.
var (
	newYear       = fixed("New Year's Day", time.January, 1)
	newYear2      = fixed("Day after New Year's Day", time.January, 2)
	epiphany      = fixed("Epiphany", time.January, 6)
	maundy        = easter("Maundy Thursday", -3)
	goodFriday    = easter("Good Friday", -2)
	easterSunday  = easter("Easter Sunday", 0)
	easterMonday  = easter("Easter Monday", 1)
	ascension     = easter("Ascension Day", 39)
	whitSunday    = easter("Whit Sunday", 49)
	whitMonday    = easter("Whit Monday", 50)
	corpusChristi = easter("Corpus Christi", 60)
	labourDay     = fixed("Labour Day", time.May, 1)
	assumption    = fixed("Assumption of Mary", time.August, 15)
	allSaints     = fixed("All Saints' Day", time.November, 1)
	immaculate    = fixed("Immaculate Conception", time.December, 8)
	christmasEve  = fixed("Christmas Eve", time.December, 24)
	christmasDay  = fixed("Christmas Day", time.December, 25)
	boxingDay     = fixed("Boxing Day", time.December, 26)
	secondDay     = fixed("Second Day of Christmas", time.December, 26)
	newYearsEve   = fixed("New Year's Eve", time.December, 31)

	orthodoxGoodFriday = orthodox("Good Friday", -2)
	orthodoxSunday     = orthodox("Easter Sunday", 0)
	orthodoxMonday     = orthodox("Easter Monday", 1)
)

// holidays are the public holidays of whole countries, by ISO 3166 alpha-2. The
// rules are those of the laws, checked against the dates of ten years in
// testdata/holidays.txt, which names its sources. The library that has Brazil's
// (github.com/rickar/cal/v2) has others, too, but no national list of Australia
// or Switzerland, none of Finland, Hungary, Portugal or Mexico, its Japan misses
// the years 2019 to 2021, and its last release is of 2023.
var holidays = func() map[string][]rule {
	all := map[string][]rule{"BR": brazil()}
	maps.Copy(all, western)
	maps.Copy(all, eastern)
	maps.Copy(all, overseas)
	return all
}()

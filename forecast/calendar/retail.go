package calendar

import (
	"slices"
	"time"

	"olist/forecast"
	"olist/week"
)

// What is sold for in many countries. The engine learns an event's effect on its
// week and the one before it, shrunk by how seldom it was seen: one that moves
// nothing in a shop has next to no effect there.
var (
	valentines     = fixed("Valentine's Day", time.February, 14)
	easterShopping = easter("Easter shopping", -1) // the last day to shop: weeks that begin on Sunday count the one before it
	blackFriday    = holiday("Black Friday", func(year int) time.Time { return thanksgiving(year).AddDate(0, 0, 1) })
	cyberMonday    = holiday("Cyber Monday", func(year int) time.Time { return thanksgiving(year).AddDate(0, 0, 4) })
	singlesDay     = fixed("Singles' Day", time.November, 11)
	// Two and three weeks before Christmas; Christmas itself affects its own week
	// and the one before it.
	christmasShopping = fixed("Christmas shopping", time.December, 11)
	christmas         = fixed("Christmas", time.December, 25)
	threeKings        = fixed("Three Kings' Day", time.January, 5)   // the eve: presents are given on the 6th
	boxingSales       = fixed("Boxing Day sales", time.December, 26) //
	whiteDay          = fixed("White Day", time.March, 14)           // presents in return for those of Valentine's Day
	loveDay           = nthOf("Amor y Amistad", time.September, time.Saturday, 3)
)

// thanksgiving of the United States, which Black Friday follows everywhere.
func thanksgiving(year int) time.Time { return nth(year, time.November, time.Thursday, 4) }

// Mother's Day and Father's Day by the rule that a country follows. Sources:
// Wikipedia, "Mother's Day" and "Father's Day", tables of dates around the world;
// France: Code de l'action sociale et des familles, D215-1; Romania: Legea
// 319/2009.
var (
	mothersOnSecondSunday = nthOf("Mother's Day", time.May, time.Sunday, 2)
	mothersOnFirstSunday  = nthOf("Mother's Day", time.May, time.Sunday, 1)
	mothersOnLastSunday   = nthOf("Mother's Day", time.May, time.Sunday, -1)
	mothersOnLaetare      = easter("Mother's Day", -21) // the fourth Sunday of Lent
	mothersOnWomensDay    = fixed("Mother's Day", time.March, 8)
	fathersOnThirdSunday  = nthOf("Father's Day", time.June, time.Sunday, 3)
	fathersOnSecondSunday = nthOf("Father's Day", time.June, time.Sunday, 2)
	fathersOnFirstSunday  = nthOf("Father's Day", time.June, time.Sunday, 1)
	fathersOnStJoseph     = fixed("Father's Day", time.March, 19)
	fathersInNovember     = nthOf("Father's Day", time.November, time.Sunday, 2)
	fathersInSeptember    = nthOf("Father's Day", time.September, time.Sunday, 1)
)

// frenchMothers is the last Sunday of May, but the first of June where that one
// is Whit Sunday.
var frenchMothers = holiday("Mother's Day", func(year int) time.Time {
	day := nth(year, time.May, time.Sunday, -1)
	if day.Equal(week.EasterSunday(year).AddDate(0, 0, 49)) {
		return nth(year, time.June, time.Sunday, 1)
	}
	return day
})

// school is about when the school year begins: where regions differ, between the
// earliest and the latest. Sources: European Commission/EACEA/Eurydice, The
// organisation of school time in Europe; ministries of education elsewhere.
func school(month time.Month, day int) rule { return fixed("Back to school", month, day) }

// parents are the rules of a country for Mother's Day, Father's Day and school.
var parents = map[string][]rule{
	"AT": {mothersOnSecondSunday, fathersOnSecondSunday, school(time.September, 5)},
	"AU": {mothersOnSecondSunday, fathersInSeptember, school(time.January, 30)},
	"BE": {mothersOnSecondSunday, fathersOnSecondSunday, school(time.September, 1)},
	"BG": {mothersOnWomensDay, school(time.September, 15)},
	"CA": {mothersOnSecondSunday, fathersOnThirdSunday, school(time.September, 4)},
	"CH": {mothersOnSecondSunday, fathersOnFirstSunday, school(time.August, 18)},
	"CO": {mothersOnSecondSunday, fathersOnThirdSunday, school(time.January, 22)},
	"CZ": {mothersOnSecondSunday, fathersOnThirdSunday, school(time.September, 1)},
	"DE": {mothersOnSecondSunday, easter("Father's Day", 39), school(time.August, 25)}, // on Ascension Day
	"DK": {mothersOnSecondSunday, fixed("Father's Day", time.June, 5), school(time.August, 11)},
	"EE": {mothersOnSecondSunday, fathersInNovember, school(time.September, 1)},
	"ES": {mothersOnFirstSunday, fathersOnStJoseph, school(time.September, 9)},
	"FI": {mothersOnSecondSunday, fathersInNovember, school(time.August, 11)},
	"FR": {frenchMothers, fathersOnThirdSunday, school(time.September, 1)},
	"GB": {mothersOnLaetare, fathersOnThirdSunday, school(time.September, 3)},
	"GR": {mothersOnSecondSunday, fathersOnThirdSunday, school(time.September, 11)},
	"HR": {mothersOnSecondSunday, fathersOnStJoseph, school(time.September, 5)},
	"HU": {mothersOnFirstSunday, fathersOnThirdSunday, school(time.September, 1)},
	"IE": {mothersOnLaetare, fathersOnThirdSunday, school(time.August, 29)},
	"IS": {mothersOnSecondSunday, fathersInNovember, school(time.August, 23)},
	"IT": {mothersOnSecondSunday, fathersOnStJoseph, school(time.September, 12)},
	"JP": {mothersOnSecondSunday, fathersOnThirdSunday, school(time.April, 6)},
	"LT": {mothersOnFirstSunday, fathersOnFirstSunday, school(time.September, 1)},
	"LU": {nthOf("Mother's Day", time.June, time.Sunday, 2), nthOf("Father's Day", time.October, time.Sunday, 1), school(time.September, 15)},
	"LV": {mothersOnSecondSunday, nthOf("Father's Day", time.September, time.Sunday, 2), school(time.September, 1)},
	"MT": {mothersOnSecondSunday, fathersOnThirdSunday, school(time.September, 26)},
	"MX": {fixed("Mother's Day", time.May, 10), fathersOnThirdSunday, school(time.August, 28)},
	"NL": {mothersOnSecondSunday, fathersOnThirdSunday, school(time.August, 25)},
	"NO": {nthOf("Mother's Day", time.February, time.Sunday, 2), fathersInNovember, school(time.August, 18)},
	"NZ": {mothersOnSecondSunday, fathersInSeptember, school(time.February, 2)},
	"PE": {mothersOnSecondSunday, fathersOnThirdSunday, school(time.March, 12)},
	"PL": {fixed("Mother's Day", time.May, 26), fixed("Father's Day", time.June, 23), school(time.September, 1)},
	"PT": {mothersOnFirstSunday, fathersOnStJoseph, school(time.September, 13)},
	"RO": {mothersOnFirstSunday, nthOf("Father's Day", time.May, time.Sunday, 2), school(time.September, 10)},
	"SE": {mothersOnLastSunday, fathersInNovember, school(time.August, 18)},
	"SI": {fixed("Mother's Day", time.March, 25), school(time.September, 1)},
	"SK": {mothersOnSecondSunday, fathersOnThirdSunday, school(time.September, 2)},
	"US": {mothersOnSecondSunday, fathersOnThirdSunday, school(time.August, 22)},
	"UY": {mothersOnSecondSunday, nthOf("Father's Day", time.July, time.Sunday, 2), school(time.March, 4)},
	"ZA": {mothersOnSecondSunday, fathersOnThirdSunday, school(time.January, 17)},
}

// Where an event is sold for. Singles' Day came to Europe through its shops on
// line, and is none where 11 November is a day of mourning.
var (
	singles    = []string{"AT", "CH", "CZ", "DE", "DK", "ES", "FI", "HU", "IT", "NL", "NO", "PL", "PT", "RO", "SE", "SK"}
	afterXmas  = []string{"AU", "CA", "GB", "IE", "NZ", "ZA"}
	kings      = []string{"ES", "MX", "UY"}
	noEaster   = []string{"JP"}
	orthodoxy  = []string{"BG", "GR", "RO"}
	noValentin = []string{"CO"} // which has the day of love and friendship
)

// retail are the retail events of each country.
var retail = func() map[string][]rule {
	all := map[string][]rule{"BR": { // as the first version of this package had them
		fixed("Valentine's Day", time.June, 12), fixed("Children's Day", time.October, 12), christmas, mothersOnSecondSunday,
		nthOf("Father's Day", time.August, time.Sunday, 2), blackFriday}}
	for code, own := range parents {
		rules := append(slices.Clone(own), blackFriday, cyberMonday, christmasShopping, christmas)
		for _, more := range []struct {
			applies bool
			rule    rule
		}{
			{!slices.Contains(noValentin, code), valentines}, {code == "CO", loveDay}, {!slices.Contains(noEaster, code) && !slices.Contains(orthodoxy, code), easterShopping},
			{slices.Contains(orthodoxy, code), orthodox("Easter shopping", -1)}, {code == "JP", whiteDay},
			{slices.Contains(singles, code), singlesDay}, {slices.Contains(afterXmas, code), boxingSales}, {slices.Contains(kings, code), threeKings},
		} {
			if more.applies {
				rules = append(rules, more.rule)
			}
		}
		all[code] = rules
	}
	for _, rules := range all {
		for i := range rules {
			rules[i].kind = forecast.KindRetail
		}
	}
	return all
}()

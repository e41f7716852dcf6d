package calendar

import (
	"math"
	"time"
)

// overseas are the public holidays of countries outside Europe, but for Brazil.
var overseas = map[string][]rule{
	// Those that all states and territories share.
	"AU": {newYear.moving(toMonday), fixed("Australia Day", time.January, 26).moving(toMonday), goodFriday, easterMonday, fixed("Anzac Day", time.April, 25),
		on("National Day of Mourning", date(2022, time.September, 22)), christmasDay.moving(pastWeekend), boxingDay.moving(pastWeekend)},
	// Federal holidays, and those of most provinces (Family Day, Civic Holiday).
	"CA": {newYear.moving(toMonday), nthOf("Family Day", time.February, time.Monday, 3), goodFriday, weekdayFrom("Victoria Day", time.May, 18, time.Monday),
		fixed("Canada Day", time.July, 1).moving(toMonday), nthOf("Civic Holiday", time.August, time.Monday, 1), nthOf("Labour Day", time.September, time.Monday, 1),
		fixed("National Day for Truth and Reconciliation", time.September, 30).since(2021).moving(toMonday),
		nthOf("Thanksgiving", time.October, time.Monday, 2), fixed("Remembrance Day", time.November, 11).moving(toMonday), christmasDay.moving(pastWeekend), boxingDay.moving(pastWeekend)},
	// Ley 51 de 1983 (Ley Emiliani): most move to the Monday after.
	"CO": {newYear, epiphany.moving(allMondays), fixed("San José", time.March, 19).moving(allMondays), maundy, goodFriday, labourDay, easter("Ascension Day", 43),
		easter("Corpus Christi", 64), easter("Sagrado Corazón", 71), fixed("San Pedro y San Pablo", time.June, 29).moving(allMondays),
		fixed("Día de la Independencia", time.July, 20), fixed("Batalla de Boyacá", time.August, 7), assumption.moving(allMondays),
		fixed("Día de la Raza", time.October, 12).moving(allMondays), allSaints.moving(allMondays),
		fixed("Independencia de Cartagena", time.November, 11).moving(allMondays), immaculate, christmasDay},
	"JP": japan,
	// Ley Federal del Trabajo, artículo 74; the change of government is on
	// 1 December until 2018, on 1 October from 2024 on (reform of 2014).
	"MX": {newYear, nthOf("Día de la Constitución", time.February, time.Monday, 1), nthOf("Natalicio de Benito Juárez", time.March, time.Monday, 3), labourDay,
		fixed("Día de la Independencia", time.September, 16), nthOf("Día de la Revolución", time.November, time.Monday, 3),
		on("Transmisión del Poder Ejecutivo", date(2018, time.December, 1), date(2024, time.October, 1), date(2030, time.October, 1)), christmasDay},
	// Holidays Act 2003, Te Kāhui o Matariki Public Holiday Act 2022 (its schedule
	// has the dates up to 2052; here to 2035).
	"NZ": {newYear.moving(pastWeekend), newYear2.moving(pastWeekend), fixed("Waitangi Day", time.February, 6).moving(toMonday), goodFriday, easterMonday,
		fixed("Anzac Day", time.April, 25).moving(toMonday), nthOf("King's Birthday", time.June, time.Monday, 1),
		on("Matariki", date(2022, time.June, 24), date(2023, time.July, 14), date(2024, time.June, 28), date(2025, time.June, 20), date(2026, time.July, 10),
			date(2027, time.June, 25), date(2028, time.July, 14), date(2029, time.July, 6), date(2030, time.June, 21), date(2031, time.July, 11),
			date(2032, time.July, 2), date(2033, time.June, 24), date(2034, time.July, 7), date(2035, time.June, 29)),
		on("Queen Elizabeth II Memorial Day", date(2022, time.September, 26)), nthOf("Labour Day", time.October, time.Monday, 4),
		christmasDay.moving(pastWeekend), boxingDay.moving(pastWeekend)},
	"PE": {newYear, maundy, goodFriday, labourDay, fixed("Día de la Bandera", time.June, 7).since(2024), fixed("San Pedro y San Pablo", time.June, 29),
		fixed("Día de la Fuerza Aérea", time.July, 23).since(2023), fixed("Fiestas Patrias", time.July, 28), fixed("Fiestas Patrias", time.July, 29),
		fixed("Batalla de Junín", time.August, 6).since(2022), fixed("Santa Rosa de Lima", time.August, 30), fixed("Combate de Angamos", time.October, 8),
		allSaints, immaculate, fixed("Batalla de Ayacucho", time.December, 9).since(2022), christmasDay},
	// 5 U.S.C. 6103 and Executive Order 11582.
	"US": {newYear.moving(toNearest), nthOf("Martin Luther King Jr. Day", time.January, time.Monday, 3), nthOf("Presidents' Day", time.February, time.Monday, 3),
		nthOf("Memorial Day", time.May, time.Monday, -1), fixed("Juneteenth", time.June, 19).since(2021).moving(toNearest),
		fixed("Independence Day", time.July, 4).moving(toNearest), nthOf("Labour Day", time.September, time.Monday, 1),
		nthOf("Columbus Day", time.October, time.Monday, 2), fixed("Veterans Day", time.November, 11).moving(toNearest),
		nthOf("Thanksgiving", time.November, time.Thursday, 4), christmasDay.moving(toNearest)},
	// The five on which all work rests, and the days before Easter.
	"UY": {newYear, maundy, goodFriday, labourDay, fixed("Jura de la Constitución", time.July, 18), fixed("Declaratoria de la Independencia", time.August, 25), christmasDay},
	// Public Holidays Act 36 of 1994: a Sunday's moves to the Monday. Once: elections
	// and proclamations.
	"ZA": {newYear.moving(sundayToMonday), fixed("Human Rights Day", time.March, 21).moving(sundayToMonday), goodFriday, easter("Family Day", 1),
		fixed("Freedom Day", time.April, 27).moving(sundayToMonday), labourDay.moving(sundayToMonday), fixed("Youth Day", time.June, 16).moving(sundayToMonday),
		fixed("National Women's Day", time.August, 9).moving(sundayToMonday), fixed("Heritage Day", time.September, 24).moving(sundayToMonday),
		fixed("Day of Reconciliation", time.December, 16).moving(sundayToMonday), christmasDay.moving(by(0, 2)),
		fixed("Day of Goodwill", time.December, 26).moving(sundayToMonday),
		on("Elections", date(2016, time.August, 3), date(2019, time.May, 8), date(2021, time.November, 1), date(2024, time.May, 29)),
		on("Rugby World Cup", date(2023, time.December, 15))},
}

// japan is by the Act on National Holidays (Act 178 of 1948) with its exceptions
// for the enthronement (2019) and the Olympic games (2020, 2021). A Sunday's
// holiday moves to the next day that is none.
var japan = []rule{
	newYear.moving(sundayToMonday),
	nthOf("Coming of Age Day", time.January, time.Monday, 2),
	fixed("National Foundation Day", time.February, 11).moving(sundayToMonday),
	fixed("Emperor's Birthday", time.December, 23).until(2018).moving(sundayToMonday),
	fixed("Emperor's Birthday", time.February, 23).since(2020).moving(sundayToMonday),
	holiday("Vernal Equinox Day", func(year int) time.Time { return date(year, time.March, equinox(year, 20.8431)) }).moving(sundayToMonday),
	fixed("Shōwa Day", time.April, 29).moving(sundayToMonday),
	on("Enthronement", date(2019, time.April, 30)), on("Enthronement", date(2019, time.May, 1)), on("Enthronement", date(2019, time.May, 2)),
	on("Enthronement", date(2019, time.October, 22)),
	fixed("Constitution Memorial Day", time.May, 3).moving(by(0, 3)),
	fixed("Greenery Day", time.May, 4).moving(by(0, 2)),
	fixed("Children's Day", time.May, 5).moving(sundayToMonday),
	nthOf("Marine Day", time.July, time.Monday, 3).except(2020, 2021),
	on("Marine Day", date(2020, time.July, 23), date(2021, time.July, 22)),
	fixed("Mountain Day", time.August, 11).since(2016).except(2020, 2021).moving(sundayToMonday),
	on("Mountain Day", date(2020, time.August, 10), date(2021, time.August, 8)).moving(sundayToMonday),
	nthOf("Respect for the Aged Day", time.September, time.Monday, 3),
	holiday("Citizens' Holiday", betweenHolidays),
	holiday("Autumnal Equinox Day", autumnalEquinox).moving(sundayToMonday),
	nthOf("Sports Day", time.October, time.Monday, 2).except(2020, 2021),
	on("Sports Day", date(2020, time.July, 24), date(2021, time.July, 23)),
	fixed("Culture Day", time.November, 3).moving(sundayToMonday),
	fixed("Labour Thanksgiving Day", time.November, 23).moving(sundayToMonday),
}

// equinox is the day of the month in Japan, from 1980 to 2099, by the formula of
// the Japan Coast Guard's Hydrographic Department (1980).
func equinox(year int, base float64) int {
	y := float64(year - 1980)
	return int(base + .242194*y - math.Floor(y/4))
}

func autumnalEquinox(year int) time.Time {
	return date(year, time.September, equinox(year, 23.2488))
}

// betweenHolidays is the day between Respect for the Aged Day and the equinox
// where there is but one (Article 3.3).
func betweenHolidays(year int) time.Time {
	day := autumnalEquinox(year).AddDate(0, 0, -1)
	if day.AddDate(0, 0, -1).Equal(nth(year, time.September, time.Monday, 3)) {
		return day
	}
	return time.Time{}
}

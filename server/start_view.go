package server

import (
	"cmp"
	"strings"

	"olist/message"
	"olist/shop"
	"olist/store/ingest"
	shopview "olist/views/shop"
	"olist/views/text"
	"olist/views/ui"
)

// leftShown is how many weeks left out are told one by one.
const leftShown = 8

// refusedShown is how many places are told that cannot be used.
const refusedShown = 5

// understoodView is what was understood of a file as its page shows it.
func understoodView(f ui.Frame, kept *keptUpload) shopview.Understood {
	l, u := f.Text, kept.understood
	f.Back = "/start/" + kept.id
	of := l.For(guessedProfile(l, kept))
	v := shopview.Understood{Frame: f, Of: of, ID: kept.id, File: u.File, Known: u.Known, Refused: placesOf(of, u.Refused), Ready: kept.ready()}
	if more := len(v.Refused) - refusedShown; more > 0 {
		v.Refused = append(v.Refused[:refusedShown], shopview.Refused{Reason: l.T(text.ImportRefusedMore, l.Int(more+u.More))})
	}
	for _, said := range u.Form.Said {
		v.Said = append(v.Said, of.Say(said))
	}
	for i, column := range u.Columns {
		v.Columns = append(v.Columns, shopview.Column{Key: column.Key, Name: cmp.Or(column.Name, l.T(text.UnderNoName, i+1)), Role: column.Role, Roles: column.Possible,
			How: column.How, Personal: column.Personal, Values: column.Values})
	}
	v.Choices = choicesOf(l, kept)
	v.Sums = shopview.Sums{Rows: int(u.Rows), Weeks: u.Sums.Weeks, First: u.Sums.First, Last: u.Sums.Last, Units: u.Sums.Items,
		Categories: u.Parts.Categories, Regions: u.Parts.Regions, HasAmount: u.Measure == ingest.MeasureRevenue, Amount: of.Money(u.Sums.Revenue),
		CategoriesName: of.Categories(), RegionsName: of.Regions()}
	for _, w := range u.Weekly {
		amount := w.Revenue
		if u.Measure == ingest.MeasureUnits {
			amount = w.Units
		}
		v.Trend = append(v.Trend, float64(amount))
	}
	for i, left := range u.Left {
		if i == leftShown {
			v.MoreLeft = len(u.Left) - i
			break
		}
		v.Left = append(v.Left, of.Say(left.Reason()))
	}
	for _, note := range append(append(ingest.Messages{}, u.Warned...), u.Notes...) {
		v.Notes = append(v.Notes, of.Say(note))
	}
	return v
}

// dateForms are dates as each order writes them.
var dateForms = map[string]string{"dmy": "31.12.2025", "mdy": "12/31/2025", "ymd": "2025-12-31"}

func dateOptions() (all []shopview.Option) {
	for _, order := range ingest.Dates {
		all = append(all, shopview.Option{Value: order, Name: dateForms[order]})
	}
	return all
}

// choicesOf are what a file leaves to a person, each with how it is understood.
func choicesOf(l text.Locale, kept *keptUpload) []shopview.Choice {
	u, open := kept.understood, map[string]bool{}
	for _, name := range u.Form.Choose {
		open[name] = true
	}
	choice := func(name string, label text.Text, guessed string, options ...shopview.Option) shopview.Choice {
		return shopview.Choice{Name: name, Label: l.T(label), Guessed: guessed, Chosen: kept.choices.Get(name), Open: open[name], Options: options}
	}
	starts := make([]shopview.Option, 0, len(ingest.Starts))
	for _, day := range ingest.Starts {
		starts = append(starts, shopview.Option{Value: day, Name: l.T(text.WeekStarts[day])})
	}
	guessedStart := ""
	if day, ok := text.WeekStarts[cmp.Or(u.Guesses.WeekStart.Value, ingest.WeekMonday)]; ok {
		guessedStart = l.T(day)
	}
	var all []shopview.Choice
	if len(kept.sheets) > 0 {
		sheets := make([]shopview.Option, 0, len(kept.sheets))
		for _, name := range kept.sheets {
			sheets = append(sheets, shopview.Option{Value: name, Name: name})
		}
		all = append(all, choice("sheet", text.UnderSheet, "", sheets...))
	}
	if len(u.Sheets) > 0 { // of which nothing else is known yet
		return all
	}
	all = append(all,
		choice("decimal", text.UnderDecimal, u.Form.Number, shopview.Option{Value: ",", Name: "1.234,5"}, shopview.Option{Value: ".", Name: "1,234.5"}),
		choice("dates", text.UnderDates, dateForms[u.Form.Dates], dateOptions()...),
		choice("week_start", text.UnderStart, guessedStart, starts...),
		choice("missing", text.UnderMissing, "", shopview.Option{Value: ingest.MissingZero, Name: l.T(text.UnderZero)}, shopview.Option{Value: ingest.MissingHole, Name: l.T(text.UnderHole)}),
	)
	if len(u.Unsold) > 0 {
		all = append(all, choice("unsold", text.UnderUnsold, u.Unsold[0].Words, shopview.Option{Value: ingest.UnsoldLeave, Name: l.T(text.UnderLeave)}, shopview.Option{Value: ingest.UnsoldCount, Name: l.T(text.UnderCount)}))
	}
	return all
}

// guessedProfile is what a file says of its shop.
func guessedProfile(l text.Locale, kept *keptUpload) shop.Profile {
	p, u := shop.New(), kept.understood
	p.Country = u.Guesses.Country.Value
	p.Currency = cmp.Or(u.Guesses.Currency.Value, shop.CurrencyOf(p.Country))
	p.TimeZone = shop.ZoneOf(p.Country)
	p.Category, p.Region = "", ""
	if start, err := shop.StartOn(kept.choices.Get("week_start")); err == nil {
		p.Start = start
	}
	for _, column := range u.Columns {
		switch column.Role {
		case ingest.RoleCategory:
			p.Category = l.SplitKey(cmp.Or(column.Name, shop.Category))
		case ingest.RoleRegion:
			p.Region = l.SplitKey(cmp.Or(column.Name, shop.Region))
		}
	}
	if p.Category != "" && p.Category == p.Region {
		p.Category, p.Region = shop.Category, shop.Region
	}
	if u.Measure == ingest.MeasureUnits {
		p.Measure = shop.Units
	}
	return p
}

// guessedForm is the profile of the third step, with what each guess is from.
func guessedForm(l text.Locale, kept *keptUpload) shopview.Form {
	f, u := profileForm(l, guessedProfile(l, kept)), kept.understood
	f.Hint = map[string]string{}
	for field, guess := range map[string]ingest.Guess{"currency": u.Guesses.Currency, "country": u.Guesses.Country} {
		if guess.Value == "" {
			continue
		}
		var from []string
		for _, m := range guess.Words() {
			from = append(from, l.SayWords(message.Message(m)))
		}
		f.Hint[field] = l.T(text.NameGuessed, strings.Join(from, ", "))
	}
	return f
}

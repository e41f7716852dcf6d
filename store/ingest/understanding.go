package ingest

import (
	"encoding/json"

	"olist/message"
	"olist/week"
)

// Understanding is what was understood of a sales file without importing it, for
// a person to look at and change. Of columns without a role it holds the header
// and kind alone: exports of orders hold who bought.
type Understanding struct {
	File    string         `json:"file"`
	Header  string         `json:"header"`           // Fingerprint of the columns' names
	Preset  string         `json:"preset,omitempty"` // the known export that it is, for programs
	Known   string         `json:"known,omitempty"`  // and for people: Shopify, orders
	Rows    int64          `json:"rows"`             // without the header
	Columns []FileColumn   `json:"columns"`          // in the order of the file
	Form    FileForm       `json:"form"`
	Guesses Guesses        `json:"guesses"`
	Measure string         `json:"measure"` // MeasureRevenue or MeasureUnits; empty where neither is known
	Sums    Sums           `json:"sums"`
	Weekly  []WeekSum      `json:"weekly"`    // ascending, the last MaxWeekly of them
	Left    []LeftWeek     `json:"left_out"`  // weeks that an import would not take
	Parts   Parts          `json:"parts"`     // what the sales are split by
	Unsold  []UnsoldColumn `json:"unsold"`    // columns that say that rows were not sold
	Spelled []Spelling     `json:"spellings"` // categories in several spellings
	Trimmed []string       `json:"trimmed"`   // names added up, as they differ by case or spaces alone
	Refused []Fault        `json:"refused"`   // what keeps the file or rows of it from being read, the first of it
	More    int            `json:"more_refused"`
	Notes   Messages       `json:"note_messages"`
	Warned  Messages       `json:"warning_messages"`
	Drivers []DriverReport `json:"drivers,omitempty"`
	Sheets  []string       `json:"sheets,omitempty"`   // of which one is to be chosen; nothing else is known then
	Recall  *Mapping       `json:"recalled,omitempty"` // what was chosen for an earlier file of the same header, and is used
}

// MarshalJSON writes notes and warnings in English beside their messages.
func (u Understanding) MarshalJSON() ([]byte, error) {
	type plain Understanding
	return json.Marshal(struct {
		plain
		english
	}{plain(u), english{u.Notes.words(), u.Warned.words()}})
}

// Readable reports whether weeks or what is known ahead would be taken, so that the
// file can be imported as it is understood.
func (u *Understanding) Readable() bool { return u.Sums.Weeks > 0 || len(u.Drivers) > 0 }

// Roles are those of all columns, as Options.Roles takes them: what a person
// sees is what is imported.
func (u *Understanding) Roles() map[string]string {
	all := make(map[string]string, len(u.Columns))
	for _, c := range u.Columns {
		all[c.Key] = c.Role
	}
	return all
}

// Names are those of the columns in the header, for a Mapping.
func (u *Understanding) Names() []string {
	var all []string
	for _, c := range u.Columns {
		all = append(all, c.Name)
	}
	return all
}

// What is measured.
const (
	MeasureRevenue = "revenue"
	MeasureUnits   = "units"
)

// FileColumn is a column of the file and what it is taken for.
type FileColumn struct {
	Key      string   `json:"key"`  // by which Options.Roles calls it
	Name     string   `json:"name"` // in the header, empty where it has none
	Kind     string   `json:"kind"` // blank, words, number or date
	Role     string   `json:"role"`
	How      string   `json:"how,omitempty"`    // ByChoice, ByPreset, ByName or ByContent; empty without a role
	Sure     bool     `json:"sure"`             // it need not be asked about
	Possible []string `json:"possible"`         // the roles that it may have, RoleIgnore among them
	Personal bool     `json:"personal"`         // it holds who bought: it can have no role
	Values   []string `json:"values,omitempty"` // of the first rows, none without a role
}

// FileForm is how the file is written. Choose names what it leaves open:
// decimal, dates, drivers or roles.
type FileForm struct {
	Text      string   `json:"text"` // in a line, in English
	Encoding  string   `json:"encoding"`
	Separator string   `json:"separator"`
	Sheet     string   `json:"sheet,omitempty"` // of a workbook
	Decimal   string   `json:"decimal"`         // . or ,
	Number    string   `json:"number"`          // as an example: 1.234,5
	Dates     string   `json:"dates"`           // ymd, dmy or mdy; empty where they have one form
	Grain     string   `json:"grain"`           // GrainLines, "a day", "a week" or what is too coarse: "a month"
	Coarse    bool     `json:"coarse"`          // rows cover more than a week: refused
	Said      Messages `json:"said"`            // Text's parts, for people
	Choose    []string `json:"choose"`
}

// GrainLines is the grain of a file of which several rows are of one day.
const GrainLines = "lines"

// Guesses are what is guessed of the shop, each empty where nothing says it.
type Guesses struct {
	Currency  Guess `json:"currency"`   // ISO 4217
	Country   Guess `json:"country"`    // ISO 3166 alpha-2
	WeekStart Guess `json:"week_start"` // of weekly rows
	Language  Guess `json:"language"`   // of the header: de, en, es, fr, it, nl or pt
}

// Guess is a value and what it is guessed from.
type Guess struct {
	Value string   `json:"value"`
	Sure  bool     `json:"sure"`
	From  []string `json:"from,omitempty"` // FromAmounts and the like
}

// What guesses are made from.
const (
	FromAmounts  = "amounts"  // signs or codes beside amounts, or a column of currencies
	FromLanguage = "language" // of the header
	FromCurrency = "currency"
	FromDates    = "dates"   // how they are written, or which days of the week they are
	FromRegions  = "regions" // their names
	FromDecimal  = "decimal" // the decimal mark
	FromHeader   = "header"  // a column's name
	FromCountry  = "country"
)

// Words say it for people.
func (g Guess) Words() (all Messages) {
	for _, from := range g.From {
		if m, ok := guessWords[from]; ok {
			all = append(all, m.With())
		}
	}
	return all
}

var guessWords = map[string]message.M0{
	FromAmounts: message.FromAmounts, FromLanguage: message.FromLanguage, FromCurrency: message.FromCurrency, FromDates: message.FromDates,
	FromRegions: message.FromRegions, FromDecimal: message.FromDecimal, FromHeader: message.FromHeader, FromCountry: message.FromCountry,
}

// Sums are those of the weeks that would be imported.
type Sums struct {
	Totals
	Weeks int       `json:"weeks"`
	First week.Week `json:"first"`
	Last  week.Week `json:"last"`
}

// MaxWeekly is how many weeks are told one by one.
const MaxWeekly = 1_040

// WeekSum is what a week sold.
type WeekSum struct {
	Week    week.Week `json:"week"`
	Revenue int64     `json:"revenue_cents"`
	Units   int64     `json:"units"`
}

// LeftRefused is why a week is left out that has a row which cannot be used; the
// other codes are those of Held.
const LeftRefused = "refused"

// LeftWeek is a week that an import would not take.
type LeftWeek struct {
	Week week.Week `json:"week"`
	Code string    `json:"code"` // LeftRefused, or as Held has it
}

// Reason says why.
func (l LeftWeek) Reason() message.Message {
	if l.Code == LeftRefused {
		return message.LeftRefused.With(l.Week)
	}
	return Held{Week: l.Week, Code: l.Code}.Reason()
}

// MarshalJSON adds the reason in English; code and week say as much to programs.
func (l LeftWeek) MarshalJSON() ([]byte, error) {
	type plain LeftWeek
	return json.Marshal(struct {
		plain
		Reason string `json:"reason"`
	}{plain(l), l.Reason().String()})
}

// Parts are how many names the sales are split by, and the largest of them.
type Parts struct {
	Categories int      `json:"categories"` // 0 where the file has none
	Regions    int      `json:"regions"`
	Category   []string `json:"largest_categories"`
	Region     []string `json:"largest_regions"`
}

// UnsoldColumn is a column that says that rows were not sold.
type UnsoldColumn struct {
	Column string `json:"column"`
	Rows   int    `json:"rows"`
	Words  string `json:"words"` // that say so, with their rows: "cancelled (12), refunded (3)"
	Left   bool   `json:"left_out"`
}

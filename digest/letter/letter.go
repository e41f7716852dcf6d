// Package letter gives the weekly digest and alarms their forms: plain text, HTML as mail
// programs take it, and the JSON that chats take. It is given words in the reader's
// language and knows neither figures nor clocks, and does no I/O. Package server
// fills it, package digest sends it.
package letter

// What programs are told that a letter is.
const (
	Digest = "digest" // once a week
	Alarm  = "alarm"  // when something new needs somebody
)

// Letter is a digest or an alarm as its reader reads it.
type Letter struct {
	Event    string // Digest, also where it is "", or Alarm
	Language string // BCP 47
	Subject  string
	Shop     string
	Heading  string // what the week came to, in one line
	Late     string // that the data are late; "" where they came
	Lead     []string
	Parts    []Part
	Picture  Picture
	Open     Link // the page that shows it all
	Foot     string
	Stop     Link // leads to the page that ends it; empty for a channel
}

// Part is a section with rows.
type Part struct {
	Title string
	Heads []string // of its columns, the name's first; none for a list
	Rows  []Row
	None  string // what is said where it has no rows
}

// Row is a thing with its figures.
type Row struct {
	Name    string
	Figures []string // along Part.Heads[1:]
	Note    string
	URL     string // "" for none
}

// Link leads to a page.
type Link struct{ Label, URL string }

// Picture is the chart: a PNG, and what it shows in words.
type Picture struct {
	PNG    []byte
	Alt    string
	Width  int // as shown, in CSS pixels
	Height int
}

// PictureID names the picture within a mail.
const PictureID = "chart"

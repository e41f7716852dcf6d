package backup

import (
	"slices"
	"time"

	"olist/message"
	"olist/store/fault"
)

// Keeping says how many backups are kept: of each of the latest days, weeks and
// months that have any, the latest.
type Keeping struct {
	Days   int `json:"days"`
	Weeks  int `json:"weeks"`
	Months int `json:"months"`
}

// KeepMost bounds each number of a Keeping.
const KeepMost = 400

// latestKept are kept whatever their day is: what was backed up before a change is
// not pushed out by one after it.
const latestKept = 3

// Validate returns CodeInvalid naming the field that is wrong.
func (k Keeping) Validate() error {
	for _, f := range []struct {
		name string
		n    int
	}{{"days", k.Days}, {"weeks", k.Weeks}, {"months", k.Months}} {
		if f.n < 0 || f.n > KeepMost {
			return fault.Invalid(f.name, message.BackupKeepRange.With(KeepMost))
		}
	}
	return nil
}

// Old gives the backups of a database that are kept no longer: none of others,
// and never good, the one that was verified last.
func (k Keeping) Old(all []Copy, good Copy, zone *time.Location) []Copy {
	own := slices.DeleteFunc(slices.Clone(all), func(c Copy) bool { return c.Owner != good.Owner })
	Latest(own)
	kept := map[string]bool{good.Name: true}
	for _, c := range own[:min(latestKept, len(own))] {
		kept[c.Name] = true
	}
	for _, span := range []struct {
		most int
		of   func(time.Time) [2]int
	}{{k.Days, day}, {k.Weeks, isoWeek}, {k.Months, month}} {
		seen := map[[2]int]bool{}
		for _, c := range own {
			if s := span.of(c.At.In(zone)); !seen[s] && len(seen) < span.most {
				seen[s] = true
				kept[c.Name] = true
			}
		}
	}
	return slices.DeleteFunc(own, func(c Copy) bool { return kept[c.Name] })
}

func day(t time.Time) [2]int { return [2]int{t.Year(), t.YearDay()} }

func isoWeek(t time.Time) [2]int {
	year, week := t.ISOWeek()
	return [2]int{year, week}
}

func month(t time.Time) [2]int { return [2]int{t.Year(), int(t.Month())} }

// Latest sorts backups, the latest first.
func Latest(all []Copy) {
	slices.SortFunc(all, func(a, b Copy) int {
		if c := b.At.Compare(a.At); c != 0 {
			return c
		}
		if a.Name < b.Name {
			return -1
		}
		return 1
	})
}

package ui

import (
	"net/url"
	"strconv"
)

// Entries of a list that one page shows.
const (
	ListMost     = 100
	SegmentsMost = 250
)

// Pages says which part of a list is shown, and where the others are.
type Pages struct {
	address   string // of the page that holds the list, with its fragment
	param     string // of the address, that names the part
	Now, Last int    // from 1; both 0 where the list is empty
}

// Part gives the part of a list that address asks for by param, at most so many
// entries; the first part where it asks for none, the last where it asks for
// one beyond.
func Part[T any](address, param string, all []T, most int) ([]T, Pages) {
	p := Pages{address: address, param: param, Last: (len(all) + most - 1) / most}
	p.Now = min(1, p.Last)
	if u, err := url.Parse(address); err == nil {
		if asked, err := strconv.Atoi(u.Query().Get(param)); err == nil {
			p.Now = min(max(asked, p.Now), p.Last)
		}
	}
	from := max(0, p.Now-1) * most
	return all[from:min(from+most, len(all))], p
}

// url is the address of another part.
func (p Pages) url(part int) string {
	u, err := url.Parse(p.address)
	if err != nil {
		return p.address
	}
	q := u.Query()
	q.Set(p.param, strconv.Itoa(part))
	u.RawQuery = q.Encode()
	return u.String()
}

package ui

import (
	"maps"
	"net/url"
	"strconv"

	"github.com/a-h/templ"
)

func JobURL(id string) templ.SafeURL { return templ.SafeURL("/admin/jobs/" + id) }

// DashboardURL leads to one segment's forecast.
func DashboardURL(key string, horizon int) string {
	return "/?" + ViewQuery(key, horizon).Encode()
}

// shareURL leads to where a link to a page, as shown says that it is, is made.
func shareURL(page string, shown url.Values) string {
	q := maps.Clone(shown)
	q.Set("page", page)
	return "/shares?" + q.Encode()
}

// ViewQuery is the part of an address that says what is shown.
func ViewQuery(segment string, horizon int) url.Values {
	return url.Values{"horizon": {strconv.Itoa(horizon)}, "segment": {segment}}
}

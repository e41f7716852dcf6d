package views

import (
	"net/url"
	"strconv"

	"github.com/a-h/templ"
)

func jobURL(id string) templ.SafeURL { return templ.SafeURL("/admin/jobs/" + id) }

// dashboardURL leads to one segment's forecast.
func dashboardURL(key string, horizon int) string {
	return "/?" + viewQuery(key, horizon).Encode()
}

// viewQuery is the part of an address that says what is shown.
func viewQuery(segment string, horizon int) url.Values {
	return url.Values{"horizon": {strconv.Itoa(horizon)}, "segment": {segment}}
}

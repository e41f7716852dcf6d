package server

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"olist/forecast/calendar"
	"olist/shop"
	"olist/store/fault"
	shopview "olist/views/shop"
	"olist/views/text"
	"olist/views/ui"
	"olist/week"
)

// getShopPage answers GET /shop: the profile, and the shops that were set aside.
func (s *Server) getShopPage(c echo.Context) error {
	page, err := s.shopPage(c)
	if err != nil {
		return err
	}
	switch {
	case c.QueryParam("saved") != "":
		page.Notice = page.Text.T(text.Saved)
	case c.QueryParam("back") != "":
		page.Notice = page.Text.T(text.ShopReturned, shopOf(c).Name)
	case c.QueryParam("dropped") != "":
		page.Notice = page.Text.T(text.ShopDropped)
	}
	return s.render(c, http.StatusOK, shopview.Page(page))
}

func (s *Server) shopPage(c echo.Context) (shopview.View, error) {
	live, _ := s.training.Live() // a profile comes before the first model
	page := shopview.View{Frame: s.frame(c, live)}
	p := shopOf(c)
	page.Form, page.Seen = profileForm(page.Text, p), seenOf(p)
	page.Form.Fixed = live != nil
	if !page.MayAdmin {
		return page, nil
	}
	kept, err := s.store.KeptShops(c.Request().Context())
	for _, k := range kept {
		page.Kept = append(page.Kept, shopview.Kept{ID: k.ID, Name: k.Name, By: k.Actor, Weeks: k.Weeks, At: k.At})
	}
	return page, err
}

// profileForm is a profile as a form holds it.
func profileForm(l text.Locale, p shop.Profile) shopview.Form {
	f := shopview.Form{Name: p.Name, Currency: p.Currency, Country: p.Country, Zone: p.TimeZone, Category: l.SplitName(p.Category), Region: l.SplitName(p.Region),
		Start: p.Start.String(), Measure: p.Measure, Source: p.Source, Licence: p.Licence}
	for _, code := range calendar.Countries() {
		f.Known.Countries = append(f.Known.Countries, shopview.Country{Code: code, Name: l.Country(code)})
		if of := shop.CurrencyOf(code); of != "" && !slices.Contains(f.Known.Currencies, of) {
			f.Known.Currencies = append(f.Known.Currencies, of)
		}
	}
	if p.Country != "" && !slices.Contains(calendar.Countries(), p.Country) {
		f.Known.Countries = append(f.Known.Countries, shopview.Country{Code: p.Country, Name: p.Country})
	}
	countries := f.Known.Countries
	text.SortBy(len(countries), func(i int) string { return countries[i].Name }, func(i, j int) { countries[i], countries[j] = countries[j], countries[i] })
	slices.Sort(f.Known.Currencies)
	for i := range week.Firsts {
		f.Known.Starts = append(f.Known.Starts, shop.Start(i).String())
	}
	return f
}

// profileOf reads a profile out of a form, over the one that it was; what is not in
// the form stays. A name for a way to split sales that the reader's language has for
// its own is that one.
func profileOf(l text.Locale, was shop.Profile, form url.Values) (shop.Profile, error) {
	p := was
	for field, to := range map[string]*string{"name": &p.Name, "currency": &p.Currency, "country": &p.Country, "time_zone": &p.TimeZone,
		"category": &p.Category, "region": &p.Region, "measure": &p.Measure, "source": &p.Source, "licence": &p.Licence} {
		if values, ok := form[field]; ok {
			*to = strings.TrimSpace(values[0])
		}
	}
	p.Category, p.Region = l.SplitKey(p.Category), l.SplitKey(p.Region)
	if start := form.Get("week_start"); start != "" {
		var err error
		if p.Start, err = shop.StartOn(start); err != nil {
			return p, err
		}
	}
	p = p.Tidy()
	return p, p.Validate()
}

// postShop answers POST /shop: keeps the profile; or the page again with what is
// wrong.
func (s *Server) postShop(c echo.Context) error {
	form, err := c.FormParams()
	if err != nil {
		return badBody(err)
	}
	p, err := profileOf(locale(c), shopOf(c), form)
	if err == nil {
		ctx := ifStillSeen(c, func(ctx context.Context) (ui.Seen, error) { return seen(s.store.Shop(ctx)) })
		err = s.training.PutShop(ctx, principalOf(c).Name, p)
	}
	if err == nil {
		return c.Redirect(http.StatusSeeOther, "/shop?saved=1")
	}
	var f *fault.Error
	if !errors.As(err, &f) || f.Field == "" {
		return err
	}
	page, pageErr := s.shopPage(c)
	if pageErr != nil {
		return pageErr
	}
	fixed := page.Form.Fixed
	page.Form = profileForm(page.Text, p)
	page.Form.Fixed, page.Form.Problem = fixed, map[string]string{f.Field: page.Text.Say(f.Message)}
	if page.Seen.Overtaken = overtaken(err); page.Seen.Overtaken {
		return s.render(c, http.StatusConflict, shopview.Page(page))
	}
	return s.render(c, http.StatusUnprocessableEntity, shopview.Page(page))
}

// postShopReturn answers POST /shop/{id}/return.
func (s *Server) postShopReturn(c echo.Context) error {
	if err := s.training.ReturnShop(c.Request().Context(), principalOf(c).Name, c.Param("id")); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/shop?back=1")
}

// postShopDrop answers POST /shop/{id}/drop.
func (s *Server) postShopDrop(c echo.Context) error {
	if err := s.store.DropShop(c.Request().Context(), principalOf(c).Name, c.Param("id")); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/shop?dropped=1")
}

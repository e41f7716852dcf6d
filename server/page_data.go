package server

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"olist/store"
	"olist/store/ingest"
	"olist/training"
	"olist/views/data"
	"olist/views/text"
	"olist/views/ui"
)

// getDataPage answers GET /data.
func (s *Server) getDataPage(c echo.Context) error {
	page, err := s.dataPage(c)
	if err != nil {
		return err
	}
	return s.render(c, http.StatusOK, data.Page(page))
}

func (s *Server) dataPage(c echo.Context) (data.View, error) {
	live, err := s.training.Live()
	if err != nil {
		return data.View{}, err
	}
	page := data.View{Frame: s.frame(c, live), Fingerprint: live.Data.Fingerprint}
	fillTotals(&page, live.Data)
	imports, err := s.store.Imports(c.Request().Context())
	if err != nil {
		return page, err
	}
	for _, i := range imports {
		if i.State == store.ImportApplied && i.Kind == "orders" {
			var r ingest.OrderReport
			if err := json.Unmarshal(i.Report, &r); err != nil {
				return page, fmt.Errorf("server: report of import %d: %w", i.Version, err)
			}
			fillImport(&page, r)
			break // the newest tells what is in force
		}
	}
	return page, nil
}

func fillTotals(page *data.View, d *training.Data) {
	total, err := d.Segment(store.TotalKey)
	if err != nil {
		return // no data yet: the figures stay at nothing
	}
	for i, w := range d.Weeks {
		page.Revenue += total.Revenue[i]
		page.Freight += total.Freight[i]
		if orders := total.Orders[i]; orders == store.OrdersUnknown {
			page.Uncounted++
		} else {
			page.Orders += int(orders)
		}
		if w.Vague.Any() {
			page.Split = append(page.Split, w.Week)
		}
		page.Items += int(total.Items[i])
		if reason := reasonOf(page.Text, w); reason == "" {
			page.Usable++
		} else {
			page.Incomplete = append(page.Incomplete, data.LeftWeek{PastWeek: ui.PastWeek{Week: w.Week, Cents: total.Revenue[i], Reason: reason}, ByLevel: w.Usual > 0 && w.Override == nil})
		}
	}
	slices.SortStableFunc(page.Incomplete, waitingFirst)
	page.Weeks = len(d.Weeks)
	if page.Weeks > 0 {
		page.From, page.Until = d.Weeks[0].Week, d.Weeks[page.Weeks-1].Week
	}
}

// waitingFirst puts the weeks that wait for a person's word before the others.
func waitingFirst(a, b data.LeftWeek) int {
	switch {
	case a.ByLevel == b.ByLevel:
		return 0
	case a.ByLevel:
		return -1
	}
	return 1
}

// fillImport words what the reader of the order files found.
func fillImport(page *data.View, r ingest.OrderReport) {
	page.Files, page.Left, page.Noted = orderFindings(page.Text, r)
}

// orderFindings are the files read, what was left out of them, and what is
// peculiar but kept.
func orderFindings(l text.Locale, r ingest.OrderReport) (files []ui.FileRead, left, noted []ui.LeftOut) {
	for _, f := range r.Files {
		files = append(files, ui.FileRead{Name: f.Name, Rows: int(f.Rows)})
	}
	for _, status := range r.Statuses {
		if status.LeftOut {
			left = append(left, ui.LeftOut{Reason: l.T(text.LeftStatus, l.Status(status.Status)), Rows: int(status.Orders)})
		}
	}
	left = append(left, ui.LeftOut{Reason: l.T(text.LeftNoItems), Rows: int(r.OrdersWithoutItems)})
	for _, n := range []struct {
		what text.Text
		n    int64
	}{
		{text.NoteNoCategory, r.WithoutCategory.Items},
		{text.NoteUntranslated, int64(len(r.Untranslated))},
		{text.NoteSpanning, r.OrdersSpanning},
		{text.NoteNoPayment, r.OrdersWithoutPayment},
		{text.NoteNoApproved, r.MissingApproved},
		{text.NoteNoCarrier, r.MissingCarrier},
		{text.NoteNoDelivery, r.MissingDelivered},
	} {
		noted = append(noted, ui.LeftOut{Reason: l.T(n.what), Rows: int(n.n)})
	}
	return files, left, noted
}

package server

import (
	"strings"

	"github.com/labstack/echo/v4"

	"olist/store"
	"olist/training"
)

// getSeries answers GET /api/v1/series?segment=: without a segment, the list of
// them; with one, its weekly history.
func (s *Server) getSeries(c echo.Context) error {
	live, err := s.training.Live()
	if err != nil {
		return err
	}
	key := c.QueryParam("segment")
	if key == "" {
		return s.answer(c, live, map[string]any{"segments": segmentList(live.Data)})
	}
	seg, err := live.Data.Segment(key)
	if err != nil {
		return err
	}
	return s.answer(c, live, seriesAnswer{key, amountsOf(live), history(live.Data, seg)})
}

type (
	segmentItem struct {
		Key  string `json:"key"`
		Name string `json:"name"`
	}
	seriesAnswer struct {
		Segment string `json:"segment"`
		amounts
		Weeks []historyWeek `json:"weeks"`
	}
	historyWeek struct {
		Week     string `json:"week"` // the Monday
		Revenue  reais  `json:"revenue"`
		Freight  reais  `json:"freight"`
		Items    int64  `json:"items"`
		Orders   *int64 `json:"orders"` // null where no import told them
		Complete bool   `json:"complete"`
		Split    bool   `json:"split_by_shares,omitempty"` // what the segment sold is estimated
		Reason   string `json:"reason,omitempty"`          // why the week is not used
	}
)

func segmentList(d *training.Data) []segmentItem {
	out := make([]segmentItem, len(d.Segments))
	for i, seg := range d.Segments {
		out[i] = segmentItem{Key: seg.Key, Name: seg.Name}
	}
	return out
}

func history(d *training.Data, seg store.Segment) []historyWeek {
	out := make([]historyWeek, len(d.Weeks))
	for i, w := range d.Weeks {
		out[i] = historyWeek{Week: w.Week.String(), Revenue: reais(seg.Revenue[i]) / 100, Freight: reais(seg.Freight[i]) / 100,
			Items: seg.Items[i], Complete: w.Usable(), Split: estimated(w, seg.Key), Reason: w.WhyLeft().Of(d.Shop.Words())}
		if n := seg.Orders[i]; n != store.OrdersUnknown {
			out[i].Orders = &n
		}
	}
	return out
}

// estimated tells whether a segment's sales of a week were split off a total.
func estimated(w store.WeekInfo, key string) bool {
	return w.Vague.Categories && strings.HasPrefix(key, store.CategoryPrefix) ||
		w.Vague.States && strings.HasPrefix(key, store.StatePrefix)
}

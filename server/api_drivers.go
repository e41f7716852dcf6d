package server

import (
	"math"
	"net/http"

	"github.com/labstack/echo/v4"

	"olist/message"
	"olist/store"
	"olist/store/fault"
	"olist/training"
	"olist/week"
)

type (
	// knownDriver is what is known ahead of a segment's coming weeks.
	knownDriver struct {
		Name  string      `json:"name"`
		Known int         `json:"weeks_known"` // without a gap, from the first week ahead on
		Weeks []knownWeek `json:"weeks"`
		// Learnt is null where the model that serves learnt nothing of it.
		Learnt *training.DriverLearnt `json:"learnt"`
	}
	knownWeek struct {
		Week  week.Week `json:"week"`
		Value *float64  `json:"value"` // null where it is not known
		Usual *float64  `json:"usual"` // what counts then; null where it never was known
		Hand  bool      `json:"by_hand"`
	}
)

// getDrivers answers GET /api/v1/drivers?segment=: what is known ahead, week by
// week over the longest horizon, and what was learnt of it.
func (s *Server) getDrivers(c echo.Context) error {
	live, err := s.training.Live()
	if err != nil {
		return err
	}
	segment, _, err := findSegment(locale(c), live.Data, segmentParam(c))
	if err != nil {
		return err
	}
	all, err := live.Data.DriversAhead(segment.Key)
	if err != nil {
		return err
	}
	learnt, err := live.Learnt(segment.Key)
	if err != nil {
		return err
	}
	out := []knownDriver{}
	for _, d := range all {
		k := knownDriver{Name: d.Name, Known: d.Known}
		if of, ok := learnt[d.Name]; ok {
			k.Learnt = &of
		}
		for _, w := range d.Weeks {
			k.Weeks = append(k.Weeks, knownWeek{w.Week, orNull(w.Value), orNull(w.Usual), w.Hand})
		}
		out = append(out, k)
	}
	return s.answer(c, live, map[string]any{"model": live.Model.ID, "segment": segment.Key, "drivers": out})
}

func orNull(v float64) *float64 {
	if math.IsNaN(v) {
		return nil
	}
	return &v
}

// postDriver answers POST /api/v1/drivers: corrects a driver in coming weeks.
// Where that changes nothing, the edit has the id 0.
func (s *Server) postDriver(c echo.Context) error {
	var body struct {
		Driver string `json:"driver"`
		Weeks  []struct {
			Week  string   `json:"week"`
			Value *float64 `json:"value"`
		} `json:"weeks"`
	}
	if err := decodeJSON(c, &body); err != nil {
		return err
	}
	var words []store.DriverWord
	for _, w := range body.Weeks {
		at, err := shopOf(c).ParseWeek(w.Week)
		if err != nil {
			return fault.Invalid("weeks", message.WeekWrong.With())
		}
		words = append(words, store.DriverWord{Week: at, Value: w.Value})
	}
	edit, err := s.training.PutDriver(c.Request().Context(), principalOf(c).Name, body.Driver, words)
	if err != nil {
		return err
	}
	if edit.ID == 0 {
		edit = store.DriverEdit{Driver: body.Driver, Words: []store.DriverWord{}}
	}
	return c.JSON(http.StatusOK, edit)
}

// postDriverUndo answers POST /api/v1/drivers/{id}/undo: takes a correction
// back; a second time brings it again.
func (s *Server) postDriverUndo(c echo.Context) error {
	edit, err := s.undoDriver(c)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, edit)
}

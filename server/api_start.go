package server

import (
	"net/http"
	"net/url"
	"time"

	"github.com/labstack/echo/v4"

	"olist/shop"
	"olist/store"
	"olist/store/ingest"
)

type (
	// startAnswer is a file on its way to a shop of its own.
	startAnswer struct {
		ID         string                `json:"id"`
		Until      time.Time             `json:"until"` // the file is deleted then
		Ready      bool                  `json:"ready"` // a shop can begin with it
		Chosen     map[string]string     `json:"chosen"`
		Sheets     []string              `json:"sheets"` // among which one may choose
		Understood *ingest.Understanding `json:"understood"`
		Shop       shop.Profile          `json:"shop"` // as it is guessed, without a name
	}
	// startChoices are how a file is to be read: what is not given stays, an empty text
	// leaves it to the program.
	startChoices struct {
		Roles     map[string]string `json:"roles"` // by the key of the column
		Decimal   *string           `json:"decimal"`
		Dates     *string           `json:"dates"`
		WeekDates *string           `json:"week_dates"`
		WeekStart *string           `json:"week_start"`
		Missing   *string           `json:"missing"`
		Unsold    *string           `json:"unsold"`
		Sheet     *string           `json:"sheet"`
	}
	startBegun struct {
		Shop shop.Profile `json:"shop"`
		Job  store.Job    `json:"job"` // that trains its first model
	}
)

func (b startChoices) values() url.Values {
	given := url.Values{}
	for column, role := range b.Roles {
		given.Add("role", column+"="+role)
	}
	for name, value := range map[string]*string{"decimal": b.Decimal, "dates": b.Dates, "week_dates": b.WeekDates, "week_start": b.WeekStart,
		"missing": b.Missing, "unsold": b.Unsold, "sheet": b.Sheet} {
		if value != nil {
			given.Set(name, *value)
		}
	}
	return given
}

// answerStart says what is understood of a kept file.
func (s *Server) answerStart(c echo.Context, kept *keptUpload) error {
	a := startAnswer{ID: kept.id, Until: kept.at.Add(keptLasts).UTC(), Ready: kept.ready(), Chosen: map[string]string{}, Sheets: append([]string{}, kept.sheets...),
		Understood: kept.understood, Shop: guessedProfile(locale(c), kept)}
	for _, name := range chosenNames {
		if value := kept.choices.Get(name); value != "" {
			a.Chosen[name] = value
		}
	}
	return c.JSON(http.StatusOK, a)
}

// postStartJSON answers POST /api/v1/start: keeps a file for an hour, as the file of a
// form or as the body, and says what is understood of it.
func (s *Server) postStartJSON(c echo.Context) error {
	kept, err := s.keepStart(c)
	if err != nil {
		return s.refusedFiles(c, err)
	}
	return s.answerStart(c, &kept)
}

// getStartedJSON answers GET /api/v1/start/{id}.
func (s *Server) getStartedJSON(c echo.Context) error {
	return s.started(c, func(kept *keptUpload) error { return s.answerStart(c, kept) })
}

// postStartedJSON answers POST /api/v1/start/{id}: the file is read again.
func (s *Server) postStartedJSON(c echo.Context) error {
	var body startChoices
	if err := decodeJSON(c, &body); err != nil {
		return err
	}
	return s.started(c, func(kept *keptUpload) error {
		if err := s.reread(c.Request().Context(), kept, body.values()); err != nil {
			return s.refusedFiles(c, err)
		}
		return s.answerStart(c, kept)
	})
}

// postStartNameJSON answers POST /api/v1/start/{id}/name: begins the shop. What is not
// given of its profile is as it was guessed.
func (s *Server) postStartNameJSON(c echo.Context) error {
	return s.started(c, func(kept *keptUpload) error {
		p := guessedProfile(locale(c), kept)
		if err := decodeJSON(c, &p); err != nil {
			return err
		}
		p.Sample = false
		job, err := s.beginShop(c, kept, p)
		if err != nil {
			return s.refusedFiles(c, err)
		}
		return c.JSON(http.StatusOK, startBegun{s.training.Shop(c.Request().Context()), job})
	})
}

// postStartDropJSON answers POST /api/v1/start/{id}/drop: the file is deleted.
func (s *Server) postStartDropJSON(c echo.Context) error {
	return s.started(c, func(kept *keptUpload) error {
		kept.Close()
		return c.NoContent(http.StatusNoContent)
	})
}

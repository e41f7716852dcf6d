package server

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"

	"github.com/labstack/echo/v4"

	"olist/gbt"
	"olist/store"
	"olist/training"
	modelsview "olist/views/models"
	"olist/views/text"
	"olist/views/ui"
)

// getModelsPage answers GET /models. activated names a model that was just
// made live.
func (s *Server) getModelsPage(c echo.Context) error {
	return s.renderModels(c, http.StatusOK, func(p *modelsview.View) {
		for _, row := range p.Rows {
			if row.Live && c.QueryParam("activated") == row.ID {
				p.Notice = p.Text.T(text.ModelActivated, row.Name)
			}
		}
		if c.QueryParam("deleted") != "" {
			p.Notice = p.Text.T(text.ModelDeleted)
		}
	})
}

func modelRow(m store.Model, scores map[string]training.Summary) (modelsview.Row, error) {
	row := modelsview.Row{
		Model: modelView(m), Score: modelScore(m, scores),
		By: m.CreatedBy, Note: m.NoteMessage, Took: m.Duration, SHA256: m.SHA256, Size: m.Size,
		Kind: m.Kind, Remark: m.Remark, RemarkSeen: seenOf(m.Remark), Pinned: m.Pinned, Fingerprint: m.DataFingerprint, Program: m.ProgramVersion, MeasuredBy: scores[m.ID].Engine,
	}
	var params gbt.Params
	if err := json.Unmarshal(m.Params, &params); err != nil {
		return row, fmt.Errorf("server: parameters of model %s: %w", m.ID, err)
	}
	for _, p := range training.Params {
		row.Params = append(row.Params, [2]string{p.Name, plainNumber(p.Of(params))})
	}
	return row, nil
}

// plainNumber writes a parameter as programs do.
func plainNumber(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

func modelScore(m store.Model, scores map[string]training.Summary) ui.ModelScore {
	sum, ok := scores[m.ID]
	return ui.ModelScore{
		Name: modelName(m.Seq), Known: ok, Data: sum.Data,
		Total: float64(sum.Total.WAPE), Pooled: float64(sum.Pooled.WAPE), Inside: float64(sum.Total.Coverage80),
		Steps: stepErrors(sum.Steps),
	}
}

// postActivatePage answers POST /models/{id}/activate.
func (s *Server) postActivatePage(c echo.Context) error {
	m, err := s.training.Activate(c.Request().Context(), c.Param("id"), principalOf(c).Name, "")
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/models?activated="+url.QueryEscape(m.ID))
}

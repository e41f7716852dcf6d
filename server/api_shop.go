package server

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"olist/store"
)

// getShop answers GET /api/v1/shop: the profile.
func (s *Server) getShop(c echo.Context) error { return c.JSON(http.StatusOK, shopOf(c)) }

// postShopJSON answers POST /api/v1/shop: keeps the profile; what is not given stays.
func (s *Server) postShopJSON(c echo.Context) error {
	p := shopOf(c)
	if err := decodeJSON(c, &p); err != nil {
		return err
	}
	p.Sample = shopOf(c).Sample
	if err := s.training.PutShop(c.Request().Context(), principalOf(c).Name, p); err != nil {
		return err
	}
	return c.JSON(http.StatusOK, s.training.Shop(c.Request().Context()))
}

// getShops answers GET /api/v1/shops: those that were set aside.
func (s *Server) getShops(c echo.Context) error {
	kept, err := s.store.KeptShops(c.Request().Context())
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]any{"shops": append([]store.KeptShop{}, kept...)})
}

// postShopReturnJSON answers POST /api/v1/shops/{id}/return.
func (s *Server) postShopReturnJSON(c echo.Context) error {
	if err := s.training.ReturnShop(c.Request().Context(), principalOf(c).Name, c.Param("id")); err != nil {
		return err
	}
	return c.JSON(http.StatusOK, s.training.Shop(c.Request().Context()))
}

// postShopDropJSON answers POST /api/v1/shops/{id}/drop.
func (s *Server) postShopDropJSON(c echo.Context) error {
	if err := s.store.DropShop(c.Request().Context(), principalOf(c).Name, c.Param("id")); err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}

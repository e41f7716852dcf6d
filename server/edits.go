package server

import (
	"errors"
	"fmt"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"olist/message"
	"olist/store"
	"olist/store/fault"
	"olist/store/ingest"
	"olist/training"
	"olist/views/text"
	"olist/views/ui"
)

// What is typed into a table, pasted or sent, and can be taken back: budgets, stock,
// weeks without stock.

const (
	editsRead  = 100 // that saved= may name
	editsShown = 10
	pastedMost = 1 << 16 // of what comes back in the field of what was pasted
)

// shownEdits are the latest changes; saved= names the one just made.
func shownEdits(c echo.Context, all []store.Edit) (out ui.Edits) {
	saved := c.QueryParam("saved")
	if saved == savedName(store.Edit{}) {
		out.Saved = &ui.Edit{}
	}
	for i, e := range all {
		shown := ui.Edit{ID: savedName(e), Count: e.Count, Undone: e.Undone, By: e.Actor, At: e.At}
		if shown.ID == saved {
			out.Saved = &shown
		}
		if i < editsShown {
			out.Latest = append(out.Latest, shown)
		}
	}
	return out
}

// savedName is how saved= names an edit.
func savedName(e store.Edit) string {
	if e.ID == 0 {
		return "nothing"
	}
	return strconv.FormatInt(e.ID, 10)
}

// editParam is the edit that an address names. Returns CodeNotFound for what is none.
func editParam(c echo.Context, absent message.M1[message.Quoted]) (int64, error) {
	id, err := strconv.ParseInt(c.Param("id"), 10, 64)
	if err != nil {
		return 0, fault.New(fault.CodeNotFound, absent.With(message.Quoted(c.Param("id"))))
	}
	return id, nil
}

// revisionOf reads the revision that a form saw; -1 where none is named.
func revisionOf(written string) int64 {
	n, err := strconv.ParseInt(written, 10, 64)
	if err != nil {
		return -1
	}
	return n
}

// revisionSeen is the one that a program saw; -1 where it names none.
func revisionSeen(named *int64) int64 {
	if named == nil {
		return -1
	}
	return *named
}

// mendable tells what a person can mend in a refusal.
func mendable(err error) (status int, why message.Message, ok bool) {
	var f *fault.Error
	if !errors.As(err, &f) {
		return 0, why, false
	}
	switch f.Code {
	case fault.CodeConflict:
		return http.StatusConflict, f.Message, true
	case fault.CodeInvalid, fault.CodeNotFound:
		return http.StatusUnprocessableEntity, f.Message, true
	case fault.CodeTooLarge:
		return http.StatusRequestEntityTooLarge, f.Message, true
	}
	return 0, why, false
}

// nowAt is the page that shows what is there now, where others were faster.
func nowAt(status int, page string) string {
	if status == http.StatusConflict {
		return page
	}
	return ""
}

// seenBefore is the revision that a form comes back with: the one that it saw, or the
// one of now where it says that others were faster.
func seenBefore(c echo.Context, status int, now int64) int64 {
	if n := revisionOf(c.FormValue("revision")); n >= 0 && status != http.StatusConflict {
		return n
	}
	return now
}

// refusedPaste is a table that comes back with why, and where others were faster with
// the page that shows what is there now.
func refusedPaste(l text.Locale, paste ui.Paste, status int, why message.Message, page string) ui.Paste {
	if paste.Problem, paste.Now = l.Say(why), nowAt(status, page); paste.Now != "" {
		paste.Seen = ""
	}
	return paste
}

// takeTable gives the rows of a pasted table or a file to save, with the revision that
// the form saw; paste comes back where they are refused.
func (s *Server) takeTable(c echo.Context, save func(live *training.Live, rows [][]string, seen int64) (store.Edit, error)) (e store.Edit, paste ui.Paste, err error) {
	u, err := s.receive(c)
	if err != nil {
		return e, paste, err
	}
	defer u.Close()
	paste = ui.Paste{Text: pastedIn(u), Seen: u.choices.Get("revision")}
	if len(u.names) > 1 {
		return e, paste, fault.Invalid("files", message.TableBoth.With())
	}
	live, err := s.training.Live()
	if err != nil {
		return e, paste, err
	}
	f, err := os.Open(u.path(0))
	if err != nil {
		return e, paste, fmt.Errorf("server: read an upload: %w", err)
	}
	defer f.Close()
	rows, err := ingest.Grid(c.Request().Context(), f)
	if err != nil {
		return e, paste, err
	}
	e, err = save(live, rows, revisionOf(u.choices.Get("revision")))
	return e, paste, err
}

// pastedIn is what was pasted, "" where a file was sent.
func pastedIn(u *upload) string {
	i := slices.Index(u.names, pastedName)
	if i < 0 {
		return ""
	}
	b, err := os.ReadFile(u.path(i))
	if err != nil || len(b) > pastedMost {
		return ""
	}
	return string(b)
}

// filledCells are the cells of a row that hold something.
func filledCells(row []string) (cells []string) {
	for _, c := range row {
		if c = strings.TrimSpace(c); c != "" {
			cells = append(cells, c)
		}
	}
	return cells
}

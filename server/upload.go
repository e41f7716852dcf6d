package server

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"olist/message"
	"olist/store/fault"
	"olist/store/ingest"
	"olist/store/scratch"
)

const (
	uploadCount = 20      // files of one upload
	fieldMost   = 1 << 10 // bytes of a field that decides how they are read
	valuesMost  = 200     // fields of one name
	uploadsMost = 4       // that are received at a time
	uploadKey   = "upload"
	uploadName  = 255       // letters of a file's name, as of most file systems
	uploadDir   = "upload-" // begins the name of the folder that holds one
)

// upload is what a person sent, as files in a folder of its own beside the
// database. Close removes it.
type upload struct {
	room    *scratch.Dir
	names   []string // as they were called where they come from
	choices url.Values

	pasteable bool // the form has room for a table that is pasted
}

// options are what the person decided about the files.
func (u *upload) options() (ingest.Options, error) {
	o := ingest.Options{Missing: u.choices.Get("missing"), Decimal: u.choices.Get("decimal"), Dates: u.choices.Get("dates"), WeekDates: u.choices.Get("week_dates"), Sheet: u.choices.Get("sheet"), Unsold: u.choices.Get("unsold"),
		WeekStart: u.choices.Get("week_start")}
	for _, said := range u.choices["role"] {
		if err := o.Say(said); err != nil {
			return o, err
		}
	}
	for _, names := range u.choices["drivers"] {
		for name := range strings.SplitSeq(names, ",") {
			if name = strings.TrimSpace(name); name != "" && !slices.Contains(o.Drivers, name) {
				o.Drivers = append(o.Drivers, name)
			}
		}
	}
	return o, o.Check()
}

// makeRoom makes the folder, beside the database.
func (u *upload) makeRoom(beside string) (err error) {
	u.room, err = scratch.Make(filepath.Join(beside, uploadDir))
	return err
}

// Close removes the files.
func (u *upload) Close() {
	if u.room != nil {
		u.room.Close()
		u.room = nil
	}
}

// path is where the i-th file lies. Order files keep their names, since they
// are found by them; nothing else of a foreign name reaches the disk.
func (u *upload) path(i int) string {
	if isOrderFile(u.names[i]) {
		return filepath.Join(u.room.Path, u.names[i])
	}
	return filepath.Join(u.room.Path, fmt.Sprintf("file-%d", i))
}

func isOrderFile(name string) bool {
	return slices.Contains(ingest.OrderFiles(), strings.TrimSuffix(name, ".gz"))
}

// receive streams an upload to disk: the files of a form, or a body that is
// one file. There is room for a few at a time, since a line may be slow; where
// they are there already this returns CodeRateLimited.
func (s *Server) receive(c echo.Context) (*upload, error) {
	select {
	case s.receiving <- struct{}{}:
		defer func() { <-s.receiving }()
	default:
		return nil, fault.New(fault.CodeRateLimited, message.UploadBusy.With())
	}
	u := &upload{choices: url.Values{}}
	err := u.makeRoom(filepath.Dir(s.store.Path()))
	if err != nil {
		u.Close()
		return nil, fmt.Errorf("server: make room for an upload: %w", err)
	}
	if isMultipart(c) {
		err = u.receiveForm(c)
	} else {
		u.choices = c.QueryParams()
		err = u.add(fileParam(c), c.Request().Body)
	}
	if err == nil && len(u.names) == 0 {
		none := message.UploadNone.With()
		if u.pasteable {
			none = message.TableNone.With()
		}
		err = fault.Invalid("files", none)
	}
	if err != nil {
		u.Close()
		return nil, err
	}
	return u, nil
}

// fileParam is what a body without a form is called.
func fileParam(c echo.Context) string {
	if name := filepath.Base(c.QueryParam("name")); name != "." && name != "/" {
		return name
	}
	return "upload"
}

// formParts reads a form's parts one after another, never all at once.
func formParts(c echo.Context) (*multipart.Reader, error) {
	if r, ok := c.Get(uploadKey).(*multipart.Reader); ok {
		return r, nil // the form's token was read from it
	}
	r, err := c.Request().MultipartReader()
	if err != nil {
		return nil, fault.Wrap(fault.CodeMalformed, err, message.FormUnreadable.With())
	}
	c.Set(uploadKey, r)
	return r, nil
}

// firstField reads the token that stands first in a form with files.
func firstField(c echo.Context, name string) string {
	r, err := formParts(c)
	if err != nil {
		return ""
	}
	part, err := r.NextPart()
	if err != nil || part.FormName() != name {
		return ""
	}
	value, err := io.ReadAll(io.LimitReader(part, 256))
	if err != nil {
		return ""
	}
	return string(value)
}

func (u *upload) receiveForm(c echo.Context) error {
	r, err := formParts(c)
	if err != nil {
		return err
	}
	for {
		part, err := r.NextPart()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return badBody(err)
		case part.FileName() == "" && part.FormName() == "pasted":
			u.pasteable = true
			if err := u.addPasted(part); err != nil {
				return err
			}
			continue
		case part.FileName() == "":
			if err := u.choose(part); err != nil {
				return err
			}
			continue // another field, or no file chosen
		}
		if err := u.add(part.FileName(), part); err != nil {
			return err
		}
	}
}

// choose keeps a field that decides how the files are read.
func (u *upload) choose(part *multipart.Part) error {
	value, err := io.ReadAll(io.LimitReader(part, fieldMost))
	if err != nil {
		return badBody(err)
	}
	switch name := part.FormName(); name {
	case "revision", "missing", "decimal", "dates", "week_dates", "sheet", "unsold":
		u.choices.Set(name, string(value))
	case "join", "drivers", "role":
		if len(u.choices[name]) == valuesMost {
			return fault.New(fault.CodeTooLarge, message.RolesMany.With(valuesMost))
		}
		u.choices.Add(name, string(value))
	}
	return nil
}

// pastedName is what a table that was pasted is called.
const pastedName = "pasted.txt"

// addPasted keeps what was pasted as a file; blanks alone are none.
func (u *upload) addPasted(r io.Reader) error {
	text := bufio.NewReader(r)
	for {
		c, _, err := text.ReadRune()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return badBody(err)
		case !unicode.IsSpace(c):
			if err := text.UnreadRune(); err != nil {
				return err
			}
			return u.add(pastedName, text)
		}
	}
}

func (u *upload) add(name string, r io.Reader) error {
	if len(u.names) == uploadCount {
		return fault.New(fault.CodeTooLarge, message.UploadTooMany.With(uploadCount))
	}
	name = strings.ToValidUTF8(name, "\uFFFD")
	if utf8.RuneCountInString(name) > uploadName {
		return fault.Invalid("name", message.UploadName.With(uploadName))
	}
	if slices.Contains(u.names, name) {
		return fault.Invalid("files", message.UploadTwice.With(name))
	}
	u.names = append(u.names, name)
	f, err := os.OpenFile(u.path(len(u.names)-1), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("server: keep an upload: %w", err)
	}
	defer f.Close()
	if _, err := io.Copy(f, r); err != nil {
		return badBody(err)
	}
	return f.Close()
}

// sweepUploads removes what earlier processes left when they were killed.
func (s *Server) sweepUploads() {
	if err := scratch.Sweep(filepath.Join(filepath.Dir(s.store.Path()), uploadDir)); err != nil {
		s.log.Warn("what is left of an upload cannot be removed", "error", err)
	}
}

package server

import (
	"cmp"
	"slices"

	"github.com/labstack/echo/v4"

	"olist/message"
	"olist/store/fault"
	"olist/views/text"
	"olist/views/ui"
)

// misreadKey holds, in a request's context, what of its address was not understood.
const misreadKey = "misread"

// misread says on a page what was made of a parameter that it cannot take. A file has
// no place for that: sendTable refuses with the error instead.
func misread(c echo.Context, f *ui.Frame, err error, notice string) {
	f.Notices = append(f.Notices, notice)
	c.Set(misreadKey, err)
}

// refusal is why a file of what was asked for cannot be made; nil where all of it was
// understood.
func refusal(c echo.Context) error {
	err, _ := c.Get(misreadKey).(error)
	return err
}

// askedMost is how much of a parameter is repeated to who wrote it, in characters.
const askedMost = 40

// notUnderstood is misread for a parameter of which nothing can be made; shown words
// what the page shows all the same.
func notUnderstood(c echo.Context, f *ui.Frame, name string, err error, shown string) {
	asked := []rune(name + "=" + c.QueryParam(name))
	misread(c, f, err, f.Text.T(text.NotUnderstood, string(asked[:min(len(asked), askedMost)]), shown))
}

// oneOf reads a parameter that is one of a few, for a page: the first of them where
// it says nothing or none of them, with word of what is shown then.
func oneOf[T ~string](c echo.Context, f *ui.Frame, name, shown string, few ...T) T {
	asked := T(c.QueryParam(name))
	if asked == "" || slices.Contains(few, asked) {
		return cmp.Or(asked, few[0])
	}
	words := make([]string, 0, len(few))
	for _, w := range few {
		if w != "" {
			words = append(words, string(w))
		}
	}
	notUnderstood(c, f, name, fault.Invalid(name, message.ShouldBeOneOf.With(name, words)), shown)
	return few[0]
}

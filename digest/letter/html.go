package letter

import (
	"context"
	"encoding/base64"
	"strings"
)

// HTML is the letter for mail programs. The picture is the mail's own part; nothing
// is fetched from anywhere.
func (l Letter) HTML() (string, error) { return l.html("cid:" + PictureID) }

// Preview is the HTML with the picture inside it, for a browser.
func (l Letter) Preview() (string, error) {
	return l.html("data:image/png;base64," + base64.StdEncoding.EncodeToString(l.Picture.PNG))
}

func (l Letter) html(picture string) (string, error) {
	var b strings.Builder
	err := page(l, picture).Render(context.Background(), &b)
	return b.String(), err
}

// roleOf says that a table without heads is none.
func roleOf(p Part) string {
	if len(p.Heads) > 0 {
		return "table"
	}
	return "presentation"
}

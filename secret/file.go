package secret

import (
	"errors"
	"io"
	"os"
	"strings"
)

const fileMost = 4096 // bytes

// FromFile reads a secret from a file, without the blanks and breaks around it.
// The error names the file and tells nothing of what it holds; it is one as well
// where the file is empty or over 4096 bytes.
func FromFile(name string) (Text, error) {
	file, err := os.Open(name)
	if err != nil {
		return Text{}, err
	}
	defer file.Close()
	held, err := io.ReadAll(io.LimitReader(file, fileMost+1))
	value := strings.TrimSpace(string(held))
	switch {
	case err != nil:
	case len(held) > fileMost:
		err = errors.New("too long for a secret")
	case value == "":
		err = errors.New("it is empty")
	default:
		return Of(value), nil
	}
	return Text{}, &os.PathError{Op: "read", Path: name, Err: err}
}

package seriescsv

import (
	"context"
	"io"

	"olist/forecast"
	"olist/message"
)

// read gives the panel alone.
func read(r io.Reader, o Options) (forecast.Panel, error) {
	got, err := Read(context.Background(), r, o)
	if err != nil {
		return forecast.Panel{}, err
	}
	return got.Panel, nil
}

// words are messages in English.
func words(all []message.Message) (said []string) {
	for _, m := range all {
		said = append(said, m.String())
	}
	return said
}

package seriescsv

import (
	"context"
	"io"

	"olist/forecast"
)

// read gives the panel alone.
func read(r io.Reader, o Options) (forecast.Panel, error) {
	got, err := Read(context.Background(), r, o)
	if err != nil {
		return forecast.Panel{}, err
	}
	return got.Panel, nil
}

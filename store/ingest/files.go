package ingest

import (
	"context"
	"errors"
	"io"
	"io/fs"

	"olist/message"
	"olist/table"
)

// Names of the published files; each may also end in .gz.
const (
	ordersFile      = "olist_orders_dataset.csv"
	itemsFile       = "olist_order_items_dataset.csv"
	paymentsFile    = "olist_order_payments_dataset.csv"
	customersFile   = "olist_customers_dataset.csv"
	productsFile    = "olist_products_dataset.csv"
	sellersFile     = "olist_sellers_dataset.csv"
	translationFile = "product_category_name_translation.csv"
)

// OrderFiles names the files that ReadOrders needs.
func OrderFiles() []string {
	return []string{translationFile, productsFile, sellersFile, customersFile, ordersFile, itemsFile, paymentsFile}
}

// folder opens the order files and counts what is read of them.
type folder struct {
	fsys     fs.FS
	actual   map[string]string // as the file is called there, with or without .gz
	progress func(Progress)
	done     int64
	total    int64
	faults   *Faults
	budget   budget
}

func openFolder(fsys fs.FS, names []string, faults *Faults, progress func(Progress)) *folder {
	f := &folder{fsys: fsys, actual: map[string]string{}, progress: progress, faults: faults}
	for _, name := range names {
		plain, errPlain := fs.Stat(fsys, name)
		zipped, errZipped := fs.Stat(fsys, name+".gz")
		switch {
		case errPlain == nil && errZipped == nil:
			faults.Add(Fault{File: name, Message: message.FileTwice.With(name)})
		case errPlain == nil:
			f.actual[name] = name
			f.total += plain.Size()
		case errZipped == nil:
			f.actual[name] = name + ".gz"
			f.total += zipped.Size()
		case errors.Is(errPlain, fs.ErrNotExist):
			faults.Add(Fault{File: name, Message: message.FileMissing.With()})
		default:
			faults.Add(Fault{File: name, Message: readError(errPlain)})
		}
	}
	return f
}

// read opens a file, finds its columns and calls row for every sound row.
func (f *folder) read(ctx context.Context, name string, row func(*sheet), columns ...string) (FileReport, error) {
	actual := f.actual[name]
	report := FileReport{Name: actual}
	file, err := f.fsys.Open(actual)
	if err != nil {
		f.faults.Add(Fault{File: actual, Message: readError(err)})
		return report, nil
	}
	defer file.Close()
	t, err := openSheet(ctx, actual, f.counted(file, actual), table.Options{}, &f.budget, f.faults)
	if t == nil || err != nil {
		return report, err
	}
	defer t.Close()
	for i := range t.Columns { // each is read by its own rule, as it is published
		if err := t.SetRole(i, table.Ignore); err != nil {
			return report, err
		}
	}
	if !t.find(columns) {
		return report, ctx.Err()
	}
	err = t.each(ctx, func() { row(t) })
	report.Rows = t.rows
	return report, err
}

// passes is how often package table reads a file.
const passes = 3

// counted tells the progress of what is read through it.
type counted struct {
	r      io.Reader
	seek   io.Seeker
	folder *folder
	name   string
}

func (f *folder) counted(r io.Reader, name string) io.Reader {
	c := &counted{r: r, folder: f, name: name}
	if s, ok := r.(io.Seeker); ok {
		c.seek = s
		return seekable{c}
	}
	return c
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.folder.done += int64(n)
	if c.folder.progress != nil {
		c.folder.progress(Progress{File: c.name, Done: min(c.folder.done/passes, c.folder.total), Total: c.folder.total})
	}
	return n, err
}

// seekable is counted for a file that can be read again.
type seekable struct{ *counted }

func (s seekable) Seek(offset int64, whence int) (int64, error) { return s.seek.Seek(offset, whence) }

// FileReport is what was read of a file.
type FileReport struct {
	Name string `json:"name"`
	Rows int64  `json:"rows"` // without the header
}

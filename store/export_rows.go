package store

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"olist/forecast"
	"olist/week"
)

// table writes a table's rows, blobs first: a file is open at a time.
func (e *exporting) table(ctx context.Context, table, about, where string) error {
	fields, blobs, err := e.fields(ctx, table)
	if err != nil {
		return err
	}
	of, err := e.side.shape(ctx, table)
	if err != nil {
		return err
	}
	from := ` FROM ` + e.t.engine.rowsOf(table, where, of.key)
	for _, column := range blobs {
		if err := e.blobs(ctx, table, column, from); err != nil {
			return err
		}
	}
	r := dataResource{Description: about, Format: "csv", Encoding: "utf-8", Table: table, Schema: &dataSchema{fields, []string{missing}}}
	return e.file(table+".csv", r, func(w io.Writer) error {
		out := csv.NewWriter(w)
		row := make([]string, len(fields))
		columns := make([]string, len(fields))
		for i, f := range fields {
			row[i], columns[i] = f.Name, quoted(f.Name)
			if f.Type == "any" { // its bytes are in files of their own
				columns[i] = quoted(f.Name) + " IS NOT NULL"
			}
		}
		if err := out.Write(row); err != nil {
			return err
		}
		n := 0
		if err := each(ctx, e.t, `SELECT `+strings.Join(columns, ", ")+from, len(fields), func(values []any) error {
			n++
			for i, v := range values {
				if fields[i].Type == "any" {
					if row[i] = missing; v == int64(1) || v == true {
						row[i] = blobName(table, n, fields[i].Name)
					}
					continue
				}
				row[i] = exportText(fields[i].Name, v)
			}
			return out.Write(row)
		}); err != nil {
			return err
		}
		out.Flush()
		return out.Error()
	})
}

func blobName(table string, row int, column string) string {
	return fmt.Sprintf("blobs/%s-%d-%s.bin", table, row, column)
}

func (e *exporting) blobs(ctx context.Context, table, column, from string) error {
	n := 0
	return each(ctx, e.t, `SELECT `+quoted(column)+from, 1, func(values []any) error {
		n++
		b, ok := values[0].([]byte)
		if !ok {
			return nil
		}
		return e.file(blobName(table, n, column), dataResource{}, func(w io.Writer) error {
			_, err := w.Write(b)
			return err
		})
	})
}

// sales writes what is in force, for people.
func (e *exporting) sales(ctx context.Context) error {
	fields := []dataField{{"week", "date"}, {"category", "string"}, {"state", "string"}, {"revenue", "number"}, {"freight", "number"}, {"items", "integer"}}
	r := dataResource{Description: "The sales in force by week, category and region, in units of money (or units sold).", Format: "csv", Encoding: "utf-8", Schema: &dataSchema{Fields: fields}}
	return e.file("sales.csv", r, func(w io.Writer) error {
		out := csv.NewWriter(w)
		if err := out.Write([]string{"week", "category", "state", "revenue", "freight", "items"}); err != nil {
			return err
		}
		if err := each(ctx, e.t, `SELECT c.week, c.category, c.state, c.revenue, c.freight, c.items
			FROM current_weeks cw JOIN cells c ON c.version = cw.version AND c.week = cw.week ORDER BY c.week, c.category, c.state`, 6, func(v []any) error {
			return out.Write([]string{exportText("week", v[0]), exportText("category", v[1]), exportText("state", v[2]), hundredths(v[3]), hundredths(v[4]), fmt.Sprint(v[5])})
		}); err != nil {
			return err
		}
		out.Flush()
		return out.Error()
	})
}

func hundredths(v any) string {
	n, _ := v.(int64)
	sign := ""
	if n < 0 {
		sign, n = "-", -n
	}
	return fmt.Sprintf("%s%d.%02d", sign, n/100, n%100)
}

// fields are a table's columns; those that hold bytes are of any type.
func (e *exporting) fields(ctx context.Context, table string) (fields []dataField, blobs []string, err error) {
	err = each(ctx, e.t, e.t.engine.kinds(table), 2, func(v []any) error {
		f := dataField{Name: fmt.Sprint(v[0])}
		switch kind := strings.ToUpper(fmt.Sprint(v[1])); {
		case kind == "BLOB", kind == "BYTEA":
			f.Type = "any"
			blobs = append(blobs, f.Name)
		case weekColumns[f.Name]:
			f.Type = "date"
		case strings.HasPrefix(kind, "DOUBLE"):
			f.Type = "number"
		case strings.Contains(kind, "INT"):
			f.Type = "integer"
		default:
			f.Type = "string"
		}
		fields = append(fields, f)
		return nil
	})
	return fields, blobs, err
}

// exportText is a value as an export's CSV has it; importValue reads it back.
func exportText(column string, v any) string {
	switch v := v.(type) {
	case nil:
		return missing
	case int64:
		if weekColumns[column] {
			return week.Week(v).String()
		}
		return strconv.FormatInt(v, 10)
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64)
	case []byte:
		return textCell(string(v))
	case string:
		return textCell(v)
	}
	return textCell(fmt.Sprint(v))
}

func textCell(s string) string {
	if strings.HasPrefix(s, `\`) || strings.Contains(s, "\r") {
		b, err := json.Marshal(s)
		if err == nil {
			return `\` + string(b)
		}
	}
	if strings.HasPrefix(s, "'") {
		return "'" + s
	}
	return forecast.CSVText(s)
}

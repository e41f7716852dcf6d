package store

import (
	"context"
	"slices"

	"olist/message"
	"olist/store/fault"
	"olist/store/ingest"
	"olist/week"
)

// Driver is a number of each week that is known ahead, such as days of
// promotion; Segment.Drivers holds its values.
type Driver struct {
	Name string
	// Known is how many weeks after the last that teaches it is known without a
	// gap, somewhere at least.
	Known int
	Hand  []week.Week // whose value a person gave, ascending
}

// DriverChange is what an import tells of a driver that is not in force so.
type DriverChange struct {
	Name  string    `json:"name"`
	Weeks int       `json:"weeks"`
	First week.Week `json:"first"`
	Last  week.Week `json:"last"`
}

// freshDrivers are the values of an import that are not in force exactly so, a
// week of a driver at a time; those of held weeks are left out.
func (t *tx) freshDrivers(ctx context.Context, brought []ingest.Driver, held []ingest.Held) ([]ingest.Driver, error) {
	var fresh []ingest.Driver
	for _, d := range brought {
		known, err := t.driverWeeks(ctx, d.Name)
		if err != nil {
			return nil, err
		}
		d.Values = slices.Clone(d.Values)
		kept := d.Values[:0]
		for _, values := range byDriverWeek(d.Values) {
			at := values[0].Week
			if !slices.Equal(values, known[at]) && !slices.ContainsFunc(held, func(h ingest.Held) bool { return h.Week == at }) {
				kept = append(kept, values...)
			}
		}
		if d.Values = kept; len(kept) > 0 {
			fresh = append(fresh, d)
		}
	}
	return fresh, nil
}

// byDriverWeek parts values, which are sorted, by their week.
func byDriverWeek(values []ingest.DriverValue) (weeks [][]ingest.DriverValue) {
	for len(values) > 0 {
		n := 1
		for n < len(values) && values[n].Week == values[0].Week {
			n++
		}
		weeks, values = append(weeks, values[:n:n]), values[n:]
	}
	return weeks
}

// driverWeeks are the values of a driver that imports in force brought, without
// the weeks on which a person had the last word.
func (t *tx) driverWeeks(ctx context.Context, name string) (map[week.Week][]ingest.DriverValue, error) {
	all, err := collect(ctx, t, func(row scanner) (v ingest.DriverValue, err error) {
		err = row.Scan(&v.Week, &v.Category, &v.State, &v.Value)
		return v, err
	}, `
		SELECT v.week, v.category, v.state, v.value
		FROM current_drivers c JOIN driver_values v ON v.version = c.version AND v.driver = c.driver AND v.week = c.week
		WHERE c.driver = $1 AND NOT EXISTS (
			SELECT 1 FROM driver_edits e JOIN driver_edit_values x ON x.seq = e.seq
			WHERE e.driver = c.driver AND x.week = c.week AND e.undone_at = 0 AND e.after >= c.version)
		ORDER BY v.week, v.category, v.state`, name)
	weeks := map[week.Week][]ingest.DriverValue{}
	for _, values := range byDriverWeek(all) {
		weeks[values[0].Week] = values
	}
	return weeks, err
}

// insertDrivers writes the drivers of a new version.
func (t *tx) insertDrivers(ctx context.Context, version int64, drivers []ingest.Driver) error {
	if len(drivers) == 0 {
		return nil
	}
	value, err := t.PrepareContext(ctx, `INSERT INTO driver_values (version, driver, week, category, state, value) VALUES ($1, $2, $3, $4, $5, $6)`)
	if err != nil {
		return err
	}
	defer value.Close()
	for i, d := range drivers {
		if _, err := t.ExecContext(ctx, `INSERT INTO import_drivers (version, name, position) VALUES ($1, $2, $3)`, version, d.Name, i); err != nil {
			return err
		}
		for _, v := range d.Values {
			if _, err := value.ExecContext(ctx, version, d.Name, v.Week, v.Category, v.State, v.Value); err != nil {
				return err
			}
		}
	}
	return nil
}

// driverChanges tells what a version brought of drivers.
func (t *tx) driverChanges(ctx context.Context, version int64) ([]DriverChange, error) {
	all, err := collect(ctx, t, func(row scanner) (d DriverChange, err error) {
		err = row.Scan(&d.Name, &d.Weeks, &d.First, &d.Last)
		return d, err
	}, `
		SELECT d.name, COUNT(DISTINCT v.week), MIN(v.week), MAX(v.week)
		FROM import_drivers d JOIN driver_values v ON v.version = d.version AND v.driver = d.name
		WHERE d.version = $1 GROUP BY d.name, d.position ORDER BY d.position`, version)
	if len(all) == 0 {
		return nil, err
	}
	return all, err
}

// driverRoom returns CodeTooLarge where the drivers in force and these would
// together be more than there can be.
func (t *tx) driverRoom(ctx context.Context, names []string) error {
	known, err := t.driverNames(ctx)
	if err != nil {
		return err
	}
	if n := len(known) + len(newNames(names, known)); n > ingest.MaxDrivers {
		return fault.New(fault.CodeTooLarge, message.ImportDrivers.With(n, ingest.MaxDrivers))
	}
	return nil
}

// driverNames are the drivers in force, as they came first.
func (t *tx) driverNames(ctx context.Context) ([]string, error) {
	return texts(ctx, t, `
		SELECT d.name FROM import_drivers d JOIN imports i ON i.version = d.version
		WHERE i.state = 'applied' GROUP BY d.name ORDER BY MIN(d.version * 1000 + d.position)`)
}

func namesOfDrivers(drivers []ingest.Driver) (names []string) {
	for _, d := range drivers {
		names = append(names, d.Name)
	}
	return names
}

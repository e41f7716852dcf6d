package store

import (
	"cmp"
	"context"
	"encoding/json"

	"olist/message"
	"olist/shop"
	"olist/store/fault"
	"olist/store/ingest"
	"olist/week"
)

// stageImport writes what read sales change as a version that is not in force.
// The batch is theirs alone: weeks that cannot be are taken out of it.
func (t *tx) stageImport(ctx context.Context, n NewImport) (Import, Changes, error) {
	if len(n.Batch.Weeks) == 0 && len(n.Batch.Drivers) == 0 {
		return Import{}, Changes{}, fault.Invalid("", message.ImportNoSales.With())
	}
	before, err := t.before(ctx)
	if err != nil {
		return Import{}, Changes{}, err
	}
	if w := n.Batch.Weeks; len(w) > 0 && w[0].Week.FirstDay() != before.Shop.Start.Weekday() {
		return Import{}, Changes{}, fault.Invalid("week_start", message.ShopOtherWeeks.With(before.Shop.Start.String()))
	}
	if before.Shop.Measure == shop.Units {
		n.Batch.InUnits()
	}
	if len(n.Batch.Weeks) > 0 && n.Batch.Weeks[0].Week.FirstDay() != before.Shop.Start.Weekday() {
		return Import{}, Changes{}, fault.Invalid("week_start", message.WeeksBegin.With(before.Shop.Start.String()))
	}
	current, err := t.versionsByWeek(ctx, currentWeeks)
	if err != nil {
		return Import{}, Changes{}, err
	}
	regions, err := t.statesOf(ctx, currentWeeks)
	if err != nil {
		return Import{}, Changes{}, err
	}
	n.Batch.Respell(regions)
	spared, err := t.spare(ctx, n.Batch)
	if err != nil {
		return Import{}, Changes{}, err
	}
	held := n.Batch.Hold(t.now, weeksIn(current))
	if len(n.Batch.Weeks) == 0 && len(held) > 0 {
		return Import{}, Changes{}, heldFaults(n.Source, held)
	}
	fresh, staging, unchanged, err := t.compare(ctx, current, n.Batch.Weeks)
	if err != nil {
		return Import{}, Changes{}, err
	}
	staging.Held, staging.Spared = held, spared
	if r, ok := n.Report.(interface{ SetStaging(ingest.Staging) }); ok {
		r.SetStaging(staging)
	}
	drivers, err := t.freshDrivers(ctx, n.Batch.Drivers, held)
	if err != nil {
		return Import{}, Changes{}, err
	}
	if len(fresh) == 0 && len(drivers) == 0 {
		return Import{}, Changes{Unchanged: unchanged, Held: held}, nil
	}
	if err := cmp.Or(t.checkRoom(ctx, fresh), t.driverRoom(ctx, namesOfDrivers(drivers))); err != nil {
		return Import{}, Changes{}, err
	}
	version, err := t.insertImport(ctx, n, before.ofSales())
	if err != nil {
		return Import{}, Changes{}, err
	}
	if err := t.insertWeeks(ctx, version, fresh, n.Batch.Categories); err != nil {
		return Import{}, Changes{}, err
	}
	if err := t.insertDrivers(ctx, version, drivers); err != nil {
		return Import{}, Changes{}, err
	}
	if err := t.joinSpellings(ctx, version, n.Join); err != nil {
		return Import{}, Changes{}, err
	}
	changes, err := t.changesOf(ctx, version)
	if err != nil {
		return Import{}, Changes{}, err
	}
	changes.Unchanged, changes.Held = unchanged, held
	if err := changes.balances(staging); err != nil {
		return Import{}, Changes{}, err
	}
	if err := t.audit(ctx, n.Actor, "import.stage", versionName(version), map[string]any{
		"source": n.Source, "added": changes.Added, "changed": changes.Changed}); err != nil {
		return Import{}, Changes{}, err
	}
	if err := t.judgeChanges(ctx, changes, version); err != nil {
		return Import{}, Changes{}, err
	}
	imp, err := t.importIn(ctx, version, ImportStaged)
	return imp, changes, err
}

// spare takes assumed weeks without sales out of a batch that would replace
// weeks in force with sales.
func (t *tx) spare(ctx context.Context, b *ingest.Batch) (s ingest.Spared, err error) {
	if len(b.Assumed) == 0 {
		return s, nil
	}
	all, err := t.sumWeeks(ctx, currentWeeks)
	if err != nil {
		return s, err
	}
	sold := map[week.Week]int64{}
	for _, w := range all {
		if w.sold {
			sold[w.week] = w.totals.Revenue
		}
	}
	return b.Spare(sold), nil
}

// insertImport writes the row of a staged import, and gives its version.
func (t *tx) insertImport(ctx context.Context, n NewImport, base string) (int64, error) {
	report, err := json.Marshal(n.Report)
	if err != nil {
		return 0, err
	}
	version, err := t.next(ctx, "imports")
	if err != nil {
		return 0, err
	}
	_, err = t.ExecContext(ctx, `
		INSERT INTO imports (version, kind, source, state, base, fingerprint, report, actor, created_at)
		VALUES ($1, $2, $3, 'staged', $4, '', $5, $6, $7)`,
		version, n.Kind, n.Source, base, string(report), n.Actor, toMillis(t.now))
	return version, err
}

// weekVersion is a week and the import that it comes from.
type weekVersion struct {
	week    week.Week
	version int64
}

// versionsByWeek lists the weeks that the query which selects, ascending.
func (t *tx) versionsByWeek(ctx context.Context, which string, args ...any) ([]weekVersion, error) {
	return collect(ctx, t, func(row scanner) (w weekVersion, err error) {
		err = row.Scan(&w.week, &w.version)
		return w, err
	}, `SELECT week, version FROM (`+which+`) AS w ORDER BY week`, args...)
}

func weeksIn(list []weekVersion) []week.Week {
	weeks := make([]week.Week, 0, len(list))
	for _, w := range list {
		weeks = append(weeks, w.week)
	}
	return weeks
}

// balances checks that what was written is what was read, to the cent.
func (c Changes) balances(s ingest.Staging) error {
	var written int64
	for _, w := range c.Weeks {
		written += w.After.Revenue
	}
	if written != s.Taken {
		return fault.New(fault.CodeInternal, message.ImportWrong.With(written, s.Taken))
	}
	return nil
}

// refuseSlips gives an error for weeks that no file should hold.
func refuseSlips(source string, held []ingest.Held) error {
	var slips []ingest.Held
	for _, h := range held {
		if h.Slip() {
			slips = append(slips, h)
		}
	}
	if len(slips) == 0 {
		return nil
	}
	return heldFaults(source, slips)
}

// heldFaults gives held weeks as places of the files that must be mended.
func heldFaults(source string, held []ingest.Held) error {
	var faults ingest.Faults
	for _, h := range held {
		faults.Add(ingest.Fault{File: source, Message: h.Reason()})
	}
	return faults.Err()
}

// stillTakes reports a week of an import that would be held back now, as in
// previews that an older program made, with CodeConflict. An import that is to
// be in force again is held against all weeks that are.
func (t *tx) stillTakes(ctx context.Context, version int64, again bool) error {
	brought, err := t.sumWeeks(ctx, weeksOf, version)
	if err != nil {
		return err
	}
	which, args := weeksBelow, []any{version}
	if again {
		which, args = currentWeeks, nil
	}
	current, err := t.versionsByWeek(ctx, which, args...)
	if err != nil {
		return err
	}
	b := ingest.Batch{}
	for _, w := range brought {
		week := ingest.Week{Week: w.week}
		if w.sold {
			week.Cells = []ingest.Cell{{Revenue: w.totals.Revenue}}
		}
		b.Weeks = append(b.Weeks, week)
	}
	if held := b.Hold(t.now, weeksIn(current)); len(held) > 0 {
		if again {
			return fault.New(fault.CodeConflict, message.ImportHeldAgain.With(held[0].Reason()))
		}
		return fault.New(fault.CodeConflict, message.ImportHeldNow.With(held[0].Reason()))
	}
	return nil
}

package server

import (
	"math"
	"strconv"
	"strings"

	"olist/message"
	"olist/shop"
	"olist/store"
	"olist/store/fault"
	"olist/views/order"
	"olist/views/text"
)

// stockField is a part of a segment's rule: as forms, files and programs name it.
type stockField struct {
	name              string
	label, hint, file text.Text
	kind              stockKind
	of                func(*store.StockRule) *int64
}

type stockKind int

const (
	stockWhole   stockKind = iota // pieces or days
	stockPercent                  // in tenths of a percent
	stockMoney                    // cents; empty is 0, not known
)

var stockFields = []stockField{
	{"on_hand", text.StockOnHand, text.StockHandHint, text.FileOnHand, stockWhole, func(r *store.StockRule) *int64 { return &r.OnHand }},
	{"on_order", text.StockOnOrder, text.StockComing, text.FileOnOrder, stockWhole, func(r *store.StockRule) *int64 { return &r.OnOrder }},
	{"lead_days", text.StockLead, text.StockLeadHint, text.FileLead, stockWhole, func(r *store.StockRule) *int64 { return &r.Lead }},
	{"review_days", text.StockReview, text.StockReviewH, text.FileReview, stockWhole, func(r *store.StockRule) *int64 { return &r.Review }},
	{"pack", text.StockPack, text.StockPackHint, text.FilePack, stockWhole, func(r *store.StockRule) *int64 { return &r.Pack }},
	{"minimum", text.StockMinimum, text.StockMinHint, text.FileMinimum, stockWhole, func(r *store.StockRule) *int64 { return &r.Minimum }},
	{"service", text.StockService, text.StockServiceH, text.FileService, stockPercent, func(r *store.StockRule) *int64 { return &r.Service }},
	{"unit_cost", text.StockCost, text.StockCostHint, text.FileCost, stockMoney, func(r *store.StockRule) *int64 { return &r.Cost }},
	{"short_cost", text.StockShort, text.StockShortHint, text.FileShort, stockMoney, func(r *store.StockRule) *int64 { return &r.Short }},
	{"price", text.StockPrice, text.StockPriceHint, text.FilePrice, stockMoney, func(r *store.StockRule) *int64 { return &r.Price }},
}

// inMoney is a locale that writes and reads amounts of money, whatever the shop measures.
func inMoney(l text.Locale) text.Locale {
	p := l.Shop()
	p.Measure = shop.Revenue
	return l.For(p)
}

// typed is a part as a person types it.
func (f stockField) typed(l text.Locale, r store.StockRule) string {
	v := *f.of(&r)
	switch {
	case f.kind == stockMoney && v == 0:
		return ""
	case f.kind == stockMoney:
		return l.Marks(amountTyped(v))
	case f.kind == stockPercent:
		return l.Marks(strconv.FormatFloat(float64(v)/10, 'f', -1, 64))
	}
	return strconv.FormatInt(v, 10)
}

// read puts what was written into the rule. Returns CodeInvalid of the field.
func (f stockField) read(l text.Locale, r *store.StockRule, written string) error {
	written = strings.TrimSpace(written)
	if written == "" && f.kind == stockMoney {
		*f.of(r) = 0
		return nil
	}
	if f.kind == stockMoney {
		cents, err := inMoney(l).ParseMoney(written)
		if err != nil {
			return fault.Invalid(f.name, unread(err, message.StockAmount.With()))
		}
		*f.of(r) = cents
		return f.check(*r)
	}
	v, err := l.ParseWithin(strings.TrimSpace(strings.TrimSuffix(written, "%")), func(v float64) bool { return f.kind == stockPercent && v <= 100 || v == math.Trunc(v) })
	if err != nil {
		return fault.Invalid(f.name, unread(err, f.wrong()))
	}
	return f.put(r, v)
}

// put puts a number into the rule: of pieces, days, percent or money.
func (f stockField) put(r *store.StockRule, v float64) error {
	times := map[stockKind]float64{stockWhole: 1, stockPercent: 10, stockMoney: 100}[f.kind]
	v *= times
	if !(math.Abs(v) <= 1e12) || f.kind == stockWhole && v != math.Trunc(v) {
		return fault.Invalid(f.name, f.wrong())
	}
	*f.of(r) = int64(math.Round(v))
	return f.check(*r)
}

// check returns what is wrong with this part of a rule.
func (f stockField) check(r store.StockRule) error {
	alone := store.NewStockRule()
	*f.of(&alone) = *f.of(&r)
	return alone.Validate()
}

func (f stockField) wrong() message.Message {
	switch f.kind {
	case stockMoney:
		return message.StockAmount.With()
	case stockPercent:
		return message.StockService.With()
	}
	least := 0
	most := map[string]int{"lead_days": store.StockLead, "review_days": store.StockReview}[f.name]
	if f.name == "pack" || f.name == "review_days" {
		least = 1
	}
	if most == 0 {
		most = store.StockPieces
	}
	return message.StockWhole.With(least, most)
}

// stockForm is the form of a rule: as it stands.
func stockForm(l text.Locale, r store.StockRule) (fields []order.Field) {
	for _, f := range stockFields {
		fields = append(fields, order.Field{Name: f.name, Label: l.T(f.label), Hint: l.T(f.hint), Value: f.typed(l, r), Now: f.typed(l, r)})
	}
	return fields
}

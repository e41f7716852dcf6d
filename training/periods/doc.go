// Package periods gives a segment's sales and forecast by the month and by the
// quarter: what is known of each, what is forecast of the rest of it, and bands of
// the two together.
//
// A week that straddles two months is divided between them by its days: by what each
// segment sold on them where that is known, or its total did; else by the orders of
// each day, by the usual pattern of the shop's weeks where these are not known, or
// evenly. What falls into the earlier month is rounded for all segments at once, so that months make their weeks and their quarters, and
// the parts of a segment make it in every month, to the least amount there is.
package periods

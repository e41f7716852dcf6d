// Package plan lays what people say over a forecast, so that every part still adds
// up to the whole, in cents; and tells, once the weeks have come, what that was
// worth. It reads no database and no clock.
//
// An override says something of a segment itself: so many cents more or less in a
// week. All sales gain what their parts gain, parts gain their part of what all
// sales gain, by the forecast's shares, and categories and regions gain of each
// other what the split of the forecast gives them. What is said adds up, so that
// the order in which it was said changes nothing.
package plan

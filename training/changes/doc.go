// Package changes tells two issued forecasts apart: how much of the difference
// comes from corrections of the past, from events, from what is known ahead, from
// the sales that came in between and from the model. It makes a chain of forecasts
// between the two that each differ in one thing; what a link adds, in cents, is
// that thing's part, so that the parts add up by how they are made.
//
// It holds the inputs of a forecast as they were, too, and writes them as bytes. It
// may import forecast (panels) and week, knows no database and no model but
// as a function; package training imports it, and server for the names of parts.
package changes

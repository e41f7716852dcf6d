// Package watch holds the forecasts that were issued against the weeks that
// came: what they were off by, what the recent weeks are unlike, the alarms that
// follow from stated limits, and what was looked at and told last. It may
// import store (what was issued), forecast (points and figures), stat and week,
// and knows of no model that serves; package training imports it, and server
// and its pages for the figures.
package watch

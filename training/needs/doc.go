// Package needs decides what a person should look at: weeks that came outside
// their range, targets that the forecast falls below or is likely to miss, and
// what the house knows of late data, of the model, of sources, backups and digests. It is
// given what is known and gives lines, most money first; what it decides of today
// and of any week of the past is decided by the same code.
//
// It may import message, stat, store (what was answered), store/fault, forecast and week, and does no
// I/O; package training gathers what it is given, and server shows the lines.
package needs

package data

// WeekForm is a person's word on a week, as typed.
type WeekForm struct{ Week, Verdict, Note, Problem string }

package table

// monthNames are of columns whose 2022-13 is a slip and no week.
var monthNames = map[string]bool{"month": true, "mes": true, "monat": true, "mois": true, "year month": true, "ano mes": true}

// yearWeeks reports whether dates like 2022-33 are weeks: all have that form,
// and some pass 12.
func (s *dates) yearWeeks() bool { return s.read[orderYW] == s.n && s.read[orderYMD] < s.n }

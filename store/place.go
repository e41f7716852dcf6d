package store

import "path/filepath"

// Place is where a database is: a file, or an address of PostgreSQL and the folder
// for what lies beside it on this machine.
type Place struct {
	Name   string // the path of a file, or an address
	Beside string // of an address
}

// Place is where the store's database is.
func (s *Store) Place() Place { return s.place }

// Path is the place's file, or what it would be: what lies beside a database is named
// after it.
func (p Place) Path() string {
	if IsPostgres(p.Name) {
		return filepath.Join(p.Beside, fileName)
	}
	return p.Name
}

// MarshalText is String, for logs in every form.
func (p Place) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// String says where it is, without a password.
func (p Place) String() string {
	if !IsPostgres(p.Name) {
		return p.Name
	}
	return postgres{url: p.Name}.String()
}

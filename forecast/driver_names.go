package forecast

import "slices"

// Drivers are the names of the drivers that the model learnt from, in its order.
func (m *Model) Drivers() []string {
	if m.drivers == nil {
		return nil
	}
	return slices.Clone(m.drivers.Names)
}

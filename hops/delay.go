package hops

// measureDelays takes the signed difference of neighbouring stamps. A stamp
// without a known zone gives none: guessing UTC would be hours off.
func measureDelays(t *Timeline) {
	for i := 1; i < len(t.Hops); i++ {
		h, older := &t.Hops[i], &t.Hops[i-1]
		h.Delay, h.HasDelay = older.Until(h)
	}
	if len(t.Hops) > 0 {
		t.Total, t.HasTotal = t.Hops[0].Until(t.top())
	}
}

// Until is the signed time from h to newer, in seconds; false if one of the
// two stamps is not known.
func (h *Hop) Until(newer *Hop) (seconds int64, ok bool) {
	if !h.Date.Known() || !newer.Date.Known() {
		return 0, false
	}
	return newer.Date.Unix - h.Date.Unix, true
}

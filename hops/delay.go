package hops

// measureDelays takes the signed difference of neighbouring stamps. A stamp
// without a known zone gives none: guessing UTC would be hours off.
func measureDelays(t *Timeline) {
	for i := 1; i < len(t.Hops); i++ {
		h, older := &t.Hops[i], &t.Hops[i-1]
		h.Delay, h.HasDelay = older.until(h)
	}
	if len(t.Hops) > 0 {
		t.Total, t.HasTotal = t.Hops[0].until(t.top())
	}
}

// until is the signed time from h to newer, in seconds.
func (h *Hop) until(newer *Hop) (seconds int64, ok bool) {
	if !h.Date.Known() || !newer.Date.Known() {
		return 0, false
	}
	return newer.Date.Unix - h.Date.Unix, true
}

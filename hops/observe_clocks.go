package hops

import (
	"strconv"

	"github.com/hopproof/hopproof/header"
)

// clockTolerance in seconds: Microsoft's own servers differ by up to this
// much between neighbouring lines.
const clockTolerance = 2

// A wait of so many seconds between two lines is worth saying, and worth a
// warning where the stamps are believed.
const (
	slowLeg     = 10 * 60
	verySlowLeg = 60 * 60
)

// observeClocks: a negative delay is no error, two clocks differ. A stamp
// without a known zone gives no delay at all.
func observeClocks(t *Timeline) {
	for i := range t.Hops {
		h := &t.Hops[i]
		switch {
		case h.Date.Valid && !h.Date.Known():
			t.find("zone-unknown", Info, h.at(h.Spans.Date), hopArg(h))
		case h.HasDelay && h.Delay < -clockTolerance:
			t.skew(h)
		case h.HasDelay && h.Delay >= slowLeg && !t.explainedBySkew(h):
			severity := Info
			if h.Delay >= verySlowLeg && t.below(h).Basis.Believed() {
				severity = Warning
			}
			t.find("slow-leg", severity, h.at(h.Spans.Date), hopArg(h), hostArg(h), header.Arg{Name: "wait_s", Value: strconv.FormatInt(h.Delay, 10)})
		}
	}
}

// skew says which of two clocks is off, as far as the neighbours tell: if the
// older line was late against its own predecessor by as much, it is the older
// host that is ahead; otherwise the newer one is behind.
func (t *Timeline) skew(h *Hop) {
	wrong, clock := h, "behind"
	if older := t.below(h); older.HasDelay && older.Delay*2 >= -h.Delay {
		wrong, clock = older, "ahead"
	}
	t.find("hop-negative-delay", Info, h.at(h.Spans.Date), hopArg(h), secondsArg(-h.Delay),
		hostArg(wrong), header.Arg{Name: "clock", Value: clock})
}

// explainedBySkew: the wait is the other face of a clock that is off, since
// the next stamp jumps back, or the last one did, by about as much.
func (t *Timeline) explainedBySkew(h *Hop) bool {
	newer := t.Hop(h.Number + 1)
	return newer != nil && newer.HasDelay && -newer.Delay*2 >= h.Delay || h.Number > 2 && -t.below(h).Delay*2 >= h.Delay
}

func (h *Hop) at(part header.Span) []Evidence { return []Evidence{h.Evidence(part)} }

func hopArg(h *Hop) header.Arg { return header.Arg{Name: "hop", Value: strconv.Itoa(h.Number)} }

func hostArg(h *Hop) header.Arg { return header.Arg{Name: "host", Value: h.Name()} }

func secondsArg(n int64) header.Arg {
	return header.Arg{Name: "seconds", Value: strconv.FormatInt(n, 10)}
}

package report

import (
	"net/netip"
	"strings"

	"github.com/hopproof/hopproof/header"
)

// texts writes addresses and times into memory that they share: a hop has three of
// them, and each by itself would cost as much again as to write it.
type texts struct {
	all strings.Builder
	buf [64]byte
}

// roomForTexts is how much of that memory is made at a time, in bytes. Who keeps one
// of its texts keeps all of it.
const roomForTexts = 512

func (t *texts) text(b []byte) string {
	if len(b) == 0 {
		return ""
	}
	if t.all.Cap()-t.all.Len() < len(b) {
		t.all.Reset()
		t.all.Grow(max(roomForTexts, len(b)))
	}
	start := t.all.Len()
	t.all.Write(b)
	return t.all.String()[start:]
}

// address writes an address, or nothing if there is none.
func (t *texts) address(ip netip.Addr) string {
	if !ip.IsValid() {
		return ""
	}
	return t.text(ip.AppendTo(t.buf[:0]))
}

func (t *texts) time(d header.Date) string { return t.text(d.AppendRFC3339(t.buf[:0])) }

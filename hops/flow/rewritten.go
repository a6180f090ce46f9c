package flow

import (
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
)

// rewritten is an envelope sender that a forwarder put in the place of the
// original one.
type rewritten struct {
	code     string // the form
	from     string // the forwarder: an address, or a domain if the form has no more
	to       string // the destination, where the form names it
	original string // the envelope sender before, where the form keeps it
}

// Forms of rewritten envelope senders.
const (
	becauseCAF = "caf" // Gmail: user+caf_=dest=domain@gmail
	becauseSRS = "srs" // Sender Rewriting Scheme, classic or Exchange Online's
)

// readRewritten recognises the forms. Exchange Online also writes
// bounces+SRS=hash=TT for senders it relays without knowing them: that names
// no original sender and is no forwarding.
func readRewritten(addr string) (rewritten, bool) {
	local, domain := splitAddress(addr)
	if local == "" {
		return rewritten{}, false
	}
	if at := strings.Index(local, "+caf_="); at > 0 {
		return readCAF(local[:at], local[at+len("+caf_="):], domain)
	}
	if len(local) > 5 && ascii.EqualFold(local[:3], "srs") && strings.IndexByte("=+-", local[4]) >= 0 {
		return readClassicSRS(local, domain)
	}
	if at := ascii.IndexFold(local, "+srs="); at > 0 {
		if original, ok := readSRSTail(local[at+len("+srs="):]); ok {
			return rewritten{code: becauseSRS, from: local[:at] + "@" + domain, original: original}, true
		}
	}
	return rewritten{}, false
}

// readCAF reads Gmail's form. The "@" of the destination is written "=".
func readCAF(user, dest, domain string) (rewritten, bool) {
	at := strings.LastIndexByte(dest, '=')
	if at < 1 || at == len(dest)-1 {
		return rewritten{}, false
	}
	return rewritten{code: becauseCAF, from: user + "@" + domain, to: dest[:at] + "@" + dest[at+1:]}, true
}

// readClassicSRS reads SRS0=HHH=TT=domain=local, and SRS1=HHH=first==HHH=TT=
// domain=local, which a second forwarder makes of it.
func readClassicSRS(local, domain string) (rewritten, bool) {
	tail := local[5:]
	switch local[3] {
	case '0':
	case '1':
		// Behind the name of the first forwarder stands its separator again.
		_, nested, ok := strings.Cut(tail, "==")
		if !ok {
			return rewritten{}, false
		}
		tail = nested
	default:
		return rewritten{}, false
	}
	original, ok := readSRSTail(tail)
	return rewritten{code: becauseSRS, from: domain, original: original}, ok
}

// readSRSTail decodes hash=TT=domain=local.
func readSRSTail(tail string) (original string, ok bool) {
	_, tail, _ = strings.Cut(tail, "=")
	_, tail, _ = strings.Cut(tail, "=")
	domain, local, ok := strings.Cut(tail, "=")
	if !ok || domain == "" || local == "" {
		return "", false
	}
	return local + "@" + domain, true
}

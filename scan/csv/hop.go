package csv

import (
	"strings"

	"github.com/hopproof/hopproof/report"
)

// hopOf is a hop of a message; hop is nil if that has none.
type hopOf struct {
	doc *report.Document
	hop *report.Hop
}

func hopText(get func(*report.Hop) string) func([]byte, hopOf) []byte {
	return hopCell(func(b []byte, h *report.Hop) []byte { return appendText(b, get(h)) })
}

// hopCell is empty where there is no hop.
func hopCell(add func([]byte, *report.Hop) []byte) func([]byte, hopOf) []byte {
	return func(b []byte, v hopOf) []byte {
		if v.hop == nil {
			return b
		}
		return add(b, v.hop)
	}
}

// byHop fills the columns of a hop.
var byHop = map[string]func([]byte, hopOf) []byte{
	"name":          func(b []byte, v hopOf) []byte { return appendText(b, v.doc.Input.Name) },
	"message_id":    func(b []byte, v hopOf) []byte { return appendText(b, v.doc.Message.MessageID) },
	"outcome":       func(b []byte, v hopOf) []byte { return appendText(b, outcome(v.doc)) },
	"hop":           hopCell(func(b []byte, h *report.Hop) []byte { return appendInt(b, int64(h.Hop)) }),
	"field":         hopCell(func(b []byte, h *report.Hop) []byte { return appendInt(b, int64(h.Field)) }),
	"from":          hopText(func(h *report.Hop) string { return h.From.Name }),
	"helo":          hopText(func(h *report.Hop) string { return h.From.Helo }),
	"rdns":          hopText(func(h *report.Hop) string { return h.From.RDNS }),
	"rdns_verified": hopCell(func(b []byte, h *report.Hop) []byte { return appendBool(b, h.From.RDNSVerified) }),
	"ip":            hopText(func(h *report.Hop) string { return h.From.IP }),
	"by":            hopText(func(h *report.Hop) string { return h.By.Name }),
	"with":          hopText(func(h *report.Hop) string { return h.With }),
	"id":            hopText(func(h *report.Hop) string { return h.ID }),
	"for":           hopText(func(h *report.Hop) string { return strings.Join(h.For, ", ") }),
	"tls":           hopCell(func(b []byte, h *report.Hop) []byte { return appendBool(b, h.TLS.Used) }),
	"tls_version":   hopText(func(h *report.Hop) string { return h.TLS.Version }),
	"cipher":        hopText(func(h *report.Hop) string { return h.TLS.Cipher }),
	"login":         hopText(func(h *report.Hop) string { return h.Authenticated.User }),
	"software":      hopText(func(h *report.Hop) string { return h.Software }),
	"time":          hopText(func(h *report.Hop) string { return h.Time }),
	"delay_s": hopCell(func(b []byte, h *report.Hop) []byte {
		if h.DelaySeconds == nil {
			return b
		}
		return appendInt(b, *h.DelaySeconds)
	}),
	"role":      hopText(func(h *report.Hop) string { return string(h.Role) }),
	"operator":  hopText(func(h *report.Hop) string { return h.Operator }),
	"basis":     hopText(func(h *report.Hop) string { return string(h.Basis) }),
	"link":      hopText(func(h *report.Hop) string { return string(h.Link) }),
	"ambiguous": hopText(func(h *report.Hop) string { return h.Ambiguous }),
}

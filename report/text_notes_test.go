package report

import (
	"strings"
	"testing"
)

// TestTextOfSealedEntry: a seal covers the address; what else the line says of
// the client does not stand behind the sign of what is believed.
func TestTextOfSealedEntry(t *testing.T) {
	yes := true
	d := Document{Entries: []Entry{{Hop: 1, IP: "203.0.113.25", Helo: "relay.contoso.example", TLS: &yes, Basis: BasisSealed}}}
	text := string(AppendText(nil, &d, TextOptions{}))
	if !strings.Contains(text, "hop 1: 203.0.113.25\n") && !strings.Contains(text, "hop 1: [203.0.113.25]\n") || strings.Contains(text, "relay.contoso") || strings.Contains(text, "TLS") {
		t.Errorf("%s", text)
	}
}

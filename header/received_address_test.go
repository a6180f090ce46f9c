package header

import (
	"net/netip"
	"testing"
)

// FuzzIPv4: what is read at a glance is what package netip reads.
func FuzzIPv4(f *testing.F) {
	for _, seed := range []string{
		"192.0.2.1", "0.0.0.0", "255.255.255.255", "256.0.2.1", "192.0.2.01", "192.0.2.00", "192.0.2", "192.0.2.", "192.0.2.1.",
		".192.0.2.1", "192..2.1", "192.0.2.1a", "192.0.2.1%1", "::ffff:192.0.2.1", "1.2.3.4.5", "", "0", "1111.1.1.1", "99999999999999999999.1.1.1",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		want, err := netip.ParseAddr(text)
		if got, ok := rcvIPv4(text); ok != (err == nil && want.Is4()) || ok && got != want {
			t.Errorf("%q: %v %t, netip reads %v", text, got, ok, want)
		}
	})
}

// TestReceivedReader: what was read stays as it was when the next fields are read,
// and is what a reader of its own gives.
func TestReceivedReader(t *testing.T) {
	var reader ReceivedReader
	all := make([]Received, 3*len(receivedForms))
	for i := range all {
		reader.read(receivedForms[i%len(receivedForms)].text, 7, &all[i])
	}
	for i := range all {
		text := receivedForms[i%len(receivedForms)].text
		if want := ParseReceived(text, 7); summary(&all[i]) != summary(&want) || len(all[i].Comments) != len(want.Comments) {
			t.Errorf("%q:\n%s\nalone\n%s", text, summary(&all[i]), summary(&want))
		}
	}
}

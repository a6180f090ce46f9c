package connector

import (
	"net/netip"
	"testing"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops/route"
)

// TestDirectSendAgrees: for a message to a mailbox, from a client in plain text,
// what is asked alone is what Check does with the setup that has it on.
func TestDirectSendAgrees(t *testing.T) {
	refused, let := 0, 0
	for _, row := range cases(t) {
		s := setupOf(t, row)
		s.RejectDirectSend = On
		for _, ip := range []string{"203.0.113.25", "9.9.9.9", "198.51.100.7"} {
			for _, from := range []string{"scan@contoso.example", "news@fabrikam.example", NullSender} {
				session := Session{IP: netip.MustParseAddr(ip), TLS: header.No, MailFrom: from, Inside: true}
				asked, answer := AskDirectSend(&s, &session), Check(&s, &session)
				if answer.Way == Undecided || answer.Reason.Code == "partner-refuses" {
					continue // something else decides
				}
				if got, want := asked.Refused == route.Held, answer.Way == Refused && answer.Reason.Code == "direct-send-refused"; got != want {
					t.Errorf("%s, %s from %s: refused is %v, and Check says %s by %s", row[0], from, ip, asked.Refused, answer.Way, answer.Reason.Code)
				} else if got {
					refused++
				} else {
					let++
				}
				if (asked.Reply != "") != (asked.Refused != route.Broken) {
					t.Errorf("%s: %v with the reply %q", row[0], asked.Refused, asked.Reply)
				}
			}
		}
	}
	if refused < 10 || let < 10 {
		t.Errorf("%d refused, %d let in", refused, let)
	}
}

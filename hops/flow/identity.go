package flow

import (
	"strings"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/header/authres"
	"github.com/hopproof/hopproof/hops"
)

// IdentityOutcome says as whom a message was sent.
type IdentityOutcome string

// The outcomes. An application that mails through a customer's server either
// may use another address than that of its login, or it may not and names the
// person in Reply-To.
const (
	SendAs       IdentityOutcome = "send-as"
	LoginAddress IdentityOutcome = "login-address"
	NotKnown     IdentityOutcome = "unknown"
)

// Identity compares the login of the submission with the addresses of the
// message.
type Identity struct {
	Login, HeaderFrom, ReplyTo string
	Outcome                    IdentityOutcome
	Hop                        int // the line that records the login; 0: another field does
	Field                      int // of the field that records it
}

// IdentityOf reads the login that the server noted which accepted the
// submission. Exchange Online notes none in clear.
func IdentityOf(t *hops.Timeline) Identity {
	id := Identity{Outcome: NotKnown}
	if !id.loginOfLine(t) && !id.loginOfField(t) && !id.loginOfResult(t) {
		return id
	}
	id.HeaderFrom, id.ReplyTo = firstAddress(t, "From"), firstAddress(t, "Reply-To")
	switch {
	case id.HeaderFrom == "" || !strings.Contains(id.Login, "@") || rewrittenByList(t):
	case !strings.EqualFold(id.Login, id.HeaderFrom):
		id.Outcome = SendAs
	case id.ReplyTo != "" && !strings.EqualFold(id.ReplyTo, id.HeaderFrom):
		id.Outcome = LoginAddress
	}
	return id
}

func firstAddress(t *hops.Timeline, name string) string {
	if f := t.Section.Find(name); f != nil {
		for _, a := range header.Addresses(f.Body(), nil) {
			if a.Addr != "" {
				return a.Addr
			}
		}
	}
	return ""
}

// loginOfLine takes the oldest line with a login: the submission. A login of
// one relay at the next says nothing of the author.
func (id *Identity) loginOfLine(t *hops.Timeline) bool {
	for i := range t.Hops {
		h := &t.Hops[i]
		if h.Login.User != "" {
			id.Login, id.Hop, id.Field = h.Login.User, h.Number, h.Field
			return true
		}
		if !h.Peer.IsPublic() && h.From.IP.IsValid() {
			continue // inside the author's own network
		}
		if h.From.IP.IsValid() {
			return false // another server took it over before anybody logged in
		}
	}
	return false
}

// loginFields are written by the submission server beside its line.
var loginFields = [...]string{"X-Authenticated-Sender", "X-AuthUser", "X-EN-AuthUser", "X-Authenticated-UID", "X-Authenticated-User"}

func (id *Identity) loginOfField(t *hops.Timeline) bool {
	for _, name := range loginFields {
		for i, f := range t.Section.All(name) {
			for _, word := range strings.FieldsFunc(f.Body(), func(c rune) bool { return strings.ContainsRune(" ,;<>()", c) }) {
				if strings.Contains(word, "@") {
					id.Login, id.Field = word, i
					return true
				}
			}
		}
	}
	return false
}

// loginOfResult reads the auth method of the server's own results: smtp.auth
// (RFC 8601 section 2.7.4). The oldest counts.
func (id *Identity) loginOfResult(t *hops.Timeline) bool {
	for i := len(t.Section.Fields) - 1; i >= 0; i-- {
		f := &t.Section.Fields[i]
		if !strings.EqualFold(f.Name, "Authentication-Results") && !strings.EqualFold(f.Name, "Authentication-Results-Original") {
			continue
		}
		if !strings.Contains(f.Raw, "smtp.auth") {
			continue // spare the reading: few servers note a login
		}
		r := authres.Parse(f.Value())
		for n := range r.Items {
			if login, ok := r.Items[n].Get("smtp", "auth"); ok && r.Items[n].Method == "auth" && r.Items[n].Result == "pass" {
				id.Login, id.Field = login, i
				return true
			}
		}
	}
	return false
}

// rewrittenByList: the list put its own address into From and the author's
// into Reply-To.
func rewrittenByList(t *hops.Timeline) bool {
	for _, name := range [...]string{"X-Original-From", "X-MailFrom", "X-BeenThere", "X-Mailman-Version"} {
		if t.Section.Find(name) != nil {
			f := t.Section.Find("From")
			return f != nil && strings.Contains(strings.ToLower(f.Body()), " via ")
		}
	}
	return false
}

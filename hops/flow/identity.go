package flow

import (
	"strings"

	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/internal/ascii"
)

// IdentityOutcome says which of his addresses the sender used.
type IdentityOutcome string

// The outcomes. An application that mails through a customer's server either
// may use another address than that of its login, or it may not and names the
// person in Reply-To.
const (
	SendAs       IdentityOutcome = "send-as"
	LoginAddress IdentityOutcome = "login-address"
	NotKnown     IdentityOutcome = "unknown" // no login is recorded, or there is nothing to tell apart
)

// Codes of what tells so. The sentences stand in the catalogue of package
// report under "because".
const (
	loginInLine    = "login-in-line"
	loginInField   = "login-in-field"
	loginInResults = "login-in-results"
	loginBare      = "bare-login"
	loginListFrom  = "list-rewrote-from"
)

// Addresses are those of a message, as its fields state them.
type Addresses struct{ From, ReplyTo []string }

// Identity compares the login of the submission with the addresses of the
// message.
type Identity struct {
	// Login is the account that the first server recorded: an address, or a
	// bare account name, which cannot be compared; empty if there is none.
	Login string
	// HeaderFrom is the address of From that is the login, else the first.
	HeaderFrom string
	// ReplyTo is the address of Reply-To that is not the login, else the first.
	ReplyTo  string
	Outcome  IdentityOutcome
	Because  []string // codes
	Hop      int      // the line that records the login; 0: another field does
	Field    int      // of the field that records it
	Believed bool     // the server that recorded the login is believed
}

// IdentityOf reads the login that the server noted which accepted the
// submission, and compares it.
//
// MAIL FROM, Sender and X-Sender are no logins: the sender writes what he
// likes. Exchange Online notes the login nowhere in clear.
func IdentityOf(t *hops.Timeline, a Addresses) Identity {
	id := Identity{Outcome: NotKnown, HeaderFrom: firstOf(a.From), ReplyTo: firstOf(a.ReplyTo)}
	l := findLogin(t)
	if l.name == "" {
		return id
	}
	id.Login, id.Because = l.name, []string{l.code}
	id.Hop, id.Field, id.Believed = l.evidence.Hop, l.evidence.Field, l.evidence.Basis.Believed()
	if h := t.Hop(id.Hop); id.Believed && h != nil && h.Doubtful() != "" {
		id.Believed = false // the words may be the client's
	}
	switch {
	case !isAddress(l.name):
		id.Because = append(id.Because, loginBare)
	case len(a.From) > 0:
		id.compare(t, a)
	}
	return id
}

func (id *Identity) compare(t *hops.Timeline, a Addresses) {
	list := listOf(t.Section)
	for _, from := range a.From {
		if ascii.EqualFold(from, id.Login) {
			id.HeaderFrom = from
			id.answers(list, a.ReplyTo)
			return
		}
	}
	if list.rewrote(id.HeaderFrom) {
		id.Because = append(id.Because, loginListFrom)
		return
	}
	id.Outcome = SendAs
}

// answers: From is the login. A Reply-To that a list put in is its own address.
func (id *Identity) answers(list listAddress, replyTo []string) {
	for _, to := range replyTo {
		if isAddress(to) && !ascii.EqualFold(to, id.Login) && !list.is(to) {
			id.ReplyTo, id.Outcome = to, LoginAddress
			return
		}
	}
}

func firstOf(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}

// isAddress reports whether an account is an address, so that it can be
// compared with one.
func isAddress(name string) bool {
	at := strings.LastIndexByte(name, '@')
	return at > 0 && at < len(name)-1 && !strings.ContainsAny(name, " \t\r\n<>,;")
}

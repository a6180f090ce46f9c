package flow

import (
	"strings"

	"github.com/hopproof/hopproof/hops"
)

// IdentityOutcome says which of his addresses the sender used.
type IdentityOutcome string

// The outcomes.
const (
	SendAs          IdentityOutcome = "send-as"       // From is another address than the login
	LoginAddress    IdentityOutcome = "login-address" // From is the login, Reply-To names another address
	IdentityUnknown IdentityOutcome = "unknown"       // no login is recorded, or there is nothing to tell apart
)

// Codes of what tells so. The sentences stand in the catalogue of package
// report under "identity".
const (
	loginInLine     = "login-in-line"
	loginInField    = "login-in-field"
	loginInResults  = "login-in-results"
	loginBare       = "bare-login"
	loginOfRelay    = "relay-login"
	loginNone       = "no-login"
	loginHidden     = "exchange-online-login"
	loginDiffers    = "from-differs"
	loginSame       = "from-is-login"
	loginReplyTo    = "reply-to-other"
	loginListedFrom = "list-rewrote-from"
)

// Addresses are the addresses of a message, as its fields state them.
type Addresses struct {
	MailFrom string // RFC5321.MailFrom from Return-Path
	From     []string
	ReplyTo  []string
}

// IdentityResult compares the login of the submission with the addresses of the
// message.
type IdentityResult struct {
	// Login is the account that the first server recorded; a bare account name
	// cannot be compared.
	Login    string
	MailFrom string
	// HeaderFrom is the address of From that is the login, else the first.
	HeaderFrom string
	// ReplyTo is the address of Reply-To that is not the login, else the first.
	ReplyTo string
	Outcome IdentityOutcome
	Because []string
	// Believed: the server that recorded the login is believed.
	Believed bool
	Evidence []hops.Evidence
}

// Identity compares the login with the addresses. An application that sends
// through its customer's server either writes the person into From (send-as)
// or keeps the address of its login there and names the person in Reply-To
// (login-address).
//
// MAIL FROM, Sender and X-Sender are no logins: the sender writes what he
// likes. Exchange Online records the login nowhere in clear.
func Identity(t *hops.Timeline, a Addresses) IdentityResult {
	r := IdentityResult{MailFrom: a.MailFrom, HeaderFrom: firstOf(a.From), ReplyTo: firstOf(a.ReplyTo), Outcome: IdentityUnknown}
	l := findLogin(t)
	r.Login, r.Because = l.name, l.because
	if l.name != "" {
		r.Evidence = []hops.Evidence{l.evidence}
		r.Believed = l.evidence.Basis.Believed()
	}
	if isAddress(l.name) && len(a.From) > 0 {
		r.compare(t, a)
	}
	return r
}

func (r *IdentityResult) compare(t *hops.Timeline, a Addresses) {
	list := listOf(t.Section)
	for _, from := range a.From {
		if strings.EqualFold(from, r.Login) {
			r.HeaderFrom = from
			r.because(loginSame)
			r.answers(list, a)
			return
		}
	}
	if list.rewrote(r.HeaderFrom) {
		r.because(loginListedFrom)
		return
	}
	r.because(loginDiffers)
	r.Outcome = SendAs
}

// answers: From is the login. A Reply-To that a list put in is its own address.
func (r *IdentityResult) answers(list listAddress, a Addresses) {
	for _, to := range a.ReplyTo {
		if isAddress(to) && !strings.EqualFold(to, r.Login) && !list.is(to) {
			r.ReplyTo = to
			r.because(loginReplyTo)
			r.Outcome = LoginAddress
			return
		}
	}
}

func (r *IdentityResult) because(code string) { r.Because = append(r.Because, code) }

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

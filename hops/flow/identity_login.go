package flow

import (
	"net/netip"
	"strings"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/header/authres"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/internal/ascii"
)

// login is the account of the submission.
type login struct {
	name     string
	code     string // what recorded it
	evidence hops.Evidence
}

// set takes what somebody recorded, if it is better than what is known: an
// address goes before a bare account name.
func (l *login) set(name, code string, e hops.Evidence) {
	name = strings.Trim(name, " \t<>\"'")
	if name != "" && (l.name == "" || isAddress(name)) {
		l.name, l.code, l.evidence = name, code, e
	}
}

// findLogin looks for the account in the line of the submission, in the fields
// that its server adds, and in the results of that server, in this order.
func findLogin(t *hops.Timeline) login {
	var l login
	submission, relay := submissionOf(t)
	if submission != nil && submission.Login.User != "" {
		l.set(submission.Login.User, loginInLine, submission.Evidence(submission.Spans.Login))
	}
	if !isAddress(l.name) && !relay {
		l.search(t)
	}
	return l
}

// submissionOf is the oldest line that records a login; nil if there is none,
// or if that is the login of one relay at the next.
func submissionOf(t *hops.Timeline) (h *hops.Hop, relay bool) {
	for i := range t.Hops {
		h := &t.Hops[i]
		// LMTP logs in by the socket it came through (RFC 3848 "LMTPA").
		if h.Login.Used != header.Yes || strings.HasPrefix(h.With, "LMTP") {
			continue
		}
		if relayed(t, h) {
			return nil, true
		}
		return h, false
	}
	return nil, false
}

// relayed reports whether another host had the message before the client of h:
// that client is a relay, and its login is no person's. A hand-over on the
// host itself is none, nor is a web page that the person used.
func relayed(t *hops.Timeline, h *hops.Hop) bool {
	for n := 1; n < h.Number; n++ {
		older := t.Hop(n)
		if older.From.IP.IsValid() && !older.From.IP.IsLoopback() && !strings.HasPrefix(older.With, "HTTP") &&
			!ascii.EqualFold(older.By.Name, h.By.Name) {
			return true
		}
	}
	return false
}

// search goes over the fields for those that record a login.
func (l *login) search(t *hops.Timeline) {
	oldest := -1
	for i := range t.Section.Fields {
		f := &t.Section.Fields[i]
		n := loginTable.Index(f)
		if n < 0 {
			continue
		}
		if n >= loginResults {
			oldest = i
		} else {
			l.field(t, i, f)
		}
	}
	// The oldest results are those of the first server.
	for i := oldest; i >= 0 && !isAddress(l.name); i-- {
		f := &t.Section.Fields[i]
		if loginTable.Index(f) >= loginResults && strings.Contains(f.Raw, "smtp.auth") {
			l.results(i, f)
		}
	}
}

// loginTable names the fields that record a login, and, from loginResults on, those
// of results, which may.
var loginTable = header.NewNames("X-AuthUser", "X-EN-AuthUser", "X-Authenticated-UID", "X-Authenticated-Sender",
	"Authentication-Results", "Authentication-Results-Original")

const loginResults = 4

// field reads a field that holds nothing but the account, or as cPanel's Exim
// writes it "host: account". A host further on that names itself there records
// its own login.
func (l *login) field(t *hops.Timeline, index int, f *header.Field) {
	if isAddress(l.name) {
		return
	}
	name := f.Body()
	if host, account, found := strings.Cut(name, ":"); found && !strings.Contains(host, "@") {
		if h := writtenBy(t, host); h != nil && relayed(t, h) {
			return
		}
		name = account
	}
	l.set(name, loginInField, hops.Evidence{Field: index, Span: f.Span})
}

// writtenBy is the oldest line of a host.
func writtenBy(t *hops.Timeline, host string) *hops.Hop {
	for i := range t.Hops {
		if ascii.EqualFold(t.Hops[i].By.Name, host) {
			return &t.Hops[i]
		}
	}
	return nil
}

// results reads "auth=pass smtp.auth=user@example.com" (RFC 8601 section
// 2.7.4). An outbound filter notes the address of the relay that used it as
// its account: that is no person's.
func (l *login) results(index int, f *header.Field) {
	r := authres.Parse(f.Value())
	for n := range r.Items {
		user, ok := r.Items[n].Get("smtp", "auth")
		if !ok || r.Items[n].Result != "pass" {
			continue
		}
		local, _, _ := strings.Cut(user, "@")
		if _, err := netip.ParseAddr(local); err != nil && isAddress(user) {
			l.set(user, loginInResults, hops.Evidence{Field: index, Span: f.Span})
			return
		}
	}
}

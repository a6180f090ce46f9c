package send

import (
	"crypto/x509"
	"strings"
)

// Outcome is how an attempt ended.
type Outcome string

// The outcomes.
const (
	Accepted Outcome = "accepted" // for every recipient
	Partly   Outcome = "partly"   // for some recipients
	Refused  Outcome = "refused"  // the server said no
	Failed   Outcome = "failed"   // there was no answer to be had
)

// Step is where in the session something happened.
type Step string

// The steps.
const (
	StepConnect  Step = "connect"
	StepGreeting Step = "greeting"
	StepHello    Step = "hello"
	StepStartTLS Step = "starttls"
	StepTLS      Step = "tls"
	StepAuth     Step = "auth"
	StepMailFrom Step = "mail-from"
	StepRcptTo   Step = "rcpt-to"
	StepData     Step = "data"
	StepMessage  Step = "message" // the text itself, and the last answer
	StepQuit     Step = "quit"
)

// Reply is what a server answered (RFC 5321 section 4.2).
type Reply struct {
	Code  int      // three digits
	Lines []string // without the code
}

// Text is the whole reply in one line, with its code.
func (r *Reply) Text() string {
	return strings.TrimRight(string([]byte{byte('0' + r.Code/100), byte('0' + r.Code/10%10), byte('0' + r.Code%10), ' '})+strings.Join(r.Lines, " "), " ")
}

// Permanent tells 5xx from 4xx.
func (r *Reply) Permanent() bool { return r.Code >= 500 }

// Recipient is what became of one forward-path.
type Recipient struct {
	Address  string
	Accepted bool
	Reply    *Reply // to RCPT TO; nil: it was not asked
}

// Failure is why an attempt ended early.
type Failure struct {
	Step Step
	// Code says why: see the catalogue, send.failure.*.
	Code string
	Args map[string]string
	// Reply is what the server said; nil unless it refused.
	Reply *Reply
}

// Line is one line of the dialogue, with nothing in it that a terminal would
// act on, and without secrets.
type Line struct {
	From Speaker
	Text string
}

// Speaker is who said a line.
type Speaker string

// The speakers.
const (
	Client Speaker = "client"
	Server Speaker = "server"
	Note   Speaker = "note" // what happened beside the text
)

// Result is what came of an attempt.
type Result struct {
	Outcome Outcome
	Failure *Failure // nil if everything was accepted
	// Recipients are all of the plan, in their order.
	Recipients []Recipient
	Final      *Reply // to the message itself
	Lines      []Line
	// Peer and Local are the ends of the connection; "" if there was none.
	Peer, Local string
	Helo        string
	// Offered are the extensions of the last EHLO, in capitals.
	Offered []string
	TLS     *TLSState // nil: plain text
	// Notified: the server took the wish for notifications.
	Notified bool
	Identity Identity
}

// TLSState is what is known of the encrypted session.
type TLSState struct {
	Version, Cipher string
	Server          []*x509.Certificate
	// Verified: the server's certificate is valid for its name. Problem says why
	// not.
	Verified bool
	Problem  string
	// Asked: the server asked for a client certificate. Presented: one was sent.
	Asked, Presented bool
}

// offers reports whether the server offers an extension, and its parameters.
func (r *Result) offers(name string) (params string, ok bool) {
	for _, line := range r.Offered {
		keyword, rest, _ := strings.Cut(line, " ")
		if keyword == name {
			return rest, true
		}
	}
	return "", false
}

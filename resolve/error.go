package resolve

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"github.com/hopproof/hopproof/spf"
)

// Reason is why a question got no answer: a code, for the caller to word.
type Reason string

// The reasons.
const (
	// ReasonOff: the client has no transport, so nobody was asked.
	ReasonOff Reason = "off"
	// ReasonName: the name is none that DNS can hold (RFC 1035 section 2.3.4).
	ReasonName Reason = "name-invalid"
	// ReasonType: an answer has no place for records of this type.
	ReasonType Reason = "type-unknown"
	// ReasonTimeout: no answer came in time.
	ReasonTimeout Reason = "timeout"
	// ReasonCanceled: the caller stopped waiting.
	ReasonCanceled Reason = "canceled"
	// ReasonUnreachable: the server could not be reached.
	ReasonUnreachable Reason = "unreachable"
	// ReasonMismatch: what came answers another question (RFC 5452 section 9.1).
	ReasonMismatch Reason = "mismatch"
	// ReasonMalformed: what came is no DNS message.
	ReasonMalformed Reason = "malformed"
	// ReasonTooLarge: what came is longer than a DNS message can be.
	ReasonTooLarge Reason = "too-large"
	// ReasonTruncated: the answer was cut even where nothing limits its size.
	ReasonTruncated Reason = "truncated"
	// ReasonFailure: the server failed, SERVFAIL (RFC 1035 section 4.1.1).
	ReasonFailure Reason = "server-failure"
	// ReasonRefused: the server does not answer us, REFUSED (RFC 1035 section
	// 4.1.1).
	ReasonRefused Reason = "refused"
	// ReasonCode: another code than success and "no such name".
	ReasonCode Reason = "response-code"
	// ReasonLame: the server only refers to others (RFC 1912 section 2.8).
	ReasonLame Reason = "lame"
	// ReasonStatus: an HTTP status other than success (RFC 8484 section 4.2.1).
	ReasonStatus Reason = "http-status"
	// ReasonContentType: HTTP content that is no DNS message (RFC 8484 section
	// 6).
	ReasonContentType Reason = "content-type"
	// ReasonAliases: a loop of CNAME records, or more than a client follows.
	ReasonAliases Reason = "aliases"
)

var reasonTexts = map[Reason]string{
	ReasonOff:         "DNS is off",
	ReasonName:        "not a domain name",
	ReasonType:        "this type is not supported",
	ReasonTimeout:     "no answer in time",
	ReasonCanceled:    "canceled",
	ReasonUnreachable: "cannot be reached",
	ReasonMismatch:    "answered another question",
	ReasonMalformed:   "the answer is no DNS message",
	ReasonTooLarge:    "the answer is too large",
	ReasonTruncated:   "the answer is cut",
	ReasonFailure:     "server failure",
	ReasonRefused:     "refused",
	ReasonCode:        "refused by its response code",
	ReasonLame:        "refers to other servers only",
	ReasonStatus:      "HTTP error",
	ReasonContentType: "not DNS over HTTPS",
	ReasonAliases:     "a loop or too long a chain of aliases",
}

// Error says why a question got no answer.
type Error struct {
	// Name and Type are the question, the name as it was given.
	Name string
	Type spf.Type
	// Server is the transport that was asked last; "" if none was.
	Server string
	Reason Reason
	// Detail is what the server said of it, such as "503" or "SERVFAIL". It may
	// hold anything and is quoted by Error.
	Detail string
	// Err is the cause, if there is one.
	Err error
}

// Error is the error in English, on one line and in ASCII whatever the name and
// the server hold.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString("DNS: ")
	if e.Name != "" || e.Type != 0 {
		b.WriteString(strconv.QuoteToASCII(e.Name) + " " + typeName(e.Type) + ": ")
	}
	if e.Server != "" {
		b.WriteString(e.Server + ": ")
	}
	b.WriteString(reasonTexts[e.Reason])
	if e.Detail != "" {
		b.WriteString(" (" + strconv.QuoteToASCII(e.Detail) + ")")
	}
	if e.Err != nil && e.Reason != ReasonTimeout && e.Reason != ReasonCanceled {
		b.WriteString(": " + strconv.QuoteToASCII(e.Err.Error()))
	}
	return b.String()
}

// Unwrap is the cause: context.DeadlineExceeded and context.Canceled can be
// asked for with errors.Is.
func (e *Error) Unwrap() error { return e.Err }

// Temporary reports whether the same question may be answered later or
// elsewhere. What is wrong with the question, the settings or the zone itself is
// permanent.
func (e *Error) Temporary() bool {
	switch e.Reason {
	case ReasonOff, ReasonName, ReasonType, ReasonAliases, ReasonContentType:
		return false
	case ReasonStatus:
		// RFC 9110 sections 15.5.9 and 15.6, RFC 6585 section 4: too slow, too
		// many, and the server's own failures pass. The rest does not.
		return e.Detail == "408" || e.Detail == "429" || strings.HasPrefix(e.Detail, "5")
	}
	return true
}

// Timeout reports whether no answer came in time.
func (e *Error) Timeout() bool { return e.Reason == ReasonTimeout }

// silent reports whether no server said anything that holds: asking once more
// may bring an answer that was lost.
func (e *Error) silent() bool {
	return e.Reason == ReasonTimeout || e.Reason == ReasonUnreachable || e.Reason == ReasonMismatch
}

// about completes an error with the question and the server.
func (e *Error) about(q question, server string) *Error {
	e.Name, e.Type = q.given, q.kind
	if e.Server == "" {
		e.Server = server
	}
	return e
}

// ended is the error of a context that has ended.
func ended(ctx context.Context) *Error {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return &Error{Reason: ReasonTimeout, Err: ctx.Err()}
	}
	return &Error{Reason: ReasonCanceled, Err: ctx.Err()}
}

// failure sorts what a transport returned.
func failure(ctx context.Context, err error) *Error {
	var own *Error
	var timed interface{ Timeout() bool }
	switch {
	case errors.As(err, &own):
		copied := *own
		return &copied
	case ctx.Err() != nil:
		return ended(ctx)
	case errors.As(err, &timed) && timed.Timeout():
		return &Error{Reason: ReasonTimeout, Err: context.DeadlineExceeded}
	}
	return &Error{Reason: ReasonUnreachable, Err: err}
}

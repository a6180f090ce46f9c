package auth

import (
	"github.com/emersion/go-msgauth/authres"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops"
)

// Status is a result by the words of RFC 8601 section 2.7, and one more.
type Status string

// The results. [Status] "" is that of something that was not looked at.
const (
	None      = Status(authres.ResultNone)
	Pass      = Status(authres.ResultPass)
	Fail      = Status(authres.ResultFail)
	Policy    = Status(authres.ResultPolicy)
	Neutral   = Status(authres.ResultNeutral)
	TempError = Status(authres.ResultTempError)
	PermError = Status(authres.ResultPermError)

	// HeaderValid: the signature over the header section is right; the body was
	// not supplied, so whether it is the signed one is not known. Never a pass.
	HeaderValid Status = "header-valid"
)

// proves reports whether the status shows that the signed fields are those that
// were signed.
func (s Status) proves() bool { return s == Pass || s == HeaderValid }

// finding makes a statement at a field; field -1 is none.
func finding(s *header.Section, field int, code string, args ...header.Arg) hops.Finding {
	f := hops.Finding{Code: code, Severity: severities[code], Args: args}
	if field >= 0 {
		f.Evidence = []hops.Evidence{{Field: field, Span: s.Fields[field].Span}}
	}
	return f
}

func arg(name, value string) header.Arg { return header.Arg{Name: name, Value: value} }

// because are args with a reason and the arguments of its own sentence, which
// stands inside the outer one.
func because(reason *hops.Finding, args ...header.Arg) []header.Arg {
	return append(append(args, arg("reason", reason.Code)), reason.Args...)
}

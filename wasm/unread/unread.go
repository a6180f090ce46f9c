// Package unread gives the errors of files that bundles open a stable code.
package unread

import (
	"errors"

	"github.com/hopproof/hopproof/mailfile"
	"github.com/hopproof/hopproof/msg"
	"github.com/hopproof/hopproof/wasm/page"
)

// The codes of what cannot be read.
const (
	NoMail      = "no-mail"      // a file of another kind; Value is the kind
	Damaged     = "file-damaged" // an Outlook file that is cut or broken
	NoHeaders   = "no-headers"   // an Outlook item without transport headers; Value says why
	NoSuchInner = "no-such-inner"
	TooDeep     = "too-deep"
)

// Error is an error of package mailfile for a page.
func Error(err error) *page.Error {
	var format *mailfile.FormatError
	var damaged *msg.DamagedError
	var none *msg.NoHeadersError
	var number *mailfile.NumberError
	e := &page.Error{Message: err.Error() + "."}
	switch {
	case errors.As(err, &format):
		e.Code, e.Value = NoMail, format.Format
	case errors.As(err, &none):
		e.Code, e.Value = NoHeaders, string(none.Reason)
	case errors.As(err, &damaged):
		e.Code = Damaged
	case errors.As(err, &number):
		e.Code = NoSuchInner
	default:
		e.Code = TooDeep
	}
	return e
}

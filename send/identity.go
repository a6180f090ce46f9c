package send

import (
	_ "embed" // the refusals
	"strings"

	"github.com/hopproof/hopproof/internal/tsv"
)

// Identity is what an attempt says of sending as somebody else.
type Identity string

// The identities.
const (
	// NoLogin: without a login there is nobody to compare with.
	NoLogin Identity = ""
	// LoginAddress: From and MAIL FROM are the login's own address.
	LoginAddress Identity = "login-address"
	// SendAsAllowed: the server took a message whose From or MAIL FROM is not the
	// login's. It may still rewrite them: the received copy shows.
	SendAsAllowed Identity = "send-as-allowed"
	// SendAsRefused: the server refused it for that.
	SendAsRefused Identity = "send-as-refused"
	// SendAsUnknown: it came to nothing for another reason, or the login is no
	// address.
	SendAsUnknown Identity = "send-as-unknown"
)

// The columns of sendas.tsv: the enhanced status code (RFC 3463) or "", words
// of the reply in small letters or "", source, date of the check.
//
//go:embed sendas.tsv
var sendAsTSV string

// identityOf compares login and sender. Of a login that is no address, such as
// CONTOSO\app, only the server knows which addresses it owns.
func identityOf(p *Plan, r *Result) Identity {
	if p.User == "" {
		return NoLogin
	}
	_, noAddress := ParseAddress(p.User)
	own := strings.EqualFold(p.User, p.Message.From.Address) && strings.EqualFold(p.User, p.MailFrom)
	switch {
	case r.Outcome == Accepted || r.Outcome == Partly:
		switch {
		case own:
			return LoginAddress
		case noAddress != nil:
			return SendAsUnknown
		}
		return SendAsAllowed
	case !own && r.Failure.Reply != nil && refusesSendAs(r.Failure.Reply):
		return SendAsRefused
	case own:
		return LoginAddress
	}
	return SendAsUnknown
}

func refusesSendAs(r *Reply) bool {
	text := strings.ToLower(r.Text())
	for _, row := range tsv.Rows(sendAsTSV) {
		if strings.Contains(text, row[0]) && strings.Contains(text, row[1]) {
			return true
		}
	}
	return false
}

package exchange

import "github.com/hopproof/hopproof/internal/ascii"

// Mechanism is the code of AuthMechanism: how the client proved who it is. It
// is written as two hexadecimal digits: "10" is 16.
type Mechanism uint8

// The mechanisms that tell the ways into Exchange Online apart.
const (
	MechanismMailbox  Mechanism = 0x04 // a mailbox: Outlook, the web, Graph
	MechanismLogin    Mechanism = 0x06 // SMTP AUTH over TLS
	MechanismExternal Mechanism = 0x10 // a trusted connector: hybrid
)

// AuthMechanism is the mechanism; ok is false if none is named or what is
// written is not a code. The Value is the text of the field.
func (f *Fields) AuthMechanism() (m Mechanism, v Value, ok bool) {
	v = f.first(OrganizationAuthMechanism, CrossPremisesAuthMechanism)
	m, ok = ParseMechanism(v.Text)
	return m, v, ok
}

// ParseMechanism reads two hexadecimal digits.
func ParseMechanism(code string) (Mechanism, bool) {
	if len(code) != 2 {
		return 0, false
	}
	pair, ok := ascii.HexPair(code)
	return Mechanism(pair), ok
}

// String gives the two digits as Exchange writes them.
func (m Mechanism) String() string {
	const digits = "0123456789ABCDEF"
	return string([]byte{digits[m>>4], digits[m&15]})
}

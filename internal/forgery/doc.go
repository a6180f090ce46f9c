// Package forgery makes up messages and attacks on them, for tests of proof.
//
// A [World] is an invented customer: a device, a relay, a tenant, a receiver.
// [World.Genuine] writes the message that really went that way. Each [Attack]
// writes one that did not: the lines of honest servers are what those servers
// would truly write about the attacker, and only what the attacker controls is
// his. Every [Case] says by itself which parts of a verdict would be false, so
// the program under test is never asked for the truth.
//
// Everything is drawn from a seeded generator: the same seed gives the same
// cases.
package forgery

// Case is one message, what somebody declares about it, and the truth.
type Case struct {
	Class  string // whose attack it is; "genuine" for a twin
	Attack string
	Data   []byte
	Declared
	// False are the legs and conditions that are untrue of this message: none
	// of them, nor the route that needs them, may be held.
	False []string
	// Held are the legs and conditions that must be held; genuine twins only.
	Held []string
}

// Declared is what the caller of a verification says. Addresses are prefixes.
type Declared struct {
	Route     string // name of a built-in route
	RelayIP   []string
	RelayHost []string
	DeviceIP  []string
	// DeviceLogin, DeviceCertificate and DeviceTLS are further conditions of the
	// device leg.
	DeviceLogin, DeviceCertificate []string
	DeviceTLS                      string
	Tenant                         string
	Shared                         bool
	TrustDomain                    []string
	TrustIP                        []string
}

// The built-in routes that cases claim.
const (
	relayRoute  = "office365-relay"
	directRoute = "direct-send"
	clientRoute = "client-submission"
	filterRoute = "filter-in-front"
)

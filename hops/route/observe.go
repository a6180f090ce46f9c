package route

import (
	"strings"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops"
)

// ask makes the useful question of a route that declares nothing: what was
// seen at the entry, to be confirmed by the administrator.
func (v *verifier) ask() {
	relay := v.lastInbound()
	if relay == nil || relay.declared() || v.ingress == nil || v.t.Ingress.Mailbox {
		return
	}
	subject := "relay"
	switch relay.Role {
	case hops.RoleDevice:
		subject = "device"
	case hops.RoleFilter:
		subject = "filter"
	}
	args := []header.Arg{arg("ip", address(v.ingress)), arg("helo", v.ingress.From.Name)}
	if v.ingress.From.Name == "" || v.ingress.Basis == hops.Sealed {
		v.out.Question = coded(subject+"-bare", args[0])
		return
	}
	if v.ingress.TLS.Used != header.Yes {
		v.out.Question = coded(subject+"-plain", args...)
		return
	}
	v.out.Question = coded(subject, append(args, arg("tls", strings.TrimSpace("TLS "+v.ingress.TLS.Version)))...)
}

// observe adds what a verdict must not be read without.
func (v *verifier) observe() {
	v.observeAddressOnly()
	v.observeSealed()
	v.observeBypass()
	v.observeUnauthorized()
}

// observeAddressOnly: an address is not a host. Behind it may stand NAT (P10).
func (v *verifier) observeAddressOnly() {
	relay := v.lastInbound()
	if relay == nil || len(relay.IP) == 0 || len(relay.By) > 0 || v.ingress == nil {
		return
	}
	code := "address-not-host"
	if relay.Role == hops.RoleDevice {
		code = "device-address-not-host"
	}
	for i := range v.out.Legs {
		l := &v.out.Legs[i]
		if l.Leg != relay.Name || l.Outcome != Held {
			continue
		}
		own := v.t.Hop(v.ingress.Number - 1)
		if own != nil && own.Basis == hops.Declared {
			// The relay's own line stands where it belongs.
			continue
		}
		v.find(code, hops.Info, []hops.Evidence{v.ingress.Evidence(v.ingress.Spans.IP)}, arg("ip", address(v.ingress)))
	}
}

// observeSealed: what a seal proves rests on the word of a tenant's Exchange
// Online. Somebody with a tenant of his own and a message that the organization
// signed could have made it say another address (P6); the verdict must not be
// read without that.
func (v *verifier) observeSealed() {
	if v.ingress != nil && v.ingress.Basis == hops.Sealed {
		v.find("sealed-entry", hops.Info, []hops.Evidence{v.ingress.Evidence(v.ingress.Spans.IP)}, arg("ip", address(v.ingress)))
	}
}

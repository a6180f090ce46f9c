package domain

import (
	"context"
	"encoding/hex"
	"strconv"
	"strings"

	"github.com/hopproof/hopproof/hops/operator"
	"github.com/hopproof/hopproof/internal/dnsname"
)

// The sizes of association data by matching type (RFC 6698 section 2.1.3).
const (
	matchFull   = 0
	matchSHA256 = 1
	matchSHA512 = 2
)

// usable reports whether SMTP can use the record: DANE-TA(2) or DANE-EE(3) (RFC
// 7672 section 3.1.3), with a known selector and data that fit the matching
// type.
func (t *TLSA) usable() bool {
	if t.Usage != 2 && t.Usage != 3 || t.Selector > 1 {
		return false
	}
	switch t.Matching {
	case matchFull:
		return len(t.Data) > 0
	case matchSHA256:
		return len(t.Data) == 32
	case matchSHA512:
		return len(t.Data) == 64
	}
	return false
}

// text is the record as in a zone file (RFC 6698 section 2.2).
func (t *TLSA) text() string {
	return strconv.Itoa(int(t.Usage)) + " " + strconv.Itoa(int(t.Selector)) + " " +
		strconv.Itoa(int(t.Matching)) + " " + hex.EncodeToString(t.Data[:min(len(t.Data), maxText)])
}

// checkDANE looks at the TLSA records of every MX host. They count only where
// DNSSEC proves the MX, the host's addresses and the records themselves (RFC
// 7672 section 2.2).
func (c *check) checkDANE(ctx context.Context) {
	without := map[string]*withoutTLSA{}
	for i := range c.mx.hosts {
		if x := &c.mx.hosts[i]; x.Kind != KindAddress && dnsname.IsHost("_25._tcp."+x.Host) && !x.Missing {
			c.daneOf(ctx, x, without)
		}
	}
	for _, code := range []string{"dane-not-enabled", "dane-microsoft", "dane-none"} {
		if w := without[code]; w != nil {
			c.item(TopicDANE, code).advice().with("hosts", strings.Join(w.hosts, ", ")).seen(w.evidence...)
		}
	}
}

// withoutTLSA are hosts without records of which the same is to be said.
type withoutTLSA struct {
	hosts    []string
	evidence []Evidence
}

// codeWithout is what is to be said of a host without records.
func codeWithout(x *Exchanger) string {
	switch {
	case x.Kind == KindMicrosoft && x.DNSSEC:
		return "dane-not-enabled"
	case x.Kind == KindMicrosoft && x.Cloud == operator.CloudWorldwide:
		return "dane-microsoft"
	}
	return "dane-none"
}

func (c *check) daneOf(ctx context.Context, x *Exchanger, without map[string]*withoutTLSA) {
	name := "_25._tcp." + x.Host
	records, secure, err := c.dns.TLSA(ctx, name)
	e := Evidence{Name: name, Type: "TLSA", Secure: secure}
	if err != nil {
		e.Error = err.Error()
		c.failed(TopicDANE, "dane-unknown", e)
		return
	}
	if len(records) == 0 {
		code := codeWithout(x)
		if without[code] == nil {
			without[code] = &withoutTLSA{}
		}
		without[code].hosts = append(without[code].hosts, x.Host)
		without[code].evidence = append(without[code].evidence, e)
		return
	}
	usable := 0
	for i := range records {
		e.add(records[i].text())
		if records[i].usable() {
			usable++
		}
	}
	c.judgeDANE(x, e, usable)
}

func (c *check) judgeDANE(x *Exchanger, tlsa Evidence, usable int) {
	say := func(code string) *Item {
		return c.item(TopicDANE, code).with("host", x.Host).seen(c.mx.evidence).seen(answered(x.evidence)...).seen(tlsa)
	}
	switch {
	case !c.mx.secure && !x.Secure && !tlsa.Secure: // perhaps the resolver does not ask for proof
		say("dane-unproven").unknown()
	case !c.mx.secure || !x.Secure || !tlsa.Secure:
		say("dane-insecure").problem(Warning).with("name", c.unproven(x, tlsa))
	case usable == 0: // TLS is then required without authentication (RFC 7672 section 2.2)
		say("dane-unusable").problem(Warning)
	default:
		say("dane")
	}
}

// unproven is the first name that DNSSEC does not prove.
func (c *check) unproven(x *Exchanger, tlsa Evidence) string {
	switch {
	case !c.mx.secure:
		return c.name
	case !x.Secure:
		return x.Host
	}
	return tlsa.Name
}

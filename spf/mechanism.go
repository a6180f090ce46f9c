package spf

import "net/netip"

// mechanism asks whether a directive matches (RFC 7208 section 5).
func (e *evaluation) mechanism(f *frame, t *Term) outcome {
	e.begin(f, t)
	own := e.step
	o := e.match(f, t)
	e.step = own
	e.endMechanism(t, o)
	return o
}

func (e *evaluation) match(f *frame, t *Term) outcome {
	switch t.Kind {
	case KindAll: // section 5.1
		return match
	case KindIP4, KindIP6: // section 5.6
		return matchIf(t.Network.Contains(e.ip))
	}
	if !e.spendLookup(f, t) {
		return stopPerm
	}
	name := f.domain
	if t.Domain.Text != "" {
		name = e.domainOf(&t.Domain, f.domain)
	}
	e.target(name)
	switch t.Kind {
	case KindInclude:
		return e.include(f, t, name)
	case KindPTR:
		return e.ptr(f, t, name)
	}
	// DNS cannot know the name: nothing is there to match.
	if !askable(name) {
		return noMatch
	}
	switch t.Kind {
	case KindA:
		return e.hosts(f, t, name)
	case KindMX:
		return e.mx(f, t, name)
	}
	return e.exists(f, t, name)
}

func matchIf(yes bool) outcome {
	if yes {
		return match
	}
	return noMatch
}

// include is the table of section 5.2.
func (e *evaluation) include(f *frame, t *Term, domain string) outcome {
	status := None
	if checkable(domain) {
		if !e.descend(f, t) {
			return stopPerm
		}
		status = e.check(&frame{domain: domain, depth: f.depth + 1, included: true})
	}
	switch status {
	case Pass:
		return match
	case TempError:
		return stopTemp
	case PermError:
		return stopPerm
	case None:
		e.because(ReasonIncludeNone, f, t, Arg{"name", domain})
		return stopPerm
	}
	return noMatch
}

// hosts looks for the client among the addresses of a name (section 5.3). Only
// the type of the client's family is asked for.
func (e *evaluation) hosts(f *frame, t *Term, name string) outcome {
	answer, o := e.require(f, t, name, e.family())
	if o != noMatch {
		return o
	}
	for _, addr := range answer.Addrs {
		if e.covers(t, addr) {
			return match
		}
	}
	return noMatch
}

// covers reports whether the network of addr, by the prefix length of the term,
// holds the client.
func (e *evaluation) covers(t *Term, addr netip.Addr) bool {
	bits := t.Bits6
	if e.ip.Is4() {
		bits = t.Bits4
	}
	network, err := addr.Unmap().Prefix(int(bits))
	return err == nil && network.Contains(e.ip)
}

// mx is section 5.4.
func (e *evaluation) mx(f *frame, t *Term, name string) outcome {
	answer, o := e.require(f, t, name, TypeMX)
	if o != noMatch {
		return o
	}
	for i := range answer.MX {
		if i >= e.limits.MX { // section 4.6.4
			e.because(ReasonMX, f, t, Arg{"name", name}, Arg{"limit", number(e.limits.MX)})
			return stopPerm
		}
		host := withoutFinalDot(answer.MX[i].Host)
		if !askable(host) { // the null MX (RFC 7505), or a broken one
			continue
		}
		if o := e.hosts(f, t, host); o != noMatch {
			return o
		}
	}
	return noMatch
}

// exists asks for an A record even if the client has an IPv6 address (section
// 5.7).
func (e *evaluation) exists(f *frame, t *Term, name string) outcome {
	answer, o := e.require(f, t, name, TypeA)
	if o != noMatch {
		return o
	}
	return matchIf(len(answer.Addrs) > 0)
}

func (e *evaluation) family() Type {
	if e.ip.Is4() {
		return TypeA
	}
	return TypeAAAA
}

// require puts a question whose failure ends the check, and counts an answer
// that holds nothing.
func (e *evaluation) require(f *frame, t *Term, name string, kind Type) (Answer, outcome) {
	answer, err := e.ask(name, kind)
	if err != nil {
		e.dnsError(f, t, name, kind, err)
		return answer, stopTemp
	}
	if answer.Void() && !e.spendVoid(f, t, name) {
		return answer, stopPerm
	}
	return answer, noMatch
}

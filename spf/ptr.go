package spf

// clientName is what the reverse zone calls the client.
type clientName struct {
	host           string
	asked, genuine bool
}

// ptr is section 5.5 of RFC 7208: a name of the client lies within the domain
// and has the client's address. A name that cannot be looked up is passed over.
func (e *evaluation) ptr(f *frame, t *Term, domain string) outcome {
	if e.reverse() && !e.spendVoid(f, t, reverseName(e.ip)) {
		return stopPerm
	}
	for i := range e.names {
		if n := &e.names[i]; isWithin(n.host, domain) && e.validates(n) {
			return match
		}
	}
	return noMatch
}

// reverse asks, once, what the client's address is called, and reports whether
// the answer was void. An error is no name (section 5.5), and names beyond the
// limit are ignored (section 4.6.4).
func (e *evaluation) reverse() (void bool) {
	if e.namesAsked {
		return false
	}
	e.namesAsked = true
	answer, err := e.ask(reverseName(e.ip), TypePTR)
	if err != nil {
		return false
	}
	for _, host := range answer.Hosts[:min(len(answer.Hosts), e.limits.PTR)] {
		if host = withoutFinalDot(host); askable(host) {
			e.names = append(e.names, clientName{host: host})
		}
	}
	return answer.Void()
}

// validates asks, once, whether the name has the client's address.
func (e *evaluation) validates(n *clientName) bool {
	if n.asked {
		return n.genuine
	}
	n.asked = true
	answer, err := e.ask(n.host, e.family())
	if err != nil {
		return false
	}
	for _, addr := range answer.Addrs {
		n.genuine = n.genuine || addr.Unmap() == e.ip
	}
	return n.genuine
}

// validatedName is the value of %{p} (section 7.3): the domain itself if it is
// a name of the client, else a name below it, else any, else "unknown".
func (e *evaluation) validatedName(domain string) string {
	e.reverse()
	for rank := range 3 {
		for i := range e.names {
			if n := &e.names[i]; nearness(n.host, domain) == rank && e.validates(n) {
				return n.host
			}
		}
	}
	return "unknown"
}

func nearness(name, domain string) int {
	switch {
	case equalName(name, domain):
		return 0
	case isWithin(name, domain):
		return 1
	}
	return 2
}

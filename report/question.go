package report

import "strings"

// AskRelay returns the question whether the client of the oldest believed
// entry is the administrator's relay, or nil if no entry is believed. It is
// for routes in which no relay is declared.
func (d *Document) AskRelay() *Question {
	for i := range d.Entries {
		if e := &d.Entries[i]; e.Basis.Believed() && e.IP != "" {
			return d.askEntry(e)
		}
	}
	return nil
}

func (d *Document) askEntry(e *Entry) *Question {
	q := &Question{Code: "relay-bare", Args: Pairs{{Name: "ip", Value: e.IP}}}
	if e.Helo == "" || e.TLS == nil {
		return q
	}
	q.Code = "relay-plain"
	q.Args = Pairs{{Name: "helo", Value: e.Helo}, {Name: "ip", Value: e.IP}}
	if *e.TLS {
		q.Code = "relay"
		q.Args = append(q.Args, Pairs{{Name: "tls", Value: d.entryTLS(e)}}...)
	}
	return q
}

// entryTLS is the protocol of an encrypted entry, as its line names it.
func (d *Document) entryTLS(e *Entry) string {
	if h := d.hop(e.Hop); h != nil && h.TLS.Version != "" {
		return tlsName(h.TLS.Version)
	}
	return "TLS"
}

// tlsName turns "1.2" into "TLS 1.2" and leaves "SSL 3.0" as it is.
func tlsName(version string) string {
	if strings.HasPrefix(version, "SSL") {
		return version
	}
	return "TLS " + version
}

// hop returns the hop with number n, or nil.
func (d *Document) hop(n int) *Hop {
	if n >= 1 && n <= len(d.Hops) && d.Hops[n-1].Hop == n {
		return &d.Hops[n-1]
	}
	for i := range d.Hops {
		if d.Hops[i].Hop == n {
			return &d.Hops[i]
		}
	}
	return nil
}

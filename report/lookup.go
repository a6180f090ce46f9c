package report

import "strings"

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

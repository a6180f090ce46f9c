package operator

import (
	"iter"
	"net/netip"
)

// Prefixes yields the ranges of the table of addresses, sorted: those of
// operators, and those that are set apart (private, loopback, documentation).
func Prefixes() iter.Seq[netip.Prefix] {
	return func(yield func(netip.Prefix) bool) {
		for _, row := range rangeTable() {
			if !yield(row.prefix) {
				return
			}
		}
	}
}

// PublicEnd is the longest end of a host name that the table of hosts writes
// out: "mail.protection.outlook.com" of "contoso-com.mail.protection.
// outlook.com". What stands before it is a node or a customer. Empty: no row
// ends so.
func PublicEnd(host string) string {
	if len(host) > maxHost {
		return ""
	}
	var buf [maxHost]byte
	folded := buf[:len(host)]
	lower(folded, host)
	rows := hostTable()[string(lastTwo(folded))]
	for i := range rows {
		if start := rows[i].start(folded); start >= 0 {
			return host[start:]
		}
	}
	return ""
}

// Ends yields the ends that the rows of the table of hosts write out, in no
// order.
func Ends() iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, rows := range hostTable() {
			for i := range rows {
				// The rows of an end stand together.
				if (i == 0 || rows[i].end != rows[i-1].end) && !yield(rows[i].end) {
					return
				}
			}
		}
	}
}

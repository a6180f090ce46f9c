package domain

import (
	_ "embed" // the table of MX hosts
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/hopproof/hopproof/header/suffix"
	"github.com/hopproof/hopproof/hops/operator"
	"github.com/hopproof/hopproof/internal/dnsname"
	"github.com/hopproof/hopproof/internal/tsv"
)

// Kind says what takes mail at an MX host.
type Kind string

const (
	// KindMicrosoft is Exchange Online Protection, by the name that Microsoft
	// 365 gives a domain for its MX.
	KindMicrosoft Kind = "microsoft365"
	// KindMicrosoftLegacy is such a name of earlier days.
	KindMicrosoftLegacy Kind = "microsoft-legacy"
	// KindMicrosoftWrong is a host of Microsoft that takes no mail for domains,
	// such as smtp.office365.com.
	KindMicrosoftWrong Kind = "microsoft-wrong"
	KindGoogle         Kind = "google"    // Gmail and Google Workspace
	KindFilter         Kind = "filter"    // a service that filters mail and hands it on
	KindForwarder      Kind = "forwarder" // a service that hands mail on without filtering for its customer
	KindMailbox        Kind = "mailbox"   // another service with mailboxes of its own
	KindSelf           Kind = "self"      // a host of the domain's own, by its name or a declared address
	KindOther          Kind = "other"     // nothing is known of it
	KindAddress        Kind = "address"   // an address where a name should be
)

// Exchanger is one MX record and what is known of its host.
type Exchanger struct {
	Preference uint16 `json:"preference"`
	Host       string `json:"host"`
	Kind       Kind   `json:"kind"`
	Product    string `json:"product,omitempty"`
	// Cloud is the cloud of Microsoft 365, one of the constants of package
	// operator.
	Cloud string `json:"cloud,omitempty"`
	// DNSSEC is whether the name is of the form that Microsoft signs with
	// DNSSEC.
	DNSSEC bool `json:"dnssec,omitempty"`
	// Alias is where the host points as a CNAME, which it must not.
	Alias     string       `json:"alias,omitempty"`
	Addresses []netip.Addr `json:"addresses,omitempty"`
	// Secure is whether the resolver says that DNSSEC proves the addresses.
	Secure bool `json:"secure,omitempty"`
	// Missing is whether the host has no address; Unanswered whether DNS would
	// not say.
	Missing    bool `json:"missing,omitempty"`
	Unanswered bool `json:"unanswered,omitempty"`

	// partly is whether DNS would not say for one family of addresses.
	partly   bool
	evidence []Evidence
}

// answered is the evidence that is an answer.
func answered(evidence []Evidence) []Evidence {
	return slices.DeleteFunc(slices.Clone(evidence), func(e Evidence) bool { return e.Error != "" })
}

// record is the exchanger as in a zone file.
func (x *Exchanger) record() string {
	return strconv.Itoa(int(x.Preference)) + " " + zoneHost(x.Host)
}

// isMicrosoft reports whether mail for x comes to Exchange Online Protection.
func (x *Exchanger) isMicrosoft() bool {
	return x.Kind == KindMicrosoft || x.Kind == KindMicrosoftLegacy
}

//go:embed mxhosts.tsv
var mxHostsTSV string

// mxHost is a row of the table of MX hosts.
type mxHost struct {
	kind    Kind
	dnssec  bool
	product string
	// spf is what to include for mail that the service sends; empty if it
	// differs by region or customer, or is not known.
	spf string
}

// anyHost begins a pattern for all hosts below a domain.
const anyHost = "**."

var mxHosts = sync.OnceValue(func() map[string]mxHost {
	table := map[string]mxHost{}
	for _, cells := range tsv.Rows(mxHostsTSV) {
		kind, dnssec := strings.CutSuffix(cells[1], "+dnssec")
		table[cells[0]] = mxHost{kind: Kind(kind), dnssec: dnssec, product: cells[2], spf: cells[3]}
	}
	return table
})

// findMXHost looks host, clean, up: by its name, then by the domains above it
// from the longest.
func findMXHost(host string) (mxHost, bool) {
	row, ok := mxHosts()[host]
	for !ok {
		_, rest, more := strings.Cut(host, ".")
		if !more {
			return mxHost{}, false
		}
		host = rest
		row, ok = mxHosts()[anyHost+host]
	}
	return row, true
}

// IsEntry reports whether a host is, by its name, the entry of Exchange Online
// Protection for some domain, in any cloud.
func IsEntry(host string) bool {
	row, ok := findMXHost(dnsname.Clean(host))
	return ok && row.kind == KindMicrosoft
}

// classify says whose host x is. own is the domain that is checked; declared
// are the addresses that its owner calls his relay's.
func (x *Exchanger) classify(own string, declared []netip.Prefix) {
	class := operator.Host(x.Host)
	row, ok := findMXHost(x.Host)
	switch {
	case ok:
		x.Kind, x.Product, x.DNSSEC = row.kind, row.product, row.dnssec
	case dnsname.Within(x.Host, dnsname.Clean(suffix.Organizational(own))), x.isDeclared(declared):
		x.Kind = KindSelf
	default:
		x.Kind, x.Product = kindOf(class), class.Product
	}
	if x.isMicrosoft() {
		x.Cloud = class.Cloud
	}
}

// kindOf is the kind of a host by what package operator knows of it.
func kindOf(class operator.HostClass) Kind {
	switch {
	case class.Operator == operator.Microsoft:
		return KindMicrosoftWrong
	case class.Operator == operator.Google:
		return KindGoogle
	}
	switch class.Kind {
	case operator.KindFilter:
		return KindFilter
	case operator.KindReceiver, operator.KindProvider:
		return KindMailbox
	}
	return KindOther
}

func (x *Exchanger) isDeclared(declared []netip.Prefix) bool {
	for _, prefix := range declared {
		for _, addr := range x.Addresses {
			if prefix.Contains(addr) {
				return true
			}
		}
	}
	return false
}

package domain

import "slices"

// Outcome says what an item is to the domain.
type Outcome string

const (
	Good    Outcome = "good"    // as it should be
	Advice  Outcome = "advice"  // works; could be better, or is to be known
	Problem Outcome = "problem" // wrong
	Unknown Outcome = "unknown" // no answer, or not to be told from DNS
)

// Severity grades an item: an error where mail breaks or is refused, a warning
// where it breaks for some, or where protection that was meant is not there.
type Severity string

const (
	Info    Severity = "info"
	Warning Severity = "warning"
	Error   Severity = "error"
)

// Topic is the part of mail flow that an item is about.
type Topic string

const (
	TopicName     Topic = "name"
	TopicMX       Topic = "mx"
	TopicSPF      Topic = "spf"
	TopicDKIM     Topic = "dkim"
	TopicDMARC    Topic = "dmarc"
	TopicMTASTS   Topic = "mta-sts"
	TopicTLSRPT   Topic = "tls-rpt"
	TopicDANE     Topic = "dane"
	TopicScenario Topic = "scenario"
)

// Item is one statement about the domain, by code. Its sentence stands in the
// catalogue under [Item.Key]; Args fill its places. Args and Evidence hold raw
// text of DNS: whoever shows them must neutralise it.
type Item struct {
	Topic    Topic             `json:"topic"`
	Code     string            `json:"code"`
	Outcome  Outcome           `json:"outcome"`
	Severity Severity          `json:"severity"`
	Args     map[string]string `json:"args,omitempty"`
	Evidence []Evidence        `json:"evidence,omitempty"`
	Changes  []Change          `json:"changes,omitempty"`
}

// Key is where the sentence of i stands in the catalogues: that of a remark of
// lint is package spf's.
func (i *Item) Key() string {
	if lint := i.Args["lint"]; i.Code == "spf-lint" {
		return "spf.lint." + lint
	}
	return "domain.item." + i.Code
}

// Evidence is one question to DNS, or to the policy server of MTA-STS, and its
// answer.
type Evidence struct {
	Name string `json:"name"`
	// Type is the record type as in a zone file; "POLICY" for a policy of
	// MTA-STS.
	Type string `json:"type"`
	// Answers are the records as in a zone file, without owner, type and TTL,
	// texts without quotes; none if the answer was empty. Of very many only the
	// first are kept.
	Answers []string `json:"answers,omitempty"`
	// Missing is whether the name does not exist at all.
	Missing bool `json:"missing,omitempty"`
	// Secure is whether the resolver says that DNSSEC proves the answer.
	Secure bool `json:"secure,omitempty"`
	// Error is why there was no answer.
	Error string `json:"error,omitempty"`
}

// Change is what to do to one record. Its sentence stands in the catalogue under
// "domain.change." and the code, with the places {name}, {type}, {from}, {to}.
type Change struct {
	Code string `json:"code"`
	Name string `json:"name"`
	Type string `json:"type"`
	// From is the record that stands there now; empty: none.
	From string `json:"from,omitempty"`
	// To is the record that should stand there. It is empty if the record is to
	// be removed, or if only the operator of the service knows its value: the
	// sentence says where to find it.
	To string `json:"to,omitempty"`
}

// The codes of changes.
const (
	ChangeAdd     = "add"     // no such record yet
	ChangeReplace = "replace" // From becomes To
	ChangeRemove  = "remove"  // From goes
	// ChangeDKIM is a CNAME whose value only Microsoft 365 shows.
	ChangeDKIM = "dkim-from-portal"
	// ChangeMX is an MX whose value only Microsoft 365 shows, ChangeMXOther one
	// that only whoever has the mailboxes knows.
	ChangeMX      = "mx-from-portal"
	ChangeMXOther = "mx-from-provider"
)

// Report is everything that was found out about a domain.
type Report struct {
	// Name is the domain in lower case, without a final dot.
	Name     string   `json:"name"`
	Scenario Scenario `json:"scenario"`
	// Exchangers are the hosts of MX in the order of their preference, at most
	// [MaxExchangers].
	Exchangers []Exchanger `json:"exchangers,omitempty"`
	SPF        SPF         `json:"spf"`
	DMARC      DMARC       `json:"dmarc"`
	Items      []Item      `json:"items"`
	// Questions is how many questions were put to the resolver.
	Questions int `json:"questions"`
}

// Worst is the highest severity among the problems of r; Info if there is none.
func (r *Report) Worst() Severity {
	worst := Info
	for i := range r.Items {
		switch {
		case r.Items[i].Severity == Error:
			return Error
		case r.Items[i].Severity == Warning:
			worst = Warning
		}
	}
	return worst
}

// Changes are what to do, each change once, in the order of the items.
func (r *Report) Changes() []Change {
	var list []Change
	for i := range r.Items {
		for _, change := range r.Items[i].Changes {
			if !slices.Contains(list, change) {
				list = append(list, change)
			}
		}
	}
	return list
}

// HasUnknown reports whether a part of the check got no answer.
func (r *Report) HasUnknown() bool {
	for i := range r.Items {
		if r.Items[i].Outcome == Unknown {
			return true
		}
	}
	return false
}

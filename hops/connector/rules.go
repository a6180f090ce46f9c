package connector

import (
	_ "embed" // the rules
	"sync"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/internal/tsv"
)

// rulesTSV lists the rules of relaying by the day from which they are in force.
//
//go:embed rules.tsv
var rulesTSV string

// The rules of relaying to recipients outside, oldest first.
const (
	relayOpen      = "relay-open"
	relayAnyDomain = "relay-any-domain"
	relayChanging  = "relay-changing"
	relayEnvelope  = "relay-envelope"
)

// directSendFrom is the day from which RejectDirectSend exists: its preview of
// 28 Apr 2025 (Exchange Team Blog of that day).
var directSendFrom = header.ParseDate("2025-04-28T00:00:00Z", -1).Unix

type rule struct {
	id   string
	from int64
}

var relayRules = sync.OnceValue(func() []rule {
	var list []rule
	for _, cells := range tsv.Rows(rulesTSV) {
		list = append(list, rule{cells[0], header.ParseDate(cells[1]+"T00:00:00Z", -1).Unix})
	}
	return list
})

// relayRule is the rule in force at a time; 0 is today.
func relayRule(at int64) string {
	list := relayRules()
	for i := len(list) - 1; i > 0; i-- {
		if at == 0 || at >= list[i].from {
			return list[i].id
		}
	}
	return list[0].id
}

//go:embed refusals.tsv
var refusalsTSV string

// Refusals of EOP, by the condition that fails.
const (
	refuseRelay      = "relay"
	refuseSender     = "sender"
	refusePartner    = "partner"
	refuseDirectSend = "direct-send"
	refuseTLS        = "tls"
)

// replyOf is the SMTP reply of a refusal, as package explain knows it.
func replyOf(refusal string) string {
	for _, cells := range tsv.Rows(refusalsTSV) {
		if cells[0] == refusal {
			return cells[1]
		}
	}
	return ""
}

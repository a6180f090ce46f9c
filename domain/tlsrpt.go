package domain

import (
	"context"
	"strconv"
	"strings"

	"github.com/hopproof/hopproof/spf"
)

// checkTLSRPT reads where the domain wants reports on TLS (RFC 8460 section 3).
func (c *check) checkTLSRPT(ctx context.Context) {
	name := "_smtp._tls." + c.name
	if c.takesNoMail() || !isName(name) {
		return
	}
	answer, e, err := c.dns.ask(ctx, name, spf.TypeTXT)
	if err != nil {
		c.failed(TopicTLSRPT, "tls-rpt-unknown", e)
		return
	}
	switch records := withVersion(answer.Texts, "TLSRPTv1"); {
	case len(records) > 1: // as if there were none
		c.item(TopicTLSRPT, "tls-rpt-several").problem(Warning).with("count", strconv.Itoa(len(records))).
			seen(e).fix(extras(name, records)...)
	case len(records) == 1 && !hasReportAddress(records[0]):
		c.item(TopicTLSRPT, "tls-rpt-malformed").problem(Warning).with("record", records[0]).
			seen(e).fix(to(name, "TXT", records[0], c.wantedTLSRPT()))
	case len(records) == 1:
		c.item(TopicTLSRPT, "tls-rpt").with("record", records[0]).seen(e)
	default:
		c.item(TopicTLSRPT, "tls-rpt-none").advice().seen(e).fix(to(name, "TXT", "", c.wantedTLSRPT()))
	}
}

func (c *check) wantedTLSRPT() string { return "v=TLSRPTv1; rua=mailto:tls-reports@" + c.name }

// hasReportAddress reports whether rua is a list of mailto and https addresses.
func hasReportAddress(record string) bool {
	rua, _ := tag(record, "rua")
	for address := range strings.SplitSeq(rua, ",") {
		scheme, rest, _ := strings.Cut(trim(address), ":")
		scheme = strings.ToLower(scheme)
		if rest == "" || scheme != "mailto" && scheme != "https" {
			return false
		}
	}
	return true
}

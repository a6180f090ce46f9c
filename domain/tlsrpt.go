package domain

import (
	"context"
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
)

const tlsrptLabel = "_smtp._tls."

// checkTLSRPT reads where the domain wants reports on TLS (RFC 8460 section 3).
func (c *check) checkTLSRPT(ctx context.Context) {
	record, e, settled := c.sole(ctx, soleRecord{TopicTLSRPT, tlsrptLabel, "TLSRPTv1", hasReportAddress,
		func(string) string { return c.wantedTLSRPT() }})
	switch {
	case settled:
	case record == "":
		c.item(TopicTLSRPT, "tls-rpt-none").advice().seen(e).fix(to(tlsrptLabel+c.name, "TXT", "", c.wantedTLSRPT()))
	default:
		c.item(TopicTLSRPT, "tls-rpt").with("record", record).seen(e)
	}
}

func (c *check) wantedTLSRPT() string { return "v=TLSRPTv1; rua=mailto:tls-reports@" + c.name }

// hasReportAddress reports whether rua is a list of mailto and https addresses.
func hasReportAddress(record string) bool {
	rua, _ := tag(record, "rua")
	for address := range strings.SplitSeq(rua, ",") {
		scheme, rest, _ := strings.Cut(ascii.TrimSpace(address), ":")
		scheme = strings.ToLower(scheme)
		if rest == "" || scheme != "mailto" && scheme != "https" {
			return false
		}
	}
	return true
}

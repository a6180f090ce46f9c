package domain

import (
	"context"
	"strconv"

	"github.com/hopproof/hopproof/internal/dnsname"
	"github.com/hopproof/hopproof/spf"
)

// soleRecord is the one TXT record that mail servers look for below a domain to
// which mail goes, at label and the domain.
type soleRecord struct {
	topic          Topic // its items are called by it
	label, version string
	good           func(record string) bool
	mended         func(record string) string
}

// sole looks for the record; "" if there is none. settled is whether all is
// said: nobody looks for it, DNS gave no answer, or it does not count. Several
// are as good as none (RFC 8461 section 3.1, RFC 8460 section 3).
func (c *check) sole(ctx context.Context, s soleRecord) (record string, e Evidence, settled bool) {
	name, code := s.label+c.name, string(s.topic)
	if c.takesNoMail() || !dnsname.IsHost(name) {
		return "", e, true
	}
	answer, e, err := c.dns.ask(ctx, name, spf.TypeTXT)
	if err != nil {
		c.failed(s.topic, code+"-unknown", e)
		return "", e, true
	}
	records := withVersion(answer.Texts, s.version)
	switch {
	case len(records) == 0:
		return "", e, false
	case len(records) > 1:
		c.item(s.topic, code+"-several").problem(Warning).with("count", strconv.Itoa(len(records))).
			seen(e).fix(extras(name, records)...)
	case !s.good(records[0]):
		c.item(s.topic, code+"-malformed").problem(Warning).with("record", records[0]).
			seen(e).fix(to(name, "TXT", records[0], s.mended(records[0])))
	default:
		return records[0], e, false
	}
	return "", e, true
}

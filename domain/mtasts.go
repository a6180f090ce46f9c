package domain

import (
	"cmp"
	"context"
	"strconv"
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
	"github.com/hopproof/hopproof/spf"
)

// checkMTASTS reads the record of MTA-STS (RFC 8461 section 3.1), then its
// policy.
func (c *check) checkMTASTS(ctx context.Context) {
	record, e, settled := c.sole(ctx, soleRecord{TopicMTASTS, "_mta-sts.", "STSv1", hasSTSID,
		func(record string) string { return "v=STSv1; id=" + mendedID(record) }})
	switch {
	case settled:
	case record == "":
		c.item(TopicMTASTS, "mta-sts-none").advice().seen(e)
	default:
		c.item(TopicMTASTS, "mta-sts-record").with("record", record).seen(e)
		c.checkPolicy(ctx, e)
	}
}

// hasSTSID reports whether the id is 1 to 32 letters and digits (RFC 8461
// section 3.1).
func hasSTSID(record string) bool {
	id, _ := tag(record, "id")
	for i := range len(id) {
		if !ascii.IsLetter(id[i]) && !ascii.IsDigit(id[i]) {
			return false
		}
	}
	return id != "" && len(id) <= 32
}

// mendedID is the id without what does not belong into one.
func mendedID(record string) string {
	id, _ := tag(record, "id")
	id = strings.Map(func(r rune) rune {
		if r < 0x80 && (ascii.IsLetter(byte(r)) || ascii.IsDigit(byte(r))) {
			return r
		}
		return -1
	}, id)
	return cmp.Or(id[:min(len(id), 32)], "1")
}

// checkPolicy fetches the policy (RFC 8461 section 3.3) and holds it against
// the MX.
func (c *check) checkPolicy(ctx context.Context, record Evidence) {
	host := "mta-sts." + c.name
	a, e, err := c.dns.ask(ctx, host, spf.TypeA)
	aaaa, e6, err6 := c.dns.ask(ctx, host, spf.TypeAAAA)
	if err == nil && err6 == nil && len(a.Addrs)+len(aaaa.Addrs) == 0 {
		c.item(TopicMTASTS, "mta-sts-host-missing").problem(Warning).with("host", host).seen(record, e, e6)
		return
	}
	if c.policy == nil {
		c.item(TopicMTASTS, "mta-sts-policy-not-fetched").unknown().with("host", host)
		return
	}
	source := Evidence{Name: host, Type: "POLICY"}
	text, err := c.policy(ctx, c.name)
	if err != nil {
		source.Error = err.Error()
		c.failed(TopicMTASTS, "mta-sts-policy-unknown", source)
		return
	}
	policy := parsePolicy(text)
	for _, line := range policy.lines {
		source.add(line)
	}
	c.judgePolicy(&policy, source)
}

// shortAge is an age of a policy that lets an attacker wait for its end; RFC
// 8461 section 3.2 expects weeks or more.
const shortAge = 24 * 60 * 60

func (c *check) judgePolicy(p *policy, source Evidence) {
	if p.problem != "" {
		c.item(TopicMTASTS, "mta-sts-policy-bad").problem(Warning).with("problem", p.problem).
			with("text", p.at).seen(source)
		return
	}
	switch p.mode {
	case "enforce":
		c.item(TopicMTASTS, "mta-sts-enforce").seen(source)
	case "testing":
		c.item(TopicMTASTS, "mta-sts-testing").advice().seen(source)
	default:
		c.item(TopicMTASTS, "mta-sts-mode-none").advice().seen(source)
		return
	}
	if p.maxAge < shortAge {
		c.item(TopicMTASTS, "mta-sts-max-age").advice().with("max_age_s", strconv.Itoa(p.maxAge)).seen(source)
	}
	c.matchPolicy(p, source)
}

// matchPolicy: a sender that enforces the policy delivers to no MX that it does
// not name (RFC 8461 section 4.1). An MX that leads nowhere has to go, not in.
func (c *check) matchPolicy(p *policy, source Evidence) {
	severity := Warning
	if p.mode == "enforce" {
		severity = Error
	}
	for i := range c.mx.hosts {
		if x := &c.mx.hosts[i]; x.Kind != KindAddress && !x.Missing && !p.names(x.Host) {
			c.item(TopicMTASTS, "mta-sts-mx-unlisted").problem(severity).with("host", x.Host).
				seen(c.mx.evidence, source).
				fix(Change{Code: ChangeAdd, Name: "mta-sts." + c.name, Type: "POLICY", To: "mx: " + x.Host})
		}
	}
}

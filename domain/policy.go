package domain

import (
	"strconv"
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
	"github.com/hopproof/hopproof/internal/dnsname"
)

// policy is a policy of MTA-STS (RFC 8461 section 3.2).
type policy struct {
	mode   string
	mx     []string
	maxAge int // seconds
	lines  []string
	// problem is the code of the first thing that is wrong, at the text.
	problem, at string
}

const (
	// maxPolicy is the size above which a policy may be refused (RFC 8461
	// section 3.3).
	maxPolicy = 64 << 10
	// maxMaxAge is the longest age of a policy, a year (RFC 8461 section 3.2).
	maxMaxAge = 31557600
)

// The problems of a policy. Their words stand in the catalogue under "problem."
// and the code.
const (
	policyTooLong   = "policy-too-long"
	policyNoVersion = "policy-no-version"
	policyBadLine   = "policy-bad-line"
	policyBadMode   = "policy-bad-mode"
	policyBadAge    = "policy-bad-age"
	policyBadMX     = "policy-bad-mx"
	policyNoMX      = "policy-no-mx"
)

func parsePolicy(text []byte) policy {
	var p policy
	if len(text) > maxPolicy {
		p.wrong(policyTooLong, strconv.Itoa(len(text)))
		return p
	}
	keys := map[string]string{}
	for line := range strings.Lines(string(text)) {
		line = ascii.TrimSpace(line)
		if line == "" {
			continue
		}
		p.lines = append(p.lines, line)
		p.line(line, keys)
	}
	p.finish(keys)
	return p
}

func (p *policy) wrong(code, at string) {
	if p.problem == "" {
		p.problem, p.at = code, at
	}
}

// line reads one "key: value". Of a key that stands twice the first counts,
// except for mx.
func (p *policy) line(line string, keys map[string]string) {
	key, value, ok := strings.Cut(line, ":")
	key, value = ascii.TrimSpace(key), ascii.TrimSpace(value)
	_, again := keys[key]
	switch {
	case !ok || key == "":
		p.wrong(policyBadLine, line)
	case key == "mx":
		p.addMX(value)
	case !again:
		keys[key] = value
	}
}

// addMX adds a pattern: a host, or "*." and a domain (RFC 8461 section 4.1).
func (p *policy) addMX(pattern string) {
	pattern = dnsname.Clean(pattern)
	if !dnsname.IsHost(strings.TrimPrefix(pattern, "*.")) {
		p.wrong(policyBadMX, pattern)
	}
	p.mx = append(p.mx, pattern)
}

func (p *policy) finish(keys map[string]string) {
	if keys["version"] != "STSv1" {
		p.wrong(policyNoVersion, keys["version"])
	}
	p.mode = keys["mode"]
	if p.mode != "enforce" && p.mode != "testing" && p.mode != "none" {
		p.wrong(policyBadMode, p.mode)
	}
	age, err := strconv.Atoi(keys["max_age"])
	if err != nil || age > maxMaxAge || strings.Trim(keys["max_age"], "0123456789") != "" { // digits alone
		p.wrong(policyBadAge, keys["max_age"])
	}
	p.maxAge = age
	if len(p.mx) == 0 && p.mode != "none" {
		p.wrong(policyNoMX, "")
	}
}

// names reports whether a pattern of p fits host, clean. The star stands for
// one label (RFC 8461 section 4.1).
func (p *policy) names(host string) bool {
	_, parent, _ := strings.Cut(host, ".")
	for _, pattern := range p.mx {
		if pattern == host {
			return true
		}
		if domain, wild := strings.CutPrefix(pattern, "*."); wild && domain == parent {
			return true
		}
	}
	return false
}

package domain

import (
	"strings"
	"testing"
)

// TestPolicy: the rules of RFC 8461 section 3.2.
func TestPolicy(t *testing.T) {
	const good = "version: STSv1\r\nmode: enforce\r\nmx: mx.contoso.example\r\nmx: *.contoso.example\r\nmax_age: 604800\r\n"
	for text, want := range map[string]string{
		good:                                                "",
		strings.ReplaceAll(good, "\r", ""):                  "",
		strings.ReplaceAll(good, ": ", ":  "):               "",
		good + "mode: testing\nextension: 1\n\n":            "", // of two modes the first counts
		"version: STSv1\nmode: none\nmax_age: 0":            "",
		strings.Replace(good, "604800", "31557600", 1):      "",
		good + strings.Repeat("\n", maxPolicy-len(good)):    "",
		good + ": of no name":                               policyBadLine,
		strings.Replace(good, "604800", "0x1", 1):           policyBadAge,
		strings.Replace(good, "STSv1", "STSv2", 1):          policyNoVersion,
		strings.Replace(good, "enforce", "enforced", 1):     policyBadMode,
		strings.Replace(good, "604800", "31557601", 1):      policyBadAge,
		strings.Replace(good, "604800", "-1", 1):            policyBadAge,
		strings.Replace(good, "604800", "1e9", 1):           policyBadAge,
		strings.Replace(good, "604800", "+604800", 1):       policyBadAge,
		strings.Replace(good, "604800", "", 1):              policyBadAge,
		strings.Replace(good, "*.contoso", "m*.contoso", 1): policyBadMX,
		strings.ReplaceAll(good, "mx:", "host:"):            policyNoMX,
		good + "enforce":                                    policyBadLine,
		"<html>":                                            policyBadLine,
		"":                                                  policyNoVersion,
		good + strings.Repeat("\n", maxPolicy):              policyTooLong,
	} {
		if p := parsePolicy([]byte(text)); p.problem != want {
			t.Errorf("%.80q: %q, want %q", text, p.problem, want)
		}
	}
	if p := parsePolicy([]byte("version: STSv1\nmode: enforce\nmode: none\nmx: contoso.example\nmax_age: 1\n")); p.mode != "enforce" || p.names("mx.contoso.example") || !p.names("contoso.example") {
		t.Errorf("%+v", p) // the first mode counts, and a host is no domain
	}
	p := parsePolicy([]byte(good))
	for host, want := range map[string]bool{
		"mx.contoso.example": true, "a.contoso.example": true, "contoso.example": false, "a.b.contoso.example": false,
		"mx.fabrikam.example": false, ".contoso.example": true, // no host is called so
	} {
		if got := p.names(host); got != want {
			t.Errorf("the policy names %q: %t", host, got)
		}
	}
}

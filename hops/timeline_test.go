package hops_test

import (
	"strings"
	"testing"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops"
	gen "github.com/hopproof/hopproof/internal/tracegen"
)

// words joins one word per hop, oldest first.
func words(t *hops.Timeline, word func(*hops.Hop) string) string {
	var list []string
	for i := range t.Hops {
		list = append(list, word(&t.Hops[i]))
	}
	return strings.Join(list, " ")
}

func TestRolesAndLinks(t *testing.T) {
	tests := []struct {
		name         string
		fields       [][]string
		roles, links string
	}{
		{"relay to Gmail", [][]string{atGmail, relayed, relayLine},
			"relay eop exchange-online exchange-online destination destination", " name label ip operator none"},
		{"relay to a mailbox", [][]string{delivered, relayLine},
			"relay eop exchange-online exchange-online destination", " name label ip name"},
		{"two tenants", [][]string{{gen.DeliveryLine(gen.Second, 14)}, gen.Traversal(gen.Second, "x", gen.Outbound, 10), relayed, relayLine},
			"relay eop exchange-online exchange-online destination destination destination destination", " name label ip operator label ip name"},
		{"client submission", [][]string{atGmail, {gen.HubAfterMapi(gen.First, 2), gen.MapiLine(gen.First, 1)}},
			"submission exchange-online destination destination", " name operator none"},
		{"what a client submitted is no relay's", [][]string{atGmail, {gen.HubAfterMapi(gen.First, 2), gen.MapiLine(gen.First, 1)}, {gen.PostfixLine(relayHost, "scanner3f", "unknown", "198.51.100.9", 0)}},
			"other submission exchange-online destination destination", " none name operator none"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tl := build(hops.Options{}, gen.Join(tt.fields...), gen.Message())
			if got := words(tl, func(h *hops.Hop) string { return string(h.Role) }); got != tt.roles {
				t.Errorf("roles %s\nwant  %s", got, tt.roles)
			}
			if got := words(tl, func(h *hops.Hop) string { return string(h.Link) }); got != tt.links {
				t.Errorf("links %q\nwant  %q", got, tt.links)
			}
		})
	}
}

// TestDelays: signed, absent where a zone is unknown, and beyond the range of
// time.Duration.
func TestDelays(t *testing.T) {
	s := header.ParseString("Received: by a.example; 1 Jan 3900 00:00:00 +0000\n" +
		"Received: by a.example; 1 Jan 1900 00:00:00 EET\n" +
		"Received: by a.example; Wed, 14 Oct 2026 10:15:00 +0200\n" +
		"Received: by a.example; Wed, 14 Oct 2026 08:15:05 +0000\n\n")
	tl := hops.Build(&s, hops.Options{})
	if h := tl.Hop(2); !h.HasDelay || h.Delay != -5 {
		t.Errorf("hop 2: delay %d, %v; want -5", h.Delay, h.HasDelay)
	}
	if tl.Hop(3).HasDelay || tl.Hop(4).HasDelay {
		t.Error("a delay was computed from a date whose zone is unknown")
	}
	if want := int64(59112949495); !tl.HasTotal || tl.Total != want {
		t.Errorf("total %d, want %d", tl.Total, want)
	}
}

// TestClocks: at which difference of two stamps a finding begins, and of what kind
// it is.
func TestClocks(t *testing.T) {
	for delay, want := range map[int]string{
		-3: "hop-negative-delay info", -2: "", 0: "", 599: "", 600: "slow-leg info", 3599: "slow-leg info", 3600: "slow-leg warning",
	} {
		tl := build(trust("198.51.100.9/32"), []string{gen.PostfixLine("mx.example.org", "gw.example.net", "gw.example.net", "198.51.100.9", delay),
			gen.PostfixLine("gw.example.net", "x", "x", "198.51.100.66", 0)}, gen.Message())
		got := ""
		for _, f := range tl.Findings {
			if f.Code != "receiver-assumed" {
				got = strings.TrimSpace(got + " " + f.Code + " " + f.Severity.String())
			}
		}
		if got != want {
			t.Errorf("%d s: %q, want %q", delay, got, want)
		}
	}
}

// TestEntries: every border line with a peer outside Microsoft, oldest first,
// believed or not; a connection from another tenant is none.
func TestEntries(t *testing.T) {
	tl := build(hops.Options{}, []string{gen.DeliveryLine(gen.Second, 14)},
		gen.Traversal(gen.Second, "x", gen.Outbound, 10), relayed, relayLine,
		gen.Traversal(gen.Second, "old.example", "198.51.100.7", -60), gen.Message())
	if len(tl.Entries) != 2 {
		t.Fatalf("%d entries, want 2", len(tl.Entries))
	}
	if e := tl.Entries[0]; e.IP.String() != "198.51.100.7" || e.Basis != hops.Claimed {
		t.Errorf("oldest entry %+v", e)
	}
	if e := tl.Entries[1]; e.IP.String() != relayIP || e.Basis != hops.Operator || e.Helo != relayHost {
		t.Errorf("second entry %+v", e)
	}
	if tl.Ingress.Hop != tl.Entries[1].Hop {
		t.Errorf("ingress is hop %d, want the oldest believed entry", tl.Ingress.Hop)
	}
}

func TestFindings(t *testing.T) {
	codes := func(tl *hops.Timeline) string {
		var list []string
		for _, f := range tl.Findings {
			list = append(list, f.Code)
		}
		return strings.Join(list, " ")
	}
	loop := gen.Join(atGmail, gen.Traversal(gen.Second, "archive.example", "198.51.100.50", 20), []string{
		gen.PostfixLine("archive.example", "x.outbound.protection.outlook.com", "mail-x.outbound.protection.outlook.com", "40.93.13.56", 15)}, relayed)
	o := trust("198.51.100.50/32")
	if got := codes(build(o, loop, gen.Message())); !strings.Contains(got, "second-entry") {
		t.Errorf("archive loop: %q", got)
	}
	if got := codes(build(hops.Options{}, []string{"Received: (qmail 9371 invoked by uid 0); 14 Oct 2026 08:15:03 -0000"}, gen.Message())); got != "receiver-unnamed" {
		t.Errorf("no writer: %q", got)
	}
	const line = "Received: from a.example (192.0.2.1) by b.example with ESMTP; Wed, 14 Oct 2026 08:15:00 +0000"
	for text, want := range map[string]string{
		"Delivered-To: a@b.example " + line + " Subject: x\n":                            "lines-run-together",
		"Identity     : x\nHeader       : " + line + "\n               Subject: x\n":     "lines-run-together",
		"Delivered-To: a@b.example\nX-A: " + line + "\n":                                 "lines-run-together",
		"Delivered-To: a@b.example\nSubject: X-Received: from Anne, Received: 3 boxes\n": "no-received",
		"Delivered-To: a@b.example\n":                                                    "no-received",
	} {
		s := header.Parse([]byte(text))
		tl := hops.Build(&s, hops.Options{})
		if got := codes(tl); got != want {
			t.Errorf("%q: %q", text, got)
		}
		for _, f := range tl.Findings {
			if len(f.Evidence) > 0 && text[f.Evidence[0].Span.Start:f.Evidence[0].Span.End] != "Received:" {
				t.Errorf("%q: evidence %+v", text, f.Evidence)
			}
		}
	}
	pool := gen.Join(gen.GmailTop(9), []string{gen.GmailLineFrom("x.outbound.protection.outlook.com", "40.95.1.2", 8)}, relayed)
	if got := codes(build(hops.Options{}, pool, gen.Message())); !strings.Contains(got, "relay-pool-exit") {
		t.Errorf("relay pool: %q", got)
	}
	if got := codes(build(hops.Options{}, []string{gen.PostfixLine("mx.example.org", "x", "x", "198.51.100.9", 9)}, pool, gen.Message())); strings.Contains(got, "relay-pool-exit") {
		t.Errorf("a relay pool that somebody outside claims: %q", got)
	}
	// A host between, and the way from a host to itself, which is no visit.
	around := func(ip string) (lines []string) {
		for n := range 3 {
			lines = append(lines, gen.PostfixLine("gw.example.org", "mx.example.org", "mx.example.org", ip, 9-2*n), gen.PostfixLine("mx.example.org", "gw.example.org", "gw.example.org", "198.51.100.9", 8-2*n))
		}
		return lines
	}
	for ip, want := range map[string]bool{"198.51.100.10": true, "127.0.0.1": false} {
		if got := codes(build(hops.Options{}, around(ip)[:5], gen.Message())); strings.Contains(got, "loop") != want {
			t.Errorf("gw.example.org three times, from %s: %q", ip, got)
		}
	}
}

// TestInner: of a message inside another one, whose sender wrote it, no mark of a
// delivery says who received it, and what is believed is said to be his word.
func TestInner(t *testing.T) {
	for _, c := range []struct {
		o       hops.Options
		assumed bool
		want    string
	}{
		{hops.Options{}, false, ""},
		{hops.Options{Inner: true}, true, "inner-message"},
		{hops.Options{Inner: true, Destination: []string{"mx.google.com"}}, false, "inner-message"},
	} {
		tl := build(c.o, atGmail, relayed, relayLine)
		got := ""
		for _, f := range tl.Findings {
			if f.Code == "inner-message" || f.Code == "receiver-assumed" {
				got += f.Code
			}
		}
		if tl.Receiver.Assumed != c.assumed || got != c.want {
			t.Errorf("%+v: assumed %v, finding %q", c.o, tl.Receiver.Assumed, got)
		}
	}
}

package forgery_test

import (
	"math/rand/v2"
	"net/netip"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/internal/forgery"
	gen "github.com/hopproof/hopproof/internal/tracegen"
)

// strangers are honest lines about a peer of whom nobody has said anything.
var strangers = []string{
	gen.PostfixLine("mx.example.org", "mail.evil.example", "unknown", "198.51.100.66", 8),
	gen.GmailLineFrom("mail.evil.example", "198.51.100.66", 8),
	gen.BorderLine(gen.First, "mail.evil.example", "2603:1020:200::5", 8),
	"Received: from [198.51.100.66] (helo=mail.evil.example)\r\n\tby mx.example.org with esmtp (Exim 4.96)\r\n\tid 1qSUXd-00036F-2z\r\n\tfor alice@example.org; Wed, 14 Oct 2026 08:15:08 +0000",
	"Received: from mail.evil.example (198.51.100.66) by exch.example.org (10.0.0.5) with Microsoft SMTP Server\r\n id 15.2.1118.40; Wed, 14 Oct 2026 08:15:08 +0000",
}

// FuzzBelief: whatever stands below the line of an honest receiver that took
// the message from a stranger, none of it is believed. It may also go on where
// that line ended.
func FuzzBelief(f *testing.F) {
	for i := range 40 {
		c := forgery.Attacks[i%len(forgery.Attacks)].Write(forgery.New(rand.New(rand.NewPCG(seed, uint64(i)))))
		f.Add(uint8(i), c.Data)
	}
	f.Add(uint8(0), []byte(" ([40.107.20.41]) by mx.google.com\r\nReceived: by x"))
	f.Add(uint8(1), []byte("\tfrom x ("+gen.Outbound+"); Wed, 14 Oct 2026 08:15:08 +0000"))
	o := hops.Options{Relays: []hops.Relay{
		{IP: []netip.Prefix{netip.MustParsePrefix("203.0.113.0/24")}},
		{IP: []netip.Prefix{netip.MustParsePrefix("2001:db8:25::/48")}, By: []string{"*"}},
	}, Trust: hops.Trust{Domains: []string{"lists.example.org"}}}
	f.Fuzz(func(t *testing.T, which uint8, below []byte) {
		if len(below) > 1<<16 {
			return
		}
		s := header.Parse([]byte(strangers[int(which)%len(strangers)] + "\r\n" + string(below)))
		tl := hops.Build(&s, o)
		for i := range tl.Hops {
			if h := &tl.Hops[i]; h.Basis.Believed() && h.Span.Start > 0 {
				t.Fatalf("hop %d of %d is believed (%v)\n%s", h.Number, len(tl.Hops), h.Basis, strings.ToValidUTF8(string(below), "?"))
			}
		}
	})
}

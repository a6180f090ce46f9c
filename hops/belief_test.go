package hops_test

import (
	"net/netip"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops"
	gen "github.com/hopproof/hopproof/internal/tracegen"
)

// The addresses of the made-up customer.
const (
	relayIP   = "203.0.113.25"
	relayHost = "relay.contoso.example"
	deviceIP  = "192.168.7.31"
)

func build(o hops.Options, groups ...[]string) *hops.Timeline {
	s := header.Parse(gen.Section(gen.Join(groups...)...))
	return hops.Build(&s, o)
}

// bases writes the basis of each line, newest first, one letter a line.
func bases(t *hops.Timeline) string {
	var b strings.Builder
	for i := len(t.Hops) - 1; i >= 0; i-- {
		b.WriteByte(t.Hops[i].Basis.String()[0])
	}
	return b.String()
}

func declared(hosts ...string) hops.Options {
	return hops.Options{Relays: []hops.Relay{{IP: []netip.Prefix{netip.MustParsePrefix(relayIP + "/32")}, By: hosts}}}
}

var (
	relayLine = []string{gen.PostfixLine(relayHost, "scanner3f", "unknown", deviceIP, 0)}
	forged    = []string{gen.PostfixLine("mx.google.com", "contoso.example", "contoso.example", relayIP, -9)}
	atGmail   = gen.Join(gen.GmailTop(9), []string{gen.GmailLine(8)})
	relayed   = gen.Traversal(gen.First, relayHost, relayIP, 3)
	delivered = gen.Join([]string{gen.DeliveryLine(gen.First, 9)}, relayed)
)

// hidden writes Received fields with another beginning.
func hidden(fields []string, as string) []string {
	var all []string
	for _, f := range fields {
		all = append(all, strings.Replace(f, "Received:", as, 1))
	}
	return all
}

// TestBelief walks through the rules of belief: the letters are the bases of
// the lines from the newest down (receiver, operator, declared, claimed).
func TestBelief(t *testing.T) {
	other := []string{gen.PostfixLine("mx.example.org", "mail.example.net", "mail.example.net", "198.51.100.9", 8)}
	forgedHere := []string{gen.PostfixLine("mx.example.org", "x.outbound.protection.outlook.com", "x", gen.Outbound, 8)}
	local := func(text string) []string { return []string{"Received: " + text + "; Wed, 14 Oct 2026 08:15:09 +0000"} }
	from := func(ip string) []string {
		return []string{gen.PostfixLine("mx.example.org", "gw.example.org", "gw.example.org", ip, 8)}
	}
	exchange := func(from, ip, by, end string) string {
		return "Received: from " + from + " (" + ip + ") by " + by + " (10.1.1.21) with Microsoft SMTP Server (version=TLS1_2, cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384) id 15.2.1748.10" + end + "; Wed, 14 Oct 2026 08:15:08 +0000"
	}
	// again is the hub's line above a resubmission, and the resubmission's own.
	again := []string{strings.ReplaceAll(relayed[0], gen.First.Proxy, gen.First.Hub),
		"Received: from " + gen.First.Hub + ".eurprd04.prod.outlook.com (2603:10a6:10:28c::29) by\r\n " + gen.First.Hub +
			".eurprd04.prod.outlook.com (2603:10a6:10:28c::29) with\r\n MailboxResubmission by AntispamTT id 15.21.181.8; Wed, 14 Oct 2026 08:16:05 +0000"}
	const ex, own, front = "ex01.contoso.example", "10.1.1.21", " via Frontend Transport"
	exHub, exMailbox := exchange(ex, own, ex, ""), exchange(ex, own, ex, " via Mailbox Transport")
	exFront, exMapi := exchange("scanner3f", deviceIP, ex, front), local("from "+ex+" ([10.1.1.21]) by "+ex+" ([10.1.1.21]) with mapi id 15.02.1748.010")
	exOutside := exchange("x.outbound.protection.outlook.com", gen.Outbound, ex, front)
	tests := []struct {
		name   string
		o      hops.Options
		fields [][]string
		bases  string
		reason string
	}{
		{"P1: the receiver's line, then somebody outside", hops.Options{}, [][]string{other, forged}, "rc", hops.StopOutside},
		{"P1: belief never resumes below a break", hops.Options{}, [][]string{other, atGmail[4:], relayed}, "rcccc", hops.StopOutside},
		{"P4: a Received field that rules of a tenant may not know", hops.Options{}, [][]string{atGmail, hidden(relayed, "Received :")}, "rrccc", hops.StopAmbiguous},
		{"P4: a line end that a tenant's server may not know", hops.Options{}, [][]string{atGmail, hidden(relayed, "X-Note: x\nReceived:")}, "rrccc", hops.StopAmbiguous},
		{"P5: the same, of a relay", declared(relayHost), [][]string{atGmail, relayed, hidden(relayLine, "Received :")}, "rroooc", hops.StopAmbiguous},
		{"P2: loopback continues", hops.Options{}, [][]string{from("127.0.0.1"), forged}, "rr", hops.StopOldest},
		{"P2: but not to a line of Exchange Online", hops.Options{}, [][]string{from("127.0.0.1"), relayed[2:], relayLine}, "rcc", hops.StopOutside},
		{"P2: a local re-injection continues", hops.Options{}, [][]string{local("by mx.example.org (Postfix)\r\n\tid 4X"), forgedHere, relayed}, "rrooo", hops.StopOldest},
		{"P2: but not a submission that hides its client", hops.Options{}, [][]string{local("by mx.example.org (Postfix) id 4X\r\n\tfor <alice@example.org>"), forgedHere, relayed}, "rcccc", hops.StopSubmitted},
		{"P2: nor one for several", hops.Options{}, [][]string{local("by mx.example.org (Postfix) id 4X"), forgedHere, relayed}, "rcccc", hops.StopSubmitted},
		{"P2: nor one that was folded anew", hops.Options{}, [][]string{local("by mx.example.org (Postfix)\r\n id 4X for <alice@example.org>"), forgedHere, relayed}, "rcccc", hops.StopSubmitted},
		{"P2: LMTP on one host continues", hops.Options{}, [][]string{local("from mx.example.org by mx.example.org with LMTP id 4X"), forgedHere, relayed}, "rrooo", hops.StopOldest},
		{"P2: a web server's process hands in text of its own", hops.Options{}, [][]string{local("by mx.example.org (Postfix, from userid 33) id 4X"), forgedHere, relayed}, "rcccc", hops.StopSubmitted},
		{"P2: so does a webmail", hops.Options{}, [][]string{local("from localhost (localhost [127.0.0.1]) (Authenticated sender: u) by mx.example.org (Postfix) with ESMTPA id 4X"), forgedHere, relayed}, "rcccc", hops.StopSubmitted},
		{"P2: and a shell account", hops.Options{}, [][]string{local("from localhost (localhost [127.0.0.1]) (uid 1000) by mx.example.org with local; id 4X"), forgedHere, relayed}, "rcccc", hops.StopSubmitted},
		{"P2: a line that leaves its client out hides somebody", hops.Options{}, [][]string{local("by mx.example.org with ESMTP id 4X"), forgedHere, relayed}, "rcccc", hops.StopUnlinked},
		{"P2: and so does one that says nothing else", hops.Options{}, [][]string{local("by mx.example.org"), forgedHere, relayed}, "rcccc", hops.StopUnlinked},
		{"P2: the services of one Exchange server continue", hops.Options{}, [][]string{{exMailbox, exHub, exOutside}, relayed, relayLine}, "rrroooc", hops.StopOutside},
		{"P2: but not to a client of its front end", hops.Options{}, [][]string{{exMailbox, exHub, exFront}, forged}, "rrrc", hops.StopPrivate},
		{"P2: nor from a client with the server's own address", hops.Options{}, [][]string{{exMailbox, exchange(ex, own, ex, front)}, {exOutside}, relayed}, "rrcccc", hops.StopPrivate},
		{"P2: nor from another server of the name", hops.Options{}, [][]string{{exchange(ex, "10.1.1.22", ex, "")}, {exOutside}, relayed}, "rcccc", hops.StopPrivate},
		{"P2: nor to the line of another server", hops.Options{}, [][]string{{exHub, exchange("scanner3f", gen.Outbound, "ex02.contoso.example", front)}, relayed}, "rcccc", hops.StopPrivate},
		{"P2: nor where the line shows no address", hops.Options{}, [][]string{{strings.ReplaceAll(exHub, " (10.1.1.21)", "")}, {exOutside}, relayed}, "rcccc", hops.StopUnlinked},
		{"P2: nor where it shows any address", hops.Options{}, [][]string{{strings.ReplaceAll(exHub, "10.1.1.21", "0.0.0.0")}, {exOutside}, relayed}, "rcccc", hops.StopOutside},
		{"P2: nor from a client called so", hops.Options{}, [][]string{{exchange("other", own, ex, "")}, {exOutside}, relayed}, "rcccc", hops.StopPrivate},
		{"P2: what a mailbox on premises hands in is its text", hops.Options{}, [][]string{local("from " + ex + " ([::1]) by " + ex + " ([::1]) with mapi id 15.02.1748.010"), {exOutside}, relayed}, "rcccc", hops.StopSubmitted},
		{"P2: also where the server is trusted", trust("10.1.1.0/24"), [][]string{exMapi, {exOutside}, relayed}, "rcccc", hops.StopSubmitted},
		{"P2: a private address does not", hops.Options{}, [][]string{from("172.17.0.1"), forged}, "rc", hops.StopPrivate},
		{"P2: unless it is trusted and linked", trust("172.17.0.0/16"), [][]string{from("172.17.0.1"), {gen.PostfixLine("gw.example.org", "x", "x", "198.51.100.9", 1)}}, "rr", hops.StopOldest},
		{"P2: trusted, but another host wrote the line", trust("172.17.0.0/16"), [][]string{from("172.17.0.1"), forged}, "rc", hops.StopTrusted},
		{"P2: trusted, but a Microsoft host's line", trust("172.17.0.0/16"), [][]string{{gen.PostfixLine("mx.example.org", gen.First.Border+".mail.protection.outlook.com", "unknown", "172.17.0.1", 8)}, relayed[2:], relayLine}, "rcc", hops.StopTrusted},
		{"P3: a whole traversal behind Gmail", hops.Options{}, [][]string{atGmail, relayed, relayLine}, "rroooc", hops.StopOutside},
		{"P3: an Exchange Online mailbox", hops.Options{}, [][]string{delivered, relayLine}, "rrrrc", hops.StopOutside},
		{"P3: a resubmission is no line of a traversal", hops.Options{}, [][]string{delivered[:1], again, relayed[1:], relayLine}, "rrcccc", hops.StopResubmitted},
		{"P3: nor is one by somebody else", hops.Options{}, [][]string{delivered[:1], again[:1], {strings.Replace(again[1], "AntispamTT", "Antispam", 1)}, relayed[1:], relayLine}, "rrcccc", hops.StopAmbiguous},
		{"P3: two tenants", hops.Options{}, [][]string{{gen.DeliveryLine(gen.Second, 14)}, gen.Traversal(gen.Second, "x.outbound.protection.outlook.com", gen.Outbound, 10), relayed, relayLine}, "rrrroooc", hops.StopOutside},
		{"P3: submission from a mailbox", hops.Options{}, [][]string{atGmail, {gen.HubAfterMapi(gen.First, 2), gen.MapiLine(gen.First, 1)}, forged}, "rrooc", hops.StopMailbox},
		{"P3: Azure is not outbound", hops.Options{}, [][]string{delivered[:3], {gen.BorderLine(gen.First, "x", "2603:1020:200::5", 1)}, relayed, relayLine}, "rrrrcccc", hops.StopOutside},
		{"P4: a lone border line", hops.Options{}, [][]string{atGmail, {relayed[2]}, relayLine}, "rrcc", hops.StopIncomplete},
		{"P4: a hub and a border line without the proxy", hops.Options{}, [][]string{atGmail, {relayed[0], relayed[2]}, relayLine}, "rrccc", hops.StopIncomplete},
		{"P4: unlinked neighbours", hops.Options{}, [][]string{atGmail, {gen.HubLine(gen.Second, 5)}, relayed[1:], relayLine}, "rrcccc", hops.StopIncomplete},
		{"P4: a hub's line with two writers", hops.Options{}, [][]string{atGmail, {twice(relayed[0])}, relayed[1:], relayLine}, "rrcccc", hops.StopIncomplete},
		{"P4: servers without a line", hops.Options{}, [][]string{atGmail, relayed, relayLine, {gen.Diagnostic(gen.First.Border, "VI1PR04MB9999")}}, "rrcccc", hops.StopRemoved},
		{"P4: servers with their lines", hops.Options{}, [][]string{atGmail, relayed, relayLine, {gen.Diagnostic(gen.First.Border, gen.First.Hub)}}, "rroooc", hops.StopOutside},
		{"P5: a declared relay", declared(relayHost), [][]string{atGmail, relayed, relayLine, forged}, "rrooodc", hops.StopRelay},
		{"P5: by the name it called itself", declared(), [][]string{atGmail, relayed, relayLine, forged}, "rrooodc", hops.StopRelay},
		{"P5: another name", declared("smtp.contoso.example"), [][]string{atGmail, relayed, relayLine}, "rroooc", hops.StopOutside},
		{"P5: a Microsoft line below a declared address is copied", declared(), [][]string{atGmail, gen.Traversal(gen.First, gen.First.Hub+".eurprd04.prod.outlook.com", relayIP, 3), relayed}, "rrooocccc"[:8], hops.StopOutside},
		{"P5: from its own loopback it goes on", declared(relayHost), [][]string{atGmail, relayed, {gen.PostfixLine(relayHost, "localhost", "localhost", "127.0.0.1", 2), gen.PostfixLine("localhost", "scanner3f", "unknown", deviceIP, 1)}, forged}, "rrooodd" + "c", hops.StopRelay},
		{"P5: nor from a client that it hides", declared(relayHost), [][]string{atGmail, relayed, local("by " + relayHost + " (Postfix) id 4X\r\n\tfor <a@example.org>"), relayLine}, "rrooodc", hops.StopSubmitted},
		{"P5: from its own address it does not", declared(ex), [][]string{atGmail, relayed, {exHub, exFront}, forged}, "rrooodcc", hops.StopRelay},
		{"P5: a client in the relay's own range is not the relay", declaredRange(), [][]string{atGmail, relayed, {gen.PostfixLine(relayHost, "pc", "unknown", "203.0.113.31", 2)}, relayLine}, "rrooodc", hops.StopRelay},
		{"P5: not when the address is shared", sharedRelay(), [][]string{atGmail, relayed, relayLine}, "rroooc", hops.StopOutside},
		{"Gmail's store line counts at the top only", hops.Options{}, [][]string{other, atGmail, relayed}, "rccccc", hops.StopOutside},
		{"text that Gmail fetched is another server's", hops.Options{}, [][]string{{strings.Replace(atGmail[1], "with SMTP", "with POP3", 1)}, {atGmail[4]}, relayed}, "rcccc", hops.StopUnlinked},
		{"and so it is marked", hops.Options{}, [][]string{atGmail[:3], {"X-Gmail-Fetch-Info: a@example.com 1 pop.example.com 995 a"}, {atGmail[4]}, relayed}, "rcccc", hops.StopUnlinked},
		{"no trace at all", hops.Options{}, nil, "", hops.StopNoReceived},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tl := build(tt.o, gen.Join(tt.fields...), gen.Message())
			if got := bases(tl); got != tt.bases || tl.Boundary.Reason != tt.reason {
				t.Errorf("bases %s (%s), want %s (%s)", got, tl.Boundary.Reason, tt.bases, tt.reason)
			}
		})
	}
}

// twice names a second host that wrote a line.
func twice(line string) string {
	return strings.Replace(line, " with Microsoft", " by x.example with Microsoft", 1)
}

func trust(prefix string) hops.Options {
	return hops.Options{Trust: hops.Trust{Prefixes: []netip.Prefix{netip.MustParsePrefix(prefix)}}}
}

func declaredRange() hops.Options {
	o := declared(relayHost)
	o.Relays[0].IP[0] = netip.MustParsePrefix("203.0.113.16/28")
	return o
}

func sharedRelay() hops.Options {
	o := declared(relayHost)
	o.Relays[0].Shared = true
	return o
}

// TestTrustDomain: a trusted domain counts by the name that a believed line
// looked up, never by what the client called itself.
func TestTrustDomain(t *testing.T) {
	o := hops.Options{Trust: hops.Trust{Domains: []string{"lists.example.org"}}}
	honest := []string{gen.PostfixLine("mx.example.net", "out.lists.example.org", "out.lists.example.org", "198.51.100.9", 8)}
	liar := []string{gen.PostfixLine("mx.example.net", "out.lists.example.org", "unknown", "198.51.100.66", 8)}
	suffix := []string{gen.PostfixLine("mx.example.net", "evillists.example.org", "evillists.example.org", "198.51.100.66", 8)}
	below := []string{gen.PostfixLine("out.lists.example.org", "x", "x", gen.Outbound, 7)}
	for want, top := range map[string][]string{"rr": honest, "rc": liar} {
		if got := bases(build(o, top, below, gen.Message())); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	if got := bases(build(o, suffix, below, gen.Message())); got != "rc" {
		t.Errorf("a domain that only ends alike is believed: %s", got)
	}
}

// TestAmbiguousProvesNothing: a HELO that carries a second reading of the
// line ends belief, also at the line that recorded it (P9).
func TestAmbiguousProvesNothing(t *testing.T) {
	for _, helo := range []string{
		"x (203.0.113.25) by y",
		"relay.contoso.example (203.0.113.25) by AM0PEPF0000A1B2.mail.protection.outlook.com (10.167.242.72) with Microsoft SMTP Server id 15.21.181.8 via Frontend Transport; Wed, 14 Oct 2026 08:15:03 +0000",
		"relay.contoso.example (203.0.113.25)",
	} {
		tl := build(declared(relayHost), atGmail, gen.Traversal(gen.First, helo, "198.51.100.66", 3), relayLine, gen.Message())
		if got := bases(tl); strings.ContainsAny(got, "od") {
			t.Errorf("helo %q: %s (%s)", helo, got, tl.Boundary.Reason)
		}
	}
}

// TestCutEntry: a traversal whose oldest line ends with the text is not whole: what
// would make that line ambiguous may have stood behind.
func TestCutEntry(t *testing.T) {
	text := strings.Join(gen.Join(atGmail, relayed), "\r\n")
	for cut, want := range map[int]string{0: "rrooo", len("00"): "rrccc", len(" +0000"): "rrccc"} {
		s := header.ParseString(text[:len(text)-cut])
		if got := bases(hops.Build(&s, hops.Options{})); got != want {
			t.Errorf("%d bytes less: %s, want %s", cut, got, want)
		}
	}
}

// TestLineAlone: a line that ends with the text has the line ends of its folds.
func TestLineAlone(t *testing.T) {
	for _, end := range []string{"\r\n", "\n", ""} {
		s := header.ParseString("Received: from x (x [198.51.100.9])" + end + " by mx.example.org (Postfix) with ESMTP id 4X;" + end + "\tTue, 3 Nov 2026 09:42:11 +0100")
		tl := hops.Build(&s, hops.Options{})
		if got := bases(tl); got != "r" {
			t.Errorf("%q: %s (%s)", end, got, tl.Boundary.Reason)
		}
	}
}

// TestClientWords: what a client says, in its HELO or as the recipient, does
// not pass for the address or the name that the server saw (P9).
func TestClientWords(t *testing.T) {
	const date = "; Wed, 14 Oct 2026 08:15:08 +0000"
	exim := func(helo string) string {
		return "Received: from [198.51.100.66] (helo=" + helo + ") by mx.example.org with esmtps (TLS1.3) tls C (Exim 4.96) id 1qSUXd-00036F-2z" + date
	}
	bare := func(helo, rcpt string) string {
		return "Received: from " + helo + " ([198.51.100.66]) by mx.example.org with ESMTP id 4X for <" + rcpt + ">" + date
	}
	nameOnly := func(helo string) string {
		return "Received: from " + helo + " by mx.example.org with ESMTP id 4X" + date
	}
	postfix := func(helo, ip string) string { return gen.PostfixLine("mx.example.org", helo, "unknown", ip, 8) }
	const host, listed = "out.lists.example.org", "out.lists.example.org ([198.51.100.66] verified)"
	trusted := hops.Options{Trust: hops.Trust{Domains: []string{"lists.example.org"}}}
	listLine := gen.PostfixLine(host, "x.outbound.protection.outlook.com", "x", gen.Outbound, 7)
	tests := []struct {
		name string
		o    hops.Options
		top  string
		want string
	}{
		{"an honest line", hops.Options{}, bare("x", "a@example.org"), "outside-peer"},
		{"an address behind the HELO", hops.Options{}, exim("x [" + gen.Outbound + "]"), hops.StopAmbiguous},
		{"a comment behind the HELO", hops.Options{}, exim("x) ([" + gen.Outbound + "]"), hops.StopAmbiguous},
		{"a comment from the HELO to the recipient", hops.Options{}, bare("x ("+gen.Outbound+`) by mx.example.org with ESMTP id 4 ("`, `"a+)"@example.org`), hops.StopAmbiguous},
		{"the same without quotes", hops.Options{}, bare("x ("+gen.Outbound+`) by mx.example.org with ESMTP id 4 (`, `a+)@example.org`), hops.StopAmbiguous},
		{"a name that the client calls verified", trusted, bare(listed, "a@example.org"), hops.StopAmbiguous},
		{"a name that a port makes Exim's", trusted, bare(host+" (port=1)", "a@example.org"), hops.StopOutside},
		{"an address as the only name", hops.Options{}, nameOnly("[" + gen.Outbound + "]"), hops.StopUnlinked},
		{"loopback as the only name", hops.Options{}, nameOnly("[127.0.0.1]"), hops.StopUnlinked},
		{"a certificate in front of the address", hops.Options{}, postfix(`x (Client CN "x", Issuer "y" (verified OK))`, gen.Outbound), hops.StopAmbiguous},
		{"a login in front of the address", hops.Options{}, postfix("x (Authenticated sender: y)", gen.Outbound), hops.StopAmbiguous},
		{"encryption outside of comments", hops.Options{}, postfix("x tls TLS_AES_256_GCM_SHA384", gen.Outbound), hops.StopAmbiguous},
		{"a HELO as qmail writes it", hops.Options{}, postfix("x (HELO y)", gen.Outbound), hops.StopAmbiguous},
		{"a name in a comment that looks like TLS", trusted, bare(host+" (using ("+host+" [198.51.100.66] verified))", "a@example.org"), hops.StopAmbiguous},
	}
	for _, tt := range tests {
		tl := build(tt.o, []string{tt.top}, map[bool][]string{true: {listLine}}[len(tt.o.Trust.Domains) > 0], relayed, gen.Message())
		if got := bases(tl); strings.Trim(got, "c") != "r" && strings.Trim(got, "c") != "" || tl.Boundary.Reason != tt.want {
			t.Errorf("%s: %s (%s), want %s", tt.name, got, tl.Boundary.Reason, tt.want)
		}
		for _, f := range tl.Findings {
			if f.Code == hops.StopAmbiguous && f.Evidence[0].Hop != len(tl.Hops) {
				t.Errorf("%s: the finding points at hop %d of %d", tt.name, f.Evidence[0].Hop, len(tl.Hops))
			}
		}
	}
}

// TestNewestLoopback: the newest line is no hand-over on its own host where a
// client's HELO may have made it one; what stands below is then that client's.
func TestNewestLoopback(t *testing.T) {
	const mx = "mx.example.org"
	story := []string{gen.PostfixLine(mx, "x.outbound.protection.outlook.com", "x", gen.Outbound, 7)}
	exim := " by " + mx + " with esmtp (Exim 4.96) id 1qSUXd-00036F-2z; Wed, 14 Oct 2026 08:15:08 +0000"
	for from, want := range map[string]string{
		"[198.51.100.66] (helo=x [127.0.0.1])":    "rccccc",
		"[198.51.100.66] (helo=x [127.0.0.1] )":   "rccccc",
		"localhost ([127.0.0.1] helo=localhost)":  "rroooc",
		"localhost ([127.0.0.1] helo=" + mx + ")": "rroooc",
	} {
		if got := bases(build(hops.Options{}, []string{"Received: from " + from + exim}, story, relayed, relayLine, gen.Message())); got != want {
			t.Errorf("from %s: %s, want %s", from, got, want)
		}
	}
}

// TestReceiverNamed: who is assumed to have stored the message (P0).
func TestReceiverNamed(t *testing.T) {
	other := []string{gen.PostfixLine("mx.example.org", "mail.example.net", "mail.example.net", "198.51.100.9", 8)}
	tests := []struct {
		name    string
		o       hops.Options
		fields  [][]string
		want    string
		assumed bool
	}{
		{"no mark", hops.Options{}, [][]string{other}, "mx.example.org", true},
		{"Return-Path above", hops.Options{}, [][]string{{"Return-Path: <a@example.com>"}, other}, "mx.example.org", false},
		{"Return-Path below is the sender's", hops.Options{}, [][]string{other, {"Return-Path: <a@example.com>"}}, "mx.example.org", true},
		{"named by --destination", hops.Options{Destination: []string{"mx.*"}}, [][]string{other}, "mx.example.org", false},
		{"Gmail", hops.Options{}, [][]string{atGmail, relayed}, "mx.google.com", false},
		{"Exchange Online", hops.Options{}, [][]string{delivered}, gen.First.Mailbox + ".eurprd04.prod.outlook.com", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tl := build(tt.o, gen.Join(tt.fields...), gen.Message())
			if tl.Receiver.Name != tt.want || tl.Receiver.Assumed != tt.assumed {
				t.Errorf("receiver %+v, want %s assumed=%v", tl.Receiver, tt.want, tt.assumed)
			}
		})
	}
}

// TestHandedOverInside: a hub below a proxy is real, and not believed.
func TestHandedOverInside(t *testing.T) {
	between := gen.Nodes{Border: gen.Second.Hub, Proxy: gen.First.Proxy, Hub: gen.First.Hub, Mailbox: gen.First.Mailbox, Net: gen.First.Net}
	tl := build(hops.Options{}, []string{gen.DeliveryLine(between, 20), gen.HubLine(between, 19), gen.ProxyLine(between, 18)},
		gen.Traversal(gen.Second, relayHost, relayIP, 3), relayLine, gen.Message())
	if got := bases(tl); got != "rrrcccc" || tl.Boundary.Reason != hops.StopHandedOver {
		t.Errorf("%s (%s)", got, tl.Boundary.Reason)
	}
}

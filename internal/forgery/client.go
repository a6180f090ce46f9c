package forgery

import (
	"fmt"
	"strings"

	gen "github.com/hopproof/hopproof/internal/tracegen"
)

// helos are what a client may call itself so that the honest line might be
// read in its favour: as the victim, a host at ip.
func (w *World) helos(ip, host string) []string {
	by, date := w.receiverName(), gen.Stamp(-1)
	swallow := host + " (" + ip + ") by " + by + " with ESMTP id 1"
	return []string{
		host, strings.ToUpper(host) + ".", "[" + ip + "]", "localhost", by, "",
		w.Nodes.Border + ".eurprd04.prod.outlook.com", w.Nodes.Hub + ".eurprd04.prod.outlook.com",
		w.Nodes.Border + ".mail.protection.outlook.com", "EUR05-VI1-obe.outbound.protection.outlook.com",
		"x (" + ip + ") by y",
		host + " (" + ip + ")",
		host + " (" + host + " [" + ip + "])",
		host + " [" + ip + "]",
		host + "\u00a0[" + ip + "]",
		"[" + ip + "] (helo=" + host + ")",
		"x port=25] [" + ip + "]",
		"x) ([" + ip + "] helo=x",
		"x) ([" + ip + "]",
		"x (" + host + " [" + ip + "] verified)",
		host + " ([" + ip + "] verified)",
		host + " (port=1)",
		host + " (verified",
		host + " (HELO " + host + ") (" + ip + ")",
		swallow + "; " + date + " (", swallow + "; " + date + ` (\`, swallow + "; " + date + ` ("`,
		swallow + ` ("`, swallow + " (", swallow + " (((((((((", swallow + ` ("(`, swallow + ` (" "`,
		swallow + `; ` + date, swallow + " for <", swallow + ` for "`, swallow + " for [",
		host + " (" + ip + `) "`, host + " (" + ip + `) <`, host + " (" + ip + `) [`,
		fmt.Sprintf("%s (%s) by %s.mail.protection.outlook.com (10.167.242.72) with Microsoft SMTP Server id 15.21.181.8 via Frontend Transport; %s", host, ip, w.Nodes.Border, date),
		"x\rReceived: from " + host + " (" + ip + ") by " + by + "; " + date,
		"x\x00(" + ip + ")",
		host + " from " + host + " (" + ip + ")",
		"from", "by", "with", "(", ")", `"`, "<", "[", ";", `\`, `"x (` + ip + `) by y"`,
	}
}

// senders are reverse-paths, and recipients addresses that the receiver takes,
// with what ends a comment or quotation of the client's in the line.
func (w *World) senders(ip, host string) []string {
	return []string{
		"scanner@contoso.example",
		`"a) from ` + host + ` (` + ip + `) by ` + w.receiverName() + `; ` + gen.Stamp(-1) + `"@evil.example`,
		`")` + `"@evil.example`, `"))))))))))"@evil.example`, `a)@evil.example`, `"a\")"@evil.example`,
		"<>", `" (` + ip + `) "@evil.example`, `"> (` + ip + `) <"@evil.example`,
	}
}

func (w *World) recipients(ip, host string) []string {
	return []string{
		w.Rcpt, `"alice+)"@example.org`, `"alice) by ` + w.receiverName() + ` (` + ip + `"@example.org`, `alice+)@example.org`,
		`"alice+))))))))) "@example.org`, `"alice> from ` + host + ` (` + ip + `)"@example.org`, `"alice; ` + gen.Stamp(-1) + `"@example.org`,
	}
}

// names are what the client's own name server says.
func (w *World) names(ip, host string) []string {
	return []string{
		"", w.EvilHost, host, ip, "mail-x.outbound.protection.outlook.com", "localhost", "unknown",
		"x) ([" + ip + "]", "[" + ip + "]", host + "[" + ip + "]",
	}
}

// lie is the attacker's connection: everything but the address is his word.
func (w *World) lie(from, ip, host string) conn {
	c := conn{Helo: w.EvilHost, IP: from, MailFrom: "scanner@contoso.example", Rcpt: w.Rcpt}
	if w.chance(90) {
		c.Helo = pick(w, w.helos(ip, host)...)
	}
	if w.chance(40) {
		c.PTR = pick(w, w.names(ip, host)...)
	}
	if w.chance(40) {
		c.MailFrom = pick(w, w.senders(ip, host)...)
	}
	if w.chance(30) {
		c.Rcpt = pick(w, w.recipients(ip, host)...)
	}
	return c
}

// Words are all combinations of a client's words, to every kind of server,
// with the best story below the line. With trusted, the words claim a host that
// the caller trusts.
func (w *World) Words(trusted bool, yield func(Case)) {
	w.Dest = ToMX
	host, ip := "EUR05-VI1-obe.outbound.protection.outlook.com", w.Outbound
	d := Declared{Route: relayRoute, RelayIP: []string{w.RelayIP}}
	whole := lines(gen.Traversal(w.Nodes, w.RelayHelo, w.RelayIP, -9))
	if trusted {
		host, ip = "out.lists.example.org", w.EvilIP
		d.TrustDomain = []string{"lists.example.org"}
		c := w.fromMicrosoft()
		c.By = host
		whole = append(lines{Postfix.line(c, -3)}, whole...)
	}
	whole = append(whole, gen.Message()...)
	untrue := append([]string{"eop", "exchange-online"}, fromOutside...)
	for _, helo := range w.helos(ip, host) {
		for i := range len(w.senders(ip, host)) + len(w.recipients(ip, host)) + len(w.names(ip, host)) {
			c := conn{By: w.MXHost, Helo: helo, IP: w.EvilIP, MailFrom: "scanner@contoso.example", Rcpt: w.Rcpt}
			all := append(append(w.senders(ip, host), w.recipients(ip, host)...), w.names(ip, host)...)
			switch {
			case i < len(w.senders(ip, host)):
				c.MailFrom = all[i]
			case i < len(w.senders(ip, host))+len(w.recipients(ip, host)):
				c.Rcpt = all[i]
			default:
				c.PTR = all[i]
			}
			for m := range mtas {
				line := m.line(c, 5)
				yield(Case{Class: "words", Attack: line, Data: append(lines{line}, whole...).bytes(), Declared: d, False: untrue})
			}
		}
	}
}

// others' addresses, from which anybody can rent a machine.
func (w *World) rented() string {
	return pick(w,
		"2603:1020:200::5", "2603:1030:c02:8::14", "2603:1061:1002::9", "20.50.2.9", "40.74.28.9", "104.47.200.9", // Azure, and the range next to Exchange Online's
		"209.85.220.41", "74.125.82.9", "35.190.10.9", "2607:f8b0:4864:20::9", "34.90.1.9", // Google
		"54.240.8.9", "3.120.10.9", "2a05:d018::9", // Amazon
		"139.219.17.9", "203.0.113.99")
}

// submitted are Microsoft's lines for a mailbox: by MAPI, or by SMTP with a
// login, where the front end notes the client's own address and name.
func (w *World) submitted(n gen.Nodes) lines {
	second := w.tick()
	if w.chance(50) {
		return lines{gen.HubAfterMapi(n, second+1), gen.MapiLine(n, second)}
	}
	c := w.lie(pick(w, w.EvilIP, w.rented()), w.RelayIP, w.RelayHost)
	return lines{gen.HubLine(n, second+1), gen.ProxyLineFrom(n, c.Helo, c.IP, second)}
}

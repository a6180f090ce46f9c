package forgery

import (
	"strings"

	gen "github.com/hopproof/hopproof/internal/tracegen"
)

// forms are the lines of more servers, as their documentation or real mail shows
// them. HELO, PTR and IP stand for what the client said, what its own name server
// says, and what the server saw. None of these servers looks the name up again,
// and each writes the client's words as they are.
var forms = [...]string{
	"Received: from HELO (PTR [IP])\r\n\tby BY (OpenSMTPD) with ESMTP id 1a2b3c\r\n\tfor <a@example.org>; DATE",
	"Received: from HELO (PTR [IP]) by BY with ESMTP ; DATE",                                                       // hMailServer, Kerio, IceWarp
	"Received: from HELO (PTR [::ffff:IP])\r\n  by BY with ESMTP; DATE",                                            // Courier
	"Received: from HELO ([IP])\r\n by BY (HCL Domino Release 12.0)\r\n with ESMTP id 2026101408150512-1234; DATE", // Domino
	"Received: from HELO (PTR [IP])\r\n\tby BY (Haraka/3.0) with ESMTP id A1-B2.1\r\n\tenvelope-from <x@example.net>;\r\n\tDATE",
	"Received: from [IP] (HELO HELO)\r\n  by BY (CommuniGate Pro SMTP 6.3)\r\n  with ESMTP id 12345 for a@example.org; DATE",
	"Received: from PTR (HELO HELO) ([IP])\r\n  by BY with ESMTP; DATE",                                  // IronPort
	"Received: from PTR (EHLO HELO) ([IP])\r\n by BY (JAMES SMTP Server ) with ESMTP ID 12; DATE",        // James
	"Received: from unknown (HELO) [IP]\r\n\tby BY with esmtp (Exim 3.36)\r\n\tid 1qSUXd-0036F-00; DATE", // Exim before version 4
	"Received: from HELO (PTR/IP)\r\n by BY with SMTP id 5; DATE",                                        // Java's way to write an address
	"Received: from HELO (PTR IP) by BY with ESMTP id 6; DATE",
	"Received: from HELO (user@PTR [IP] (may be forged))\r\n\tby BY (8.17.1/8.17.1) with ESMTP id 49E8F1aB012345; DATE", // sendmail with RFC 1413
	"Received: from HELO (PTR@mail.evil.example [IP] (may be forged))\r\n\tby BY (8.17.1/8.17.1) with ESMTP id 49E8F1aB012345; DATE",
	"Received: from HELO (PTR. [IP])\r\n by BY with ESMTPS id a640c23a62f3a-xyz.10.2026\r\n (version=TLS1_3 cipher=TLS_AES_256_GCM_SHA384 bits=256/256); DATE", // Google
	"Received: from HELO [IP] by BY (MDaemon PRO v20.0) with ESMTP id md50000012345.msg for <RCPT>; DATE",
	"Received: from PTR (HELO [IP]) by BY with SMTP;\r\n\t DATE",                                 // SmarterMail
	"Received: from HELO (PTR [IP])\r\n by BY with ESMTP id q1w2e3\r\n for RCPT;\r\n DATE (UTC)", // Amazon
	"Received: from vps.example.net ([IP] helo=HELO)\r\n\tby BY with esmtp (Exim 4.96)\r\n\tid 1qSUXd-00036F-2z; DATE",
	"Received: from [IP] ([IP:4711] helo=HELO)\r\n\tby BY (envelope-from <x@example.net>)\r\n\t(ecelerity 3.6.9 r()) with ESMTP\r\n\tid 5A/2B; DATE", // Momentum
	"Received: from HELO (PTR[IP])\r\n\tby BY with ESMTP id 7; DATE",
	"Received: from PTR [IP] (HELO HELO)\r\n\tby BY with SMTP id 8 for RCPT; DATE",
	// What a client's certificate names, and what it answers by RFC 1413, are its words as well.
	"Received: from HELO (unknown [IP])\r\n\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))\r\n\t(Client CN \"SUBJECT\", Issuer \"evil\" (not verified))\r\n\tby BY (Postfix) with ESMTPS id 4XYz123abc; DATE",
	"Received: from HELO (unknown [IP])\r\n\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))\r\n\t(Client CN \"evil\", Issuer \"SUBJECT\" (not verified))\r\n\tby BY (Postfix) with ESMTPS id 4XYz123abc; DATE",
	"Received: from HELO (IDENT:ANSWER@vps.example.net [IP])\r\n\tby BY (8.17.1/8.17.1) with ESMTP id 49E8F1aB012345; DATE",
	"Received: from HELO (IDENT:ANSWER@[IP])\r\n\tby BY (8.17.1/8.17.1) with ESMTP id 49E8F1aB012345; DATE",
	"Received: from HELO (vps.example.net [::ffff:IP])\r\n  (IDENT: ANSWER)\r\n  by BY with esmtp; DATE", // Courier
	"Received: from vps.example.net ([IP] ident=ANSWER helo=HELO)\r\n\tby BY with esmtp (Exim 4.96)\r\n\tid 1qSUXd-00036F-2z; DATE",
	"Received: from vps.example.net (HELO HELO) (ANSWER@IP)\r\n  by BY with SMTP; 14 Oct 2026 08:15:05 -0000",
	"Received: from [IP] (helo=HELO)\r\n\tby BY with esmtp (Exim 4.96)\r\n\t(envelope-from <SENDER>)\r\n\tid 1qSUXd-00036F-2z\r\n\tfor a@example.org; DATE",
	"Received: from HELO (PTR [IP])\r\n\tby BY (Haraka/3.0) with ESMTP id A1-B2.1\r\n\tenvelope-from <SENDER>;\r\n\tDATE",
	"Received: from HELO ([IP])\r\n\tby BY with ESMTP id 9; DATE\r\n\t(envelope-from SENDER)",
}

// addressWords are HELOs in the dress of what servers write of a client's address
// and name, of one that wants to pass for the host at ip.
func addressWords(host, ip string) []string {
	return []string{
		host, "[" + ip + "]", ip, host + "/" + ip, "x@" + ip, "x [" + ip + "]", "x [" + ip, "x] ([" + ip + "]", "x (" + host + ") [" + ip + "]",
		host + " (HELO y)", host + " (HELO y", host + " (EHLO y)", host + " (helo=y)", host + " (account y)", host + " (ident=y)", host + " (port=1)",
		"(" + ip + ") for", "[" + ip + "] via", "[" + ip + "] id", "[" + ip + "] HELO", `)\)[` + ip + "] ",
	}
}

// sideWords are HELOs in the dress of what servers write beside the address.
func sideWords(ip string) []string {
	const certificate = `(Client CN "` + ImitatedName + `", Issuer "ca" (verified OK))`
	return []string{
		"x (Authenticated sender: mallory)", "x (authenticated as mallory)", "x (authenticated bits=0)", "x (AUTH: LOGIN mallory)",
		"x (account mallory)", "x (smtp-auth username mallory, mechanism login)", "x (user=mallory mech=LOGIN bits=0)",
		"x (SquirrelMail authenticated user mallory)", "x (mallory@" + ip + " with login)", "x (IDENT: u, AUTH: LOGIN mallory)",
		"x) (authenticated as mallory", "x) (Authenticated sender: mallory", "x) (Authenticated sender: mallory) (y",
		"x " + certificate, "x (using TLSv1.3 with cipher C (256/256 bits)) " + certificate, "x) " + certificate + " (y",
		"x (version=TLSv1.3 cipher=C bits=256 verify=OK)", "x (using TLSv1.3 with cipher C (256/256 bits))", "x (TLS1.3:C:256)",
		"[" + ip + "] for (Authenticated sender: mallory)", "[" + ip + "] id " + certificate, "[" + ip + "] via (using TLSv1.3 with cipher C (256/256 bits))",
		"[" + ip + "] (Authenticated sender: mallory)", "[" + ip + "] " + certificate, "authenticated", "tls",
		"x (X=TLS1.3:C:256 CV=yes A=plain:mallory)", "x tls TLS_AES_256_GCM_SHA384", "x over TLS secured channel", "x with ESMTPSA id 1",
	}
}

// ImitatedName is the subject of the certificate that imitations claim, and
// ImitatedUser the login.
const (
	ImitatedName = "device.contoso.example"
	ImitatedUser = "mallory"
)

// pointers are names that a client's own name server may give for its address.
func pointers(host, ip string) []string {
	return []string{
		"unknown", host, "HELO", "EHLO", "helo", "port=1", "port=1.evil.example", "helo=x.evil.example", "ident=x", "verified", "really",
		host + "[" + ip + "]", host + "/" + ip, "x@" + host, host + "@x", "(" + host + ")", "[" + ip + "]", "ident:" + host, "mailfrom:x", "(may",
		"[" + ip + "] HELO", "/" + ip + " EHLO x", "[" + ip + "](x)", "HELO x", "EHLO x", "([" + ip + "])", "[" + ip + "] helo=x", "x@[" + ip + "] with", `x\(`,
	}
}

// recipients are addresses that the server takes, as it may write them without
// their quotes.
func recipients() []string {
	return []string{
		"a@example.org", "a+(Authenticated sender: mallory)for x@example.org", "a+ (Authenticated sender: mallory) tls C@example.org",
		`a+(Client CN "` + ImitatedName + `", Issuer "ca" (verified OK))via x@example.org`, "a+ CV=yes A=plain:mallory@example.org",
		"a+ tls C@example.org",
	}
}

// others are the further words of a client in these forms: what it said of itself
// in its certificate, to RFC 1413 and in MAIL FROM.
func others(host, ip string) map[string][]string {
	answers := append([]string{
		"x, AUTH: LOGIN " + ImitatedUser, "x, AUTH: LOGIN " + ImitatedUser + ", TLS: TLSv1.3,256bits,C", ", AUTH: LOGIN " + ImitatedUser, "x, TLS: TLSv1.3,256bits,C",
		ImitatedUser + "@" + ip + " with login", "x helo=" + host, "x port=1", host + " x", host + " (x) x", host + "@x", "x " + host + " x",
	}, append(addressWords(host, ip), sideWords(ip)...)...)
	const verified = `", Issuer "ca" (verified OK)`
	subjects := append([]string{
		ImitatedName + verified, ImitatedName + verified + ` "`, ImitatedName + verified + `, "`, ImitatedName + `\` + verified + ` "`, ImitatedName + `" (verified OK) "`,
		`x" (verified OK)`, `x" (verified OK) "`, ImitatedName + `") (Client CN "` + ImitatedName + verified, "x (verified OK)", "(verified OK)", "x,CN=" + ImitatedName,
		`x" (` + host + " [" + ip + `]) "`, `x") (` + host + " [" + ip + `]) ("`,
	}, sideWords(ip)...)
	return map[string][]string{"ANSWER": answers, "SUBJECT": subjects, "SENDER": recipients()[1:], "RCPT": recipients()[1:]}
}

// loginPointers are names in DNS in the dress of a login, and their like.
var loginPointers = [...]string{
	"unknown", ImitatedName, "HELO", "authenticated", "account", "tls", "X=TLS1.3:C:256 A=plain:mallory", "authenticated user mallory",
	"x@[192.168.7.5] with", "user=mallory mech=LOGIN",
}

// Imitations are combinations of these words in all forms. An outsider imitates
// Exchange Online's outbound host, or one that the caller trusts; a client of the
// relay an address, a login, a certificate or encryption that it does not have.
func (w *World) Imitations(yield func(Case)) {
	w.Dest = ToGmail
	w.imitateOutbound(yield)
	w.imitateTrusted(yield)
	w.imitateDevice(yield)
}

func (w *World) imitateOutbound(yield func(Case)) {
	const host = "EUR05-VI1-obe.outbound.protection.outlook.com"
	below := append(lines(gen.Traversal(w.Nodes, w.RelayHelo, w.RelayIP, -9)), gen.Message()...)
	d := Declared{Route: relayRoute, RelayIP: []string{w.RelayIP}}
	words := client{"198.51.100.66", w.Outbound, addressWords(host, w.Outbound), pointers(host, w.Outbound), 20}
	words.lines(w.MXHost, func(line string) {
		yield(Case{Class: "imitated words", Attack: line, Data: append(lines{line}, below...).bytes(), Declared: d,
			False: append([]string{"eop", "exchange-online"}, fromOutside...)})
	})
}

func (w *World) imitateTrusted(yield func(Case)) {
	const host, ip = "out.lists.example.org", "192.0.2.44"
	c := w.fromMicrosoft()
	c.By = host
	below := append(append(lines{Postfix.line(c, -3)}, gen.Traversal(w.Nodes, w.RelayHelo, w.RelayIP, -9)...), gen.Message()...)
	d := Declared{Route: relayRoute, RelayIP: []string{w.RelayIP}, TrustDomain: []string{"lists.example.org"}}
	words := client{"198.51.100.66", ip, addressWords(host, ip), pointers(host, ip), 20}
	words.lines(w.MXHost, func(line string) {
		yield(Case{Class: "imitated words", Attack: line, Data: append(lines{line}, below...).bytes(), Declared: d,
			False: append([]string{"eop", "exchange-online"}, fromOutside...)})
	})
}

// imitateDevice: the relay's line shows a client that imitates the device.
func (w *World) imitateDevice(yield func(Case)) {
	const ip, evil = "192.168.7.5", "192.168.99.66"
	d := Declared{Route: relayRoute, RelayIP: []string{w.RelayIP}, RelayHost: []string{w.RelayHost}}
	login, certificate, encrypted, address := d, d, d, d
	login.DeviceLogin, certificate.DeviceCertificate = []string{ImitatedUser}, []string{ImitatedName}
	encrypted.DeviceIP, encrypted.DeviceTLS, address.DeviceIP = []string{evil}, "any", []string{"192.168.7.0/24"}
	above := append(w.receiver(w.fromMicrosoft()), gen.Traversal(w.Nodes, w.RelayHelo, w.RelayIP, 1)...)
	words := client{evil, ip, append(addressWords(ImitatedName, ip), sideWords(ip)...), loginPointers[:], 3}
	words.lines(w.RelayHost, func(line string) {
		data := append(append(append(lines{}, above...), line), gen.Message()...).bytes()
		for _, declared := range []Declared{login, certificate, encrypted, address} {
			if declared.DeviceTLS != "" && strings.Contains(line, " with ESMTPS id ") {
				continue // the server's own word
			}
			yield(Case{Class: "imitated words", Attack: line, Data: data, Declared: declared, False: []string{"device"}})
		}
	})
}

// client is somebody who connects from an address, and what he may say: his
// HELO, and the name of his address in the DNS.
type client struct {
	ip          string
	as          string // the address that its words claim
	helos, ptrs []string
	usual       int // of the names in DNS, those that are tried with every HELO
}

// lines are what servers called by write of the client.
func (c *client) lines(by string, yield func(line string)) {
	for _, form := range forms {
		ptrs := c.ptrs
		if !strings.Contains(form, "PTR") {
			ptrs = ptrs[:1]
		}
		for i, ptr := range ptrs {
			helos := c.helos
			if i >= c.usual {
				helos = helos[:3]
			}
			for _, helo := range helos {
				yield(c.line(form, by, helo, ptr, "RCPT", "a@example.org"))
			}
		}
		// A message whose first line begins with a blank goes on with the server's field.
		whole := c.line(form, by, c.helos[0], ptrs[0], "RCPT", "a@example.org")
		for _, words := range c.helos {
			yield(whole + "\r\n " + words)
			yield(whole + "\r\n (" + words + ")")
		}
		for slot, words := range others(c.helos[0], c.as) {
			for _, word := range words {
				if strings.Contains(form, slot) {
					yield(c.line(form, by, c.helos[0], ptrs[0], slot, word))
				}
			}
		}
	}
}

// line fills a form in. slot is another place for words of the client's than its
// HELO and its name in the DNS.
func (c *client) line(form, by, helo, ptr, slot, word string) string {
	return strings.NewReplacer("(HELO HELO)", "(HELO "+helo+")", "HELO", helo, "PTR", ptr, "IP", c.ip, "BY", by, "DATE", gen.Stamp(5), slot, word,
		"RCPT", "a@example.org", "SENDER", "x@example.net", "SUBJECT", "vps.example.net", "ANSWER", "nobody").Replace(form)
}

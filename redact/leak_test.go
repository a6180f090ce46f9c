package redact_test

import (
	"strings"
	"testing"

	"github.com/hopproof/hopproof/internal/redactcheck"
	"github.com/hopproof/hopproof/redact"
	"github.com/hopproof/hopproof/report"
)

// TestLeaks puts what must not survive in places where it is easily overlooked.
func TestLeaks(t *testing.T) {
	const who = "From: Wunderlich <jdoe.kraken@contoso.example>\nTo: x1@here.com, x2@x.com\nX-Originating-IP: [203.0.113.25]\n"
	for _, c := range []struct{ name, text, gone string }{
		{"date comment", "Date: Mon, 1 Jan 2024 (Wunderlich) 10:00:00 +0000", "wunderlich"},
		{"day of the week", "Date: Wunderlich, 1 Jan 2024 10:00:00 +0000", "wunderlich"},
		{"trace date comment", "Received: by a.example with SMTP id 1; Mon, 1 Jan 2024 (at (Wunderlich)) 10:00:00 +0000", "wunderlich"},
		{"date of a language that the tables lack", "Date: Mo (Wunderlich), 1 März 2024 10:00:00 +0100", "wunderlich"},
		{"zeros before numbers", "Received: (qmail 1 invoked by uid 1 from 203.000.113.025); 1 Jan 2024 09:59:59 -0000", "113.025"},
		{"v before an address", "X-Originating-IP: v203.0.113.25", "203.0.113.25"},
		{"mark behind an address", "X-Originating-IP: 203.0.113.25a", "203.0.113.25"},
		{"address among numbers", "X-Originating-IP: 203.0.113.25.7", "203.0.113.25"},
		{"two addresses", "X-Originating-IP: 203.0.113.25/203.0.113.26", "203.0.113.26"},
		{"address behind a word of ciphers", "X-Mailer: tls-203.0.113.25", "203.0.113.25"},
		{"link-local with the number of a machine", "X-Originating-IP: fe80::211:22ff:fe33:4455", "211:22ff:fe33:4455"},
		{"short domain", "Reply-To: <a@x.com>", "@x.com"},
		{"domain of a common word", "Reply-To: <a@here.com>", "@here.com"},
		{"domain in a field name", "X-contoso.example-MailScanner: clean", "contoso"},
		{"domain in a field name, other marks", "X-contoso_example-MailScanner: clean", "contoso"},
		{"local part in a field name", "X-jdoe.kraken-Id: 1", "jdoe"},
		{"field name in a signature", "X-contoso.example-MailScanner: clean\nDKIM-Signature: v=1; a=rsa-sha256; d=contoso.example; s=a; h=From:X-contoso.example-MailScanner; b=abc", "contoso"},
		{"part of a domain in a field name", "Reply-To: <a@fabrikam-group.example>\nX-Fabrikam-Id: 1", "fabrikam"},
		{"month as a name in VERP", "Return-Path: <april=contoso.example@lists.example.org>", "april"},
		{"month as a name in a result", "Authentication-Results: mx.example.org; spf=pass smtp.mailfrom=april=contoso.example@lists.example.org", "april"},
		{"month as a name behind a word", "Received-SPF: pass (sender april=contoso.example@lists.example.org) client-ip=203.0.113.25", "april"},
		{"host behind policy", "Authentication-Results: mx.example.org; policy.wunderlich.contoso.example=pass", "wunderlich"},
		{"telephone number", "Subject: call 0171.555.0100", "555.0100"},
		{"telephone number of five parts", "Subject: call 06.12.34.56.78", "34.56"},
		{"subject noted by a filter", "X-Spam-Prev-Subject: Invoice 77123", "77123"},
		{"text quoted by a filter", "X-Spam-Report: Content preview: in April your PIN is 77123", "77123"},
		{"file name", `Content-Disposition: attachment; filename="Invoice 77123 April.pdf"`, "77123"},
		{"file name in pieces", `Content-Type: a/b; name*0="Invoice 77123"; name*1*=April%2077123`, "77123"},
		{"bare file name", "Content-Type: application/pdf; name=77123", "77123"},
		{"own server among Microsoft's", "Received: by WUNDERLICH2019.contoso.local with SMTP id 1; 1 Jan 2024 09:59:59 -0000\nX-MS-TrafficTypeDiagnostic: WUNDERLICH2019:EE_", "wunderlich"},
		{"IPv6 in braces", "Received: from a.example ({2001:470:1234:5678::25}) by b.example with SMTP id 1; 1 Jan 2024 09:59:59 -0000", "2001:470"},
		{"IPv6 and a port with another sign", "X-MS-A: ip=2001:470:1234:5678::25#587", "2001:470"},
		{"IPv6 and a port", "X-MS-A: 2001:470:1234:5678:1:2:3:25:587", "2001:470"},
		{"IPv6 behind its mark and before a sign", "X-MS-A: IPv6:2001:470:1234:5678::25}", "2001:470"},
		{"IPv6 behind a word", "X-MS-A: client:2001:470:1234:5678::25}", "2001:470"},
		{"IPv6 in a long run", "X-MS-A: " + strings.Repeat("a/", 150) + "2001:470:1234:5678::25", "2001:"},
		{"number of a machine", "X-MS-A: 00:00:5e:00:53:25", "00:53:25"},
		{"name of an interface", "X-Originating-IP: [fe80::1%wunderlich]", "wunderlich"},
		{"hyphens behind a word of ciphers", "X-Mailer: tls-203-0-113-25", "203-0-113-25"},
		{"address behind a number", "X-MS-A: 1.203.0.113.25", "203.0.113.25"},
		{"address and port with points", "Received: from a.example (a.example 198.51.100.25.52413) by b.example with SMTP id 1; 1 Jan 2024 09:59:59 -0000", "198.51.100.25"},
		{"address in place of a port", "List-Archive: <https://relay.contoso.example:198.51.100.25>", "198.51.100.25"},
		{"signs of two bytes", "Subject: =?utf16?B?W10=?=", "W10"},
		{"raw signs of two bytes", "Subject: a\x1b$B$$\"$+$*\x1b(B", `$"$+`},
		{"name as a character set", "Subject: =?Wunderlich-Kraken?Q?x?=", "kraken"},
		{"name as a language", "Subject: =?utf-8*Kraken?Q?x?=", "kraken"},
		{"UTF-16 by another name", "Subject: =?utf16?B?BBgEMgQwBD0=?=", "BBg"},
		{"two bytes a character", "Subject: =?iso-10646-ucs-2?B?BBgEMgQwBD0=?=", "BBg"},
		{"HZ", "Subject: =?hz-gb-2312?Q?~{<:Ky2;J)~}?=", "<:"},
	} {
		text := []byte(who + c.text + "\n\n")
		r := redact.Section(text, newMap(t))
		if strings.Contains(strings.ToLower(string(r.Text)), strings.ToLower(c.gone)) {
			t.Errorf("%s: %q is left in\n%s", c.name, c.gone, r.Text)
		}
		if len(r.Leaks) > 0 || r.Misread {
			t.Errorf("%s: refused: %v", c.name, r)
		}
		before, after := report.Of(text, report.Options{}), report.Of(r.Text, report.Options{})
		same(t, c.name, &before, &after)
	}
}

// TestForeignDomain: a domain in other letters is hidden, and stays one that cannot
// be told from its ASCII form: whether DKIM is aligned is not known before or after.
func TestForeignDomain(t *testing.T) {
	for _, from := range []string{"x@b\u00FCcher.de", "x@xn--bcher-kva.de", "x@xn--bcher-kva.contoso.com"} {
		text := []byte("From: <" + from + ">\nAuthentication-Results: mx.google.com; dkim=pass header.i=@xn--bcher-kva.de; dkim=pass header.d=b\u00FCcher.contoso.com\n\n")
		r := redact.Section(text, newMap(t))
		before, after := report.Of(text, report.Options{}), report.Of(r.Text, report.Options{})
		same(t, from, &before, &after)
		if len(r.Leaks) > 0 || r.Misread || strings.Contains(string(r.Text), "cher") {
			t.Errorf("%s: %v in\n%s", from, r.Leaks, r.Text)
		}
	}
}

// TestOwnMethod: the names that an organization gives to methods and properties of
// its own are hidden, and the message is not refused for that.
func TestOwnMethod(t *testing.T) {
	text := []byte("From: <jdoe.kraken@contoso.example>\nAuthentication-Results: mx.google.com; spf=pass smtp.mailfrom=contoso.example;" +
		" contoso-check=pass (ok); x-contoso=fail policy.contoso=1\nX-MS-A: contoso=none\n\n")
	m := newMap(t)
	r := redact.Section(text, m)
	if refusal := redactcheck.Refused(text, report.Options{}, &r, m); refusal != nil || strings.Contains(string(r.Text), "contoso") || !strings.Contains(string(r.Text), "spf=pass smtp.mailfrom=") {
		t.Errorf("%v, in\n%s", refusal, r.Text)
	}
}

// TestSendmailVersion: a version of four numbers is no address, whatever the key,
// for by it the look-up of a line counts as checked.
func TestSendmailVersion(t *testing.T) {
	text := []byte("Received: from pps.filterd (a.contoso.example [127.0.0.1])\n by a.contoso.example (8.16.1.2/8.16.1.2) with SMTP id 1; Wed, 31 Aug 2022 07:05:33 -0400\n\n")
	before := report.Of(text, report.Options{})
	for n := range byte(16) {
		key := make([]byte, redact.KeySize)
		key[0] = n
		m, err := redact.NewMap(key)
		if err != nil {
			t.Fatal(err)
		}
		r := redact.Section(text, m)
		after := report.Of(r.Text, report.Options{})
		if same(t, "sendmail", &before, &after); len(r.Leaks) > 0 {
			t.Error(r.Leaks)
		}
	}
}

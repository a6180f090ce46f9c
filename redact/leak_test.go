package redact_test

import (
	"strings"
	"testing"

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

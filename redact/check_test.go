package redact

import (
	"strings"
	"testing"

	"github.com/hopproof/hopproof/header"
)

// TestCheck: each kind of thing that is left is found in its field, whatever
// its case, decoded too; what was drawn and what is public is not.
func TestCheck(t *testing.T) {
	original := "From: Jane Doevik <jane.doevik@contoso.com>\n" +
		"Received: from relay.contoso.com (relay.contoso.com [198.51.99.25]) by mx.google.com with ESMTP id 1; Mon, 1 Jan 2024 00:00:00 +0000\n" +
		"X-Originating-IP: 2001:db8:77::25\nX-Tenant: 6f0c1a5e-0000-4000-8000-000000000007\nSubject: Quarterly smtp mailto MIME::Lite figures\nTo: smtp@contoso.com\n"
	for _, tt := range []struct {
		field string
		kind  LeakKind
	}{
		{"X-A: JANE.DOEVIK", LeakLocal}, {"X-A: relay.Contoso.com", LeakDomain}, {"X-A: (contoso.com)", LeakDomain}, {"X-A: [198.51.99.25]", LeakAddress},
		{"X-A: 6f0c1a5e-0000-4000-8000-000000000007", LeakID}, {"X-A: doevik", LeakName}, {"X-A: a-quarterly-b", LeakName},
		{"X-A: =?utf-8?B?Y29udG9zby5jb20=?=", LeakDomain}, {"X-A: =?utf-8?Q?qu=61rterly?=", LeakName}, {"X-A: smtp@d2.example", LeakLocal},
		{"X-A: 198.051.099.025", LeakAddress}, {"X-A: v198.51.99.25.7", LeakAddress}, {"X-A: IPv6:2001:DB8:77:0::25", LeakAddress},
		{"X-A: nothing here, but contoso.com", LeakDomain}, {"X-A: nobody@d2.example, smtp@d2.example", LeakLocal}, {"X-A: x 2001:db8::1 2001:db8:77::25", LeakAddress},
		{"X-A: 1.2.3.4, 198.51.99.25", LeakAddress}, {"X-A: =?cp1251?Q?nothing?= =?utf-8?Q?contoso?=", ""}, {"X-A: =? =?utf-8?Q?contoso=2Ecom?=", LeakDomain},
		{"X-Contoso.com-Id: a", LeakDomain}, {"X-A: =?cp1251?Q?nothing?=", ""}, {"X-A: 10:00:25", ""}, {"X-A: <mailto:nobody@d2.example>", ""},
		{"X-Mailer: YBXE::Four", ""}, {"X-A: with smtp", ""}, {"X-A: mx.google.com", ""}, {"X-A: smtp.mailfrom=a", ""}, {"X-A: nothing", ""},
	} {
		m, err := NewMap(make([]byte, KeySize))
		if err != nil {
			t.Fatal(err)
		}
		r := Section([]byte(original), m)
		if len(r.Leaks) > 0 {
			t.Fatal(r.Leaks)
		}
		a, b := header.ParseString(original), header.ParseString(string(r.Text)+tt.field+"\n")
		leaks := m.check(&a, &b)
		switch {
		case tt.kind == "" && len(leaks) > 0:
			t.Errorf("%s: %v", tt.field, leaks)
		case tt.kind != "" && (len(leaks) != 1 || leaks[0].Kind != tt.kind || !strings.HasPrefix(tt.field, leaks[0].Name+":")):
			t.Errorf("%s: %v, want %s", tt.field, leaks, tt.kind)
		}
	}
}

// TestTables: every word stands once in its group, every row has a source and
// every policy exists.
func TestTables(t *testing.T) {
	for _, text := range []string{wordsTSV, fieldsTSV} {
		for i, line := range strings.Split(strings.TrimSpace(text), "\n")[1:] {
			cells := strings.Split(line, "\t")
			if len(cells) != 4 || cells[2] == "" || cells[3] != "2026-11" {
				t.Errorf("row %d: %q", i, line)
			}
		}
	}
	for name, kind := range fieldTable() {
		if policies[kind] == nil || name != lower(name) {
			t.Errorf("%s: policy %q", name, kind)
		}
	}
}

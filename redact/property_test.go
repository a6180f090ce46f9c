package redact_test

import (
	"bytes"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/header/suffix"
	"github.com/hopproof/hopproof/hops/operator"
	"github.com/hopproof/hopproof/redact"
	"github.com/hopproof/hopproof/report"
)

// samples are the made-up messages of the repository.
func samples(tb testing.TB) map[string][]byte {
	tb.Helper()
	all := map[string][]byte{}
	files, err := filepath.Glob("../testdata/*.eml")
	if err != nil || len(files) == 0 {
		tb.Fatal("no messages", err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			tb.Fatal(err)
		}
		all[filepath.Base(name)] = data
	}
	return all
}

// TestSamples does what the corpus tests do with messages that are always here.
func TestSamples(t *testing.T) {
	for name, data := range samples(t) {
		m := newMap(t)
		r := redact.Section(data, m)
		if len(r.Leaks) > 0 || r.Misread {
			t.Errorf("%s: %v, misread %v", name, r.Leaks, r.Misread)
		}
		for _, word := range []string{"contoso", "fabrikam", "192.168.20.", "203.0.113.25", "scanner-2f"} {
			if bytes.Contains(bytes.ToLower(r.Text), []byte(word)) {
				t.Errorf("%s: still holds %q", name, word)
			}
		}
		before, after := report.Of(data, report.Options{}), report.Of(r.Text, report.Options{})
		same(t, name, &before, &after)
	}
}

func TestHost(t *testing.T) {
	m := newMap(t)
	kept := []string{
		"AM2PEPF0001C70A.mail.protection.outlook.com", "VI0PR05MB7017.eurprd05.prod.outlook.com", "mx.google.com", "localhost",
		"gmail.com", "mail-zz9-f999.google.com", "mx.microsoft.com",
	}
	for _, name := range kept {
		if got := m.Host(name); got != name {
			t.Errorf("%s became %s", name, got)
		}
	}
	for _, tt := range []struct{ a, b string }{ // names of one organization
		{"contoso.co.uk", "relay.contoso.co.uk"}, {"fabrikam.example", "a.b.fabrikam.example"}, {"adatum.com", "ADATUM.COM"},
	} {
		a, b := strings.ToLower(m.Host(tt.a)), strings.ToLower(m.Host(tt.b))
		if suffix.Organizational(a) != suffix.Organizational(b) || strings.Count(tt.b, ".")-strings.Count(tt.a, ".") != strings.Count(b, ".")-strings.Count(a, ".") {
			t.Errorf("%s and %s became %s and %s", tt.a, tt.b, a, b)
		}
		if !strings.HasSuffix(a, ".example") {
			t.Errorf("%s became %s, which may be somebody's", tt.a, a)
		}
	}
	if a, b := m.Host("ex01.contoso.local"), m.Host("EX01.contoso.co.uk"); !operator.SameNode(strings.ToLower(a), strings.ToLower(b)) || !strings.HasSuffix(a, ".local") {
		t.Errorf("the first label of %s and %s is one no more", a, b)
	}
	for _, name := range []string{"contoso-co-uk.mail.protection.outlook.com", "contoso.onmicrosoft.com"} {
		got := m.Host(name)
		if strings.Contains(got, "contoso") || operator.Host(got) != operator.Host(name) {
			t.Errorf("%s became %s", name, got)
		}
	}
	if got, want := m.Host("contoso-co-uk.mail.protection.outlook.com"), strings.ReplaceAll(m.Host("contoso.co.uk"), ".", "-"); !strings.HasPrefix(got, want+".") {
		t.Errorf("the MX name became %s, not one of %s", got, want)
	}
	ip := strings.ReplaceAll(m.Addr(netip.MustParseAddr("203.0.113.25")).String(), ".", "-")
	if got := m.Host("203-0-113-25.isp.example"); !strings.HasPrefix(got, ip+".") {
		t.Errorf("the address in a name became %s, elsewhere it is %s", got, ip)
	}
}

func TestAddr(t *testing.T) {
	m := newMap(t)
	list := []string{
		"203.0.113.25", "203.0.113.26", "8.8.8.8", "8.8.4.4", "192.168.20.41", "192.168.20.7", "10.1.2.3", "172.16.9.9", "2001:db8::25",
		"2001:db8::26", "2620:1ec::1", "fd00::1", "100.64.1.1", "fe80::211:22ff:fe33:4455", "169.254.10.20",
	}
	seen := map[netip.Addr]string{}
	for _, text := range list {
		ip := netip.MustParseAddr(text)
		p := m.Addr(ip)
		if p == ip || operator.Addr(p) != operator.Addr(ip) {
			t.Errorf("%s became %s", ip, p)
		}
		if seen[p] != "" {
			t.Errorf("%s and %s became %s", seen[p], ip, p)
		}
		seen[p] = text
	}
	for _, a := range list {
		for _, b := range list {
			x, y := netip.MustParseAddr(a), netip.MustParseAddr(b)
			if x.BitLen() == y.BitLen() && common(x, y) != common(m.Addr(x), m.Addr(y)) {
				t.Errorf("%s and %s share %d bits, their pseudonyms %d", x, y, common(x, y), common(m.Addr(x), m.Addr(y)))
			}
		}
	}
	for _, text := range []string{"127.0.0.1", "::1", "40.107.162.77", "2603:10a6:20b:5ab::14", "0.0.0.0", "255.255.255.255"} {
		if ip := netip.MustParseAddr(text); m.Addr(ip) != ip {
			t.Errorf("%s became %s", ip, m.Addr(ip))
		}
	}
	if got := m.Addr(netip.Addr{}); got.IsValid() {
		t.Errorf("no address became %s", got)
	}
	plain := m.Addr(netip.MustParseAddr("203.0.113.25"))
	if got := m.Addr(netip.MustParseAddr("::ffff:203.0.113.25")); got != netip.AddrFrom16(plain.As16()) || !got.Is4In6() {
		t.Errorf("the mapped form became %s, the other one is %s", got, plain)
	}
	local := netip.MustParseAddr("fe80::211:22ff:fe33:4455")
	if got := m.Addr(local.WithZone("eth0")); got.Zone() == "eth0" || got.WithZone("") != m.Addr(local) || m.Addr(local.WithZone("12")).Zone() != "12" {
		t.Errorf("a zone: %s", got)
	}
	for text, want := range map[string]string{"203.0.113.25/32": plain.String() + "/32", "40.107.0.0/16": "40.107.0.0/16", "0.0.0.0/0": "0.0.0.0/0"} {
		if got := m.Prefix(netip.MustParsePrefix(text)).String(); got != want {
			t.Errorf("%s became %s, want %s", text, got, want)
		}
	}
	if got := m.Prefix(netip.Prefix{}); got.IsValid() {
		t.Errorf("no range became %s", got)
	}
	wide := netip.MustParsePrefix("192.168.20.0/24")
	if !m.Prefix(wide).Contains(m.Addr(netip.MustParseAddr("192.168.20.41"))) {
		t.Error("the range of an address is not that of its pseudonym")
	}
}

// common is the number of leading bits that two addresses share.
func common(a, b netip.Addr) int {
	n := a.BitLen()
	for {
		p, _ := a.Prefix(n)
		if p.Contains(b) {
			return n
		}
		n--
	}
}

// TestForms: what is made of an address stays so.
func TestForms(t *testing.T) {
	m := newMap(t)
	text := "Return-Path: <SRS0=Ab1c=XY=contoso.com=jane.doe@fwd.contoso.net>\r\n" +
		"X-Original-To: jane.doe+caf_=joe=adatum.org@gmail.com\r\n" +
		"From: \"jane.doe\" <jane.doe@contoso.com>\r\n" +
		"To: =?iso-8859-1?Q?J=F6rg_M=FCller?= <\"a; dkim=pass header.d=x\"@contoso.com>\r\n" +
		"Sender: prvs=0123456789=jane.doe@contoso.com\r\n" +
		"Errors-To: news-bounces+jane.doe=contoso.com@lists.adatum.org\r\n" +
		"Subject: Re: Invoice\r\n\tfor Jane\r\n\r\n"
	r := redact.Section([]byte(text), m)
	s := header.Parse(r.Text)
	body := func(name string) string { return s.Find(name).Body() }
	local, domain, _ := strings.Cut(header.Addresses(body("From"), nil)[0].Addr, "@")
	other := m.Host("adatum.org")
	for _, tt := range []struct{ field, want string }{
		{"Return-Path", "=" + domain + "=" + local + "@"}, {"X-Original-To", local + "+caf_="}, {"X-Original-To", "=" + other + "@gmail.com"},
		{"Return-Path", "<SRS0="}, {"Sender", "prvs="}, {"Sender", "=" + local + "@" + domain}, {"Errors-To", "-bounces+" + local + "=" + domain + "@"},
		{"Subject", "Re: "}, {"To", "=?iso-8859-1?Q?"},
	} {
		if !strings.Contains(body(tt.field), tt.want) {
			t.Errorf("%s: %s, want %s in it", tt.field, body(tt.field), tt.want)
		}
	}
	if bytes.Count(r.Text, []byte("\r\n\t")) != 1 || !bytes.HasSuffix(r.Text, []byte("\r\n\r\n")) {
		t.Errorf("folds or the empty line are gone: %q", r.Text)
	}
	if to := header.DecodeWords(body("To"), nil); strings.Contains(to, "rg") && strings.Contains(to, "ller") {
		t.Errorf("the name is still there: %s", to)
	}
	if len(r.Leaks) > 0 {
		t.Error(r.Leaks)
	}
}

// TestRestore: a map that was kept gives the same pseudonyms, and no others.
func TestRestore(t *testing.T) {
	data := samples(t)["relay-postfix-gmail.eml"]
	m := newMap(t)
	first := redact.Section(data, m)
	again, err := redact.NewMap(m.Key())
	if err != nil {
		t.Fatal(err)
	}
	for p := range m.Pairs() {
		if err := again.Restore(p); err != nil {
			t.Errorf("%v: %v", p, err)
		}
	}
	if second := redact.Section(data, again); !bytes.Equal(first.Text, second.Text) {
		t.Error("another text with the map of the first")
	}
	for _, p := range []redact.Pair{
		{Kind: redact.KindName, Original: "same", Pseudonym: "same"}, {Kind: "else", Original: "a", Pseudonym: "b"}, {Kind: redact.KindName, Original: "", Pseudonym: "b"},
		{Kind: redact.KindAddress, Original: "203.0.113.25", Pseudonym: "203.0.113.25"},
	} {
		if again.Restore(p) == nil {
			t.Errorf("took %v", p)
		}
	}
}

// FuzzSection: any bytes give a section that parses to the same fields, or a
// result that says it does not; the same map gives the same text; no two
// originals share a pseudonym.
func FuzzSection(f *testing.F) {
	// Each field once, and no whole messages: what mutates one field of a long
	// section redacts all others again.
	added := map[string]bool{}
	for _, data := range samples(f) {
		s := header.Parse(data)
		for i := range s.Fields {
			if name := s.Fields[i].Name; !added[name] {
				added[name] = true
				f.Add([]byte(s.Fields[i].Raw))
			}
		}
	}
	f.Add([]byte("From: Ana Lund <ana.lund@contoso.example>\nTo: ben@fabrikam.example\nSubject: Lund at fabrikam\n" +
		"Received: from lund.contoso.example ([203.0.113.25]) by mx.fabrikam.example with ESMTPS id 1; Tue, 3 Nov 2026 09:42:11 +0100\n\n"))
	f.Add([]byte("> From: a@b.c\n> Received: from x ([IPv6:2001:db8::1]) by y\n id 1; Mon, 1 Jan 2024 00:00:00 +0000\n"))
	f.Add([]byte("Subject: =?utf-8?B?w7w=?= =?utf-8?Q?=C3?=\n\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		m := newMap(t)
		r := redact.Section(data, m)
		a, b := header.Parse(data), header.Parse(r.Text)
		if !r.Misread && len(a.Fields) != len(b.Fields) {
			t.Fatalf("%d fields became %d", len(a.Fields), len(b.Fields))
		}
		if again := redact.Section(data, m); !bytes.Equal(again.Text, r.Text) {
			t.Fatal("another text with the same map")
		}
		if len(r.Text) > 16*len(data)+64 {
			t.Fatalf("%d bytes became %d", len(data), len(r.Text))
		}
		seen := map[string]string{}
		for p := range m.Pairs() {
			key := string(p.Kind) + p.Pseudonym
			if seen[key] != "" || p.Original == p.Pseudonym {
				t.Fatalf("%q and %q became %q", seen[key], p.Original, p.Pseudonym)
			}
			seen[key] = p.Original
		}
	})
}

// TestBesideNarrowRange: a range of an operator that is narrower than what is
// told apart stands for its surroundings, which therefore stay as they are.
func TestBesideNarrowRange(t *testing.T) {
	m, found := newMap(t), 0
	for p := range operator.Prefixes() {
		if !p.Addr().Is4() || p.Bits() <= 24 {
			continue
		}
		found++
		around, _ := p.Addr().Prefix(24)
		for ip := around.Addr(); around.Contains(ip); ip = ip.Next() {
			if got := m.Addr(ip); got != ip {
				t.Errorf("%s, beside %s, became %s", ip, p, got)
			}
		}
		for _, ip := range []netip.Addr{around.Addr().Prev(), netip.MustParseAddr("203.0.113.25")} {
			if got := m.Addr(ip); redact.Kept(ip) != (got == ip) {
				t.Errorf("%s became %s", ip, got)
			}
		}
	}
	if found == 0 {
		t.Error("no range is narrow: the rule has no reason any more")
	}
}

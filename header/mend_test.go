package header

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/hopproof/hopproof/internal/testcorpus"
)

// original is a section as EOP writes them; the tests below paste it in every
// dress. Its continuation lines look like anything but continuation lines once
// their white space is gone.
const original = `Received: from relay.contoso.example (203.0.113.25) by
 AM0EUR02FT001.mail.protection.outlook.com
 (2603:10a6::1) with Microsoft SMTP Server (version=TLS1_2,
 cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384) id 15.20.6678.19 via Frontend Transport; Fri, 11 Aug 2023
 20:36:41 +0000
Received: from mail.example.com ([IPv6:2001:db8::1]
 fe80::1%4]) by relay.contoso.example
 IPv6:2001:db8::1] with ESMTPS; Fri, 11 Aug 2023 20:36:40 +0000
Authentication-Results: spf=pass (sender IP is 203.0.113.25)
 smtp.mailfrom=example.com; dkim=none
DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=s1; h=From:To:
 Subject:Date:
 Message-ID:MIME-Version; bh=AAAA=; b=BBBB
X-Forefront-Antispam-Report:
 CIP:203.0.113.25;CTRY:US;LANG:en;
 SCL:-1;SFV:SKN;
X-MS-Exchange-Organization-SCL: -1
Thread-Topic: a question: and
 more
From: Ann <ann@example.com>
To: bob@contoso.example
Subject: test
Message-ID: <1@example.com>
X-MS-TNEF-Correlator:
Feedback-Loop-ID: 7
Return-Path: ann@example.com
`

func squeezed(s *Section) []string {
	var all []string
	for i := range s.Fields {
		all = append(all, s.Fields[i].Name+"="+squeeze(s.Fields[i].Body()))
	}
	return all
}

func unindent(s string) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = strings.TrimLeft(lines[i], " \t")
	}
	return strings.Join(lines, "\n")
}

func prefixed(s, prefix string) string {
	return prefix + strings.ReplaceAll(strings.TrimSuffix(s, "\n"), "\n", "\n"+prefix) + "\n"
}

func toUTF16(s string, big bool) string {
	out := []byte{0xff, 0xfe}
	if big {
		out = []byte{0xfe, 0xff}
	}
	for _, u := range utf16.Encode([]rune(s)) {
		if lo, hi := byte(u), byte(u>>8); big {
			out = append(out, hi, lo)
		} else {
			out = append(out, lo, hi)
		}
	}
	return string(out)
}

// TestDresses: in each dress the same fields are read, and each says what was
// done to it.
func TestDresses(t *testing.T) {
	doubled := strings.ReplaceAll(original, "\n", "\n\n")
	tests := []struct {
		name, in string
		mend     Mend // of the second field
		codes    string
	}{
		{"as it was", original, 0, ""},
		{"lost indentation", unindent(original), MendIndent, "indent-lost"},
		{"lost indentation, CRLF", strings.ReplaceAll(unindent(original), "\n", "\r\n"), MendIndent, "indent-lost"},
		{"lost indentation, CR", strings.ReplaceAll(unindent(original), "\n", "\r"), MendIndent, "indent-lost"},
		{"one line of it lost", strings.Replace(original, "\n cipher", "\ncipher", 1), MendIndent, "indent-lost"},
		{"quoted", prefixed(original, "> "), MendQuote, "quoted-text"},
		{"quoted without a space", prefixed(original, ">"), MendQuote, "quoted-text"},
		{"quoted twice", prefixed(original, ">> "), MendQuote, "quoted-text"},
		{"quoted twice, spaced", prefixed(original, "> > "), MendQuote, "quoted-text"},
		{"quoted with bars", prefixed(original, "| "), MendQuote, "quoted-text"},
		{"quoted, then lost", prefixed(unindent(original), "> "), MendQuote | MendIndent, "quoted-text indent-lost"},
		{"no-break spaces", strings.ReplaceAll(original, "\n ", "\n\u00a0\u00a0 "), MendSpace, "no-break-spaces"},
		{"tabs", strings.ReplaceAll(original, "\n ", "\n\t"), 0, ""},
		{"doubled", doubled, MendBlank, "blank-lines"},
		{"doubled and lost", unindent(doubled), MendBlank | MendIndent, "blank-lines indent-lost"},
		{"doubled and quoted", prefixed(doubled, "> "), MendBlank | MendQuote, "quoted-text blank-lines"},
		{"indented block", prefixed(original, "    "), MendIndent, "indented-text"},
		{"indented with no-break spaces", prefixed(original, "\u00a0\u00a0"), MendIndent, "indented-text"},
		{"UTF-16 little-endian", toUTF16(original, false), MendUTF16, "utf16-text"},
		{"UTF-16 big-endian, lost", toUTF16(unindent(original), true), MendUTF16 | MendIndent, "utf16-text indent-lost"},
		{"a sentence above", "Here they are, thank you\n\n" + original, 0, "text-outside-fields"},
		{"a sentence just above", "Here they are, thank you:\n" + original, 0, "text-outside-fields"},
		{"a sentence above, lost", "See\nbelow\n\n" + unindent(original), MendIndent, "text-outside-fields indent-lost"},
		{"Gmail", gmail + original, 0, "summary-skipped"},
		{"Gmail, French", gmailFrench + original, 0, "summary-skipped"},
		{"Gmail, no blank line", strings.ReplaceAll(gmail, "\n\n", "\n") + original, 0, "summary-skipped"},
	}
	want := ParseString(original)
	for _, tt := range tests {
		for _, body := range []string{"", "\n\n\nBody: x\n\n"} {
			if body != "" && (strings.HasPrefix(tt.name, "UTF-16") || strings.HasSuffix(tt.name, "CR")) {
				continue
			}
			t.Run(tt.name, func(t *testing.T) {
				in := tt.in + body
				s := Parse([]byte(in))
				check(t, in, &s)
				compareDress(t, &s, squeezed(&want), tt.mend, tt.codes)
				if (s.Body >= 0) != (body != "") {
					t.Errorf("body at %d", s.Body)
				}
			})
		}
	}
}

func compareDress(t *testing.T, s *Section, want []string, mend Mend, wantCodes string) {
	t.Helper()
	got := squeezed(s)
	for i := range min(len(got), len(want)) {
		if got[i] != want[i] {
			t.Errorf("field %d\ngot  %s\nwant %s", i, got[i], want[i])
		}
	}
	if len(got) != len(want) {
		t.Fatalf("%d fields, want %d", len(got), len(want))
	}
	if m := s.Fields[1].Mend; m != mend {
		t.Errorf("mend %06b, want %06b", m, mend)
	}
	if c := uniq(codes(s)); strings.Join(c, " ") != wantCodes {
		t.Errorf("problems %v, want %s", c, wantCodes)
	}
	if wantKind := KindPaste; wantCodes == "" && s.Kind != KindEML || wantCodes != "" && s.Kind != wantKind {
		t.Errorf("kind %v", s.Kind)
	}
}

func uniq(all []string) []string {
	var out []string
	for _, c := range all {
		if !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out
}

const gmail = `Original Message
Message ID	<1@example.com>
Created at:	Fri, Aug 11, 2023 at 8:36 PM (Delivered after 2 seconds)
From:	Ann <ann@example.com>
To:	bob@contoso.example
Subject:	test
SPF:	PASS with IP 203.0.113.25 Learn more
DKIM:	'PASS' with domain example.com Learn more


Download Original
Copy to clipboard

`

const gmailFrench = `Message original
ID du message	<1@example.com>
Créé le :	11 août 2023 à 20:36 (Temps d'envoi : 2 secondes)
De :	Ann <ann@example.com>
À :	bob@contoso.example
Objet :	test
SPF :	PASS avec l'adresse IP 203.0.113.25 En savoir plus
DKIM:	'PASS' avec le domaine example.com En savoir plus


Télécharger l'original
Copier dans le presse-papiers

`

// TestGuessed: whatever exists only by repair says so, and what stands in a
// section that needs none never does.
func TestGuessed(t *testing.T) {
	tests := []struct {
		name, in string
		want     string // one sign a field: g guessed, - not
	}{
		{"regular", "A: 1\n 2\nReceived: x\nC: 3\n", "---"},
		{"unfolded, nothing odd", "A: 1\nReceived: x\nC: 3\n", "---"},
		{"unfolded, a time begins a line", "A: 1\nReceived: x;\n20:36:41 +0000\nC: 3\n", "-gg"},
		{"unfolded, a report begins a line", "A: 1\nX-R:\nCIP:203.0.113.25;CTRY:\nC: 3\n", "-gg"},
		{"a stray line at the end", "A: 1\n 2\nReceived: x\n 3\nstray line\n", "-g"},
		{"a stray line at the top", "A: 1\nstray line\nReceived: x\n 3\n", "gg"},
		{"folded below a sentence", "a sentence\nDate: 1\n 2\nReceived: x\n", "--"},
		{"unfolded below a sentence", "a sentence\nDate: 1\nReceived: x\n", "-g"},
		{"quoted", "> A: 1\n>  2\n> Received: x\n", "--"},
		{"no-break space before", "A: 1\n\u00a02\nReceived: x\n", "--"},
		{"no-break space inside", "A: 1\n\u00a02\nReceived: from\u00a0x\n", "-g"},
		{"no-break space, but regular", "A: 1\n 2\nReceived: from\u00a0x\n", "--"},
		{"doubled", "Date: 1\n\nReceived: x\n\n", "gg"},
		{"indented", "  Date: 1\n  Received: x\n", "gg"},
		{"cut off", "A: 1\nReceived: x\nX-MS-Exch", "--"},
		{"value of a field that waits for it", "A: 1\nReceived:\nWord", "-g"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := ParseString(tt.in)
			check(t, tt.in, &s)
			got := ""
			for _, f := range s.Fields {
				got += map[bool]string{true: "g", false: "-"}[f.Mend.Guessed()]
			}
			if got != tt.want {
				t.Errorf("got %s, want %s: %q", got, tt.want, pairs(&s))
			}
		})
	}
}

// TestNoMendInside: text of a sender inside a regular section must stay where
// RFC 5322 puts it, however much it looks like a paste.
func TestNoMendInside(t *testing.T) {
	for _, inside := range []string{
		"> Received: from a by b; date", "Hop\tSubmitting host\tReceiving host\tTime\tDelay\tType",
		"\u00a0Received: from a by b; date", "Received: from a\rReceived: by b", "20:36:41 +0000",
		"Original Message", "Message ID\t<a>", "From x y", "\ufeffReceived: x",
	} {
		in := "Received: from x\n by y; date\nSubject: a\n " + inside + "\nTo: b\n\nReceived: body\n"
		s := ParseString(in)
		check(t, in, &s)
		if len(s.Fields) != 3 || s.Kind != KindEML || s.Count("Received") != 1 || s.Fields[2].Mend != 0 {
			t.Errorf("%q: kind %v, fields %q", inside, s.Kind, pairs(&s))
		}
	}
}

func TestPlaces(t *testing.T) {
	in := "> Received:\n>  from a\n>    by b; date\n"
	s := ParseString(in)
	text, at := s.Fields[0].Value()
	if want := "from a\n     by b; date"; text != want || at != strings.Index(in, "from") {
		t.Errorf("value %q at %d", text, at)
	}
	if i := strings.Index(text, "by b"); in[at+i:at+i+4] != "by b" {
		t.Error("places in a mended value are not those of the input")
	}
	in = strings.Replace(toUTF16("A: \U0001f600#\nSubject: x\n\nb", false), "#\x00", "\x3d\xd8", 1) // half a pair
	s = ParseString(in)
	check(t, in, &s)
	if got := in[s.Fields[1].Span.Start:s.Fields[1].Span.End]; got != toUTF16("Subject: x\n", false)[2:] {
		t.Errorf("span of UTF-16 text is %q", got)
	}
	if got := in[s.Body:]; got != "b\x00" {
		t.Errorf("body is %q", got)
	}
	s = ParseString(toUTF16("Received: from \u00e9 ([192.0.2.1]) by b.example; nothing\nSubject: x\n", true))
	r, f := s.Fields[0].Received(), &s.Fields[0]
	text, _ = f.Value()
	if by := r.Spans.By; !r.Relative || text[by.Start:by.End] != "b.example" || len(r.Problems) != 1 || r.Problems[0].Span != f.Span {
		t.Errorf("relative %v, by at %v, problems %v", r.Relative, by, r.Problems)
	}
}

func TestTable(t *testing.T) {
	in := `Summary
Subject	test
Message Id	<1@example.com>
Creation time	Fri, 11 Aug 2023 20:36:40 +0000 (Delivered after 2 seconds)
From	Ann <ann@example.com>
Received headers
Hop↓	Submitting host	Receiving host	Time	Delay	Type	⇒
1	mail.example.com (192.0.2.1)	relay.contoso.example	8/11/2023 8:36:40 PM		ESMTP
2	relay.contoso.example (203.0.113.25)	mx.example.net	8/11/2023 8:36:41 PM	1 second	ESMTPS
Forefront Antispam Report Header
Country/Region	US
Source header	CIP:203.0.113.25;CTRY:US
Other headers
#	Header	Value
1	MIME-Version	1.0
2	not a name	x
`
	want := []string{
		"Received=from relay.contoso.example (203.0.113.25) by mx.example.net with ESMTPS ; 8/11/2023 8:36:41 PM",
		"Received=from mail.example.com (192.0.2.1) by relay.contoso.example with ESMTP ; 8/11/2023 8:36:40 PM",
		"Subject=test",
		"Message-ID=<1@example.com>",
		"Date=Fri, 11 Aug 2023 20:36:40 +0000 (Delivered after 2 seconds)",
		"From=Ann <ann@example.com>",
		"X-Forefront-Antispam-Report=CIP:203.0.113.25;CTRY:US",
		"MIME-Version=1.0",
	}
	s := ParseString(strings.ReplaceAll(in, "\n", "\r\n"))
	check(t, strings.ReplaceAll(in, "\n", "\r\n"), &s)
	for i, got := range pairs(&s) {
		if got = strings.Replace(got, "; 8", " ; 8", 1); i >= len(want) || got != want[i] {
			t.Errorf("field %d is %s", i, got)
		}
		if s.Fields[i].Mend != MendTable {
			t.Errorf("field %d: mend %b", i, s.Fields[i].Mend)
		}
	}
	if len(s.Fields) != len(want) {
		t.Errorf("%d fields, want %d", len(s.Fields), len(want))
	}
	outside := ""
	for _, p := range s.Problems {
		if p.Code == "text-outside-fields" {
			outside += strings.ReplaceAll(in, "\n", "\r\n")[p.Span.Start:p.Span.End]
		}
	}
	for _, part := range []string{"Summary", "Country/Region\tUS", "not a name"} {
		if !strings.Contains(outside, part) {
			t.Errorf("%q is in no Problem", part)
		}
	}
}

func TestFieldNames(t *testing.T) {
	var names []string
	for row := range strings.Lines(fieldNames) {
		if strings.HasPrefix(row, "#") {
			continue
		}
		cells := strings.Split(strings.TrimSuffix(row, "\n"), "\t")
		if len(cells) != 3 || slices.Contains(cells, "") || len(cells[2]) != len("2026-11-23") {
			t.Errorf("row %q", row)
		}
		if !isPlausibleName(cells[0]) || len(cells[0]) > longestName {
			t.Errorf("name %q", cells[0])
		}
		names = append(names, strings.ToLower(cells[0]))
	}
	if !slices.IsSorted(names) || len(slices.Compact(slices.Clone(names))) != len(names) {
		t.Error("not sorted, or a name twice")
	}
}

// TestCorpusDresses puts real sections through the dresses and counts how many
// come out as they were. The repair of lost indentation is guesswork, so it has
// a bar and not a demand.
func TestCorpusDresses(t *testing.T) {
	dresses := []struct {
		name string
		make func(string) string
		bar  float64 // part of the sections that must come out whole
	}{
		{"lost", unindent, 0.95},
		{"quoted", func(s string) string { return prefixed(s, "> ") }, 0.99},
		{"doubled", func(s string) string { return strings.ReplaceAll(s, "\n", "\n\n") }, 0.98},
		{"utf16", func(s string) string { return toUTF16(s, false) }, 1},
	}
	all := testcorpus.Messages(t)
	for _, d := range dresses {
		whole, n, fields, same := 0, 0, 0, 0
		for _, m := range all {
			plain := Parse(m.Data)
			if plain.Kind == KindPaste || plain.Span.Len() == 0 || strings.Contains(string(m.Data), "\r\r") {
				continue
			}
			text := strings.ToValidUTF8(string(m.Data[plain.Span.Start:plain.Span.End]), "?")
			plain = ParseString(text)
			in := d.make(text)
			s := ParseString(in)
			check(t, in, &s)
			got, want := squeezed(&s), squeezed(&plain)
			n++
			if slices.Equal(got, want) {
				whole++
			} else if testing.Verbose() {
				t.Logf("%s: %s: %d fields, want %d", d.name, m.Name, len(got), len(want))
			}
			fields += len(want)
			for _, w := range want {
				if slices.Contains(got, w) {
					same++
				}
			}
		}
		t.Logf("%s: %d of %d sections whole, %d of %d fields", d.name, whole, n, same, fields)
		if float64(whole) < d.bar*float64(n) {
			t.Errorf("%s: %d of %d sections whole", d.name, whole, n)
		}
	}
}

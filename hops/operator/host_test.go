package operator

import (
	"strings"
	"testing"

	"github.com/hopproof/hopproof/internal/tsv"
)

func TestHostExamples(t *testing.T) {
	for _, cells := range tsv.Rows(hostsTSV) {
		want := HostClass{cells[1], kindOf(cells[2]), cells[3], cells[4]}
		example := cells[5]
		for _, name := range []string{example, strings.ToUpper(example), strings.ToLower(example) + "."} {
			if got := Host(name); got != want {
				t.Errorf("Host(%q) = %+v, want %+v of row %q", name, got, want, cells[0])
			}
		}
		// The row itself must match its example: another row of the same
		// class would hide a pattern that matches nothing.
		head, end := splitPattern(cells[0])
		lowered := strings.ToLower(example)
		rest, ok := strings.CutSuffix(lowered, end)
		if !ok || !head.match([]byte(rest)) {
			t.Errorf("row %q does not match its example %q", cells[0], example)
		}
	}
}

func TestHost(t *testing.T) {
	long := strings.Repeat("a", 60)
	tests := []struct {
		name     string
		operator string
		kind     HostKind
		cloud    string
	}{
		{"", "", KindUnknown, ""},
		{".", "", KindUnknown, ""},
		{"relay.contoso.example", "", KindUnknown, ""},
		{"scanner3f", "", KindUnknown, ""},
		{"com", "", KindUnknown, ""},
		{"outlook.com", "", KindUnknown, ""},
		{"FT1.mail.protection.outlook.com", Microsoft, KindOther, CloudWorldwide}, // no site before FT
		{"DB5EUR02FT.mail.protection.outlook.com", Microsoft, KindOther, CloudWorldwide},
		{"DB5EUR02FT0G7.mail.protection.outlook.com", Microsoft, KindOther, CloudWorldwide},
		{"x.DB5EUR02FT067.mail.protection.outlook.com", Microsoft, KindOther, CloudWorldwide},
		{"db5eur02ft067.MAIL.protection.OUTLOOK.com", Microsoft, KindBorder, CloudWorldwide},
		{"DB5EUR02FT067.mail.protection.outlook.com.attacker.example", "", KindUnknown, ""},
		{"DB5EUR02FT067.mail.protection.outlook.com.", Microsoft, KindBorder, CloudWorldwide},
		{"DB5EUR02FT067.mail.protection.outlook.com..", "", KindUnknown, ""},
		{"DB5EUR02FT067-mail.protection.outlook.com", Microsoft, KindOther, CloudWorldwide},
		{".mail.protection.outlook.com", Microsoft, KindOther, CloudWorldwide},
		{"notprotection.outlook.com", "", KindUnknown, ""},
		{"AM9PR04CA733.outlook.office365.com", Microsoft, KindOther, CloudWorldwide},   // three digits
		{"AM9PR04CA00733.outlook.office365.com", Microsoft, KindOther, CloudWorldwide}, // five
		{"outlook.office365.com", Microsoft, KindOther, CloudWorldwide},
		{"DB9PR04MB7001.eurprd04.prod.outlook.com", Microsoft, KindHub, CloudWorldwide},
		{"DB9PR04MB7001.eurpr04.prod.outlook.com", Microsoft, KindOther, CloudWorldwide},
		{"DB9PR04MB7001.eurprd4.prod.outlook.com", Microsoft, KindOther, CloudWorldwide},
		{"DB9PR04MB7001.NAMP110.prod.outlook.com", Microsoft, KindHub, CloudUSGovernment},
		{"DB9PR04MB7001.NAMP111.prod.outlook.com", Microsoft, KindHub, CloudWorldwide},
		{"DB9PR04_B7001.eurprd04.prod.outlook.com", Microsoft, KindOther, CloudWorldwide},
		{"a.b.c.outbound.protection.outlook.com", Microsoft, KindOutbound, CloudWorldwide},
		{"mx.google.com", Google, KindReceiver, ""},
		{"evil.mx.google.com", Google, KindOther, ""},
		{"mx0a-00999901.pphosted.com", "proofpoint", KindFilter, ""},
		{"pphosted.com", "", KindUnknown, ""},
		{long + "." + long + "." + long + "." + long + "x.mail.protection.outlook.com", "", KindUnknown, ""},
		{long + long + "FT0.mail.protection.outlook.com", Microsoft, KindOther, CloudWorldwide},
	}
	for _, test := range tests {
		got := Host(test.name)
		if got.Operator != test.operator || got.Kind != test.kind || got.Cloud != test.cloud {
			t.Errorf("Host(%q) = %+v (%v), want %s %v %s",
				test.name, got, got.Kind, test.operator, test.kind, test.cloud)
		}
	}
}

func TestKindString(t *testing.T) {
	seen := map[string]bool{}
	for kind := KindUnknown; kind <= KindList; kind++ {
		if word := kind.String(); word == "" || seen[word] || kindOf(word) != kind {
			t.Errorf("kind %d is called %q", kind, word)
		} else {
			seen[word] = true
		}
	}
	if got := HostKind(200).String(); got != "unknown" {
		t.Errorf("a kind without a name is called %q", got)
	}
}

func TestNode(t *testing.T) {
	if got := Node("DB9PR04MB7001.eurprd04.prod.outlook.com"); got != "DB9PR04MB7001" {
		t.Errorf("Node = %q", got)
	}
	tests := []struct {
		a, b string
		want bool
	}{
		{"AM2PEPF0001C70A.eurprd04.prod.outlook.com", "am2pepf0001c70a.mail.protection.outlook.com", true},
		{"AM2PEPF0001C70A", "AM2PEPF0001C70A.mail.protection.outlook.com", true},
		{"AM2PEPF0001C70B.x", "AM2PEPF0001C70A.x", false},
		{"", "", false},
		{".a", ".a", false},
	}
	for _, test := range tests {
		if got := SameNode(test.a, test.b); got != test.want {
			t.Errorf("SameNode(%q, %q) = %v", test.a, test.b, got)
		}
	}
}

func TestRegion(t *testing.T) {
	for _, cells := range tsv.Rows(regionsTSV) {
		if got, want := RegionOf(cells[2]), (Region{cells[0], cells[1]}); got != want {
			t.Errorf("RegionOf(%q) = %+v, want %+v", cells[2], got, want)
		}
	}
	for name, code := range map[string]string{
		"EUR05-VI1-obe.outbound.protection.outlook.com":        "eur",
		"AM9PR04CA0733.eurprd04.prod.outlook.com":              "eur",
		"AM9PR04CA0733.outlook.office365.com":                  "",
		"CY1USG02FT909.eop-usg02.itar.protection.office365.us": "usg",
		"relay.contoso.example":                                "",
		"a.zzzprd04.prod.outlook.com":                          "", // no such region
		"":                                                     "",
		"-obe":                                                 "",
		"eop-.eop-":                                            "",
		"a." + strings.Repeat("b", 70) + ".example":            "",
	} {
		if got := RegionOf(name); got.Code != code {
			t.Errorf("RegionOf(%q) = %+v, want %q", name, got, code)
		}
	}
}

func FuzzHost(f *testing.F) {
	for _, cells := range tsv.Rows(hostsTSV) {
		f.Add(cells[5])
	}
	f.Add(strings.Repeat("a.", 200))
	f.Fuzz(func(t *testing.T, name string) {
		class := Host(name)
		if class != Host(asciiUpper(name)) {
			t.Errorf("the class of %q depends on case", name)
		}
		if (class.Operator == "") != (class.Kind == KindUnknown) {
			t.Errorf("Host(%q) = %+v: operator and kind come together", name, class)
		}
		if class.Operator != "" {
			if got := Host("x." + name + ".example"); got.Operator != "" {
				t.Errorf("a foreign end changes nothing: %q is %+v", name+".example", got)
			}
		}
		RegionOf(name)
		if node := Node(name); node != "" && !SameNode(name, asciiUpper(name)) {
			t.Errorf("%q is not the node of itself", node)
		}
	})
}

func asciiUpper(s string) string {
	b := []byte(s)
	for i, c := range b {
		if 'a' <= c && c <= 'z' {
			b[i] = c - 'a' + 'A'
		}
	}
	return string(b)
}

var benchHosts = []string{
	"DB9PR04MB7001.eurprd04.prod.outlook.com",
	"AM9PR04CA0733.outlook.office365.com",
	"AM2PEPF0001C70A.mail.protection.outlook.com",
	"AM2PEPF0001C70A.eurprd04.prod.outlook.com",
	"DB3PR0202CU009.outbound.protection.outlook.com",
	"mx.google.com",
	"relay.contoso.example",
}

func BenchmarkHost(b *testing.B) {
	Host("")
	Host("mx.google.com")
	for _, name := range benchHosts {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Host(name)
			}
		})
	}
}

package signature

import (
	"strings"
	"testing"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/internal/testcorpus"
)

// checkOutline compares an outline with the full reading.
func checkOutline(t *testing.T, text string) {
	t.Helper()
	o, d := OutlineDKIM(text), ParseDKIM(text, 0)
	if o.Algorithm != d.Algorithm || o.Domain != d.Domain || o.Selector != d.Selector || o.Limited != (d.Length != nil) || o.Expiry != d.Expiry {
		t.Fatalf("%q: %+v is not %+v", text, o, d)
	}
	for _, name := range []string{"From", "subject", "Date", "x"} {
		if o.Signs(name) != d.signs(name) {
			t.Fatalf("%q: signs %s: %v, want %v", text, name, o.Signs(name), d.signs(name))
		}
	}
	if s, full := outlineSeal(text, 0), ParseSeal(text, 0); s.Instance != full.Instance || s.ChainStatus != full.ChainStatus || s.Domain != full.Domain {
		t.Fatalf("%q: %+v is not %+v", text, s, full)
	}
	if m, full := outlineMessageSignature(text, 0), ParseMessageSignature(text, 0); m.Instance != full.Instance {
		t.Fatalf("%q: instance %d, want %d", text, m.Instance, full.Instance)
	}
}

func checkOutlineSets(t *testing.T, fields []header.Field) {
	t.Helper()
	a, b := OutlineSets(fields), Sets(fields)
	if codes(a.Problems) != codes(b.Problems) || len(a.Sets) != len(b.Sets) {
		t.Fatalf("%d sets with %s, want %d with %s", len(a.Sets), codes(a.Problems), len(b.Sets), codes(b.Problems))
	}
	for i := range a.Sets {
		if x, y := &a.Sets[i], &b.Sets[i]; x.Instance != y.Instance || x.Seal.Domain != y.Seal.Domain ||
			x.SealField != y.SealField || x.AuthResultsField != y.AuthResultsField {
			t.Fatalf("set %d: %+v is not %+v", i, x, y)
		}
	}
}

func TestOutline(t *testing.T) {
	for _, text := range []string{dkimText, "", ";", "i=0;i=1", "c=x;cv=pass", "cv=;cv=pass", "l=;l=1", "l=12", "x=1 2",
		"h=From:Sub\r\n ject: da te", "h=", "a=", "x=9999999999999999999", "i=+1", "\x00=1", "b=YWJ\r\n j; b=YQ=="} {
		checkOutline(t, text)
	}
	if n := OutlineDKIM("b=YWJ\r\n j").Bytes; n != 3 {
		t.Errorf("%d bytes, want 3", n)
	}
	if n := OutlineDKIM("b=" + strings.Repeat("A", 342) + "==").Bytes; n != 256 {
		t.Errorf("%d bytes, want 256", n)
	}
	for _, words := range []string{"S2pass M2 R2 S1none M1 R1", "R1 R1 M3", "S51fail", "S1"} {
		checkOutlineSets(t, header.Parse([]byte(arcSection(words))).Fields)
	}
}

func TestOutlineCorpus(t *testing.T) {
	for _, m := range testcorpus.Messages(t) {
		section := header.Parse(m.Data)
		for i := range section.Fields {
			if f := &section.Fields[i]; strings.HasPrefix(strings.ToLower(f.Name), "arc-") || strings.EqualFold(f.Name, "DKIM-Signature") {
				text, _ := f.Value()
				checkOutline(t, text)
			}
		}
		checkOutlineSets(t, section.Fields)
	}
}

// FuzzOutline: an outline says what the full reading says.
func FuzzOutline(f *testing.F) {
	for _, seed := range []string{dkimText, "i=1;cv=none;d=a", "c=1;cv=pass"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) { checkOutline(t, text) })
}

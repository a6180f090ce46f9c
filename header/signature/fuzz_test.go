package signature

import (
	"strings"
	"testing"

	"github.com/hopproof/hopproof/header"
)

// FuzzTags: the tags make up the text; a tag-list written from its tags reads
// the same again; the views see the tags that are there.
func FuzzTags(f *testing.F) {
	for _, seed := range []string{dkimText, "", ";", "a", "a=", "=", "a=b;;c=d", " a = b \r\n c ; d", "i=1;i=2", "v=1;l=18446744073709551616", strings.Repeat("a=b;", 20)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		tags := checkTags(t, text, 3)
		var written []string
		for _, tag := range tags.Tags {
			if tag.Name == "" {
				return
			}
			written = append(written, tag.Name+"="+tag.Value)
		}
		again := ParseTags(strings.Join(written, ";"), 0)
		if len(again.Tags) != len(tags.Tags) {
			t.Fatalf("%q has %d tags, then %d", text, len(tags.Tags), len(again.Tags))
		}
		for i, tag := range again.Tags {
			if tag.Name != tags.Tags[i].Name || tag.Value != tags.Tags[i].Value {
				t.Fatalf("%q: tag %q is then %q", text, tags.Tags[i].Value, tag.Value)
			}
		}
		d, s, m := ParseDKIM(text, 3), ParseSeal(text, 3), ParseMessageSignature(text, 3)
		domain, _ := tags.Get("d")
		if d.Domain != domain || s.Domain != domain || m.Domain != domain {
			t.Fatalf("%q: domain %q is %q, %q, %q", text, domain, d.Domain, s.Domain, m.Domain)
		}
	})
}

// FuzzSets: any section gives sets in order, each at most once and with the
// fields it names.
func FuzzSets(f *testing.F) {
	for _, fields := range []string{"S2pass M2 R2 S1none M1 R1", "R1 R1 M3", "S51fail"} {
		f.Add(arcSection(fields))
	}
	f.Fuzz(func(t *testing.T, text string) {
		section := header.Parse([]byte(text))
		chain := Sets(section.Fields)
		last := 0
		for i := range chain.Sets {
			s := &chain.Sets[i]
			if s.Instance <= last || s.Instance > MaxInstance {
				t.Fatalf("%q: instance %d behind %d", text, s.Instance, last)
			}
			last = s.Instance
			checkSet(t, section.Fields, s)
		}
		if chain.Sound() && len(chain.Sets) != last {
			t.Fatalf("%q: %d sets up to %d are sound", text, len(chain.Sets), last)
		}
	})
}

// TestHostile: in sizes at which the square would show as minutes.
func TestHostile(t *testing.T) {
	for _, seed := range []string{";", "=", "a", "a=b;", "a=", " ", "a=\r\n b", "h=:", "i=1;", "t=1;", "=;", "b=a b "} {
		text := strings.Repeat(seed, 50_000/len(seed))
		fields := header.Parse([]byte(strings.Repeat("ARC-Seal: i=1;"+seed+"\r\n", 2000))).Fields
		ParseDKIM(text, 3)
		ParseSeal("h=:;"+text, 3)
		ParseMessageSignature(text, 3)
		if chain := Sets(fields); chain.Sound() {
			t.Errorf("%q: 2,000 seals of one instance are a sound chain", seed)
		}
	}
	var b strings.Builder // no two tags alike
	for i := range 20_000 {
		b.WriteString("x" + strings.Repeat("y", i%7) + string(rune('a'+i%26)) + string(rune('a'+i/26%26)) + string(rune('a'+i/676%26)) + "=;")
	}
	if n := len(ParseTags(b.String(), 0).Tags); n != 20_000 {
		t.Errorf("%d of 20,000 tags were read", n)
	}
}

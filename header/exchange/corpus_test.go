package exchange

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/internal/testcorpus"
)

// TestCorpusPairs: every pair of the corpus is read, and the values of keys
// with a table have their meaning.
func TestCorpusPairs(t *testing.T) {
	pairs, tabled, meant, free, opaque := 0, 0, 0, 0, 0
	unknown := map[string]int{}
	for _, m := range testcorpus.Messages(t) {
		s := header.Parse(m.Data)
		f := Parse(&s)
		if want := naivePairs(&s); !slices.Equal(want, pairsOf(&f)) {
			t.Errorf("%s: the pairs differ from those of a plain reading", m.Name)
		}
		for i := range f.Antispam {
			p := &f.Antispam[i]
			pairs++
			_, _, ok := p.Meaning("en")
			switch {
			case hasTable(p) && ok:
				tabled, meant = tabled+1, meant+1
			case hasTable(p):
				tabled++
				unknown[p.Key]++
			case ok:
				free++
			default:
				opaque++
			}
		}
	}
	t.Logf("%d pairs: %d of keys with a table, %d of them (%.1f %%) with the meaning of the value; %d free text with the meaning of the key; %d opaque or empty",
		pairs, tabled, meant, 100*float64(meant)/float64(tabled), free, opaque)
	if meant*100 < tabled*95 {
		t.Errorf("too few meanings: missing are %v", unknown)
	}
}

func pairsOf(f *Fields) []string {
	var list []string
	for _, p := range f.Antispam {
		list = append(list, p.Key+":"+p.Value)
	}
	return list
}

// naivePairs reads reports in the plainest way.
func naivePairs(s *header.Section) []string {
	var list []string
	for i := range s.Fields {
		name, body := strings.ToLower(s.Fields[i].Name), s.Fields[i].Body()
		if strings.HasPrefix(body, "=?") || strings.Contains(name, "message-info") || strings.Contains(name, "prvs") ||
			!strings.HasPrefix(name, "x-forefront-antispam-report") && !strings.HasPrefix(name, "x-microsoft-antispam") &&
				!strings.HasPrefix(name, "x-exchange-antispam-report") {
			continue
		}
		for _, part := range strings.Split(body, ";") {
			key, value, found := strings.Cut(strings.TrimSpace(part), ":")
			if found {
				list = append(list, key+":"+strings.TrimSpace(value))
			}
		}
	}
	return list
}

// hasTable reports whether the values of the pair's key have meanings of their
// own: neither free text, nor opaque, nor unknown.
func hasTable(p *Pair) bool {
	r := keyTable().subject(scopeOf(p.Header) + "." + p.Key)
	return r != nil && r.form != formText && r.form != formOpaque
}

// TestCorpusAttribution: the record is read in every message that has one.
func TestCorpusAttribution(t *testing.T) {
	records, read, agree, situations := 0, 0, 0, map[Situation]int{}
	for _, m := range testcorpus.Messages(t) {
		s := header.Parse(m.Data)
		f := Parse(&s)
		situations[f.Situation()]++
		if f.Get(CrossTenantAttribution).Count == 0 {
			continue
		}
		records++
		a, v, ok := f.Attribution()
		if !ok || a.Tenant == "" || a.Helo == "" || !a.IP.IsValid() && !strings.Contains(v.Text, "@pot") {
			t.Errorf("%s: the record in field %d is not read whole", m.Name, v.Field)
			continue
		}
		read++
		if situation := f.Situation(); situation == SituationConnector {
			agree++
		}
	}
	t.Logf("%d records, %d read; %d of them say connector. Situations: %v", records, read, agree, situations)
	if records < 40 || agree < 20 {
		t.Error("of the corpus there is hardly anything left to read")
	}
}

// TestCorpusNames: the glossary knows the fields that Microsoft writes.
func TestCorpusNames(t *testing.T) {
	known, unknown := 0, map[string]int{}
	for _, m := range testcorpus.Messages(t) {
		s := header.Parse(m.Data)
		for i := range s.Fields {
			name := strings.ToLower(s.Fields[i].Name)
			if !strings.HasPrefix(name, "x-ms-") && !strings.HasPrefix(name, "x-microsoft-") && !strings.HasPrefix(name, "x-forefront-") {
				continue
			}
			if glossaryTable().subject(name) != nil {
				known++
			} else {
				unknown[name]++
			}
		}
	}
	t.Logf("%d fields known, unknown: %v", known, unknown)
	if known < 100*len(unknown) {
		t.Errorf("%d names are unknown", len(unknown))
	}
}

// reference is the part of the reference facts that the glossary covers.
type reference struct {
	Headers []struct {
		Name   string
		Values map[string]string
	}
	Keys map[string]json.RawMessage `json:"forefront_keys"`
	Auth struct {
		SPF, DMARC, DKIM         map[string]int
		Action, Compauth, Reason map[string]string
	} `json:"authentication_results"`
	Mechanism struct{ Values map[string]string } `json:"auth_mechanism"`
}

// TestReferenceIsCovered compares names and values with the reference facts.
func TestReferenceIsCovered(t *testing.T) {
	data, err := os.ReadFile(testcorpus.Path(t, "reference", "microsoft-headers.json"))
	if err != nil {
		t.Fatal(err)
	}
	var r reference
	if err := json.Unmarshal(data, &r); err != nil {
		t.Fatal(err)
	}
	checked := 0
	value := func(path, list string) {
		for _, v := range strings.Split(list, "/") {
			checked++
			switch v = strings.TrimSpace(v); v {
			case "9.1-9.24 others":
				v = "9.11"
			case "absent":
				v = "(absent)"
			}
			if r, _ := glossaryTable().value(path, v); r == nil {
				t.Errorf("%s: no meaning of %q", path, v)
			}
		}
	}
	for _, h := range r.Headers {
		for _, name := range fieldNames(h.Name) {
			checked++
			if glossaryTable().subject(name) == nil {
				t.Errorf("the field %s is not in the glossary", name)
			}
		}
		for v := range h.Values {
			switch h.Name {
			case "X-CustomSpam":
				if glossaryTable().of(h.Name).exact(v) == nil {
					t.Errorf("%s: no meaning of %q", h.Name, v)
				}
			case "X-Microsoft-Antispam-Mailbox-Delivery":
				for _, key := range strings.Split(v, "/") {
					checked++
					if glossaryTable().subject("delivery."+key) == nil {
						t.Errorf("the key %s is not in the glossary", key)
					}
				}
			}
		}
	}
	for keys, raw := range r.Keys {
		for _, key := range strings.Split(keys, "/") {
			checked++
			if glossaryTable().subject("report."+key) == nil {
				t.Errorf("the key %s is not in the glossary", key)
			}
		}
		var values map[string]string
		if json.Unmarshal(raw, &values) == nil {
			for v := range values {
				if v != "_conf" {
					value("report."+keys, v)
				}
			}
		}
	}
	for path, values := range map[string]map[string]string{"action": r.Auth.Action, "compauth": r.Auth.Compauth, "reason": r.Auth.Reason, "AuthMechanism": r.Mechanism.Values} {
		for v := range values {
			value(path, v)
		}
	}
	for path, values := range map[string]map[string]int{"spf": r.Auth.SPF, "dkim": r.Auth.DKIM, "dmarc": r.Auth.DMARC} {
		for v := range values {
			value(path, v)
		}
	}
	t.Logf("%d names and values of the reference are in the glossary", checked)
	if checked < 200 {
		t.Errorf("only %d facts were found in the reference", checked)
	}
}

// fieldNames takes "X-A-B / -C, X-D (Microsoft)" apart: X-A-B, X-A-C, X-D.
func fieldNames(text string) []string {
	text, _, _ = strings.Cut(text, " (")
	var list []string
	first := ""
	for _, name := range strings.FieldsFunc(text, func(r rune) bool { return r == '/' || r == ',' }) {
		name = strings.NewReplacer("<n>", "0", "*", "Anything").Replace(strings.TrimSpace(name))
		switch {
		case first == "":
			first = name
		case name == "-Reason":
			name = list[len(list)-1] + "Reason"
		case name == "-Promoted":
			name = strings.Replace(first, "Stripped", "Promoted", 1)
		case name[0] == '-':
			name = first[:strings.LastIndexByte(first, '-')] + name
		case strings.HasPrefix(first, organization) && !strings.HasPrefix(name, "X-"):
			name = organization + name
		}
		list = append(list, name)
	}
	return list
}

// BenchmarkParse is what this package adds to the analysis of a message of
// the corpus: reading its fields and the meaning of every pair.
func BenchmarkParse(b *testing.B) {
	var sections []header.Section
	for _, m := range testcorpus.Messages(b) {
		sections = append(sections, header.Parse(m.Data))
	}
	b.ReportAllocs()
	for b.Loop() {
		for i := range sections {
			f := Parse(&sections[i])
			f.Attribution()
			for j := range f.Antispam {
				f.Antispam[j].Meaning("en")
			}
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(sections)), "ns/message")
}

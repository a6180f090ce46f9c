package auth

import (
	"bufio"
	"context"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/dmarc"
	"github.com/hopproof/hopproof/internal/testcorpus"
)

// dmarcCase is a line of the shared cases: those of mailauth, converted.
type dmarcCase struct {
	Name  string
	DNS   map[string]map[string]json.RawMessage
	Input struct {
		Unparsed    string `json:"_unparsed"`
		HeaderFrom  string
		DKIMDomains []struct{ Domain string }
		SPFDomains  []struct{ Domain string }
	}
	Expect [][3]string
}

// TestDMARCSuite runs the cases that come with their DNS, by the view of RFC 9989.
func TestDMARCSuite(t *testing.T) {
	f, err := os.Open(testcorpus.Path(t, "suites", "dmarc", "dmarc-cases.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	ran, unparsed, asserted := 0, 0, 0
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var c dmarcCase
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		if c.Input.Unparsed != "" || c.DNS == nil {
			unparsed++
			continue
		}
		ran++
		asserted += c.check(t)
	}
	t.Logf("%d cases, %d expectations; %d cases without DNS are not run", ran, asserted, unparsed)
	if ran < 30 || asserted < 45 {
		t.Error("too few")
	}
}

func (c *dmarcCase) zone(t *testing.T) *zone {
	z := &zone{texts: map[string][]string{}, exists: map[string]bool{}}
	for name, types := range c.DNS {
		z.exists[name] = true
		var records [][]string
		if types["TXT"] != nil {
			if err := json.Unmarshal(types["TXT"], &records); err != nil {
				t.Fatal(err)
			}
		}
		for _, strings_ := range records {
			z.texts[name] = append(z.texts[name], strings.Join(strings_, ""))
		}
	}
	return z
}

// organizationOf is the organizational domain by the tree walk.
func organizationOf(z *zone, domain string) string {
	if domain == "" {
		return ""
	}
	w := (&dmarc.Lookup{Resolver: z}).Walk(context.Background(), domain)
	return w.Organization()
}

func (c *dmarcCase) check(t *testing.T) (asserted int) {
	z := c.zone(t)
	var dkim []Identifier
	for _, d := range c.Input.DKIMDomains {
		dkim = append(dkim, Identifier{d.Domain, Pass})
	}
	var sender Identifier
	for _, d := range c.Input.SPFDomains {
		sender = Identifier{d.Domain, Pass}
	}
	author := c.Input.HeaderFrom[strings.LastIndexByte(c.Input.HeaderFrom, '@')+1:]
	r := EvaluateDMARC(context.Background(), z, author, sender, dkim)
	var queries []string
	for _, name := range z.asked {
		if strings.HasPrefix(name, "_dmarc.") {
			queries = append(queries, name)
		}
	}
	for _, e := range c.Expect {
		key, want := e[0][strings.LastIndexByte(e[0], '.')+1:], strings.Trim(e[2], "'")
		var got string
		switch key {
		case "result":
			got = string(r.Walk.Status)
			switch {
			case strings.HasSuffix(e[0], "alignment.spf.result"):
				got = organizationOf(z, r.Walk.AlignedSPF) // what mailauth calls the result
			case strings.HasSuffix(e[0], "alignment.dkim.result"):
				got = organizationOf(z, r.Walk.AlignedDKIM)
			case e[1] == "to.not.have.property" && want == "policy":
				got, want = r.Walk.Policy, ""
			case e[1] == "to.not.have.property" && want == "pct":
				got, want = "", ""
				if r.Walk.Percent != 100 {
					got = "pct"
				}
			}
		case "policy":
			got = r.Walk.Policy
		case "domain":
			got = r.Walk.RecordDomain
		case "strict":
			if got = "false"; r.Walk.StrictDKIM {
				got = "true"
			}
			want = strings.TrimPrefix(e[1], "to.be.")
		case "rr":
			if got = want; !strings.Contains(r.Walk.Record, want) {
				got = r.Walk.Record
			}
		case "dmarcQueries":
			got, want = strings.Join(queries, " "), strings.Join(strings.Fields(strings.NewReplacer("[", "", "]", "", "'", "", ",", " ").Replace(e[2])), " ")
		default:
			t.Errorf("%s: expectation %v is not understood", c.Name, e)
			continue
		}
		asserted++
		if got != want && !(want == "undefined" && got == "") {
			t.Errorf("%s: %s is %q, want %q (%s)", c.Name, e[0], got, want, r.Walk.Reason.Code)
		}
	}
	return asserted
}

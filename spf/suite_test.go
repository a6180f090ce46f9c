package spf

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"net/netip"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"github.com/hopproof/hopproof/internal/testcorpus"
)

// suiteCase is one case of a conformance suite.
type suiteCase struct {
	suite, name string
	query       Query
	// hostless is whether the suite's host is no address.
	hostless bool
	// results are those that the suite allows, most wanted first; explanation is
	// nil if it asks for none.
	results []string
	// heloFirst is whether the HELO identity is checked too, and MAIL FROM only
	// counts if it passes.
	heloFirst   bool
	explanation *string
	zone        *zone
}

// loadSuite reads a file in the format of the openspf.org test suite.
func loadSuite(tb testing.TB, path ...string) []suiteCase {
	tb.Helper()
	data, err := os.ReadFile(testcorpus.Path(tb, append([]string{"suites", "spf"}, path...)...))
	if err != nil {
		tb.Fatal(err)
	}
	var cases []suiteCase
	decoder := yaml.NewDecoder(bytes.NewReader(data), yaml.AllowDuplicateMapKey())
	for {
		var doc struct {
			Tests map[string]map[string]any `yaml:"tests"`
			// A name may stand twice: its records then add up.
			ZoneData yaml.MapSlice `yaml:"zonedata"`
		}
		if err := decoder.Decode(&doc); err == io.EOF {
			break
		} else if err != nil {
			tb.Fatal(err)
		}
		z := suiteZone(tb, doc.ZoneData)
		for name, fields := range doc.Tests {
			c := readCase(fields)
			c.suite, c.name, c.zone = path[len(path)-1], name, z
			cases = append(cases, c)
		}
	}
	slices.SortStableFunc(cases, func(a, b suiteCase) int { return strings.Compare(a.name, b.name) })
	return cases
}

func readCase(fields map[string]any) suiteCase {
	text := func(key string) string {
		if fields[key] == nil {
			return ""
		}
		return fmt.Sprint(fields[key])
	}
	var c suiteCase
	c.query = Query{MailFrom: text("mailfrom"), Helo: text("helo"), Receiver: text("receiver"), Time: 1_000_000_000}
	ip, err := netip.ParseAddr(text("host"))
	c.query.IP, c.hostless = ip, err != nil
	switch result := fields["result"].(type) {
	case []any:
		for _, r := range result {
			c.results = append(c.results, fmt.Sprint(r))
		}
	default:
		c.results = []string{fmt.Sprint(result)}
	}
	if e, ok := fields["explanation"]; ok && e != nil {
		s := fmt.Sprint(e)
		c.explanation = &s
	}
	return c
}

// suiteZone builds the zone of a document. Old suites write records as type
// SPF, which stand for TXT where the name has no TXT of its own; "NONE" is a
// TXT that is absent on purpose.
func suiteZone(tb testing.TB, data yaml.MapSlice) *zone {
	z := newZone()
	all := map[string][]any{}
	for _, item := range data {
		name := strings.ToLower(strings.TrimSuffix(fmt.Sprint(item.Key), "."))
		records, _ := item.Value.([]any)
		all[name] = append(all[name], records...)
	}
	for name, records := range all {
		fillName(tb, z, name, records)
	}
	return z
}

func fillName(tb testing.TB, z *zone, name string, records []any) {
	var spf, txt []string
	var mx [][2]string
	hasTXT, fails := false, false
	for _, record := range records {
		kind, value := recordOf(record)
		switch text := joined(value); kind {
		case "SPF":
			spf = append(spf, text)
		case "TXT":
			hasTXT = true
			if text != "NONE" {
				txt = append(txt, text)
			}
		case "A", "AAAA":
			z.a[name] = append(z.a[name], text)
		case "MX":
			pair := value.([]any)
			mx = append(mx, [2]string{fmt.Sprintf("%05v", pair[0]), strings.TrimSuffix(fmt.Sprint(pair[1]), ".")})
		case "PTR":
			z.ptr[name] = append(z.ptr[name], strings.TrimSuffix(text, "."))
		case "CNAME":
			z.cname[name] = strings.TrimSuffix(text, ".")
		case "TIMEOUT", "SERVFAIL", "CNAMELOOP":
			fails = true
		default:
			tb.Fatalf("%s: a record of type %s", name, kind)
		}
	}
	// A time-out beside an explicit TXT was one of type SPF, which nobody asks
	// for any more.
	if fails && len(txt) > 0 {
		fails = false
	}
	z.fail[name] = fails
	if !hasTXT {
		txt = spf
	}
	if len(txt) > 0 {
		z.txt[name] = txt
	}
	slices.SortStableFunc(mx, func(a, b [2]string) int { return cmp.Compare(a[0], b[0]) })
	for _, m := range mx {
		z.mx[name] = append(z.mx[name], m[1])
	}
}

// recordOf takes {A: 192.0.2.1} or a bare TIMEOUT apart.
func recordOf(record any) (kind string, value any) {
	switch r := record.(type) {
	case yaml.MapSlice:
		for _, item := range r {
			return fmt.Sprint(item.Key), item.Value
		}
	case map[string]any:
		for key, value := range r {
			return key, value
		}
	}
	return fmt.Sprint(record), nil
}

// joined is the text of a value; a list is the character-strings of one record.
func joined(value any) string {
	list, ok := value.([]any)
	if !ok {
		return fmt.Sprint(value)
	}
	var b strings.Builder
	for _, s := range list {
		fmt.Fprint(&b, s)
	}
	return b.String()
}

// check runs the case and returns its outcome.
func (c *suiteCase) check() Result {
	checker := Checker{Resolver: c.zone}
	if c.heloFirst {
		helo := c.query
		helo.Identity = Helo
		if r := checker.Check(context.Background(), helo); r.Status != Pass {
			return r
		}
	}
	return checker.Check(context.Background(), c.query)
}

package spf

import (
	"net/netip"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/internal/testcorpus"
)

// loadStalwart reads the suite of stalwart, whose files look like YAML and
// repeat their keys: each "expect" is a case, of what was said before it.
func loadStalwart(tb testing.TB) []suiteCase {
	tb.Helper()
	files, err := filepath.Glob(filepath.Join(testcorpus.Path(tb, "suites", "spf", "stalwart"), "*.yml"))
	if err != nil || len(files) == 0 {
		tb.Fatal("no files", err)
	}
	var cases []suiteCase
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			tb.Fatal(err)
		}
		name := filepath.Base(file)
		number := 0
		for _, doc := range strings.Split(string(data), "\n---") {
			cases = append(cases, stalwartDocument(tb, doc, name, &number)...)
		}
	}
	return cases
}

func stalwartDocument(tb testing.TB, doc, file string, number *int) (cases []suiteCase) {
	z := newZone()
	for _, name := range []string{"_dns_error.org", "_dns_error.test.org"} {
		z.fail[name] = true
	}
	var c suiteCase
	for line := range strings.Lines(doc) {
		line = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(line), "- "))
		key, value, _ := strings.Cut(line, ":")
		value = strings.TrimSpace(value)
		switch key {
		case "spf", "exp", "a", "aaaa", "mx", "ptr":
			name, data, _ := strings.Cut(value, " ")
			if len(cases) > 0 && key == "spf" && z == cases[len(cases)-1].zone {
				z = z.clone()
			}
			stalwartRecord(z, key, strings.ToLower(strings.TrimSuffix(name, ".")), strings.TrimSpace(data))
		case "domain":
			c.query.Helo = value
		case "sender":
			c.query.MailFrom = value
		case "ip":
			ip, err := netip.ParseAddr(value)
			if err != nil {
				tb.Fatal(file, err)
			}
			c.query.IP = ip
		case "expect":
			*number++
			c.suite, c.name, c.zone, c.heloFirst = "stalwart/"+file, strconv.Itoa(*number), z, true
			result, text, has := strings.Cut(value, " ")
			c.results, c.explanation = []string{result}, nil
			if has {
				c.explanation = &text
			}
			cases = append(cases, c)
		}
	}
	return cases
}

func stalwartRecord(z *zone, key, name, data string) {
	switch key {
	case "spf":
		z.txt[name] = []string{data}
	case "exp":
		z.txt[name] = append(z.txt[name], data)
	case "a", "aaaa":
		z.a[name] = append(z.a[name], list(data)...)
	case "ptr":
		z.ptr[name] = list(data)
	case "mx": // the exchangers are given by their addresses
		for _, addr := range list(data) {
			z.mx[name] = append(z.mx[name], addr)
			z.a[strings.ToLower(addr)] = []string{addr}
		}
	}
}

func list(data string) (all []string) {
	for item := range strings.SplitSeq(data, ",") {
		all = append(all, strings.TrimSuffix(strings.TrimSpace(item), "."))
	}
	return all
}

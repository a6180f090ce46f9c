package authres

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/internal/testcorpus"
)

// suiteCase is a line of suites/authres, which collects the tests of three
// other parsers, each with the shape of its own assertions.
type suiteCase struct {
	ID       string
	Raw      string
	Throws   bool
	Paths    [][2]any `json:"expected_paths"`
	Expected *struct {
		AuthservID string `json:"authserv_id"`
		Results    []map[string]any
	}
}

// TestSuite: every case of other parsers passes, or testdata/authres-argued.tsv
// says why we read it in another way.
func TestSuite(t *testing.T) {
	f, err := os.Open(testcorpus.Path(t, "suites", "authres", "authres-cases.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	argued := readArgued(t)
	ran, passed := 0, 0
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		var c suiteCase
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		ran++
		difference := c.run(t)
		reason := argued[c.ID]
		delete(argued, c.ID)
		switch {
		case difference == "":
			passed++
			if reason != "" {
				t.Errorf("%s passes: its row in authres-argued.tsv is stale", c.ID)
			}
		case reason == "":
			t.Errorf("%s: %s", c.ID, difference)
		}
	}
	for id := range argued {
		t.Errorf("authres-argued.tsv has a row for %s, which is no case", id)
	}
	if ran != 57 {
		t.Errorf("%d cases, not 57", ran)
	}
	t.Logf("%d cases, %d pass, %d are argued", ran, passed, ran-passed)
}

func readArgued(t *testing.T) map[string]string {
	t.Helper()
	text, err := os.ReadFile("testdata/authres-argued.tsv")
	if err != nil {
		t.Fatal(err)
	}
	argued := map[string]string{}
	for i, line := range strings.Split(strings.TrimSpace(string(text)), "\n") {
		id, reason, ok := strings.Cut(line, "\t")
		if !ok || reason == "" || argued[id] != "" {
			t.Fatalf("authres-argued.tsv, line %d: %q", i+1, line)
		}
		if id != "id" {
			argued[id] = reason
		}
	}
	return argued
}

// run returns what differs from the expectation.
func (c *suiteCase) run(t *testing.T) string {
	t.Helper()
	body := strings.TrimPrefix(c.Raw, "Authentication-Results:")
	r := checkResults(t, body, 0)
	if c.Throws {
		if len(r.Problems) == 0 {
			return "it should have a problem"
		}
		return ""
	}
	if len(r.Problems) > 0 && strings.TrimSpace(body) != "" {
		return "it has the problems " + codes(r.Problems)
	}
	for _, p := range c.Paths {
		path, want := p[0].(string), fmt.Sprint(p[1])
		if got := at(&r, path); got != want {
			return fmt.Sprintf("%s is %q, not %q", path, got, want)
		}
	}
	if c.Expected == nil {
		return ""
	}
	if c.Expected.AuthservID != r.AuthservID || len(c.Expected.Results) != len(r.Items) {
		return "other authserv-id or number of results: " + summary(&r)
	}
	for i, want := range c.Expected.Results {
		if d := sameItem(&r.Items[i], want); d != "" {
			return d
		}
	}
	return ""
}

// at answers the paths of the first parser's tests. A version that is not
// written is 1 to it.
func at(r *Results, path string) string {
	switch path {
	case "authserv_id":
		return r.AuthservID
	case "authres_version":
		return strconv.Itoa(max(r.Version, 1))
	case "resinfo.length":
		return strconv.Itoa(len(r.Items))
	}
	index, name, ok := strings.Cut(strings.TrimPrefix(path, "resinfo["), "].")
	i, err := strconv.Atoi(index)
	if !ok || err != nil || i >= len(r.Items) {
		return "no such path"
	}
	it := &r.Items[i]
	switch name {
	case "method":
		return it.Method
	case "method_version":
		return strconv.Itoa(max(it.MethodVersion, 1))
	case "result":
		return it.Result
	}
	ptype, property, _ := strings.Cut(strings.TrimPrefix(name, "properties."), ".")
	value, _ := it.Get(ptype, property)
	return value
}

// properties are where the second parser's tests keep a property.
var suiteProperties = map[string]string{"Auth": "smtp.auth", "From": "smtp.mailfrom", "Identifier": "header.i"}

func sameItem(it *Item, want map[string]any) string {
	for key, value := range want {
		switch key {
		case "method":
			if it.Method != value {
				return "method " + it.Method
			}
		case "Value", "result":
			if it.Result != value {
				return "result " + it.Result
			}
		case "Reason", "reason":
			if value == nil {
				value = ""
			}
			if it.Reason != value {
				return "reason " + it.Reason
			}
		case "version":
			if value != nil || it.MethodVersion != 0 {
				return "version"
			}
		case "HeaderKey", "HeaderValue":
			if got, _ := it.Get("header", want["HeaderKey"].(string)); got != want["HeaderValue"] {
				return "header property " + got
			}
		case "props":
			if d := sameProperties(it, value.([]any)); d != "" {
				return d
			}
		default:
			ptype, name, ok := strings.Cut(suiteProperties[key], ".")
			if got, _ := it.Get(ptype, name); !ok || got != value {
				return key + " is " + got
			}
		}
	}
	return ""
}

func sameProperties(it *Item, want []any) string {
	if len(want) != len(it.Properties) {
		return "other number of properties"
	}
	for i, w := range want {
		p := it.Properties[i]
		if got := fmt.Sprint([]any{p.Type, p.Name, p.Value}); got != fmt.Sprint(w) {
			return "property " + got
		}
	}
	return ""
}

package routefile

import (
	"errors"
	"net/netip"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/route"
)

// documented is the example of the documentation.
const documented = `name: scanners through the on-premises relay
organization:
  domains: [contoso.example]          # accepted domains
  tenant: 6f0c1a5e-0000-4000-8000-000000000001
legs:                                  # oldest first; hops between legs are allowed unless ` + "`strict: true`" + `
  - {leg: device, role: device, ip: [192.168.0.0/24]}
  - {leg: relay, role: relay, by: ["relay.contoso.example"], ip: [203.0.113.25], tls: "1.2", certificate: "*.contoso.example"}
  - {leg: eop, role: eop}
  - {leg: exchange-online, role: exchange-online}
  - {leg: delivery, role: destination, by: ["mx.google.com"]}
attributed: true                       # connector attribution to the tenant: a condition of its own
forbid: [{role: filter}]
within: 5m
`

func wantDocumented() route.Route {
	return route.Route{
		Name:         "scanners through the on-premises relay",
		Organization: route.Organization{Domains: []string{"contoso.example"}, Tenant: "6f0c1a5e-0000-4000-8000-000000000001"},
		Legs: []route.Leg{
			{Name: "device", Role: hops.RoleDevice, IP: []netip.Prefix{netip.MustParsePrefix("192.168.0.0/24")}},
			{Name: "relay", Role: hops.RoleRelay, By: []string{"relay.contoso.example"}, IP: []netip.Prefix{netip.MustParsePrefix("203.0.113.25/32")},
				TLS: "1.2", Certificate: []string{"*.contoso.example"}},
			{Name: "eop", Role: hops.RoleEOP},
			{Name: "exchange-online", Role: hops.RoleExchangeOnline},
			{Name: "delivery", Role: hops.RoleDestination, By: []string{"mx.google.com"}},
		},
		Attributed: true, Forbid: []route.Leg{{Role: hops.RoleFilter}}, Within: 300,
	}
}

func TestDocumented(t *testing.T) {
	got, err := Parse("route.yaml", []byte(documented))
	if err != nil {
		t.Fatal(err)
	}
	want := wantDocumented()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	for syntax, text := range map[string][]byte{"JSON": want.AppendJSON(nil), "YAML": want.AppendYAML(nil)} {
		again, err := Parse("written", text)
		if err != nil || !reflect.DeepEqual(again, want) {
			t.Errorf("%s does not read back: %v\n%s", syntax, err, text)
		}
	}
}

// TestSameContent: every way to write a route gives the same.
func TestSameContent(t *testing.T) {
	want := route.Route{Legs: []route.Leg{{Name: "relay", Role: hops.RoleRelay, TLS: "1.2", Authenticated: []string{"*"}, Within: 90}}}
	for name, text := range map[string]string{
		"block":     "legs:\n- role: relay\n  tls: 1.2\n  authenticated: true\n  within: 90\n",
		"flow":      "{legs: [{role: relay, tls: '1.2', authenticated: true, within: 90s}]}",
		"JSON":      `{"legs": [{"role": "relay", "tls": 1.2, "authenticated": true, "within": 90}]}`,
		"document":  "# a route\n---\nlegs:\n  - role: relay\n    tls: \"1.2\"\n    authenticated: true\n    within: 1m30s\n...\n",
		"CRLF":      "legs:\r\n- role: relay\r\n  tls: 1.2\r\n  authenticated: true\r\n  within: 90\r\n",
		"ruler":     "# " + strings.Repeat("-", 200) + "\nlegs:\n- role: relay\n  tls: 1.2\n  authenticated: true\n  within: 90\n",
		"with mark": "\uFEFFlegs:\n- role: relay\n  tls: 1.2\n  authenticated: true\n  within: 90\n",
		"text":      "legs:\n- role: |\n    relay\n  tls: 1.2\n  authenticated: true\n  within: 90\n",
	} {
		got, err := Parse(name, []byte(text))
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %v\n%+v", name, err, got)
		}
	}
}

// TestWrittenText: whatever the text, YAML that was written reads back.
func TestWrittenText(t *testing.T) {
	for _, text := range []string{
		"plain", "true", "No", "null", "~", "1.2", "1e3", "0x1f", "2026-10-14", "12:30", "a: b", "a #b", "- a", "*a", "&a", "!a", "%a", "@a",
		"'a'", `"a"`, `a\b`, "a, b", "[a]", "{a}", "ünïcode", "\u202eabc", "\u2028", "a\u0085b", "x ", " x", "🙂", "-", "?", ".", "...", "---", "=", "<<",
	} {
		want := route.Route{Name: text, Legs: []route.Leg{{Name: text, Role: hops.RoleRelay, Certificate: []string{text}}}}
		if strings.TrimSpace(text) == "" {
			continue
		}
		written := want.AppendYAML(nil)
		got, err := Parse("written", written)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%q: %v\n%s", text, err, written)
		}
	}
}

func TestYAMLErrors(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"empty", "", `r:1:1: the file is empty`},
		{"comment only", "# nothing\n", `r:1:1: the file is empty`},
		{"text", "relay", `r:1:1: a route is a map with the key "legs", not text`},
		{"unknown key", "legs:\n  - role: device\n  - role: relay\n    relay_ip: 203.0.113.25\n", `r:4:5: unknown key "relay_ip" in leg 2; did you mean "ip"?`},
		{"unknown key in flow", "legs:\n  - {role: relay, relay_ip: 203.0.113.25}\n", `r:2:19: unknown key "relay_ip" in leg 1; did you mean "ip"?`},
		{"address", "legs:\n  - role: relay\n    ip:\n      - 203.0.113.25\n      - 203.0.113\n", `r:5:9: "ip" in leg 1: "203.0.113" is no address or CIDR prefix; write it like 203.0.113.25, 203.0.113.0/24 or 2001:db8::/32`},
		{"duplicate", "legs:\n  - role: relay\n    tls: any\n    tls: any\n", `r:4:5: duplicate key "tls" in leg 1; the first one stands in line 3`},
		{"no role", "legs:\n  - tls: any\n", `r:2:5: leg 1 has no "role"`},
		{"star", "legs:\n  - role: relay\n    by: *.contoso.example\n", `r:3:9: anchors (&) and aliases (*) are not read; write the value out; a name that begins with * stands in quotes`},
		{"anchor", "legs:\n  - &a {role: relay}\n", `r:2:5: anchors (&) and aliases (*) are not read; write the value out; a name that begins with * stands in quotes`},
		{"merge", "legs:\n  - {<<: {tls: any}, role: relay}\n", `r:2:6: merges (<<) are not read; write the keys out`},
		{"tag", "name: !!str 1\nlegs: []\n", `r:1:7: tags (!) are not read; put text in quotes`},
		{"two documents", "legs: []\n---\nlegs: []\n", `r:2:1: a second document; a file holds one document`},
		{"cut", "legs: [", `r:1:7: not readable as YAML: sequence end token ']' not found`},
		{"nothing", "legs:\n", `r:1:7: "legs": nothing is not allowed here; write a list`},
		{"deep", strings.Repeat("[", 100) + strings.Repeat("]", 100), `r:1:33: values nest too deep`},
		{"too deep to be read", strings.Repeat("[", 60000), `r:1:1: values nest too deep`},
		{"too deep in lines", strings.Repeat("- ", 30000), `r:1:1: values nest too deep`},
		{"JSON stays JSON", `{"legs": [{"role": relay}]}`, `r:1:20: a value is expected here; text stands in double quotes`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Parse("r", []byte(tt.text))
			var list route.Errors
			if !errors.As(err, &list) {
				t.Fatalf("error %v", err)
			}
			if err.Error() != tt.want {
				t.Errorf("got  %s\nwant %s", err, tt.want)
			}
		})
	}
}

func TestRead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "route")
	if err := os.WriteFile(path, []byte(documented), 0o600); err != nil {
		t.Fatal(err)
	}
	if r, err := Read(path); err != nil || len(r.Legs) != 5 {
		t.Errorf("%v, %+v", err, r)
	}
	if _, err := Read(path + "x"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no such file: %v", err)
	}
	if err := os.WriteFile(path, make([]byte, maxSize+1), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Read(path); err == nil || !strings.Contains(err.Error(), "no route file") {
		t.Errorf("too big: %v", err)
	}
}

// TestIsRoute: a route with a mistake is one, and lists of connectors are not.
func TestIsRoute(t *testing.T) {
	for text, want := range map[string]bool{
		documented:                                    true,
		"legs:\n  - {roel: device}\n":                 true,
		"\uFEFF" + `{"legs": 5}`:                      true,
		"connectors: [{name: A}]":                     false,
		`[{"Name": "A", "ConnectorType": "Partner"}]`: false,
		"legs":    false,
		"legs: [": false,
		"":        false,
		"legs: []\n" + strings.Repeat("#\n", maxSize/2): false, // too large to be one
	} {
		if got := IsRoute([]byte(text)); got != want {
			t.Errorf("%.40q: %v", text, got)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(documented))
	f.Add([]byte("legs:\n- role: relay\n  by: [a, 'b', \"c\"]\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := Parse("r", data)
		if err != nil {
			return
		}
		again, err := Parse("written", r.AppendYAML(nil))
		if err != nil || !reflect.DeepEqual(again, r) {
			t.Fatalf("%v\n%s\n%+v\n%+v", err, r.AppendYAML(nil), r, again)
		}
	})
}

package redact_test

import (
	"encoding/json"
	"net/netip"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/hops/route"
	"github.com/hopproof/hopproof/redact"
	"github.com/hopproof/hopproof/report"
)

// newMap is a map with a fixed key, so that a test fails the same way twice.
func newMap(tb testing.TB) *redact.Map {
	tb.Helper()
	m, err := redact.NewMap([]byte("0123456789abcdef0123456789abcdef"))
	if err != nil {
		tb.Fatal(err)
	}
	return m
}

// routesFor are the built-in routes, declared with what the message shows and
// with what it does not, so that legs are held, broken and unknown.
func routesFor(d *report.Document) []route.Declared {
	shown := route.Declared{}
	for _, e := range d.Entries {
		if ip, err := netip.ParseAddr(e.IP); err == nil {
			shown.RelayIP = append(shown.RelayIP, netip.PrefixFrom(ip, ip.BitLen()))
		}
		if e.Helo != "" {
			shown.RelayHost = append(shown.RelayHost, e.Helo)
		}
	}
	if len(d.Hops) > 0 {
		if ip, err := netip.ParseAddr(d.Hops[0].From.IP); err == nil {
			wide, _ := ip.Prefix(ip.BitLen() - 8)
			shown.DeviceIP = []netip.Prefix{wide}
		}
	}
	if d.Receiver.Name != "" {
		shown.Destination = []string{d.Receiver.Name}
	}
	for _, from := range d.Message.HeaderFrom {
		if at := strings.LastIndexByte(from, '@'); at >= 0 {
			shown.Domains = append(shown.Domains, from[at+1:])
		}
	}
	if d.Microsoft != nil {
		shown.Tenant = d.Microsoft.TenantID
	}
	other := shown
	other.RelayIP = []netip.Prefix{netip.MustParsePrefix("198.51.100.9/32")}
	other.Tenant = "6f0c1a5e-0000-4000-8000-000000000001"
	return []route.Declared{{}, shown, other}
}

func TestCorpusAnalysis(t *testing.T) {
	t.Parallel()
	outcomes := map[report.Outcome]int{}
	messages := messages(t)
	names := route.Names()
	for i, message := range messages {
		m := keyed(t, -1-i)
		out := redact.Section(message.Data, m)
		before := report.Of(message.Data, report.Options{})
		after := report.Of(out.Text, report.Options{})
		same(t, message.Name+" without a route", &before, &after)
		for _, declared := range routesFor(&before) {
			name := names[i%len(names)] // each message with one of them
			r, _ := route.Builtin(name, declared)
			hidden, _ := m.Route(r)
			before := report.Of(message.Data, report.Options{Route: &r})
			after := report.Of(out.Text, report.Options{Route: &hidden})
			outcomes[before.Route.Outcome]++
			same(t, message.Name+" with "+name, &before, &after)
		}
	}
	t.Logf("%d messages, a key of seed %d for each, outcomes %v", len(messages), seed, outcomes)
	for _, o := range []report.Outcome{report.Held, report.Broken, report.Unknown} {
		if outcomes[o] == 0 {
			t.Errorf("no route was %s", o)
		}
	}
}

// same compares two documents but for texts, places and names. Names must be
// renamed consistently.
func same(t *testing.T, title string, before, after *report.Document) {
	t.Helper()
	c := comparison{names: map[string]string{}}
	c.value("", tree(t, before), tree(t, after))
	for i, d := range c.differences {
		if i == 3 {
			break
		}
		t.Errorf("%s: %s", title, d)
	}
}

func tree(t *testing.T, d *report.Document) any {
	t.Helper()
	var v any
	if err := json.Unmarshal(d.AppendJSON(nil, ""), &v); err != nil {
		t.Fatal(err)
	}
	return v
}

type comparison struct {
	names       map[string]string
	differences []string
}

func (c *comparison) differ(path string) { c.differences = append(c.differences, path) }

func (c *comparison) value(path string, a, b any) {
	key := path[strings.LastIndexByte(path, '.')+1:]
	switch {
	case strings.HasSuffix(key, "text"), key == "sentence", key == "span", key == "bytes", key == "header_bytes":
		return // sentences, which hold names, and places
	case key == "verdicts":
		return // details of other products' filters are free text
	}
	switch a := a.(type) {
	case map[string]any:
		b, ok := b.(map[string]any)
		if !ok || len(a) != len(b) {
			c.differ(path + ": keys")
			return
		}
		for k, v := range a {
			c.value(path+"."+k, v, b[k])
		}
	case []any:
		b, ok := b.([]any)
		if !ok || len(a) != len(b) {
			c.differ(path + ": length")
			return
		}
		for i := range a {
			c.value(path, a[i], b[i])
		}
	case string:
		b, ok := b.(string)
		switch {
		case !ok:
			c.differ(path + ": type")
		case a == b:
		case !named[key]:
			c.differ(path)
		case c.names[a] != "" && c.names[a] != b:
			c.differ(path + ": renamed in two ways")
		default:
			c.names[a] = b
		}
	default:
		if a != b {
			c.differ(path + ": value")
		}
	}
}

// named are the keys of the Document whose values are words of the message, or
// made of them.
var named = map[string]bool{
	"name": true, "ip": true, "helo": true, "rdns": true, "id": true, "for": true, "envelope_from": true, "user": true, "ident": true,
	"message_id": true, "subject": true, "header_from": true, "to": true, "cc": true, "mail_from": true, "reply_to": true,
	"sender": true, "from": true, "original": true, "login": true, "authserv_id": true, "domain": true, "spf_domain": true,
	"dkim_domain": true, "tenant_id": true, "want": true, "got": true, "comment": true, "value": true, "host": true, "trust": true,
	"receiver": true, "mailfrom": true, "d": true, "i": true, "s": true, "b": true, "client-ip": true, "envelope-from": true,
	"rcpttodomain": true, "remote-ip": true, "auth": true, "iprev": true, "mfrom": true, "x-sender": true,
	"signer": true, "received": true, "problem": true, "chain": true, "ptr": true, "xms": true, "auth_as": true, "nodes": true, "authority-uri": true, "selector": true, "mail": true, "mark-type": true,
	"rest": true, "date": true, "software": true, "with": true, "via": true, "subject_dn": true, "issuer": true,
	"network_message_id": true, "previous_network_message_id": true, "originator_org": true,
}

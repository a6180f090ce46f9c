package declare

import (
	"slices"
	"testing"

	"github.com/hopproof/hopproof/hops/route"
)

func TestRead(t *testing.T) {
	for _, c := range []struct {
		name string
		text Text
		key  string // of the error; empty: accepted
	}{
		{"nothing", Text{}, ""},
		{"all", Text{RelayIP: []string{"203.0.113.25", "2001:db8::/32"}, RelayHost: []string{"relay.contoso.example"},
			DeviceIP: []string{"192.168.0.0/16"}, Domain: []string{"contoso.example"},
			Destination: []string{"*.google.com"}, Tenant: "6f0c1a5e-0000-4000-8000-000000000001"}, ""},
		{"words", Text{RelayIP: []string{"relay"}}, "relay_ip"},
		{"private relay", Text{RelayIP: []string{"10.0.0.1"}}, "relay_ip"},
		{"loopback relay", Text{RelayIP: []string{"::1"}}, "relay_ip"},
		{"relay of Microsoft", Text{RelayIP: []string{"40.107.1.2"}}, "relay_ip"},
		{"range without end", Text{DeviceIP: []string{"192.168.0.0/99"}}, "device_ip"},
		{"every device", Text{DeviceIP: []string{"0.0.0.0/0"}}, "device_ip"},
		{"every relay", Text{RelayIP: []string{"::/0"}}, "relay_ip"},
		{"pattern of domains", Text{Domain: []string{"*"}}, "domain"},
		{"what is below", Text{Domain: []string{".contoso.example"}}, "domain"},
		{"one label", Text{Domain: []string{"localhost"}}, "domain"},
		{"short tenant", Text{Tenant: "6f0c1a5e"}, "tenant"},
	} {
		_, wrong := c.text.Read()
		switch {
		case len(wrong) == 0 && c.key != "":
			t.Errorf("%s: accepted", c.name)
		case len(wrong) > 1 || len(wrong) == 1 && (wrong[0].Key != c.key || wrong[0].Problem == "" || wrong[0].Hint == ""):
			t.Errorf("%s: %v", c.name, wrong)
		}
	}
}

// TestBuiltin: a device may have a private address behind a relay, not in front
// of EOP.
func TestBuiltin(t *testing.T) {
	for _, c := range []struct{ route, device, key string }{
		{route.DirectSend, "192.168.20.41", "device_ip"},
		{route.DirectSend, "fd00::/8", "device_ip"},
		{route.DirectSend, "203.0.113.77", ""},
		{route.Office365Relay, "192.168.20.41", ""},
	} {
		d, _ := (&Text{DeviceIP: []string{c.device}}).Read()
		r, found, wrong := Builtin(c.route, d)
		if !found || r.Name != c.route {
			t.Errorf("%s: %v, %q", c.route, found, r.Name)
		}
		if c.key == "" && len(wrong) > 0 || c.key != "" && (len(wrong) != 1 || wrong[0].Key != c.key || wrong[0].Hint == "") {
			t.Errorf("%s, %s: %v", c.route, c.device, wrong)
		}
	}
}

// TestNoBuiltin: a name of no route is not found, and nothing else is wrong.
func TestNoBuiltin(t *testing.T) {
	if r, found, wrong := Builtin("office365", route.Declared{}); found || wrong != nil || len(r.Legs) > 0 {
		t.Error(r, found, wrong)
	}
}

// TestReadAll: a form wants to hear of everything at once.
func TestReadAll(t *testing.T) {
	text := Text{RelayIP: []string{"10.0.0.1", "words", "203.0.113.25"}, DeviceIP: []string{"words"}, Domain: []string{"*"}, Tenant: "1"}
	d, wrong := text.Read()
	if len(wrong) != 5 || len(d.RelayIP) != 2 {
		t.Error(d, wrong)
	}
}

// TestReadPrefix: addresses compare unmapped and without zone, ranges masked.
func TestReadPrefix(t *testing.T) {
	text := Text{DeviceIP: []string{"::ffff:192.0.2.1", "::ffff:192.0.2.9/120", "[2001:db8::1]", "fe80::1%eth0", " 192.0.2.77/24 "}}
	d, e := text.Read()
	if e != nil {
		t.Fatal(e)
	}
	var got []string
	for _, p := range d.DeviceIP {
		got = append(got, p.String())
	}
	want := []string{"192.0.2.1/32", "192.0.2.0/24", "2001:db8::1/128", "fe80::1/128", "192.0.2.0/24"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestTrust(t *testing.T) {
	trust, e := Trust([]string{"lists.example.org", "198.51.100.0/24", "2001:db8::1"})
	if e != nil || len(trust.Domains) != 1 || len(trust.Prefixes) != 2 {
		t.Error(trust, e)
	}
	for _, public := range []string{"com", "Co.UK", ".org.", "github.io", "lan"} {
		if trust, e := Trust([]string{public}); len(e) != 1 || e[0].Value != public || e[0].Hint == "" || len(trust.Domains) > 0 {
			t.Errorf("%s, below which anybody can stand: %v", public, e)
		}
	}
	if trust, e := Trust([]string{"contoso.onmicrosoft.com", ".example.co.uk.", "corp.lan"}); len(e) > 0 || len(trust.Domains) != 3 {
		t.Error(trust, e)
	}
	if _, e := Trust([]string{"two words"}); len(e) != 1 || e[0].Key != "trust" {
		t.Error(e)
	}
}

func TestBinding(t *testing.T) {
	b, e := Binding("t-1", "2026-10-14T08:00:00+02:00")
	if e != nil || b.Token != "t-1" || b.SentAfter != 1791957600 {
		t.Error(b, e)
	}
	if _, e := Binding("", "yesterday"); len(e) != 1 || e[0].Key != "sent_after" {
		t.Error(e)
	}
}

// TestTrustAnybody: a range of all addresses is no host to trust.
func TestTrustAnybody(t *testing.T) {
	trust, wrong := Trust([]string{"lists.example.org", "198.51.100.0/24", "0.0.0.0/0", "::/0", "a b"})
	if len(trust.Domains) != 1 || len(trust.Prefixes) != 1 || len(wrong) != 3 {
		t.Errorf("%+v, %d errors", trust, len(wrong))
	}
}

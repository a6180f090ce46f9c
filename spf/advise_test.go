package spf

import (
	"maps"
	"net/netip"
	"strings"
	"testing"
)

func prefixes(texts ...string) (all []netip.Prefix) {
	for _, s := range texts {
		if p, err := netip.ParsePrefix(s); err == nil {
			all = append(all, p)
			continue
		}
		addr := netip.MustParseAddr(s)
		all = append(all, netip.PrefixFrom(addr, addr.BitLen()))
	}
	return all
}

func TestAdvise(t *testing.T) {
	en := catalogue(t, "en")
	for _, c := range []struct {
		name    string
		sources Sources
		record  string
		notes   string
	}{
		{"hybrid relay", Sources{Addresses: prefixes("8.8.8.8"), Cloud: "worldwide"},
			"v=spf1 ip4:8.8.8.8 include:spf.protection.outlook.com -all", "lookups"},
		{"government", Sources{Cloud: "us-government"}, "v=spf1 include:spf.protection.office365.us -all", "lookups"},
		{"unknown cloud", Sources{Cloud: "moon"}, "", "cloud-unknown"},
		{"nothing left", Sources{Addresses: prefixes("10.10.10.1"), Includes: []string{"localhost"}}, "", "address-private name-invalid"},
		{"left of the record", Sources{Addresses: prefixes("10.10.10.1"), Existing: []string{"v=spf1 mx ~all"}}, "v=spf1 mx ~all", "address-private lookups"},
		{"nobody, and no refusal", Sources{All: '?'}, "v=spf1 ?all", "lookups"},
		{"everybody becomes nobody", Sources{Existing: []string{"v=spf1 -mx +all"}}, "v=spf1 -mx ~all", "all-pass nobody order-kept lookups"},
		{"nobody any more", Sources{Existing: []string{"v=spf1 ip4:10.10.10.1 ~all"}}, "v=spf1 ~all", "private-dropped nobody lookups"},
		{"private relay", Sources{Addresses: prefixes("10.10.10.1", "240.0.0.1", "192.0.2.1")}, "v=spf1 ip4:192.0.2.1 -all",
			"address-private address-reserved address-documentation lookups"},
		{"nobody", Sources{}, "v=spf1 -all", "nobody lookups"},
		{"no names", Sources{Includes: []string{"localhost", "a b.example", "spf.example.com.", "SPF.example.com", "%{d}.example"}},
			"v=spf1 include:spf.example.com -all", "name-invalid name-invalid name-invalid lookups"},
		{"networks join", Sources{Addresses: prefixes("8.8.8.129/25", "8.8.8.0/25", "8.8.8.7", "2620:fe::/48", "::ffff:8.8.4.4", "0.0.0.0/0")},
			"v=spf1 ip4:8.8.4.4 ip4:8.8.8.0/24 ip6:2620:fe::/48 -all", "address-invalid lookups"},
		{"existing", Sources{Existing: []string{"x=y", "v=spf1 mx include:spf.protection.outlook.com a ip4:8.8.8.8 ~all"}, Addresses: prefixes("8.8.8.8", "8.8.4.4"), Cloud: "worldwide"},
			"v=spf1 ip4:8.8.4.4 ip4:8.8.8.8 a include:spf.protection.outlook.com mx ~all", "lookups"},
		{"existing mended", Sources{Existing: []string{"v=spf1 ipv4: 10.10.10.1  include:spf.protection.outlook.com -all"}, Addresses: prefixes("8.8.8.8"), Cloud: "worldwide"},
			"v=spf1 ip4:8.8.8.8 include:spf.protection.outlook.com -all", "existing-mended private-dropped lookups"},
		{"quotes beside what is not ours to mend", Sources{Existing: []string{`v=spf1 exists:%{ir}.r""x.example.com redi_ect=`}},
			"v=spf1 exists:%{ir}.rx.example.com -all", "lookups"},
		{"existing broken", Sources{Existing: []string{"v=spf1 foo:8.8.8.8 -all"}, Cloud: "worldwide"}, "", "existing-broken"},
		{"several", Sources{Existing: []string{"v=spf1 ip4:8.8.8.8 -all", "v=spf1 redirect=_spf.example.com"}, All: '-'},
			"v=spf1 ip4:8.8.8.8 include:_spf.example.com -all", "existing-several lookups"},
		{"several with other signs", Sources{Existing: []string{"v=spf1 mx -all", "v=spf1 ?mx a -all"}}, "v=spf1 a mx -all", "existing-several lookups"},
		{"several, and private", Sources{Existing: []string{"v=spf1 mx ip4:10.0.0.1 -all", "v=spf1 ?mx a -all"}}, "v=spf1 a mx -all", "existing-several private-dropped lookups"},
		{"several, and private alone", Sources{Existing: []string{"v=spf1 ip4:10.0.0.1 -all", "v=spf1 ?ip4:10.0.0.1 -all"}}, "v=spf1 -all",
			"existing-several private-dropped nobody lookups"},
		{"several that cover each other", Sources{Existing: []string{"v=spf1 ip4:8.8.0.0/16 ?mx -all", "v=spf1 -ip4:8.8.8.8 a -all"}}, "v=spf1 ip4:8.8.0.0/16 ?mx a -all", "existing-several order-kept lookups"},
		{"a refused source in front", Sources{Existing: []string{"v=spf1 -include:spf.protection.outlook.com mx -all"}, Cloud: "worldwide"},
			"v=spf1 include:spf.protection.outlook.com mx -all", "lookups"},
		{"redirect stays", Sources{Existing: []string{"v=spf1 redirect=_spf.example.com"}, Addresses: prefixes("8.8.8.8"), Includes: []string{"_spf.example.com"}},
			"v=spf1 ip4:8.8.8.8 redirect=_spf.example.com", "lookups"},
		{"redirect and all", Sources{Existing: []string{"v=spf1 redirect=_spf.example.com"}, All: '~'},
			"v=spf1 include:_spf.example.com ~all", "lookups"},
		{"macros", Sources{Existing: []string{"v=spf1 exists:%{l}.example.com exists:%{L}.example.com mx MX -all"}},
			"v=spf1 exists:%{l}.example.com exists:%{L}.example.com mx -all", "existing-mended lookups"},
		{"everybody", Sources{Existing: []string{"v=spf1 ptr +all exp=why.example.com x=y RA=me"}}, "v=spf1 ptr ~all exp=why.example.com RA=me", "all-pass ptr-kept lookups"},
		{"signs keep order", Sources{Existing: []string{"v=spf1 mx -ip4:8.8.8.8 ip4:10.0.0.1 ip4:8.8.8.0/24 -all"}, Addresses: prefixes("2620:fe::fe")},
			"v=spf1 ip6:2620:fe::fe mx -ip4:8.8.8.8 ip4:10.0.0.1 ip4:8.8.8.0/24 -all", "order-kept lookups"},
	} {
		a := Advise(c.sources)
		var notes []string
		for _, n := range a.Notes {
			notes = append(notes, n.Code)
			speaks(t, en, "spf.advice."+n.Code, n.Args)
		}
		if got := strings.Join(notes, " "); a.Record != c.record || got != c.notes {
			t.Errorf("%s:\n got %s [%s]\nwant %s [%s]", c.name, a.Record, got, c.record, c.notes)
		}
		if r := Parse(a.Record); a.Record != "" && len(r.Problems) > 0 {
			t.Errorf("%s: %v", c.name, r.Problems)
		}
	}
}

// TestAdviseTooMuch: what receivers give up on is said.
func TestAdviseTooMuch(t *testing.T) {
	var s Sources
	for i := range 11 {
		s.Includes = append(s.Includes, "n"+number(i)+".example.com")
	}
	for i := range 40 {
		s.Addresses = append(s.Addresses, prefixes("8.8."+number(i)+".1")...)
	}
	en := catalogue(t, "en")
	got := map[string]Severity{}
	for _, n := range Advise(s).Notes {
		got[n.Code] = n.Severity
		speaks(t, en, "spf.advice."+n.Code, n.Args)
	}
	if want := map[string]Severity{AdviceLookups: Error, AdviceLong: Warning}; !maps.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestAggregate: as few networks as hold the same addresses.
func TestAggregate(t *testing.T) {
	for in, want := range map[string]string{
		"":                                    "",
		"8.8.8.8":                             "8.8.8.8/32",
		"8.8.8.8 8.8.8.8 8.8.8.9":             "8.8.8.8/31",
		"8.8.8.9 8.8.8.10":                    "8.8.8.9/32 8.8.8.10/32",
		"8.8.8.0/26 8.8.8.64/26 8.8.8.128/25": "8.8.8.0/24",
		"8.8.8.0/24 8.8.8.7 2620:fe::/48 8.0.0.0/8": "8.0.0.0/8 2620:fe::/48",
		"2620:fe::/49 2620:fe:0:8000::/49":          "2620:fe::/48",
		"0.0.0.0/1 128.0.0.0/1 ::/1":                "0.0.0.0/0 ::/1",
	} {
		var got []string
		for _, n := range aggregate(prefixes(strings.Fields(in)...)) {
			got = append(got, n.String())
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%s: %s, want %s", in, s, want)
		}
	}
}

// TestTables: sorted, unique, every row sourced.
func TestTables(t *testing.T) {
	for name, table := range map[string]string{"special.tsv": specialTable, "clouds.tsv": cloudTable, "nonpublic.tsv": nonPublicTable} {
		seen := map[string]bool{}
		for cells := range rows(table) {
			if seen[cells[0]] || cells[len(cells)-2] == "" || len(cells[len(cells)-1]) != len("2026-01-02") {
				t.Errorf("%s: %q", name, cells)
			}
			seen[cells[0]] = true
		}
		if len(seen) == 0 {
			t.Errorf("%s is empty", name)
		}
	}
	for i, s := range specials() {
		if s.network != s.network.Masked() || i > 0 && s.network.Addr().Less(specials()[i-1].network.Addr()) {
			t.Errorf("special.tsv: %s is out of order or has host bits", s.network)
		}
		if s.class != "private" && s.class != "reserved" && s.class != "documentation" {
			t.Errorf("special.tsv: %s is %s", s.network, s.class)
		}
	}
	for cloud, name := range Clouds() {
		if !checkable(name) {
			t.Errorf("%s: %s", cloud, name)
		}
	}
}

package operator

import (
	"net/netip"
	"slices"
	"testing"

	"github.com/hopproof/hopproof/internal/tsv"
)

func TestAddrExamples(t *testing.T) {
	for _, cells := range tsv.Rows(rangesTSV) {
		got := Addr(netip.MustParseAddr(cells[5]))
		if got.Operator != cells[1] || got.Use.String() != cells[2] || got.inside != (cells[3] == "yes") || got.Cloud != cells[4] {
			t.Errorf("Addr(%s) = %+v, want row %s", cells[5], got, cells[0])
		}
	}
}

func TestAddr(t *testing.T) {
	tests := []struct {
		ip                         string
		operator                   string
		use                        Use
		outbound, internal, public bool
	}{
		{"1.2.3.4", "", UsePublic, false, false, true},
		{"203.0.113.25", "", UseDocumentation, false, false, true},
		{"::ffff:203.0.113.25", "", UseDocumentation, false, false, true},
		{"::ffff:40.107.20.41", Microsoft, UseOutbound, true, false, true},
		{"fe80::1%eth0", "", UseLinkLocal, false, true, false},
		{"fe80::1%6", "", UseLinkLocal, false, true, false},
		{"40.91.255.255", "", UsePublic, false, false, true},
		{"40.92.0.0", Microsoft, UseOutbound, true, false, true},
		{"40.93.255.255", Microsoft, UseOutbound, true, false, true},
		{"40.94.0.0", "", UsePublic, false, false, true},
		{"40.95.0.0", Microsoft, UseRelayPool, true, false, true},
		{"40.96.0.0", "", UsePublic, false, false, true},
		{"52.99.255.255", "", UsePublic, false, false, true},
		{"52.103.127.255", Microsoft, UseOutbound, true, false, true},
		{"52.103.128.0", Microsoft, UseRelayPool, true, false, true},
		{"52.103.255.255", Microsoft, UseRelayPool, true, false, true},
		{"52.104.0.0", "", UsePublic, false, false, true},
		{"104.47.127.255", Microsoft, UseOutbound, true, false, true},
		{"104.47.128.0", "", UsePublic, false, false, true},
		{"52.238.78.87", "", UsePublic, false, false, true},
		{"25.1.2.3", "", UsePublic, false, false, true}, // inside EOP until 2014, public now
		{"10.0.0.1", "", UsePrivate, false, true, false},
		{"192.168.1.1", "", UsePrivate, false, false, false},
		{"100.127.1.1", "", UsePrivate, false, true, false},
		{"100.128.0.0", "", UsePublic, false, false, true},
		{"2603:10a6::1", Microsoft, UseInternal, false, true, false},
		{"2603:10a7::1", Microsoft, UseCloud, false, false, true},
		{"2603:1100::", "", UsePublic, false, false, true},
		{"2603:fff:ffff::", "", UsePublic, false, false, true},
		{"2a01:111:f403::1", Microsoft, UseOutbound, true, true, true},
		{"2a01:111:f402::1", "", UsePublic, false, false, true},
		{"2001:db8::1", "", UseDocumentation, false, false, true},
		{"::1", "", UseLoopback, false, true, false},
		{"127.0.0.1", "", UseLoopback, false, false, false},
		{"255.255.255.255", "", UseReserved, false, false, false},
		{"209.85.160.178", Google, UseProvider, false, false, true},
		{"23.103.199.200", Microsoft, UseOutbound, true, false, true},
	}
	for _, test := range tests {
		got := Addr(netip.MustParseAddr(test.ip))
		if got.Operator != test.operator || got.Use != test.use || got.IsOutbound() != test.outbound ||
			got.IsInternal() != test.internal || got.IsPublic() != test.public {
			t.Errorf("Addr(%s) = %+v (%v)", test.ip, got, got.Use)
		}
	}
	if got := Addr(netip.Addr{}); got != (AddrClass{}) || got.IsOutbound() || got.IsInternal() || got.IsPublic() {
		t.Errorf("no address is %+v", got)
	}
}

// The look-up must agree with the plain meaning of the table: the narrowest
// range that contains the address.
func TestAddrNarrowest(t *testing.T) {
	rows := rangeTable()
	check := func(ip netip.Addr) {
		want, bits := AddrClass{Use: UsePublic}, -1
		for _, row := range rows {
			if row.prefix.Contains(ip) && row.prefix.Bits() > bits {
				want, bits = row.class, row.prefix.Bits()
			}
		}
		if got := Addr(ip); got != want {
			t.Errorf("Addr(%s) = %+v, want %+v", ip, got, want)
		}
	}
	for _, row := range rows {
		check(row.first)
		if before := row.first.Prev(); before.IsValid() {
			check(before)
		}
		last := lastOf(row.prefix)
		check(last)
		if after := last.Next(); after.IsValid() {
			check(after)
		}
	}
}

func lastOf(prefix netip.Prefix) netip.Addr {
	raw := prefix.Addr().AsSlice()
	for bit := prefix.Bits(); bit < len(raw)*8; bit++ {
		raw[bit/8] |= 1 << (7 - bit%8)
	}
	last, _ := netip.AddrFromSlice(raw)
	return last
}

func TestUseString(t *testing.T) {
	for use := UseInvalid; use <= UseProvider; use++ {
		if slices.Index(useNames[:], use.String()) != int(use) {
			t.Errorf("use %d is called %q", use, use)
		}
	}
	if got := Use(200).String(); got != "invalid" {
		t.Errorf("a use without a name is called %q", got)
	}
}

func BenchmarkAddr(b *testing.B) {
	for _, text := range []string{"203.0.113.25", "40.107.20.41", "2603:10a6:10:28c::29", "::ffff:10.1.2.3", "8.8.8.8"} {
		ip := netip.MustParseAddr(text)
		Addr(ip)
		b.Run(text, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Addr(ip)
			}
		})
	}
}

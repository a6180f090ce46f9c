package route_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/route"
	gen "github.com/hopproof/hopproof/internal/tracegen"
)

// FuzzVerify: any route on any message has a verdict that is explained, and one
// demand more never makes it better.
func FuzzVerify(f *testing.F) {
	names, err := filepath.Glob("../../testdata/*.eml")
	if err != nil || len(names) == 0 {
		f.Fatal(names, err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add([]byte(fullRoute), data)
		f.Add([]byte(`{"legs": [{"role": "relay", "ip": "203.0.113.25"}, {"role": "eop"}, {"role": "exchange-online"}]}`), data)
	}
	f.Add([]byte(`{"legs": [{"role": "filter", "optional": true}], "within": "1s"}`), gen.Section(toGmail...))
	f.Fuzz(func(t *testing.T, file, data []byte) {
		r, err := route.ParseJSON("r", file)
		if err != nil {
			return
		}
		s := header.Parse(data)
		before := judge(t, &s, r)
		r.Strict = true
		strict := judge(t, &s, r)
		r.Forbid = append(r.Forbid[:len(r.Forbid):len(r.Forbid)], route.Leg{Role: hops.RoleEOP})
		forbidden := judge(t, &s, r)
		r.Binding.Token = "no such token"
		if bound := judge(t, &s, r); rank(strict) > rank(before) || rank(forbidden) > rank(strict) || rank(bound) > rank(forbidden) {
			t.Errorf("%v, strict %v, with what is forbidden %v, with a token %v", before, strict, forbidden, bound)
		}
	})
}

// judge verifies and checks what holds of every verdict.
func judge(t *testing.T, s *header.Section, r route.Route) route.Outcome {
	t.Helper()
	tl := hops.Build(s, hops.Options{Relays: r.Relays(), Destination: r.Destination()})
	v := route.Verify(tl, &r)
	checkExplained(t, v)
	worst := 2
	for _, l := range v.Legs {
		if l.Required {
			worst = min(worst, rank(l.Outcome))
		}
		for _, hop := range l.Hops {
			if tl.Hop(hop) == nil {
				t.Errorf("leg %s uses hop %d of %d", l.Leg, hop, len(tl.Hops))
			}
		}
	}
	for _, c := range v.Conditions {
		worst = min(worst, rank(c.Outcome))
	}
	if rank(v.Outcome) > worst {
		t.Errorf("%v is better than what it needs", v.Outcome)
	}
	return v.Outcome
}

// rank orders outcomes, the best last.
func rank(o route.Outcome) int {
	switch o {
	case route.Held:
		return 2
	case route.Unknown:
		return 1
	}
	return 0
}

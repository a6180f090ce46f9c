package forgery_test

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/header/authres"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/internal/forgery"
	"github.com/hopproof/hopproof/internal/testcorpus"
)

// planted are results as a sender would put them into his message: in the
// name of the receiver, of its domain, of nobody, of Microsoft.
func planted(tl *hops.Timeline) []string {
	results := "; spf=pass smtp.mailfrom=contoso.example; dkim=pass header.d=contoso.example; dmarc=pass header.from=contoso.example"
	list := []string{
		"Authentication-Results: attacker.example" + results,
		"Authentication-Results: spf=pass (sender IP is 203.0.113.25) smtp.mailfrom=contoso.example; dkim=pass header.d=contoso.example;",
		"X-MS-Exchange-Authentication-Results: spf=pass (sender IP is 203.0.113.25) smtp.mailfrom=contoso.example;",
		"Received-SPF: Pass (protection.outlook.com: domain of contoso.example designates 203.0.113.25 as permitted sender) receiver=protection.outlook.com; client-ip=203.0.113.25; helo=x;",
		"Authentication-Results-Original: " + tl.Receiver.Name + results,
	}
	for i := max(0, len(tl.Hops)-6); i < len(tl.Hops); i++ {
		if name := tl.Hops[i].By.Name; tl.Hops[i].Basis.Believed() && name != "" {
			list = append(list, "Authentication-Results: "+name+results, "ARC-Authentication-Results: i=1; "+name+results)
		}
	}
	return list
}

// basisOf asks for the basis of the field that begins at a place.
func basisOf(data []byte, at int, o hops.Options) hops.Basis {
	s := header.Parse(data)
	tl := hops.Build(&s, o)
	for i := range s.Fields {
		f := &s.Fields[i]
		if f.Span.Start != at {
			continue
		}
		if f.Name == "Received-SPF" {
			r := authres.ParseReceivedSPF(f.Value())
			return tl.SPFBasis(i, &r)
		}
		r := authres.Parse(f.Value())
		return tl.ResultsBasis(i, &r)
	}
	return hops.Claimed
}

// plant puts a field at a place.
func plant(data []byte, at int, field string) []byte {
	return slices.Concat(data[:at], []byte(field+"\r\n"), data[at:])
}

// oldestBelieved is where the oldest believed line ends: all that stands below
// may be a sender's.
func oldestBelieved(tl *hops.Timeline) int {
	end := 0
	for i := range tl.Hops {
		if h := &tl.Hops[i]; h.Basis.Believed() {
			end = max(end, h.Span.End)
		}
	}
	return end
}

// checkPlanted: no result below the oldest believed line is believed, none in
// a stranger's name anywhere, and none in the receiver's name below the line
// with which it took the message over.
func checkPlanted(t *testing.T, name string, data []byte, o hops.Options) (tried int) {
	t.Helper()
	s := header.Parse(data)
	tl := hops.Build(&s, o)
	end := oldestBelieved(tl)
	if end == 0 || !bytes.HasSuffix(data[:end], []byte("\n")) {
		return 0
	}
	fields := planted(tl)
	for _, field := range fields {
		tried++
		if b := basisOf(plant(data, end, field), end, o); b.Believed() {
			t.Errorf("%s: below the oldest believed line, %s is believed (%v)", name, field[:40], b)
		}
	}
	entry := tl.ReceiverEntry()
	for i := 0; i < len(s.Fields); i += 1 + len(s.Fields)/20 {
		tried++
		at := s.Fields[i].Span.Start
		if basisOf(plant(data, at, fields[0]), at, o).Believed() {
			t.Errorf("%s: a stranger's result is believed above field %d", name, i)
		}
		if named := fields[len(fields)-1]; i > entry.Field && basisOf(plant(data, at, named), at, o) == hops.Receiver {
			t.Errorf("%s: a result below the receiver's entry line is believed above field %d", name, i)
		}
	}
	return tried
}

// TestPlantedResults plants results in forgeries and in genuine messages.
func TestPlantedResults(t *testing.T) {
	tried := 0
	for i := range 100 {
		world := func() *forgery.World { return forgery.New(rand.New(rand.NewPCG(seed+5, uint64(i)))) }
		a := forgery.Attacks[i%len(forgery.Attacks)]
		for _, c := range []forgery.Case{a.Write(world()), world().Genuine()} {
			tried += checkPlanted(t, c.Attack, c.Data, hops.Options{Trust: hops.Trust{Domains: c.Declared.TrustDomain, Prefixes: prefixes(c.Declared.TrustIP)}})
		}
	}
	t.Logf("%d results were planted", tried)
	if tried < 3000 {
		t.Errorf("only %d results were planted", tried)
	}
}

// TestPlantedInCorpus plants them in real messages, and looks at the results
// that are there: one that is believed stands above a believed line.
func TestPlantedInCorpus(t *testing.T) {
	tried, believed := 0, 0
	for n, m := range testcorpus.Messages(t) {
		if n%4 == 0 {
			tried += checkPlanted(t, m.Name, m.Data, hops.Options{})
		}
		s := header.Parse(m.Data)
		tl := hops.Build(&s, hops.Options{})
		for i := range s.Fields {
			f := &s.Fields[i]
			if name := strings.ToLower(f.Name); !strings.HasSuffix(name, "authentication-results") && name != "received-spf" ||
				!basisOf(m.Data, f.Span.Start, hops.Options{}).Believed() {
				continue
			}
			believed++
			if f.Span.Start >= oldestBelieved(tl) {
				t.Errorf("%s: field %d is believed below the oldest believed line", m.Name, i)
			}
		}
	}
	t.Logf("%d results were planted; %d that were there are believed", tried, believed)
	if tried < 2000 || believed < 150 {
		t.Error("too few")
	}
}

package live

import (
	"context"
	"errors"
	"hash/fnv"
	"net/netip"
	"sync/atomic"
	"testing"

	"github.com/hopproof/hopproof/auth"
	"github.com/hopproof/hopproof/dmarc"
	"github.com/hopproof/hopproof/hops/route"
	"github.com/hopproof/hopproof/internal/hostile"
	gen "github.com/hopproof/hopproof/internal/tracegen"
	"github.com/hopproof/hopproof/report"
	"github.com/hopproof/hopproof/spf"
)

// liar answers every question with what it was given, by chance.
type liar struct {
	seed  uint64
	texts []string
	asked atomic.Int64
}

func (l *liar) Resolve(_ context.Context, name string, kind spf.Type) (spf.Answer, error) {
	l.asked.Add(1)
	h := fnv.New64a()
	h.Write([]byte(name))
	n := (h.Sum64() ^ l.seed) * 0x9e3779b97f4a7c15 >> 8
	a := spf.Answer{TTL: uint32(n), Missing: n%7 == 0, Secure: n%3 == 0}
	switch {
	case n%5 == 0:
		return spf.Answer{}, errors.New("no answer")
	case a.Missing:
	case kind == spf.TypeTXT:
		a.Texts = l.texts[n%uint64(len(l.texts)):]
	case kind == spf.TypeA || kind == spf.TypeAAAA:
		a.Addrs = []netip.Addr{netip.MustParseAddr(relay), netip.MustParseAddr("2001:db8::25"), {}}
	case kind == spf.TypeMX:
		a.MX = make([]spf.MX, n%40)
		for i := range a.MX {
			a.MX[i].Host = name
		}
	default:
		a.Hosts = []string{name, "relay.contoso.example", ""}
	}
	return a, nil
}

// FuzzAnalyze: whatever message and whatever DNS, the checks end, ask a bounded
// number of questions, and the report is sound. Without Microsoft's and the
// organization's keys nothing is sealed.
func FuzzAnalyze(f *testing.F) {
	text := scan(attachment).Text()
	f.Add([]byte(text), "v=spf1 include:contoso.example mx ptr -all", uint64(1))
	f.Add([]byte(text), "v=spf1 redirect=%{d}", uint64(2))
	f.Add([]byte(text), "v=DMARC1; p=reject; psd=n", uint64(3))
	f.Add(gen.Section(gen.Join(gen.GmailTop(9), []string{gen.GmailLine(8)}, gen.Traversal(gen.First, "relay.contoso.example", relay, 1), gen.Message())...), "v=DKIM1; p=", uint64(4))
	r, ok := route.Builtin(route.Office365Relay, route.Declared{RelayIP: []netip.Prefix{netip.MustParsePrefix(relay + "/32")}, Domains: []string{"contoso.example"}})
	if !ok {
		f.Fatal("no such route")
	}
	most := auth.MaxKeys + (auth.MaxSignatures+2)*dmarc.MaxWalk + 2*200
	f.Fuzz(func(t *testing.T, data []byte, record string, seed uint64) {
		l := &liar{seed: seed, texts: []string{record, "v=spf1 ip4:" + relay + " -all", "v=DMARC1; p=none", "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="}}
		d, err := Analyze(context.Background(), data, report.Options{Route: &r}, Options{Resolver: l, Now: gen.Start})
		if err != nil {
			t.Fatal(err)
		}
		for _, wrong := range hostile.Unsound(len(data), &d) {
			t.Error(wrong)
		}
		if int(l.asked.Load()) > most {
			t.Errorf("%d questions", l.asked.Load())
		}
		for i := range d.Hops {
			if d.Hops[i].Basis == report.BasisSealed {
				t.Error("sealed with keys that nobody here signs with")
			}
		}
	})
}

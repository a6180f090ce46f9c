package hostile_test

import (
	"context"
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"net/netip"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/hopproof/hopproof/evidence"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/route"
	"github.com/hopproof/hopproof/internal/hostile"
	"github.com/hopproof/hopproof/internal/msggen"
	"github.com/hopproof/hopproof/internal/testcorpus"
	"github.com/hopproof/hopproof/mailfile"
	"github.com/hopproof/hopproof/report"
)

// times is how often each message is spoiled; HOPPROOF_FULL=1 asks for the
// long run.
func times() int {
	switch {
	case os.Getenv("HOPPROOF_FULL") == "1":
		return 100
	case testing.Short():
		return 1
	}
	return 3
}

// patience is far more than any of these messages needs.
const patience = time.Minute

// routes are the built-in ones, with any address as the relay's and with
// everything declared, and a strict one.
func routes(tb testing.TB) []*route.Route {
	tb.Helper()
	anywhere := []netip.Prefix{netip.MustParsePrefix("0.0.0.0/0"), netip.MustParsePrefix("::/0")}
	all := route.Declared{
		RelayIP: []netip.Prefix{netip.MustParsePrefix("203.0.113.0/24")}, DeviceIP: []netip.Prefix{netip.MustParsePrefix("192.168.0.0/16")},
		RelayHost: []string{"relay.contoso.example"}, Domains: []string{"contoso.example"}, Tenant: "6f0c1a5e-0000-4000-8000-000000000001",
		Destination: []string{"mx.google.com"},
	}
	var list []*route.Route
	for _, declared := range []route.Declared{{RelayIP: anywhere}, all} {
		for _, name := range []string{route.Office365Relay, route.DirectSend, route.ClientSubmission, route.FilterInFront} {
			r, ok := route.Builtin(name, declared)
			if !ok {
				tb.Fatalf("no route %s", name)
			}
			list = append(list, &r)
		}
	}
	strict := *list[0]
	strict.Strict, strict.Attributed, strict.Within = true, true, 300
	strict.Forbid = []route.Leg{{Role: hops.RoleFilter}}
	return append(list, &strict)
}

// logs are those of the made-up relay.
func logs(tb testing.TB) *evidence.Set {
	tb.Helper()
	var all []evidence.Log
	for _, name := range []string{"postfix.log", "message-trace.json", "exchange-tracking.log", "iis-smtp.log"} {
		text, err := os.ReadFile(filepath.Join("../../testdata/logs", name))
		if err != nil {
			tb.Fatal(err)
		}
		all = append(all, evidence.Read(name, text, evidence.Options{}))
	}
	return evidence.NewSet(all...)
}

// madeUp are the messages of this repository.
func madeUp(tb testing.TB) []testcorpus.Message {
	tb.Helper()
	names, err := filepath.Glob("../../testdata/*.*")
	if err != nil || len(names) < 20 {
		tb.Fatal(len(names), err)
	}
	var list []testcorpus.Message
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			tb.Fatal(err)
		}
		list = append(list, testcorpus.Message{Name: filepath.Base(name), Data: data})
	}
	return list
}

// chain does what the command does with a file, and says what is unsound. The
// inner messages are reports of their own.
func chain(data []byte, o report.Options) (wrong []string, made tally) {
	file, err := mailfile.Open(data, nil)
	if err != nil {
		return nil, tally{}
	}
	for n := range len(file.Inner) + 1 {
		text, err := file.Select(n, &o)
		if err != nil {
			continue
		}
		d, err := report.Analyze(context.Background(), text, o)
		if err != nil {
			return append(wrong, err.Error()), made
		}
		made.add(&d)
		wrong = append(wrong, hostile.Unsound(len(text), &d)...)
	}
	return wrong, made
}

// tally counts reports, so that a test can see that its messages are not all
// past reading.
type tally struct{ documents, hops, held int }

func (t *tally) add(d *report.Document) {
	t.documents++
	t.hops += len(d.Hops)
	if d.Route == nil {
		return // nothing in it could be read
	}
	for _, l := range d.Route.Legs {
		if l.Outcome == report.Held {
			t.held++
		}
	}
}

// spoil runs spoiled copies of the messages through the chain. It prints names
// and seeds, never a message.
func spoil(t *testing.T, messages []testcorpus.Message) {
	t.Helper()
	expected, known := routes(t), logs(t)
	var all tally
	runs, before := 0, heap()
	for _, m := range messages {
		for n := range times() {
			r := rand.New(rand.NewPCG(nameSeed(m.Name), uint64(n)))
			data := hostile.Edit(r, m.Data)
			o := report.Options{Route: expected[r.IntN(len(expected))], Logs: known, Lang: []string{"en", "fr"}[n%2]}
			// Where a message hangs, no later line of this test could name it.
			watch := time.AfterFunc(patience, func() { panic(fmt.Sprintf("%s, edit %d: no end", m.Name, n)) })
			var wrong []string
			var made tally
			used := msggen.Allocated(func() { wrong, made = chain(data, o) })
			watch.Stop()
			if used > 4<<20+bytesPerByte*len(data) {
				wrong = append(wrong, fmt.Sprintf("%d bytes allocated for %d", used, len(data)))
			}
			for _, w := range wrong {
				t.Errorf("%s, edit %d: %s", m.Name, n, w)
			}
			runs++
			all.documents, all.hops, all.held = all.documents+made.documents, all.hops+made.hops, all.held+made.held
		}
	}
	grown := heap() - before
	t.Logf("%d spoiled messages: %d documents, %d hops, %d legs held; the heap grew by %d KiB", runs, all.documents, all.hops, all.held, grown>>10)
	if all.documents < runs/2 || all.hops < runs || all.held < runs/10 {
		t.Error("too little is left of the messages to try anything")
	}
	if grown > 8<<20 {
		t.Errorf("the heap grew by %d bytes", grown)
	}
}

// bytesPerByte bounds what the chain allocates in all, for each byte of a
// message: one document, three times in JSON, twice in text, and encoding/json's
// reading of it.
const bytesPerByte = 2000

func nameSeed(name string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(name))
	return binary.LittleEndian.Uint64(h.Sum(nil))
}

// heap is what is in use after a collection.
func heap() int {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int(m.HeapAlloc)
}

// TestSpoiled: the messages of this repository, spoiled at random, give sound
// reports.
func TestSpoiled(t *testing.T) { spoil(t, madeUp(t)) }

// TestSpoiledCorpus: real messages do, too.
func TestSpoiledCorpus(t *testing.T) { spoil(t, testcorpus.Messages(t)) }

// FuzzAnalyze: any bytes give a sound report, whatever route is expected of
// them, and the same report again.
func FuzzAnalyze(f *testing.F) {
	for i, m := range madeUp(f) {
		f.Add(m.Data, uint8(i))
	}
	expected, known := routes(f), logs(f)
	f.Fuzz(func(t *testing.T, data []byte, which uint8) {
		o := report.Options{Lang: []string{"en", "fr"}[which%2], Route: expected[int(which)%len(expected)]}
		if which&64 != 0 {
			o.Logs = known
		}
		if which&128 != 0 {
			o.Trust = hops.Trust{Domains: []string{"example.org"}, Prefixes: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}}
		}
		d := report.Of(data, o)
		for _, w := range hostile.Unsound(len(data), &d) {
			t.Error(w)
		}
		again := report.Of(data, o)
		if string(again.AppendJSON(nil, "")) != string(d.AppendJSON(nil, "")) {
			t.Error("the second report differs")
		}
	})
}

//go:build !js

package resolve_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/miekg/dns"

	"github.com/hopproof/hopproof/resolve"
	"github.com/hopproof/hopproof/spf"
)

var kinds = []spf.Type{spf.TypeA, spf.TypeAAAA, spf.TypeTXT, spf.TypeMX, spf.TypePTR, spf.TypeCNAME}

// FuzzMessage: any bytes may come from a server, with the number of the query or
// without. No answer comes of a message that is none to the question, and none
// has more in it than the message.
func FuzzMessage(f *testing.F) {
	for _, kind := range kinds {
		q := new(dns.Msg).SetQuestion("host.example.com.", uint16(kind))
		for _, m := range []*dns.Msg{answer(fuzzZone(f), q), new(dns.Msg).SetReply(q), new(dns.Msg).SetRcode(q, dns.RcodeNameError), q} {
			packed, err := m.Pack()
			if err != nil {
				f.Fatal(err)
			}
			f.Add(packed, uint8(kind), true)
			f.Add(packed[:len(packed)-1], uint8(kind), true)
			f.Add(packed, uint8(kind), false)
		}
	}
	f.Fuzz(func(t *testing.T, message []byte, n uint8, numbered bool) {
		kind := kinds[int(n)%len(kinds)]
		fits := true // of all messages that were sent back
		c := resolve.New(resolve.Config{Cache: -1, Transports: []resolve.Transport{transport(func(_ context.Context, query []byte) ([]byte, error) {
			back := bytes.Clone(message)
			if numbered {
				copy(back, query[:2])
			}
			fits = fits && answersTo(query, back)
			return back, nil
		})}})
		a, err := c.Resolve(context.Background(), "HOST.example.com", kind)
		var e *resolve.Error
		if (err != nil) != errors.As(err, &e) {
			t.Fatalf("error %v", err)
		}
		if err != nil && (!a.Void() || a.Missing || a.Secure) {
			t.Fatalf("%+v besides %v", a, err)
		}
		if err == nil && !fits {
			t.Fatalf("%+v of a message that answers something else", a)
		}
		bounded(t, a, kind, len(message))
	})
}

func fuzzZone(tb testing.TB) []dns.RR {
	return zone{`host.example.com. 300 IN A 192.0.2.1`, `host.example.com. 300 IN AAAA 2001:db8::1`, `host.example.com. 9 IN MX 1 mx.example.com.`,
		`host.example.com. 300 IN TXT "v=spf1" "\000\255\\"`, `host.example.com. 300 IN PTR host.example.com.`}.records(tb)
}

// answersTo compares the bytes of header and question, without regard to case:
// a second opinion on what the client accepts.
func answersTo(query, message []byte) bool {
	if len(message) < 12 || !bytes.Equal(message[:2], query[:2]) || message[2]&0xF8 != 0x80 {
		return false
	}
	if binary.BigEndian.Uint16(message[4:]) != 1 {
		rcode := message[3] & 15
		return binary.BigEndian.Uint16(message[4:]) == 0 && (rcode == 1 || rcode == 4)
	}
	question := new(dns.Msg)
	if question.Unpack(append(append([]byte{0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0}, message[12:]...), 0)) != nil && len(question.Question) == 0 {
		return false
	}
	asked := new(dns.Msg)
	if asked.Unpack(query) != nil {
		return false
	}
	got, want := question.Question[0], asked.Question[0]
	return strings.EqualFold(got.Name, want.Name) && got.Qtype == want.Qtype && got.Qclass == want.Qclass
}

// bounded checks an answer's form: one list, in order, of no more than fits.
func bounded(t *testing.T, a spf.Answer, kind spf.Type, size int) {
	t.Helper()
	lists := map[bool]int{}
	for of, n := range map[spf.Type]int{spf.TypeTXT: len(a.Texts), spf.TypeMX: len(a.MX)} {
		lists[of == kind] += n
	}
	lists[kind == spf.TypeA || kind == spf.TypeAAAA] += len(a.Addrs)
	lists[kind == spf.TypePTR || kind == spf.TypeCNAME] += len(a.Hosts)
	if lists[false] > 0 || lists[true]*12 > size || a.Missing && lists[true] > 0 || a.TTL > 86400 {
		t.Fatalf("%+v for %s from %d bytes", a, kind, size)
	}
	for _, addr := range a.Addrs {
		if addr.Is4() != (kind == spf.TypeA) || !addr.IsValid() {
			t.Fatalf("address %v for %s", addr, kind)
		}
	}
	if !slices.IsSortedFunc(a.MX, func(a, b spf.MX) int { return int(a.Preference) - int(b.Preference) }) {
		t.Fatalf("order of %+v", a.MX)
	}
	if len(strings.Join(a.Texts, "")) > size {
		t.Fatalf("%d bytes of text from %d", len(strings.Join(a.Texts, "")), size)
	}
}

// FuzzText: the bytes of TXT records come out as they were packed.
func FuzzText(f *testing.F) {
	f.Add([]byte("v=spf1 -all"), uint8(255))
	f.Add([]byte(`a\b "c" \065 \\`), uint8(3))
	f.Add([]byte("\x00\xff\x80;\n"), uint8(1))
	f.Add([]byte{}, uint8(0))
	f.Fuzz(func(t *testing.T, raw []byte, chunk uint8) {
		raw = raw[:min(len(raw), 30000)]
		a, err := over(transport(func(_ context.Context, query []byte) ([]byte, error) {
			return textMessage(query, raw, int(chunk)), nil
		})).Resolve(context.Background(), "host.example.com", spf.TypeTXT)
		if err != nil || len(a.Texts) != 1 || a.Texts[0] != string(raw) {
			t.Fatalf("%q came as %q, %v", raw, a.Texts, err)
		}
	})
}

// textMessage packs the answer to a query by hand: one TXT record with raw in
// character-strings of at most chunk bytes.
func textMessage(query, raw []byte, chunk int) []byte {
	end := 12 + len("\x04host\x07example\x03com\x00") + 4
	m := append([]byte{query[0], query[1], 0x80, 0, 0, 1, 0, 1, 0, 0, 0, 0}, query[12:end]...)
	var data []byte
	for part := range slices.Chunk(raw, max(chunk, 1)) {
		data = append(append(data, byte(len(part))), part...)
	}
	if len(raw) == 0 {
		data = []byte{0}
	}
	m = append(m, 0xC0, 12, 0, 16, 0, 1, 0, 0, 0, 60)
	m = binary.BigEndian.AppendUint16(m, uint16(len(data)))
	return append(m, data...)
}

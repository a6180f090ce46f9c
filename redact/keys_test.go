package redact_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"os"
	"testing"

	"github.com/hopproof/hopproof/internal/redactcheck"
	"github.com/hopproof/hopproof/redact"
	"github.com/hopproof/hopproof/report"
)

// seed is that of the keys of the tests: a failure names the number of its key.
const seed = 20261126

// keyed is a map with the key of that number.
func keyed(tb testing.TB, number int) *redact.Map {
	tb.Helper()
	random := rand.NewPCG(seed, uint64(number))
	var key []byte
	for len(key) < redact.KeySize {
		key = binary.LittleEndian.AppendUint64(key, random.Uint64())
	}
	m, err := redact.NewMap(key)
	if err != nil {
		tb.Fatal(err)
	}
	return m
}

// fullKeys is how many keys the full run tries with every message.
const fullKeys = 200

// TestCorpusKeys: no message is refused, whatever the key, and nothing of what its
// fields tell survives: the parsers of the library read both texts afresh. The
// short run takes another key for every message.
func TestCorpusKeys(t *testing.T) {
	t.Parallel()
	const parts = 8 // each can be run by itself
	all := messages(t)
	keys := 1
	if os.Getenv("HOPPROOF_FULL") != "" {
		keys = fullKeys
	}
	for part := range parts {
		t.Run(fmt.Sprintf("%dof%d", part+1, parts), func(t *testing.T) {
			t.Parallel()
			var locals, domains, addresses, pairs int
			for i := part; i < len(all); i += parts {
				before, secret := report.Of(all[i].Data, report.Options{}), told(all[i].Data)
				locals, domains, addresses = locals+len(secret.locals), domains+len(secret.domains), addresses+len(secret.addresses)
				for k := range keys {
					number := i*keys + k
					if problem := refusedWith(keyed(t, number), all[i].Data, &before, &secret); problem != "" {
						t.Errorf("%s, key %d of seed %d: %s", all[i].Name, number, seed, problem)
					}
					pairs++
				}
			}
			t.Logf("%d pairs of a message and a key of seed %d: %d local parts, %d domains, %d addresses", pairs, seed, locals, domains, addresses)
		})
	}
}

// refusedWith says why hopproof would not show a message as m redacts it, or what
// of the original is left in it.
func refusedWith(m *redact.Map, data []byte, before *report.Document, secret *teller) string {
	r := redact.Section(data, m)
	after := report.Of(r.Text, report.Options{})
	switch {
	case len(r.Leaks) > 0:
		return "leaks in " + r.Leaks[0].Name + ": " + string(r.Leaks[0].Kind)
	case r.Misread:
		return "other fields than before"
	case !redactcheck.Same(before, &after):
		return "another analysis"
	}
	return secret.survivor(r.Text, m)
}

// survivor says what of it stands in a redacted text where such things stand, or
// for domains anywhere in it.
func (o *teller) survivor(written []byte, m *redact.Map) string {
	drawn := map[string]bool{}
	for p := range m.Pairs() {
		drawn[p.Pseudonym] = true
	}
	after, text := told(written), bytes.ToLower(written)
	for local := range o.locals {
		if after.locals[local] && !drawn[local] {
			return "a local part survived"
		}
	}
	for domain := range o.domains {
		if after.domains[domain] || contains(text, domain) {
			return "a domain survived"
		}
	}
	for ip := range o.addresses {
		if after.addresses[ip] && !drawn[ip.String()] {
			return "an address survived"
		}
	}
	return ""
}

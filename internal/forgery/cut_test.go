package forgery_test

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/internal/forgery"
)

// cutMessages is how many generated messages are tried cut at every byte.
const cutMessages = 5

func eachGenuine(t *testing.T, check func(t *testing.T, c forgery.Case)) {
	t.Helper()
	for i := range cutMessages {
		check(t, forgery.New(rand.New(rand.NewPCG(seed+1, uint64(i)))).Genuine())
	}
}

// proof is how much of a message the proof of a leg needs: up to the end of
// the date of the line that shows it.
func proof(data []byte, line int) int {
	at := 0
	for range line + 1 {
		next := bytes.Index(data[at:], []byte("\r\nReceived: "))
		if next < 0 {
			return len(data)
		}
		at += next + 2
	}
	for {
		end := bytes.Index(data[at:], []byte("\r\n"))
		at += end
		if end < 0 || data[at+2] != ' ' && data[at+2] != '\t' {
			return at - len(" (UTC)") // a comment behind the date shows nothing
		}
		at += 2
	}
}

// TestCutBottom: no leg is held whose line is not all there.
func TestCutBottom(t *testing.T) {
	t.Parallel()
	eachGenuine(t, func(t *testing.T, c forgery.Case) {
		whole := append(slices.Clone([]byte("X: y\r\n")), c.Data...)
		border := bytes.LastIndex(whole, []byte(".mail.protection.outlook.com"))
		border = bytes.Count(whole[:border], []byte("\r\nReceived: ")) - 1
		needs := map[string]int{"relay": proof(whole, border), "eop": proof(whole, border), "device": proof(whole, border+1)}
		if len(c.RelayHost) > 0 {
			needs["relay"] = needs["device"]
		}
		for n := range len(whole) {
			tl, v := verify(whole[:n], c.Declared)
			for _, leg := range held(v) {
				if n < needs[leg] {
					t.Fatalf("%s is held of %d bytes, its line ends at %d (belief ended: %s)\n%q", leg, n, needs[leg], tl.Boundary.Reason, whole[:n])
				}
			}
		}
	})
}

// TestCutTop: a message without its newest lines speaks for the receiver that
// is left, which is assumed and named.
func TestCutTop(t *testing.T) {
	t.Parallel()
	eachGenuine(t, func(t *testing.T, c forgery.Case) {
		for n := range c.Data {
			tl, v := verify(c.Data[n:], c.Declared)
			if got := held(v); len(got) > 0 && !assumed(tl) && !marked(c.Data[n:]) {
				t.Fatalf("%v held without the first %d bytes, by %q, and nothing says that this is assumed\n%q", got, n, tl.Receiver.Name, c.Data[n:])
			}
		}
	})
}

// TestCutSamples cuts the sample messages: at every line, and at every byte in
// a long run.
func TestCutSamples(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("../../testdata/*.eml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no samples: %v", err)
	}
	d := forgery.Declared{Route: "office365-relay", RelayIP: []string{"203.0.113.25"}, RelayHost: []string{"relay.contoso.example"}, DeviceIP: []string{"192.168.20.0/24"}}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		places := lineStarts(data)
		if mutants() > 50_000 {
			places = nil
			for n := range data {
				places = append(places, n)
			}
		}
		checkCuts(t, filepath.Base(file), data, d, places)
	}
}

// assumed reports whether the timeline says whom it takes for the receiver.
func assumed(tl *hops.Timeline) bool {
	for _, f := range tl.Findings {
		if f.Code != "receiver-assumed" {
			continue
		}
		for _, a := range f.Args {
			if a.Name == "receiver" && a.Value == tl.Receiver.Name && strings.TrimSpace(a.Value) != "" {
				return true
			}
		}
	}
	return false
}

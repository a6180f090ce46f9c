package hops_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/internal/testgolden"
)

// TestSamples keeps what is made of each message of testdata: its hops, whom it
// believes, and its findings, neither fewer nor more.
func TestSamples(t *testing.T) {
	var got strings.Builder
	files, err := filepath.Glob(filepath.Join("..", "testdata", "*.eml"))
	pastes, pasteErr := filepath.Glob(filepath.Join("..", "testdata", "*.txt"))
	if err != nil || pasteErr != nil || len(files) < 20 || len(pastes) < 4 {
		t.Fatal(err, pasteErr, len(files), len(pastes))
	}
	for _, file := range slices.Concat(files, pastes) {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		s := header.Parse(text)
		describe(&got, filepath.Base(file), hops.Build(&s, hops.Options{}))
	}
	testgolden.Check(t, "testdata/samples.golden.txt", []byte(got.String()))
}

// describe writes a timeline, a line for each thing that it says.
func describe(b *strings.Builder, name string, t *hops.Timeline) {
	fmt.Fprintf(b, "%s\n  receiver %q, assumed %t; belief ends at hop %d: %s %v\n", name,
		t.Receiver.Name, t.Receiver.Assumed, t.Boundary.Hop, t.Boundary.Reason, pairs(t.Boundary.Args))
	for i := range t.Hops {
		h := &t.Hops[i]
		delay := "-"
		if h.HasDelay {
			delay = fmt.Sprint(h.Delay)
		}
		fmt.Fprintf(b, "  %d %s, %s, by %q, link %q, %s s, peer %s\n", h.Number, h.Basis, h.Role, h.By.Name, h.Link, delay, h.Peer.Use)
	}
	for i := range t.Entries {
		e := &t.Entries[i]
		fmt.Fprintf(b, "  entry at hop %d: %s, %s, tls %v\n", e.Hop, e.IP, e.Basis, e.TLS)
		for _, w := range e.Witnesses {
			fmt.Fprintf(b, "    %s: %s, agrees %t, explained %t\n", w.Source, w.Value, w.Agrees, w.Explained)
		}
	}
	for i := range t.Findings {
		f := &t.Findings[i]
		fmt.Fprintf(b, "  %s %s %v\n", f.Severity, f.Code, pairs(f.Args))
	}
}

func pairs(args []header.Arg) (list []string) {
	for _, a := range args {
		list = append(list, a.Name+"="+a.Value)
	}
	return list
}

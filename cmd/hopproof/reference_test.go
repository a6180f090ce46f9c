package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/internal/testcorpus"
)

// TestReferenceTraces verifies the reference's own sample traces: each built-in
// route holds on its sample, and the relay route is held on none of another.
func TestReferenceTraces(t *testing.T) {
	folder := testcorpus.Path(t, "reference", "sample-traces")
	held := []struct{ file, flags string }{
		{"r1-device-iis-eop-exo-gmail.eml", "--relay-ip 203.0.113.25"},
		{"r1b-device-postfix-eop-exo-gmail.eml", "--relay-ip 203.0.113.25 --relay-host relay.example.com --device-ip 192.0.2.57 --domain example.com"},
		{"r1c-device-exchange-eop-exo-gmail.eml", "--relay-ip 203.0.113.25"},
		{"r2-device-postfix-eop-exo-mailbox.eml", "--relay-ip 203.0.113.25 --tenant 11111111-2222-4333-8444-555555555555"},
		{"r3-device-direct-send.eml", "--route direct-send --device-ip 198.51.100.77"},
		{"r4-client-submission-exo-gmail.eml", "--route client-submission"},
		{"r5-thirdparty-filter-eop-mailbox.eml", "--route filter-in-front --relay-ip 203.0.113.99"},
	}
	verify := func(file, flags string) int {
		args := append([]string{"verify"}, strings.Fields(flags)...)
		return run(context.Background(), append(args, filepath.Join(folder, file)),
			streams{strings.NewReader(""), io.Discard, io.Discard, func(string) string { return "" }})
	}
	for _, s := range held {
		if code := verify(s.file, s.flags); code != exitDone {
			t.Errorf("%s %s: exit code %d, want held", s.file, s.flags, code)
		}
	}
	files, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if code := verify(f.Name(), "--relay-ip 198.51.100.1"); code != exitBroken && code != exitUnknown {
			t.Errorf("%s with a wrong address: exit code %d", f.Name(), code)
		}
	}
}

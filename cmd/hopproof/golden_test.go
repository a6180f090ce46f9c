package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/internal/testgolden"
)

// TestGolden keeps what each built-in route says of its own message, as text
// in both languages and as JSON.
func TestGolden(t *testing.T) {
	routes := []struct{ name, message, flags string }{
		{"office365-relay", "relay-postfix-gmail.eml", "--relay-ip 203.0.113.25 --relay-host relay.contoso.example --device-ip 192.168.20.0/24 --domain contoso.example"},
		{"office365-relay-mailbox", "relay-postfix-mailbox.eml", "--relay-ip 203.0.113.25 --tenant 6f0c1a5e-0000-4000-8000-000000000001"},
		{"direct-send", "direct-send.eml", "--route direct-send --device-ip 198.51.100.77"},
		{"client-submission", "client-submission-gmail.eml", "--route client-submission"},
		{"evidence-relay", "relay-iis-gmail.eml", "--relay-ip 203.0.113.25 --device-ip 192.168.20.0/24 --evidence ../../testdata/logs/iis-smtp.log"},
		{"evidence-login", "relay-postfix-gmail.eml", "--route testdata/login.yaml --log-zone +01:00 --evidence ../../testdata/logs/postfix.log"},
		{"filter-in-front", "filter-in-front.eml", "--route filter-in-front --relay-ip 203.0.113.99"},
	}
	forms := []struct{ suffix, flags string }{
		{"en.txt", "--lang en"}, {"fr.txt", "--lang fr"}, {"json", "--format json"},
	}
	for _, r := range routes {
		for _, f := range forms {
			t.Run(r.name+"."+f.suffix, func(t *testing.T) {
				args := append([]string{"verify"}, strings.Fields(r.flags+" "+f.flags)...)
				var out, complaints bytes.Buffer
				code := run(context.Background(), append(args, "-"), streams{open(t, r.message), &out, &complaints, func(string) string { return "" }})
				if code != exitDone {
					t.Errorf("exit code %d, want held; %s", code, complaints.String())
				}
				testgolden.Check(t, filepath.Join("testdata", "golden", r.name+"."+f.suffix), out.Bytes())
			})
		}
	}
}

func open(t *testing.T, name string) *os.File {
	t.Helper()
	f, err := os.Open(filepath.Join("..", "..", "testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"net"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/miekg/dns"

	"github.com/hopproof/hopproof/internal/jsontext"
)

// TestSilentResolver: nothing waits for a resolver that never answers beyond the
// end of its context, and what it did not say is unknown. The questions about a
// domain are put several at a time.
func TestSilentResolver(t *testing.T) {
	silent, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	for _, command := range []string{"domain contoso.example", "spf tree contoso.example", "spf check contoso.example --ip 192.0.2.1", "spf lint contoso.example"} {
		ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
		var out, problems bytes.Buffer
		args := append(strings.Fields(command), "--dns", silent.LocalAddr().String())
		code := run(ctx, args, streams{strings.NewReader(""), &out, &problems, os.Getenv})
		cancel()
		if code != exitUnknown {
			t.Errorf("%s: exit %d\n%s%s", command, code, out.String(), problems.String())
		}
	}
	names := map[string]bool{}
	buffer := make([]byte, 512)
	silent.SetReadDeadline(time.Now().Add(5 * time.Second))
	for len(names) < 2 {
		n, _, err := silent.ReadFrom(buffer)
		if err != nil {
			t.Fatalf("one question at a time: %v (%v)", names, err)
		}
		q := new(dns.Msg)
		if err := q.Unpack(buffer[:n]); err != nil {
			t.Fatal(err)
		}
		names[strings.ToLower(q.Question[0].Name)] = true
	}
}

// TestHostileRecordAsJSON: what a terminal acts on is escaped, and the text
// means what it meant.
func TestHostileRecordAsJSON(t *testing.T) {
	const record = "v=spf1 \u202e\u009b31m\x7f\x1b[0m \u00e9 -all"
	var out, problems bytes.Buffer
	run(context.Background(), []string{"spf", "lint", "--format", "json", "-"}, streams{strings.NewReader(record + "\n"), &out, &problems, os.Getenv})
	if strings.ContainsFunc(strings.ReplaceAll(out.String(), "\n", ""), jsontext.IsControl) {
		t.Errorf("raw control characters: %q", out.String())
	}
	var d struct{ Records []struct{ Record string } }
	if err := json.Unmarshal(out.Bytes(), &d); err != nil || len(d.Records) != 1 || d.Records[0].Record != record {
		t.Errorf("%v: %q", err, d.Records)
	}
}

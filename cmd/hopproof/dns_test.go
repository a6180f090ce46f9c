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
	for command, names := range map[string]int{
		"domain contoso.example": 2, "spf tree contoso.example": 1, "spf check contoso.example --ip 192.0.2.1": 1, "spf lint contoso.example": 1,
	} {
		silent, err := net.ListenPacket("udp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		var out, problems bytes.Buffer
		ended := make(chan int, 1)
		go func() {
			args := append(strings.Fields(command), "--dns", silent.LocalAddr().String())
			ended <- run(ctx, args, streams{strings.NewReader(""), &out, &problems, os.Getenv})
		}()
		awaitQuestions(t, silent, names)
		cancel()
		select {
		case code := <-ended:
			if code != exitUnknown {
				t.Errorf("%s: exit %d\n%s%s", command, code, out.String(), problems.String())
			}
		case <-time.After(20 * time.Second):
			t.Errorf("%s goes on", command)
		}
		silent.Close()
	}
}

// awaitQuestions waits until a resolver was asked about so many names. Who puts
// one question at a time puts it again before the next.
func awaitQuestions(t *testing.T, resolver net.PacketConn, count int) {
	t.Helper()
	names, asked, buffer := map[string]bool{}, map[dns.Question]bool{}, make([]byte, 512)
	resolver.SetReadDeadline(time.Now().Add(20 * time.Second))
	for len(names) < count {
		n, _, err := resolver.ReadFrom(buffer)
		if err != nil {
			t.Fatalf("%v instead of %d names: %v", names, count, err)
		}
		q := new(dns.Msg)
		if err := q.Unpack(buffer[:n]); err != nil {
			t.Fatal(err)
		}
		question := q.Question[0]
		question.Name = strings.ToLower(question.Name) // its letters are of random case
		if asked[question] {
			t.Fatalf("%s is asked again, and not %d names at a time", question.Name, count)
		}
		names[question.Name], asked[question] = true, true
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

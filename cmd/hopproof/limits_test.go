package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/spf13/cobra"

	"github.com/hopproof/hopproof/evidence"
)

// endless is a file that never ends.
type endless struct{}

func (endless) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = 'a'
	}
	return len(b), nil
}

// TestReadLimit: an input is read up to the limit and not beyond, and the error
// says what the limit is.
func TestReadLimit(t *testing.T) {
	const most = 1 << 20
	if data, err := readUpTo(io.LimitReader(endless{}, most), most); err != nil || len(data) != most {
		t.Errorf("%d bytes, %v", len(data), err)
	}
	if data, err := readUpTo(endless{}, most); err == nil || err.Error() != "larger than 1 MiB" || data != nil {
		t.Errorf("%d bytes, %v", len(data), err)
	}
}

// TestInputLimit: so are a message, a file of secrets and records to lint.
func TestInputLimit(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: -short leaves out large inputs")
	}
	for _, c := range []struct{ args, want string }{{"analyze", "256 MiB"}, {"spf lint -", "1 MiB"}, {"explain -", "1 MiB"}} {
		var out, err bytes.Buffer
		code := run(context.Background(), strings.Fields(c.args), streams{endless{}, &out, &err, func(string) string { return "" }})
		if code != exitUsage || err.String() != "hopproof: error: standard input: larger than "+c.want+"\n" || out.Len() > 0 {
			t.Errorf("%s: %d %q %q", c.args, code, err.String(), out.String())
		}
	}
}

// TestLogLimit: a packed log counts by what is in it.
func TestLogLimit(t *testing.T) {
	for most, want := range map[int64]string{1 << 20: "larger than 1 MiB", maxLog: ""} {
		var packed bytes.Buffer
		w := gzip.NewWriter(&packed)
		for range 2 << 20 / len(logLine) {
			io.WriteString(w, logLine)
		}
		w.Close()
		if packed.Len() > 64<<10 {
			t.Fatalf("%d bytes packed", packed.Len())
		}
		log, err := parseLog("x", &packed, evidence.Options{}, most)
		if want == "" && (err != nil || log.Format != evidence.Postfix) || want != "" && (err == nil || err.Error() != "--evidence x: "+want) {
			t.Errorf("%d: %v", most, err)
		}
	}
	if got := tooLarge(maxLog).Error(); got != "larger than 4 GiB" {
		t.Error(got)
	}
}

const logLine = "2026-11-03T09:42:11Z relay postfix/anvil[1]: statistics\n"

// TestPatience: a command about a domain asks no longer than a minute.
func TestPatience(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := &cobra.Command{}
		c.SetContext(context.Background())
		ctx, cancel := patient(c)
		defer cancel()
		started := time.Now()
		<-ctx.Done()
		if took := time.Since(started); took != patience {
			t.Errorf("ended after %v", took)
		}
	})
}

// TestSecretLimit: a file of secrets or authorities is no gigabyte, a
// certificate neither.
func TestSecretLimit(t *testing.T) {
	large := filepath.Join(t.TempDir(), "large")
	if err := os.WriteFile(large, make([]byte, maxSecretFile+1), 0o600); err != nil {
		t.Fatal(err)
	}
	send := "send --login a@contoso.example --to b@example.org --server localhost --dns " + serveLocalhost(t)
	for args, want := range map[string]string{
		send + " --password-file " + large: "larger than 1 MiB", send + " --ca " + large: "larger than 1 MiB",
		"connector certificate " + large: "more than 1 MiB; that is no certificate",
	} {
		var out, err bytes.Buffer
		code := run(context.Background(), strings.Fields(args), streams{strings.NewReader(""), &out, &err, func(string) string { return "" }})
		if code != exitUsage || !strings.Contains(err.String(), want) {
			t.Errorf("%s: %d %q", args, code, err.String())
		}
	}
}

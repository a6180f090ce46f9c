package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"testing"
)

// TestOverStandardInput: what standard input comes from is an input as well.
func TestOverStandardInput(t *testing.T) {
	text, err := os.ReadFile("../../testdata/relay-postfix-gmail.eml")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "message.eml")
	for _, args := range [][]string{{"analyze"}, {"verify", "-"}, {"redact"}, {"explain"}, {"scan", "-"}, {"compare", "-", "../../testdata/direct-send.eml"}} {
		if err := os.WriteFile(path, text, 0o600); err != nil {
			t.Fatal(err)
		}
		in, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		code := run(context.Background(), append(args, "--output", path), streams{in, io.Discard, io.Discard, func(string) string { return "" }})
		in.Close()
		if left, _ := os.ReadFile(path); code != exitUsage || !bytes.Equal(left, text) {
			t.Errorf("%v: exit code %d, %d of %d bytes are left", args, code, len(left), len(text))
		}
	}
}

// TestDefaultRoute: a file that bears the name of the default route is read only
// where it is asked for: it may lie among messages of strangers.
func TestDefaultRoute(t *testing.T) {
	message, err := filepath.Abs("../../testdata/relay-postfix-gmail.eml")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	lax := "name: all is well\nlegs:\n  - {leg: eop, role: eop}\n"
	if err := os.WriteFile("office365-relay", []byte(lax), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args []string
		code int
	}{
		{[]string{"verify", message}, exitUnknown}, {[]string{"verify", "--relay-ip", "203.0.113.25", message}, exitDone},
		{[]string{"verify", "--route", "office365-relay", message}, exitDone},
	} {
		var said bytes.Buffer
		if code := run(context.Background(), c.args, streams{nil, io.Discard, &said, func(string) string { return "" }}); code != c.code {
			t.Errorf("%v: exit code %d, want %d; %s", c.args, code, c.code, said.String())
		}
	}
}

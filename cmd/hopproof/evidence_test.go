package main

import (
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"testing"

	"github.com/hopproof/hopproof/evidence"
)

// TestPackedLog: logs as logrotate leaves them; a packed file that breaks off is
// an error, for its rest may hold a second match.
func TestPackedLog(t *testing.T) {
	text, err := os.ReadFile("../../testdata/logs/postfix.log")
	if err != nil {
		t.Fatal(err)
	}
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	if _, err := w.Write(text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "mail.log.2.gz")
	for cut, want := range map[int]int{0: 1, 20: -1} {
		if err := os.WriteFile(name, packed.Bytes()[:packed.Len()-cut], 0o600); err != nil {
			t.Fatal(err)
		}
		log, err := readLog(name, evidence.Options{})
		if (err != nil) != (want < 0) || err == nil && len(log.Records) != want {
			t.Errorf("cut by %d: %d records, %v", cut, len(log.Records), err)
		}
	}
}

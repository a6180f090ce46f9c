package live

import (
	"flag"
	"os"
	"testing"
)

var update = flag.Bool("update", false, "write the signed sample anew: read it before you commit it")

// TestSample: the signed message among the samples, and the zone with its keys,
// are those of these tests.
func TestSample(t *testing.T) {
	for path, want := range map[string]string{
		"../testdata/sealed-relay.eml":  scan().Text(),
		"../testdata/sealed-relay.zone": "; The keys and policies with which sealed-relay.eml verifies." + zone + keys(),
	} {
		if *update {
			if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		got, err := os.ReadFile(path)
		if err != nil || string(got) != want {
			t.Errorf("%s differs (%v): look, then run with -update", path, err)
		}
	}
}

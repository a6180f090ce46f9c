package wasmbuild

import "testing"

// TestToolchain: the glue is that of the toolchain that compiles, which the module
// chooses.
func TestToolchain(t *testing.T) {
	if glue, err := (Build{Root: "../.."}).Exec(); err != nil || len(glue) < 1000 {
		t.Errorf("%d bytes, %v", len(glue), err)
	}
	if _, err := (Build{Root: t.TempDir() + "/none"}).Exec(); err == nil {
		t.Error("there is no module, and yet its glue")
	}
}

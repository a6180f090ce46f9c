package hopproof_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/internal/testsource"
)

// testName is a test as SECURITY.md names it.
var testName = regexp.MustCompile("`([a-z0-9/-]*\\.(?:Test|Fuzz)\\w+)`")

// TestSecurityClaims: each claim of SECURITY.md about an attacker names the tests
// that hold it, those are there, and each attacker's chapter says what remains.
func TestSecurityClaims(t *testing.T) {
	text, err := os.ReadFile("SECURITY.md")
	if err != nil {
		t.Fatal(err)
	}
	m := testsource.Read(t, ".")
	_, attackers, _ := strings.Cut(string(text), "## Attackers")
	chapters := strings.Split(attackers, "\n### ")[1:]
	if len(chapters) != 9 {
		t.Errorf("%d attackers", len(chapters))
	}
	for _, chapter := range chapters {
		title, body, _ := strings.Cut(chapter, "\n")
		claims, remains, found := strings.Cut(body, "**Remains")
		if !found || len(remains) < 80 {
			t.Errorf("%s: nothing is said to remain", title)
		}
		for i, claim := range strings.Split(claims, "\n- ")[1:] {
			if !testName.MatchString(claim) {
				t.Errorf("%s: claim %d names no test", title, i+1)
			}
		}
	}
	for _, name := range testName.FindAllStringSubmatch(string(text), -1) {
		if !m.Tests[name[1]] && !m.Tests["."+name[1]] {
			t.Errorf("there is no %s", name[1])
		}
	}
}

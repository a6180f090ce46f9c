//go:build !js

package resolve_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

var browser = append(os.Environ(), "GOOS=js", "GOARCH=wasm")

// TestBrowserBuild: the package compiles for the browser, with tinyutil there
// and only there.
func TestBrowserBuild(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: -short leaves out the build for js/wasm")
	}
	const tinyutil = "github.com/syumai/tinyutil/httputil"
	output(t, browser, "build", ".")
	if !strings.Contains(output(t, browser, "list", "-deps", "."), tinyutil) {
		t.Error("the build for the browser is without tinyutil")
	}
	if strings.Contains(output(t, os.Environ(), "list", "-deps", "."), tinyutil) {
		t.Error("this build has tinyutil in it")
	}
}

// TestBrowser runs the tests for the browser in Node.js.
func TestBrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: -short leaves out the build for js/wasm")
	}
	if _, err := exec.LookPath("node"); err != nil {
		t.Skip("skipped: node is not installed")
	}
	if runtime.GOOS == "windows" {
		t.Skip("skipped: Go runs js/wasm by a shell script")
	}
	root := strings.TrimSpace(output(t, os.Environ(), "env", "GOROOT"))
	output(t, browser, "test", "-exec", filepath.Join(root, "lib", "wasm", "go_js_wasm_exec"), ".")
}

// output is what the go command prints.
func output(t *testing.T, env []string, args ...string) string {
	t.Helper()
	cmd := exec.Command("go", args...)
	cmd.Env = env
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return string(out)
}

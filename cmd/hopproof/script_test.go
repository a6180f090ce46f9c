package main

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/hopproof/hopproof/internal/testdns"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"hopproof": func() {
			os.Exit(run(context.Background(), os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr, os.Getenv}))
		},
	})
}

// TestScript drives the command as a shell would. $MESSAGES is the folder of
// made-up messages.
func TestScript(t *testing.T) {
	messages, err := filepath.Abs("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: *update,
		Setup: func(env *testscript.Env) error {
			env.Setenv("MESSAGES", messages)
			env.Setenv("LC_ALL", "en_US.UTF-8")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits,
			"dns":   func(ts *testscript.TestScript, neg bool, args []string) { serveZone(t, ts, args) },
		},
	})
}

// serveZone starts a DNS server with the records of a zone file: dns FILE. Its
// address is $DNS.
func serveZone(t *testing.T, ts *testscript.TestScript, args []string) {
	if len(args) != 1 {
		ts.Fatalf("usage: dns FILE")
	}
	ts.Setenv("DNS", testdns.Parse(t, ts.ReadFile(args[0])).Serve(t))
}

// exits runs a command and asserts its exit code: exits CODE COMMAND...
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND...")
	}
	code := "0"
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		code = exitCode(err)
	}
	if code != args[0] {
		ts.Fatalf("exit code %s, want %s", code, args[0])
	}
}

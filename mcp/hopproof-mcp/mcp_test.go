package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/modelcontextprotocol/go-sdk/mcp"
)

// programs is the folder of hopproof and hopproof-mcp, of one version.
var programs string

func TestMain(m *testing.M) {
	os.Exit(func() int {
		dir, err := os.MkdirTemp("", "hopproof-mcp-")
		if err != nil {
			panic(err)
		}
		defer os.RemoveAll(dir)
		programs = dir
		for folder, target := range map[string]string{".": "hopproof-mcp", "../..": "hopproof"} {
			build := exec.Command("go", "build", "-ldflags=-X main.version=v9.8.7", "-o", program(target), map[string]string{".": ".", "../..": "./cmd/hopproof"}[folder])
			build.Dir = folder
			if out, err := build.CombinedOutput(); err != nil {
				panic(string(out))
			}
		}
		return m.Run()
	}())
}

// program is the path of a program.
func program(name string) string {
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	return filepath.Join(programs, name)
}

// assistant is a client of the protocol's own library, connected to the program.
type assistant struct {
	*testing.T
	*mcp.ClientSession
}

// connect starts a program with arguments, as an assistant does.
func connect(t *testing.T, name string, args ...string) assistant {
	t.Helper()
	c := exec.Command(program(name), args...)
	c.Stderr = os.Stderr
	client := mcp.NewClient(&mcp.Implementation{Name: "test", Version: "1"}, nil)
	session, err := client.Connect(t.Context(), &mcp.CommandTransport{Command: c}, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := session.Close(); err != nil {
			t.Errorf("the end of the session: %v", err)
		}
	})
	return assistant{t, session}
}

type arguments map[string]any

// try calls a tool, and gives the text of its answer, or the error of the tool.
func (a assistant) try(tool string, args arguments) (answer, problem string) {
	a.Helper()
	result, err := a.CallTool(a.Context(), &mcp.CallToolParams{Name: tool, Arguments: args})
	if err != nil {
		a.Fatalf("%s: the protocol failed: %v", tool, err)
	}
	if len(result.Content) != 1 {
		a.Fatalf("%s: %d contents", tool, len(result.Content))
	}
	text := result.Content[0].(*mcp.TextContent).Text
	if result.IsError {
		if result.StructuredContent != nil || text == "" {
			a.Errorf("%s: an error with %v and text %q", tool, result.StructuredContent, text)
		}
		return "", text
	}
	a.same(tool, text, result.StructuredContent)
	return text, ""
}

// same: what an answer says as data and as text is the same.
func (a assistant) same(tool, text string, data any) {
	a.Helper()
	var read any
	if err := json.Unmarshal([]byte(text), &read); err != nil {
		a.Fatalf("%s: %v in %.200s", tool, err, text)
	}
	one, err := json.Marshal(read)
	two, err2 := json.Marshal(data)
	if err := errors.Join(err, err2); err != nil || !bytes.Equal(one, two) {
		a.Errorf("%s: data and text differ (%v)\n%.300s\n%.300s", tool, err, one, two)
	}
}

// call calls a tool that has an answer.
func (a assistant) call(tool string, args arguments) string {
	a.Helper()
	answer, problem := a.try(tool, args)
	if problem != "" {
		a.Fatalf("%s %.200v: %s", tool, args, problem)
	}
	return answer
}

// command is what the command says, in one line. A verdict has exit codes.
func command(t *testing.T, dir string, in []byte, args ...string) string {
	t.Helper()
	c := exec.CommandContext(context.Background(), program("hopproof"), args...)
	c.Dir, c.Stdin = dir, bytes.NewReader(in)
	out, _ := c.Output()
	var line bytes.Buffer
	if err := json.Compact(&line, out); err != nil || line.Len() == 0 {
		t.Fatalf("hopproof %q: %v %.200s", args, err, out)
	}
	return line.String()
}

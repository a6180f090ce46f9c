// Command hopproof proves, or refuses to prove, which way a message went.
package main

import (
	"context"
	"io"
	"os"
)

func main() {
	// An interrupt ends the program as it ends any other: there is nothing to
	// put in order, and a read from a terminal could not be called off.
	os.Exit(run(context.Background(), os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr, os.Getenv}))
}

// streams are what a command talks to; tests replace them.
type streams struct {
	in     io.Reader
	out    io.Writer
	err    io.Writer
	getenv func(string) string
}

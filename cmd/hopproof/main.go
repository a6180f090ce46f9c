// Command hopproof proves, or refuses to prove, which way a message went.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
)

func main() {
	ctx, cancel := signal.NotifyContext(context.Background(), os.Interrupt)
	code := run(ctx, os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr, os.Getenv})
	cancel()
	os.Exit(code)
}

// streams are what a command talks to; tests replace them.
type streams struct {
	in     io.Reader
	out    io.Writer
	err    io.Writer
	getenv func(string) string
}

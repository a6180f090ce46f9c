// Command hopproof-mcp is hopproof mcp: it offers hopproof to assistants by the
// Model Context Protocol, on standard input and output. It is a program and a
// module of its own, so that nobody else depends on the protocol's library.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"github.com/hopproof/hopproof"
	"github.com/hopproof/hopproof/mcp/server"
	"github.com/hopproof/hopproof/resolve"
)

// version is set when a release is built.
var version = hopproof.Version

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "hopproof mcp: error:", err)
		os.Exit(2)
	}
}

func run(ctx context.Context) error {
	dns := flag.String("dns", "off", "whom tools ask DNS that name nobody: off, system, IP[:port] or https://host/dns-query; never: nobody, whatever a tool names")
	files := flag.String("files", "", "let tools read the files below this `folder`")
	flag.Parse()
	if flag.NArg() > 0 {
		return fmt.Errorf("%q: no argument is taken", flag.Arg(0))
	}
	o := server.Options{Version: version, DNS: *dns}
	if _, err := resolve.Parse(*dns); err != nil && *dns != server.Never {
		return fmt.Errorf("--dns %w", err)
	}
	if *files != "" {
		root, err := os.OpenRoot(*files)
		if err != nil {
			return fmt.Errorf("--files: %w", err)
		}
		defer root.Close()
		o.Files = root
	}
	// The reader of server bounds lines, and leaves the session alive.
	in := struct {
		io.Reader
		io.Closer
	}{server.NewBounded(os.Stdin), os.Stdin}
	err := server.New(o).Run(ctx, &mcp.IOTransport{Reader: in, Writer: os.Stdout, MaxLineLength: -1})
	if errors.Is(err, io.EOF) || ctx.Err() != nil {
		return nil // the client, or the user, has ended it
	}
	return err
}

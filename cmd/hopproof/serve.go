package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/hopproof/hopproof/site"
)

func (a *app) serveCommand() *cobra.Command {
	var listen, dir string
	var names []string
	c := &cobra.Command{
		Use:   "serve",
		Short: "Serve the page on this machine",
		Long: `serve shows the page that analyses messages in the browser, until it is
interrupted. Nothing that is pasted there is sent anywhere, not even to
this program.

It listens on this machine alone, and answers only to the names of this machine:
a page elsewhere, whose name has been led here, gets nothing. With --listen on
another address it answers to every name, or to those of --host.`,
		Example: `  hopproof serve
  hopproof serve --listen 127.0.0.1:9000 --site site/dist`,
		Args: takes(0, 0),
		RunE: func(c *cobra.Command, _ []string) error { return a.serve(c.Context(), listen, dir, names) },
	}
	c.Flags().StringVar(&listen, "listen", "127.0.0.1:8765", "`address` and port; port 0 takes a free one")
	c.Flags().StringArrayVar(&names, "host", nil, "`name` under which it is reached, for a proxy in front (repeatable)")
	c.Flags().StringVar(&dir, "site", "", "serve the built page of this `folder` instead of the one inside")
	return c
}

func (a *app) serve(ctx context.Context, listen, dir string, names []string) error {
	handler, err := page(dir)
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", listen)
	if err != nil {
		return hint(fmt.Errorf("--listen %s: %w", listen, cause(err)), "for example 127.0.0.1:8765, or port 0 for a free one")
	}
	at, tcp := l.Addr().(*net.TCPAddr)
	local := tcp && at.IP.IsLoopback()
	if !local {
		a.say("warning", "other machines can reach this address; the page is the same for all and holds no data")
	}
	if local || len(names) > 0 {
		handler = site.ForHosts(handler, names)
	}
	if _, err := io.WriteString(a.out, address(l.Addr())+"\n"); err != nil {
		return errors.Join(err, l.Close())
	}
	// From here on an interrupt is the way to end.
	ctx, stop := interruptible(ctx)
	defer stop()
	return serveUntil(ctx, bound(l, maxConnections), handler)
}

// page is the handler of the page in that folder, or of the one inside.
func page(dir string) (http.Handler, error) {
	if dir == "" {
		files, built := site.Files()
		if !built {
			return nil, hint(errors.New("this program was built without the page"),
				"the archive of a release has it; or in a clone of the repository run "+site.BuildCommand+" and build the program again, or name a built page with --site")
		}
		return site.NewHandler(files)
	}
	h, err := site.NewHandler(os.DirFS(dir))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, hint(fmt.Errorf("--site %s: no built page is there", dir), "build it with "+site.BuildCommand)
	case err != nil:
		return nil, fmt.Errorf("--site %s: %w", dir, cause(err))
	}
	return h, nil
}

// cause is what the system says, without the name of the call.
func cause(err error) error {
	var system *os.SyscallError
	if errors.As(err, &system) {
		return system.Err
	}
	var call *net.OpError
	if errors.As(err, &call) {
		return call.Err
	}
	return err
}

// address is where a browser finds the page. The unspecified address means every
// one of this machine, its own among them.
func address(at net.Addr) string {
	tcp, ok := at.(*net.TCPAddr)
	if ok && tcp.IP.IsUnspecified() {
		return fmt.Sprintf("http://localhost:%d/", tcp.Port)
	}
	return "http://" + at.String() + "/"
}

// maxHeader bounds the request line and header of a request in bytes.
const maxHeader = 16 << 10

// serveUntil answers until ctx ends, and lets answers that have begun come to
// their end.
func serveUntil(ctx context.Context, l *bounded, h http.Handler) error {
	s := &http.Server{
		Handler:           h,
		ConnState:         l.state,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       10 * time.Second,
		WriteTimeout:      2 * time.Minute, // the bundles over a slow line
		IdleTimeout:       time.Minute,
		MaxHeaderBytes:    maxHeader,
		// Without this, OPTIONS * would be answered past the handler.
		DisableGeneralOptionsHandler: true,
		ErrorLog:                     log.New(io.Discard, "", 0), // clients that go away
	}
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(l) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
	defer cancel()
	if s.Shutdown(grace) != nil {
		_ = s.Close() // who reads on after that is cut off
	}
	return nil
}

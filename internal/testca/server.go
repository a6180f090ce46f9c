package testca

import (
	"bufio"
	"net"
	"testing"
	"time"
)

// Serve plays a server on loopback for one connection. stop ends it and waits;
// the end of the test does so too.
func Serve(t testing.TB, play func(conn net.Conn, in *bufio.Reader)) (address string, stop func()) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		conn, err := l.Accept()
		if err != nil {
			return
		}
		defer conn.Close()
		conn.SetDeadline(time.Now().Add(5 * time.Second))
		play(conn, bufio.NewReader(conn))
	}()
	stop = func() { l.Close(); <-done }
	t.Cleanup(stop)
	return l.Addr().String(), stop
}

// Script plays a server that answers each line of the client with the next
// text, the first without being asked. next, if any, takes over.
func Script(next func(conn net.Conn), answers ...string) func(net.Conn, *bufio.Reader) {
	return func(conn net.Conn, in *bufio.Reader) {
		for i, answer := range answers {
			if i > 0 {
				if _, err := in.ReadString('\n'); err != nil {
					return
				}
			}
			conn.Write([]byte(answer))
		}
		if next != nil {
			next(conn)
			return
		}
		in.ReadString('\n') // whatever comes: QUIT, or the end
	}
}

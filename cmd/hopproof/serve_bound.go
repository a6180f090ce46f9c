package main

import (
	"net"
	"net/http"
)

// maxConnections bounds the connections at one time; a browser makes six. More
// wait until one of them has ended.
const maxConnections = 256

// bounded accepts a connection when there is room for it. The connections are
// those of the listener, not wrapped: the server closes half of one to let the
// client read a refusal.
type bounded struct {
	net.Listener
	taken chan struct{}
}

func bound(l net.Listener, most int) *bounded { return &bounded{l, make(chan struct{}, most)} }

// Accept waits for room, then for a connection.
func (b *bounded) Accept() (net.Conn, error) {
	b.taken <- struct{}{}
	conn, err := b.Listener.Accept()
	if err != nil {
		<-b.taken
	}
	return conn, err
}

// state makes room when a connection has ended.
func (b *bounded) state(_ net.Conn, s http.ConnState) {
	if s == http.StateClosed || s == http.StateHijacked {
		<-b.taken
	}
}

package server

import (
	"context"
	"net"
	"testing"
	"time"

	"github.com/modelcontextprotocol/go-sdk/mcp"
)

// TestCalledOff: a call that the client calls off ends here too, long before its
// own limit of time, and has no answer.
func TestCalledOff(t *testing.T) {
	message := "Received: from a.example (a.example [203.0.113.25])\n by mx.example.org (Postfix) with ESMTP id 4A1;" +
		" Tue, 3 Nov 2026 09:42:16 +0000\nReturn-Path: <a@contoso.example>\nFrom: <a@contoso.example>\n\n"
	for _, x := range []mcp.CallToolParams{
		{Name: "domain", Arguments: map[string]any{"name": "contoso.example"}},
		{Name: "spf", Arguments: map[string]any{"action": "lint", "domain": "contoso.example"}},
		{Name: "spf", Arguments: map[string]any{"action": "check", "domain": "contoso.example", "ip": "203.0.113.25"}},
		{Name: "spf", Arguments: map[string]any{"action": "tree", "domain": "contoso.example"}},
		{Name: "analyze", Arguments: map[string]any{"message": message}},
	} {
		calledOff(t, &x)
	}
}

// calledOff makes a call to a server of its own, whose resolver never answers, and
// calls it off when the first question has come.
func calledOff(t *testing.T, x *mcp.CallToolParams) {
	t.Helper()
	silent, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	m := New(Options{Version: "test", DNS: silent.LocalAddr().String()})
	ended := make(chan *mcp.CallToolResult, 1)
	m.AddReceivingMiddleware(func(next mcp.MethodHandler) mcp.MethodHandler {
		return func(ctx context.Context, method string, r mcp.Request) (mcp.Result, error) {
			result, err := next(ctx, method, r)
			if call, ok := result.(*mcp.CallToolResult); ok {
				ended <- call
			}
			return result, err
		}
	})
	here, there := mcp.NewInMemoryTransports()
	session, err := m.Connect(t.Context(), here, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer session.Close()
	client, err := mcp.NewClient(&mcp.Implementation{Name: "test", Version: "1"}, nil).Connect(t.Context(), there, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	go client.CallTool(ctx, x)
	if err := silent.SetReadDeadline(time.Now().Add(20 * time.Second)); err != nil {
		t.Fatal(err)
	}
	if _, _, err := silent.ReadFrom(make([]byte, 1500)); err != nil {
		t.Fatalf("%v: no question came: %v", x, err)
	}
	cancel()
	select {
	case result := <-ended:
		if !result.IsError {
			t.Errorf("%v ended with %+v", x, result)
		}
	case <-time.After(20 * time.Second):
		t.Errorf("%v goes on", x)
	}
}

package main

import (
	"bytes"
	"io"
	"testing"
	"time"
)

// TestProgressLine: count and rate, and what is left where that is known.
func TestProgressLine(t *testing.T) {
	began := time.Date(2026, 11, 3, 8, 0, 0, 0, time.UTC)
	for want, c := range map[string]struct {
		size, read, files, met int64
		seconds                int
	}{
		"500 messages":                         {seconds: 0},
		"500 messages, 50/s":                   {seconds: 10},
		"500 messages, 50/s, 25 %, 30s left":   {seconds: 10, size: 400, read: 100},
		"500 messages, 50/s, 10 %, 1m30s left": {seconds: 10, files: 5000, met: 500},
		"500 messages, 500/s, 50 %":            {seconds: 1, files: 100, met: 50},
		"500 messages, 50/s, 100 %, 0s left":   {seconds: 10, size: 400, read: 401},
		"500 messages, 5/s, 50 %, 1m40s left":  {seconds: 100, size: 2, read: 1, files: 100},
	} {
		p := &progress{began: began, size: c.size, count: 500}
		p.read.Bytes.Store(c.read)
		p.read.Files.Store(c.met)
		p.files.Store(c.files)
		if got := p.line(began.Add(time.Duration(c.seconds) * time.Second)); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// TestProgressEnds: no line is drawn once it was taken away, also by who was about
// to draw it.
func TestProgressEnds(t *testing.T) {
	var b bytes.Buffer
	p := &progress{err: &b, ended: make(chan struct{})}
	p.show(time.Now())
	p.stop()
	drawn := b.Len()
	if p.show(time.Now()); drawn == 0 || b.Len() != drawn {
		t.Errorf("%q", b.String())
	}
}

// TestProgressSay: what is said stands above the line, which is wiped first.
func TestProgressSay(t *testing.T) {
	var b bytes.Buffer
	p := &progress{err: &b, shown: true}
	p.say(func() { io.WriteString(&b, "a\n") })
	p.say(func() { io.WriteString(&b, "b\n") })
	if got := b.String(); got != "\r\x1b[Ka\nb\n" {
		t.Errorf("%q", got)
	}
}

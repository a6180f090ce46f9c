package main

import (
	"context"
	"io"
	"os"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/hopproof/hopproof/scan/source"
)

// progress is the line on a terminal that says how far a run is.
type progress struct {
	read  source.Progress
	err   io.Writer // nil: nobody looks
	began time.Time
	size  int64        // of all inputs in bytes; 0: not known
	files atomic.Int64 // in all inputs; 0: not known

	mutex sync.Mutex
	count int
	shown bool
	ended chan struct{}
}

// drawEvery is how often the line changes.
const drawEvery = 200 * time.Millisecond

// newProgress starts to show the line, if standard error is a terminal.
func (s *scanRun) newProgress(ctx context.Context) *progress {
	p := &progress{began: time.Now(), ended: make(chan struct{})}
	if !isTerminal(s.err) {
		return p
	}
	p.err = s.err
	if p.size = sizeOf(s.paths); p.size == 0 {
		go func() { p.files.Store(source.Count(ctx, s.paths)) }()
	}
	go p.draw()
	return p
}

// sizeOf is the size of all files together, or 0 if there are folders or streams
// among them.
func sizeOf(paths []string) (size int64) {
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil || !info.Mode().IsRegular() {
			return 0
		}
		size += info.Size()
	}
	return size
}

func (p *progress) draw() {
	ticker := time.NewTicker(drawEvery)
	defer ticker.Stop()
	for {
		select {
		case <-p.ended:
			return
		case now := <-ticker.C:
			p.show(now)
		}
	}
}

// show draws the line, unless it was taken away meanwhile.
func (p *progress) show(now time.Time) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	select {
	case <-p.ended:
	default:
		io.WriteString(p.err, wipe+p.line(now))
		p.shown = true
	}
}

// wipe clears the line of the cursor (ECMA-48 EL).
const wipe = "\r\x1b[K"

// line tells count, rate, and for how long it will go on.
func (p *progress) line(now time.Time) string {
	spent := now.Sub(p.began)
	line := strconv.Itoa(p.count) + " messages"
	if seconds := spent.Seconds(); seconds >= 1 {
		line += ", " + strconv.Itoa(int(float64(p.count)/seconds)) + "/s"
	}
	part := p.part()
	if part <= 0 {
		return line
	}
	line += ", " + strconv.Itoa(int(100*part)) + " %"
	if left := time.Duration(float64(spent) * (1 - part) / part); spent > 2*time.Second {
		line += ", " + left.Round(time.Second).String() + " left"
	}
	return line
}

// part is how much is done, from 0 to 1; 0: not known.
func (p *progress) part() float64 {
	done, all := p.read.Bytes.Load(), p.size
	if all == 0 {
		done, all = p.read.Files.Load(), p.files.Load()
	}
	if all == 0 {
		return 0
	}
	return min(1, float64(done)/float64(all))
}

func (p *progress) add(n int) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.count += n
}

// say has something said on the same stream, above the line.
func (p *progress) say(what func()) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.clear()
	what()
}

func (p *progress) clear() {
	if p.shown {
		io.WriteString(p.err, wipe)
		p.shown = false
	}
}

// stop takes the line away.
func (p *progress) stop() {
	close(p.ended)
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.clear()
}

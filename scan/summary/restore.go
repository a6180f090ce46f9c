package summary

import (
	"errors"
	"strings"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/report"
)

// ErrState says that a text is no state that [Collector.AppendState] wrote.
var ErrState = errors.New("summary: not a saved state of this version")

// RestoreState makes c what the Collector was that wrote the state. On an error,
// which is [ErrState], c is as it was.
func (c *Collector) RestoreState(state []byte) error {
	text, ok := strings.CutPrefix(string(state), stateMagic)
	if !ok {
		return ErrState
	}
	r := stateReader{text: text}
	fresh := New(Options{Generator: c.generator})
	r.tally(&fresh.messages)
	r.tally(&fresh.unreadable)
	for i := range fresh.outcomes {
		r.tally(&fresh.outcomes[i])
	}
	for i := range fresh.tables {
		r.table(&fresh.tables[i])
	}
	r.keys(mostKinds, func(key string) { r.delays(fresh.delaysOf(key)) })
	r.keys(mostQuestions, func(key string) { r.table(fresh.question(key)) })
	if r.bad || r.text != "" {
		return ErrState
	}
	*c = *fresh
	return nil
}

const (
	mostKinds     = 512 // of known roles, believed or not
	mostQuestions = 8
	mostLength    = 4096 // bytes of a text: the longest key is a way
	mostBits      = 42
	mostCount     = 1 << 40 // sums of such do not overflow
)

// stateReader takes a state apart. After the first mistake it gives zeros, which
// end every loop.
type stateReader struct {
	text string
	bad  bool
}

// number reads a varint: seven bits a byte, the lowest first, and a high bit where
// more follow.
func (r *stateReader) number() int64 {
	n := int64(0)
	for i, shift := 0, 0; i < len(r.text) && shift < mostBits; i, shift = i+1, shift+7 {
		n |= int64(r.text[i]&0x7f) << shift
		if r.text[i] < 0x80 && n <= mostCount {
			r.text = r.text[i+1:]
			return n
		}
	}
	r.fail()
	return 0
}

func (r *stateReader) fail() { r.bad, r.text = true, "" }

// count is a number of things, of which there are most at most.
func (r *stateReader) count(most int) int {
	n := r.number()
	if n > int64(most) {
		r.fail()
		return 0
	}
	return int(n)
}

func (r *stateReader) string() string {
	n := r.count(min(mostLength, len(r.text)))
	if r.bad || n > len(r.text) {
		r.fail()
		return ""
	}
	s := r.text[:n]
	r.text = r.text[n:]
	return strings.Clone(s)
}

// keys reads things by keys, which stand in order.
func (r *stateReader) keys(most int, read func(key string)) {
	last, n := "", r.count(most)
	for i := 0; i < n && !r.bad; i++ {
		key := r.string()
		if i > 0 && key <= last {
			r.fail()
		}
		if last = key; !r.bad {
			read(key)
		}
	}
}

func (r *stateReader) tally(t *tally) {
	for i := range t.counts {
		t.counts[i] = r.number()
	}
	for range r.count(mostExamples) {
		name := r.string()
		if n := len(t.examples); n > 0 && name <= t.examples[n-1] {
			r.fail()
		}
		t.examples = append(t.examples, name)
	}
	n := r.count(1 + mostArgs)
	if n == 0 {
		return
	}
	t.sample = sample{name: r.string(), args: report.Pairs{}}
	for range n - 1 {
		t.sample.args = append(t.sample.args, header.Arg{Name: r.string(), Value: r.string()})
	}
}

func (r *stateReader) table(t *table) {
	t.floor = r.number()
	r.tally(&t.other)
	r.keys(t.limit, func(key string) {
		made := &row{missed: r.number()}
		r.tally(&made.tally)
		t.rows[key] = made
	})
}

func (r *stateReader) delays(d *delays) {
	d.max, d.negative, d.min = r.number(), r.number(), -r.number()
	last := -1
	for range r.count(stepCount) {
		i := r.count(stepCount - 1)
		if i <= last {
			r.fail()
			return
		}
		last = i
		d.steps[i] = r.number()
		d.count += d.steps[i]
	}
	for i := range d.classes {
		d.classes[i] = r.number()
	}
}

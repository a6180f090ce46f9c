package scan

import "github.com/hopproof/hopproof/scan/source"

// walk makes jobs of what a walk finds.
type walk struct {
	*line
	from    Position
	at      Position
	job     *job
	changed bool
}

// take takes a message; it is called by the walk.
func (w *walk) take(m *source.Message) bool {
	w.at.Items++
	w.at.Names = hashed(w.at.Names, m.Name)
	switch {
	case w.at.Items < w.from.Items:
		return true
	case w.at.Items == w.from.Items:
		w.changed = w.at.Names != w.from.Names
		return !w.changed
	}
	if w.job == nil {
		w.job = &job{items: make([]item, 0, batchItems), out: make(chan *chunk, 1)}
	}
	j := w.job
	start := len(j.texts)
	j.texts = append(j.texts, m.Head...)
	j.items = append(j.items, item{*m, start, len(j.texts)})
	j.done = w.at
	if len(j.items) == batchItems || len(j.texts) >= batchBytes {
		return w.send()
	}
	return true
}

// send gives the job to a worker, and its place in the order to the collector.
func (w *walk) send() bool {
	j := w.job
	w.job = nil
	w.load.add(len(j.texts))
	for _, to := range []chan *job{w.order, w.work} {
		select {
		case to <- j:
		case <-w.ctx.Done():
			return false
		}
	}
	return true
}

// finish sends what is left.
func (w *walk) finish() error {
	if w.changed || w.ctx.Err() == nil && w.at.Items < w.from.Items {
		return ErrChanged
	}
	if w.job != nil {
		w.send()
	}
	return nil
}

// hashed goes on with an FNV-1a hash over name and the NUL behind it.
func hashed(hash uint64, name string) uint64 {
	const prime = 1099511628211
	for i := range len(name) {
		hash = (hash ^ uint64(name[i])) * prime
	}
	return hash * prime
}

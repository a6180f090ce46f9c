package resolve

import (
	"container/list"
	"time"
)

// cache keeps answers as long as they hold, and of those as many as fit: the one
// that was longest out of use goes first.
type cache struct {
	limit   int // the most bytes that it takes
	used    int
	entries map[key]*list.Element
	recent  list.List // of *entry, the latest used first
}

// entry is one answer.
type entry struct {
	key    key
	result result
	since  time.Time
	size   int
}

// get is the answer, with the rest of its life.
func (c *cache) get(k key, now time.Time) (result, bool) {
	e := c.entries[k]
	if e == nil {
		return result{}, false
	}
	found := e.Value.(*entry)
	age := now.Sub(found.since) / time.Second
	left := time.Duration(found.result.answer.TTL) - max(age, 0)
	if left <= 0 {
		c.drop(e)
		return result{}, false
	}
	c.recent.MoveToFront(e)
	r := found.result.clone()
	r.answer.TTL = uint32(left)
	return r, true
}

// put keeps an answer. One that does not hold for a second is not kept (RFC 1035
// section 3.2.1), nor is one that is larger than the cache.
func (c *cache) put(k key, r result, now time.Time) {
	if old := c.entries[k]; old != nil {
		c.drop(old)
	}
	e := &entry{k, r.clone(), now, r.size() + len(k.name)}
	if r.answer.TTL == 0 || e.size > c.limit {
		return
	}
	for c.used+e.size > c.limit {
		c.drop(c.recent.Back())
	}
	if c.entries == nil {
		c.entries = map[key]*list.Element{}
	}
	c.entries[k] = c.recent.PushFront(e)
	c.used += e.size
}

func (c *cache) drop(e *list.Element) {
	gone := c.recent.Remove(e).(*entry)
	delete(c.entries, gone.key)
	c.used -= gone.size
}

// size is about how many bytes of memory the result takes.
func (r *result) size() int {
	const whole, record = 512, 48
	n := whole + record*(len(r.answer.Addrs)+len(r.answer.Texts)+len(r.answer.Hosts)+len(r.answer.MX)+len(r.tlsa))
	for _, text := range r.answer.Texts {
		n += len(text)
	}
	for _, name := range r.answer.Hosts {
		n += len(name)
	}
	for _, mx := range r.answer.MX {
		n += len(mx.Host)
	}
	for _, t := range r.tlsa {
		n += len(t.Data)
	}
	return n
}

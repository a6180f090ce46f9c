package resolve

import "context"

// flight is a question under way, and all who wait for it.
type flight struct {
	waiting int
	cancel  context.CancelFunc
	done    chan struct{} // closed when result and err stand
	result  result
	err     *Error
}

// join answers from the cache, from a flight that is under way, or starts one. A
// flight does not end with the caller who started it while others wait; it ends
// when the last one stops waiting.
func (c *Client) join(ctx context.Context, q question) (result, error) {
	c.mu.Lock()
	if r, ok := c.cache.get(q.key, c.config.Now()); ok {
		c.mu.Unlock()
		return r, nil
	}
	f := c.flights[q.key]
	if f == nil {
		f = c.start(ctx, q.key)
	}
	f.waiting++
	c.mu.Unlock()

	select {
	case <-f.done:
		return f.outcome(q)
	case <-ctx.Done():
		c.leave(f, q.key)
		return result{}, ended(ctx).about(q, "")
	}
}

// start begins a flight, with c.mu held.
func (c *Client) start(ctx context.Context, k key) *flight {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), c.config.Total)
	f := &flight{cancel: cancel, done: make(chan struct{})}
	c.flights[k] = f
	go func() {
		defer cancel()
		f.result, f.err = c.lookUp(ctx, k)
		c.land(f, k)
		close(f.done)
	}()
	return f
}

// land ends a flight: the next question of the same kind finds the cache or
// starts anew.
func (c *Client) land(f *flight, k key) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.flights[k] == f {
		delete(c.flights, k)
	}
	if f.err == nil {
		c.cache.put(k, f.result, c.config.Now())
	}
}

// leave is for a caller who waits no longer. What nobody waits for is given up.
func (c *Client) leave(f *flight, k key) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if f.waiting--; f.waiting > 0 {
		return
	}
	f.cancel()
	if c.flights[k] == f {
		delete(c.flights, k)
	}
}

// outcome is the flight's result for one of those who waited.
func (f *flight) outcome(q question) (result, error) {
	if f.err == nil {
		return f.result.clone(), nil
	}
	err := *f.err
	return result{}, err.about(q, "")
}

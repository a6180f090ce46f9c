package source

import "sync/atomic"

// budget bounds what an input may unpack to, over all its layers together.
type budget struct {
	raw      int64 // bytes read of the input
	limit    int64 // of raw that counts; 0: none. Entries of an archive may overlap
	unpacked int64
	progress *atomic.Int64
}

// read notes bytes of the input as it lies there.
func (b *budget) read(n int) error {
	b.raw += int64(n)
	if b.progress != nil {
		b.progress.Add(int64(n))
	}
	return nil
}

// unpack notes bytes that came out of a layer.
func (b *budget) unpack(n int) error {
	b.unpacked += int64(n)
	raw := b.raw
	if b.limit > 0 {
		raw = min(raw, b.limit)
	}
	if b.unpacked > freeBytes+MaxRatio*raw {
		return limited(Bomb, MaxRatio)
	}
	return nil
}

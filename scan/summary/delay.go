package summary

import "math/bits"

// delays is the distribution of delays in whole seconds. Its steps are a second
// up to 32, then a 16th of each power of two, so a quantile is at most a 16th too
// high. The classes of a picture have round bounds of their own.
type delays struct {
	count    int64
	max      int64
	steps    [stepCount]int64
	classes  [classCount]int64
	negative int64
	min      int64 // the most negative one; 0: none
}

const (
	fineBits  = 4
	fine      = 1 << fineBits
	topBits   = 40
	longest   = 1<<topBits - 1 // seconds: 34,000 years; more counts as that
	stepCount = 2*fine + (topBits-fineBits-1)*fine

	minute, hour, day = 60, 60 * 60, 24 * 60 * 60
)

// classFrom are the least seconds of each class.
var classFrom = [...]int64{0, 1, 2, 5, 10, 30, minute, 5 * minute, 15 * minute, hour, 6 * hour, day, 7 * day}

const classCount = len(classFrom)

// step is the index of the step that a delay is counted in.
func step(s int64) int {
	if s < 2*fine {
		return int(s)
	}
	shift := bits.Len64(uint64(s)) - 1 - fineBits
	return 2*fine + (shift-1)*fine + int(s>>shift) - fine
}

// stepEnd is the greatest delay that a step counts.
func stepEnd(i int) int64 {
	if i < 2*fine {
		return int64(i)
	}
	shift := (i-2*fine)/fine + 1
	return (int64((i-2*fine)%fine+fine)+1)<<shift - 1
}

func classOf(s int64) int {
	i := classCount - 1
	for classFrom[i] > s {
		i--
	}
	return i
}

func (d *delays) add(seconds int64) {
	seconds = max(min(seconds, longest), -longest)
	if seconds < 0 {
		d.negative++
		d.min = min(d.min, seconds)
		return
	}
	d.count++
	d.max = max(d.max, seconds)
	d.steps[step(seconds)]++
	d.classes[classOf(seconds)]++
}

func (d *delays) merge(o *delays) {
	d.count += o.count
	d.negative += o.negative
	d.max, d.min = max(d.max, o.max), min(d.min, o.min)
	for i, n := range o.steps {
		d.steps[i] += n
	}
	for i, n := range o.classes {
		d.classes[i] += n
	}
}

// quantile is the least bound that at least the given hundredths of the delays
// keep (nearest rank).
func (d *delays) quantile(hundredths int64) int64 {
	rank := (d.count*hundredths + 99) / 100
	for i, n := range d.steps {
		if rank -= n; rank <= 0 {
			return min(stepEnd(i), d.max)
		}
	}
	return d.max
}

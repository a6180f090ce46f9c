//go:build !unix

package testgrowth

import "time"

var started = time.Now()

// spent is the time since the process started: what else the machine does counts,
// too.
func spent() time.Duration { return time.Since(started) }

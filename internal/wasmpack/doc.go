// Package wasmpack rewrites what the Go linker makes for js/wasm so that it
// compresses to two thirds. The program does the same as before, but for what it
// prints when it crashes: names and lines of functions are gone. (By the names the
// runtime tells its own goroutines, so runtime.NumGoroutine counts them, too.)
//
// In the data (pclntab.go, data.go), the tables of names, files and lines that
// only tracebacks read are blanked, and the tens of thousands of small segments
// between runs of zeros, which the linker makes for hosts that do not compress,
// become a few. Two tables by which the runtime finds the function of a program
// counter, a fifth of the whole, follow from the order and sizes of the functions;
// a function at the start fills them in (lookup.go, start.go).
//
// In the code (flow.go, peephole.go), Go's control flow is written shorter. A Go
// function must be able to leave in the middle, when its goroutine is parked, and
// to be entered there again; so it begins with a table of all places where that
// may happen, every call stores the place behind it, and every jump, forward too,
// goes through the table. Most of that can be said in fewer and more even bytes:
//
//   - a jump forward leaves the blocks around it instead of going through the
//     table, which is faster, too;
//   - a call that unwinds returns in place, instead of by a branch whose depth
//     differs each time;
//   - the number of the function, the upper part of each stored place, stands once;
//   - places at which nobody enters, three of four, leave the table, and blocks to
//     which then nothing leads vanish, which is faster, too;
//   - the address of a slot of the stack is an offset instead of an addition.
//
// A function whose form is not known is left as it is. Functions that a page never
// enters, such as those of the execution tracer, become a trap, and the runtime's
// test of itself returns at once (unused.go).
package wasmpack

package wasmpack

import "strings"

// unused are beginnings of names of functions that the runtime enters only where
// a program asks for an execution trace, a profile or metrics, or the variable
// GODEBUG asks for diagnostics. Neither happens on a page. The linker keeps them,
// because that is decided while the program runs.
var unused = []string{
	// runtime/trace*.go: behind traceEnabled.
	"runtime.traceAdvance", "runtime.traceBufFlush", "runtime.traceEventWriter.", "runtime.traceLocker.",
	"runtime.traceReadCPU", "runtime.traceCPUFlush", "runtime.traceRegisterLabelsAndReasons", "runtime.traceStack",
	"runtime.traceStopReadCPU", "runtime.traceSyncBatch", "runtime.traceWriter.", "runtime.__traceMap_.",
	"runtime.__traceRegionAlloc_.", "runtime.__traceStackTable_.", "runtime.__traceStringTable_.",
	"runtime.__traceTypeTable_.", "runtime.makeTraceFrame", "runtime.goStatusToTraceGoStatus",
	// runtime/metrics.go
	"runtime.initMetrics", "runtime.__timeHistogram_.write", "runtime.timeHistogramMetricsBuckets",
	// runtime/mprof.go and profbuf.go: profiles of processor and goroutines. (That of
	// memory runs until the program has started.)
	"runtime.__profBuf_.", "runtime.tryRecordGoroutineProfile", "runtime.doRecordGoroutineProfile",
	// GODEBUG: schedtrace, checkfinalizers, scavtrace, gccheckmark, tracebackancestors.
	"runtime.schedtrace", "runtime.checkFinalizersAndCleanups", "runtime.dumpScanStats", "runtime.printScavTrace",
	"runtime.printAncestorTraceback",
	// What is printed of a heap that is found broken, and of frames of C.
	"runtime.__hexdumper_.", "runtime.hexdump", "runtime.gcDumpObject", "runtime.__mspan_.reportZombies",
	"runtime.dumpgstatus", "runtime.dumpStacksRec", "runtime.dumpTypesRec", "runtime.printOneCgoTraceback",
	"runtime.printCgoTraceback",
}

// trap is the body of a function that is never entered: no locals, unreachable.
var trap = []byte{0, 0x00, opEnd}

// selfTest is a function of the runtime that tests, at each start, whether the
// compiler and its atomic operations do what they should (runtime1.go, check). An
// engine compiles 34 functions for it that are not needed otherwise.
const selfTest = "runtime.check"

// skip is the body of a function without parameters and results that returns at
// once: it takes the place to return to from the stack and does not unwind.
var skip = []byte{0, opGlobalGet, 0, opI32Const, 8, opI32Add, opGlobalSet, 0, opI32Const, 0, opEnd}

// isUnused reports whether a function of that name is never entered. One of the
// tracer asks whether it runs, where that is not inlined.
func isUnused(name string) bool {
	if name == "runtime.traceLocker.ok" {
		return false
	}
	for _, prefix := range unused {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}

// functionNames reads the names of functions from the custom section "name"
// (WebAssembly core specification, appendix "Custom sections").
func functionNames(sections []section) map[int]string {
	const subsectionFunctions = 1
	names := map[int]string{}
	for _, s := range sections {
		r := reader{b: s.body}
		if s.id != sectionCustom || string(r.bytes(r.uint())) != "name" {
			continue
		}
		for r.at < len(r.b) && !r.failed {
			kind := r.byte()
			sub := reader{b: r.bytes(r.uint())}
			if kind != subsectionFunctions {
				continue
			}
			for range sub.uint() {
				index := sub.uint()
				names[index] = string(sub.bytes(sub.uint()))
				if sub.failed {
					break
				}
			}
		}
	}
	return names
}

// imports counts the imported functions, which come first.
func imports(sections []section) (n int) {
	const sectionImport, function = 2, 0
	for _, s := range sections {
		if s.id != sectionImport {
			continue
		}
		r := reader{b: s.body}
		for k := r.uint(); k > 0 && !r.failed; k-- {
			r.bytes(r.uint())
			r.bytes(r.uint())
			if r.byte() != function { // the Go linker imports functions only
				return -1
			}
			r.uint()
			n++
		}
		if r.failed {
			return -1
		}
	}
	return n
}

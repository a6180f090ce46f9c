//go:build js && wasm

package bridge

import (
	"syscall/js"

	"github.com/hopproof/hopproof/wasm/page"
)

// Promise adds a function that takes its time and answers by a Promise of a
// string, which is rejected with the Error.
func (o Object) Promise(name string, f func(args []js.Value) (string, *page.Error)) {
	o.v.Set(name, js.FuncOf(func(_ js.Value, args []js.Value) any { return promise(f, args) }))
}

// promise runs f in a goroutine, since the event loop must not wait.
func promise(f func(args []js.Value) (string, *page.Error), args []js.Value) js.Value {
	var start js.Func
	start = js.FuncOf(func(_ js.Value, ends []js.Value) any {
		resolve, reject := ends[0], ends[1]
		go func() {
			defer start.Release()
			if answer, e := f(args); e != nil {
				reject.Invoke(failure(e))
			} else {
				resolve.Invoke(answer)
			}
		}()
		return nil
	})
	return js.Global().Get("Promise").New(start)
}

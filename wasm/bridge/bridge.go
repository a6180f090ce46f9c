//go:build js && wasm

// Package bridge connects Go functions to JavaScript.
package bridge

import (
	"syscall/js"

	"github.com/hopproof/hopproof/wasm/page"
)

// Functions are what a bundle offers, by name.
type Functions map[string]func(args []js.Value) (string, *page.Error)

// Serve sets the global of that name to an object with the functions and the
// version, and lets them be called for as long as the worker lives. Go cannot
// throw: where there is no answer, a function returns a JavaScript Error with the
// members code, key, value and hint, which the caller throws.
func Serve(global, version string, functions Functions) {
	object := js.Global().Get("Object").New()
	for name, f := range functions {
		object.Set(name, js.FuncOf(func(_ js.Value, args []js.Value) any {
			answer, e := f(args)
			if e != nil {
				return failure(e)
			}
			return answer
		}))
	}
	object.Set("version", version)
	js.Global().Set(global, object)
	select {}
}

func failure(e *page.Error) js.Value {
	v := js.Global().Get("Error").New(e.Message)
	v.Set("code", e.Code)
	v.Set("key", e.Key)
	v.Set("value", e.Value)
	v.Set("hint", e.Hint)
	return v
}

// Text is the argument of that index; empty if there is none.
func Text(args []js.Value, i int) string {
	if i >= len(args) || args[i].Type() != js.TypeString {
		return ""
	}
	return args[i].String()
}

// Bytes copies a Uint8Array.
func Bytes(args []js.Value, i int) []byte {
	if i >= len(args) || !args[i].InstanceOf(js.Global().Get("Uint8Array")) {
		return nil
	}
	b := make([]byte, args[i].Length())
	js.CopyBytesToGo(b, args[i])
	return b
}

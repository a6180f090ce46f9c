//go:build js && wasm

// Package bridge connects Go functions to JavaScript.
package bridge

import (
	"syscall/js"

	"github.com/hopproof/hopproof/wasm/page"
)

// Object is what a bundle offers. Go cannot throw: where there is no answer, a
// function gives a JavaScript Error with the members code, key, value and hint,
// which the caller throws.
type Object struct{ v js.Value }

// New is an object with the version of the program.
func New(version string) Object {
	o := Object{js.Global().Get("Object").New()}
	o.v.Set("version", version)
	return o
}

// Serve sets the global of that name to the object, and lets its functions be
// called for as long as the worker lives.
func (o Object) Serve(global string) {
	js.Global().Set(global, o.v)
	select {}
}

// Text adds a function that answers with a string.
func (o Object) Text(name string, f func(args []js.Value) (string, *page.Error)) {
	o.add(name, func(args []js.Value) (any, *page.Error) { return f(args) })
}

// Array adds a function that answers with a Uint8Array.
func (o Object) Array(name string, f func(args []js.Value) ([]byte, *page.Error)) {
	o.add(name, func(args []js.Value) (any, *page.Error) {
		b, e := f(args)
		array := js.Global().Get("Uint8Array").New(len(b))
		js.CopyBytesToJS(array, b)
		return array, e
	})
}

func (o Object) add(name string, f func(args []js.Value) (any, *page.Error)) {
	o.v.Set(name, js.FuncOf(func(_ js.Value, args []js.Value) any {
		answer, e := f(args)
		if e != nil {
			return failure(e)
		}
		return answer
	}))
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

// Number is the argument of that index; 0 if there is none.
func Number(args []js.Value, i int) int {
	if i >= len(args) || args[i].Type() != js.TypeNumber {
		return 0
	}
	return args[i].Int()
}

// Yes is whether the argument of that index is true.
func Yes(args []js.Value, i int) bool {
	return i < len(args) && args[i].Type() == js.TypeBoolean && args[i].Bool()
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

//go:build js && wasm

package bridge

import "syscall/js"

// Decode decodes text of a named charset with the browser's own decoder
// (Encoding standard, section 7.2); false if it does not know the charset.
func Decode(charset string, text []byte) (decoded string, ok bool) {
	defer func() {
		// The decoder throws a RangeError for a name that it does not know.
		if thrown := recover(); thrown != nil {
			if _, known := thrown.(js.Error); !known {
				panic(thrown)
			}
			ok = false
		}
	}()
	decoder := js.Global().Get("TextDecoder").New(charset)
	array := js.Global().Get("Uint8Array").New(len(text))
	js.CopyBytesToJS(array, text)
	return decoder.Call("decode", array).String(), true
}

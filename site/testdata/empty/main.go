//go:build js && wasm

// Command empty says that it runs, and waits.
package main

import "syscall/js"

func main() {
	js.Global().Set("emptyGo", "It runs.")
	select {}
}

//go:build js && wasm

// Command reports is the bundle for what a visitor takes along: reports of a
// message, a redacted message, a comparison of two, a summary of many. It asks
// nobody. It sets globalThis.hopproofReports:
//
//	report(format: string, bytes: Uint8Array, options: string): string
//	                                           a message as html, markdown or svg
//	compare(format: string, a: Uint8Array, aOptions: string, b: Uint8Array, bOptions: string): string
//	                                           two messages as html, markdown or json
//	redact(bytes: Uint8Array, options: string): string
//	                                           a message with pseudonyms, the same for the life of the worker
//	count(of: string, first: boolean, bytes: Uint8Array, options: string): string
//	                                           adds the messages of a file to the summary of that name
//	summary(of: string, format: string, lang: string): string
//	                                           a summary as html, markdown or json
//	forget(of: string): string                 ends a summary
//	mailbox(bytes: Uint8Array): string         the messages of a mailbox file
//	message(number: number): Uint8Array        one of the mailbox opened last
//	version: string
//
// The options are those of command offline. Where there is no answer, each
// returns an Error with a code.
package main

import (
	"syscall/js"

	"github.com/hopproof/hopproof"
	"github.com/hopproof/hopproof/wasm/bridge"
	"github.com/hopproof/hopproof/wasm/page"
	"github.com/hopproof/hopproof/wasm/reports/answer"
)

// version is set by the build.
var version = hopproof.Version

func main() {
	engine := page.Engine{Generator: "hopproof " + version, Decoder: bridge.Decode}
	o := bridge.New(version)
	o.Text("report", func(args []js.Value) (string, *page.Error) {
		return answer.Report(&engine, bridge.Text(args, 0), bridge.Bytes(args, 1), bridge.Text(args, 2))
	})
	o.Text("compare", func(args []js.Value) (string, *page.Error) {
		a := answer.Side{Message: bridge.Bytes(args, 1), Options: bridge.Text(args, 2)}
		b := answer.Side{Message: bridge.Bytes(args, 3), Options: bridge.Text(args, 4)}
		return answer.Compare(&engine, bridge.Text(args, 0), &a, &b)
	})
	pseudonyms := answer.NewPseudonyms()
	o.Text("redact", func(args []js.Value) (string, *page.Error) {
		return pseudonyms.Redact(&engine, bridge.Bytes(args, 0), bridge.Text(args, 1))
	})
	summaries := map[string]*answer.Many{}
	named := func(name string) *answer.Many {
		if summaries[name] == nil {
			summaries[name] = &answer.Many{Engine: &engine}
		}
		return summaries[name]
	}
	o.Text("count", func(args []js.Value) (string, *page.Error) {
		return named(bridge.Text(args, 0)).Count(bridge.Yes(args, 1), bridge.Bytes(args, 2), bridge.Text(args, 3))
	})
	o.Text("summary", func(args []js.Value) (string, *page.Error) {
		return named(bridge.Text(args, 0)).Summary(bridge.Text(args, 1), bridge.Text(args, 2))
	})
	var box answer.Mailbox
	o.Text("mailbox", func(args []js.Value) (string, *page.Error) { return box.Open(bridge.Bytes(args, 0)), nil })
	o.Text("forget", func(args []js.Value) (string, *page.Error) {
		delete(summaries, bridge.Text(args, 0))
		return "", nil
	})
	o.Array("message", func(args []js.Value) ([]byte, *page.Error) { return box.Message(bridge.Number(args, 0)) })
	o.Serve("hopproofReports")
}

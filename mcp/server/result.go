package server

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"github.com/hopproof/hopproof/internal/declare"
	"github.com/hopproof/hopproof/internal/jsontext"
	"github.com/hopproof/hopproof/internal/textout"
)

// document is the answer with a document: as data, and as the text that clients
// without structured content read.
func document(text []byte) *mcp.CallToolResult {
	return &mcp.CallToolResult{
		Content:           []mcp.Content{&mcp.TextContent{Text: string(text)}},
		StructuredContent: json.RawMessage(text),
	}
}

// marshal writes a document about DNS as the command does, in one line.
func marshal(d any) ([]byte, error) {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(d); err != nil {
		return nil, err
	}
	return jsontext.Harmless(string(bytes.TrimSpace(text.Bytes()))), nil
}

// refuse is an error with what to do instead.
func refuse(problem, hint string) error { return errors.New(problem + "; " + hint) }

// refused is the first error of a declaration.
func refused(wrong []*declare.Error) error {
	if len(wrong) == 0 {
		return nil
	}
	return refuse(wrong[0].Error(), wrong[0].Hint)
}

// longestError bounds an error in columns: it may quote an argument.
const longestError = 1000

// shortErrors shortens what an error quotes, and takes control characters out
// of it.
func shortErrors(next mcp.MethodHandler) mcp.MethodHandler {
	return func(ctx context.Context, method string, r mcp.Request) (mcp.Result, error) {
		result, err := next(ctx, method, r)
		if call, ok := result.(*mcp.CallToolResult); ok && err == nil && call.IsError {
			for i, c := range call.Content {
				if text, ok := c.(*mcp.TextContent); ok {
					call.Content[i] = &mcp.TextContent{Text: textout.Shorten(textout.Clean(text.Text), longestError, " … ")}
				}
			}
		}
		return result, err
	}
}

package report

import (
	"context"

	"github.com/hopproof/hopproof/header"
)

// Analyze reads the header section of input and tells what it shows. It fails
// only when ctx ends; whatever the bytes are, there is a Document.
func Analyze(ctx context.Context, input []byte, o Options) (Document, error) {
	section := header.Parse(input)
	noteBelow(&section, input)
	if err := ctx.Err(); err != nil {
		return Document{}, err
	}
	return analyze(&section, len(input), &o), ctx.Err()
}

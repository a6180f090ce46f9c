package main

import (
	"github.com/spf13/cobra"

	"github.com/hopproof/hopproof/hops/route"
	"github.com/hopproof/hopproof/internal/declare"
)

// bindFlags tie a verdict to one test message.
type bindFlags struct{ token, sentAfter string }

func (f *bindFlags) add(c *cobra.Command) {
	c.Flags().StringVar(&f.token, "token", "", "unique `text` in the Subject or Message-ID of the test message")
	c.Flags().StringVar(&f.sentAfter, "sent-after", "", "the test was sent after this `time` (RFC 3339 with its offset)")
}

func (f *bindFlags) binding() (route.Binding, error) {
	b, e := declare.Binding(f.token, f.sentAfter)
	return b, refused(e)
}

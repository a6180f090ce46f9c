package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops/route"
)

// bindFlags tie a verdict to one test message.
type bindFlags struct{ token, sentAfter string }

func (f *bindFlags) add(c *cobra.Command) {
	c.Flags().StringVar(&f.token, "token", "", "unique `text` in the Subject or Message-ID of the test message")
	c.Flags().StringVar(&f.sentAfter, "sent-after", "", "the test was sent after this `time` (RFC 3339 with its offset)")
}

func (f *bindFlags) binding() (route.Binding, error) {
	b := route.Binding{Token: f.token}
	if f.sentAfter == "" {
		return b, nil
	}
	d := header.ParseDate(f.sentAfter, 0)
	if !d.Known() {
		return b, hint(fmt.Errorf("--sent-after %s: not a time with its offset", f.sentAfter), "for example 2026-10-14T08:00:00Z")
	}
	b.SentAfter = d.Unix
	return b, nil
}

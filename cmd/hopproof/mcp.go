package main

import (
	"context"
	"errors"
	"fmt"
	"os/exec"

	"github.com/spf13/cobra"
)

func (a *app) mcpCommand() *cobra.Command {
	var dns, files string
	c := &cobra.Command{
		Use:   "mcp",
		Short: "Offer hopproof to assistants (Model Context Protocol)",
		Long: `mcp lets an assistant call analyze, verify, spf, domain and explain as tools, by
the Model Context Protocol on standard input and output, so that it answers from
proof instead of guessing. An assistant starts it itself; it ends when that does.

Nothing leaves this machine unless --dns or the assistant's own argument names a
resolver; with --dns never the assistant cannot. Files are read below the folder
of --files alone.

It is done by the program hopproof-mcp, which must lie beside this one or in PATH.`,
		Example: `  hopproof mcp
  hopproof mcp --dns never --files mail/`,
		Args: takes(0, 0),
		RunE: func(c *cobra.Command, _ []string) error {
			args := []string{"--dns", dns}
			if files != "" {
				args = append(args, "--files", files)
			}
			return a.mcp(c.Context(), args)
		},
	}
	c.Flags().StringVar(&dns, "dns", "off", "`resolver` to ask where a call names none: "+resolvers+"; never: nobody, whatever it names")
	offer(c, "dns", append(resolverWords, "never\task nobody, whatever a call names")...)
	c.Flags().StringVar(&files, "files", "", "let the assistant read the files below this `folder`")
	return c
}

// mcp runs the program that speaks the protocol. An interrupt ends it.
func (a *app) mcp(ctx context.Context, args []string) error {
	program, err := companion("mcp")
	if err != nil {
		return err
	}
	ctx, stop := interruptible(ctx)
	defer stop()
	c := exec.CommandContext(ctx, program, args...)
	c.Stdin, c.Stdout, c.Stderr = a.in, a.out, a.err
	err = c.Run()
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return nil // it was ended, as it is meant to be
	case errors.As(err, &exit):
		return exitError(exitUsage) // it has said why
	case err != nil:
		return fmt.Errorf("%s: %w", program, err)
	}
	return nil
}

package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

// interruptible ends the context at an interrupt, for a command that has something
// to put in order. A second one ends the program as it ends any other.
func interruptible(ctx context.Context) (context.Context, context.CancelFunc) {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	return ctx, stop
}

// Command hopproof-imap reads a mailbox for hopproof watch. It is not called by
// hand: it reads one request from its standard input and reports on its standard
// output, a line of JSON each, until either ends. The form of both is the
// documentation of package github.com/hopproof/hopproof/watch.
//
// The mailbox is opened read-only (EXAMINE), and only header sections are fetched,
// without setting \Seen (BODY.PEEK).
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
)

func main() {
	os.Exit(run(context.Background(), os.Stdin, os.Stdout, os.Stderr))
}

// run answers one request and gives the exit code.
func run(ctx context.Context, in io.Reader, out, stderr io.Writer) int {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	lines := bufio.NewReader(in)
	q, err := readRequest(lines)
	if err != nil {
		fmt.Fprintln(stderr, "hopproof-imap: "+err.Error()+"; hopproof watch imaps://USER@HOST/MAILBOX starts this program")
		return 2
	}
	go func() {
		_, _ = io.Copy(io.Discard, lines) // who asked is gone
		cancel()
	}()
	r := reporter{json.NewEncoder(out)}
	err = watch(ctx, &q, r)
	if err != nil && ctx.Err() == nil {
		_ = r.report(&answer{Kind: "failed", Problem: err.Error(), Permanent: errors.As(err, new(*permanentError))})
		return 1
	}
	return 0
}

// maxRequest bounds the request; the authorities of the system are 300 KB.
const maxRequest = 4 << 20

func readRequest(in *bufio.Reader) (q request, err error) {
	var line []byte
	for {
		part, err := in.ReadSlice('\n')
		if line = append(line, part...); len(line) > maxRequest {
			return q, errors.New("the request is too long")
		}
		if err == nil {
			break
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return q, errors.New("no request")
		}
	}
	if err := json.Unmarshal(line, &q); err != nil {
		return q, errors.New("the request is no JSON")
	}
	if q.Protocol != protocol {
		return q, errors.New("the request is not in " + protocol + ": the programs are of different versions")
	}
	return q, nil
}

// reporter writes answers.
type reporter struct{ *json.Encoder }

func (r reporter) report(a *answer) error { return r.Encode(a) }

package resolve

import (
	"context"
	"io"
	"net/http"

	"github.com/syumai/tinyutil/httputil"
)

// defaultDoer is the browser's fetch.
func defaultDoer() Doer { return fetcher{} }

type fetcher struct{}

// Do sends a request by fetch. A redirect is an error: the user chose who may
// see the names. fetch itself ends with the context of the request only until
// the head of the response is there, so the body is given up here.
func (fetcher) Do(request *http.Request) (*http.Response, error) {
	request.Header.Set("js.fetch:redirect", "error")
	response, err := httputil.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	body := response.Body
	stop := context.AfterFunc(request.Context(), func() { body.Close() })
	response.Body = &givenUp{body, request.Context(), stop}
	return response, nil
}

// givenUp is a body whose reading ends with the context.
type givenUp struct {
	io.ReadCloser
	ctx  context.Context
	stop func() bool
}

func (g *givenUp) Read(p []byte) (int, error) {
	n, err := g.ReadCloser.Read(p)
	if g.ctx.Err() != nil {
		return n, g.ctx.Err()
	}
	return n, err
}

func (g *givenUp) Close() error {
	g.stop()
	return g.ReadCloser.Close()
}

//go:build !js

package resolve

import (
	"net/http"
	"sync"
	"time"
)

// defaultDoer is one client for all, so that questions share connections. It
// follows no redirect: the user chose who may see the names.
var defaultDoer = sync.OnceValue(func() Doer {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.IdleConnTimeout = 10 * time.Second
	transport.MaxResponseHeaderBytes = 64 << 10
	return &http.Client{
		Transport:     transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
})

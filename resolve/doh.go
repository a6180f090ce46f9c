package resolve

import (
	"bytes"
	"context"
	"encoding/base64"
	"io"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// dnsMessage is the media type of a DNS message (RFC 8484 section 6).
const dnsMessage = "application/dns-message"

// Doer sends HTTP requests, as *http.Client does.
type Doer interface {
	Do(*http.Request) (*http.Response, error)
}

// DoH asks a server by HTTPS (RFC 8484). The name of the server itself is looked
// up by whoever connects: the system, or the browser.
type DoH struct {
	// URL is where questions go, such as https://dns.example/dns-query.
	URL string
	// Client sends the requests; nil is one that follows no redirect: net/http,
	// or the browser's fetch.
	Client Doer
	// Get sends the question in the URL instead of in the body: caches on the way
	// may then answer it, and a browser need not ask the server first whether it
	// may ask.
	Get bool
}

func (d DoH) String() string { return d.URL }

// Exchange sends one DNS message, see [Transport]. It goes as number 0, so that
// equal questions are equal for caches (RFC 8484 section 4.1).
func (d DoH) Exchange(ctx context.Context, query []byte) (Reply, error) {
	if len(query) < headerSize {
		return Reply{}, &Error{Reason: ReasonMalformed}
	}
	numberless := slices.Clone(query)
	numberless[0], numberless[1] = 0, 0
	request, err := d.request(ctx, numberless)
	if err != nil {
		return Reply{}, err
	}
	client := d.Client
	if client == nil {
		client = defaultDoer()
	}
	response, err := client.Do(request)
	if err != nil {
		return Reply{}, err
	}
	defer response.Body.Close()
	message, err := body(response)
	if ctx.Err() != nil { // what was there when time was up may look whole
		return Reply{}, ctx.Err()
	}
	if err != nil {
		return Reply{}, err
	}
	if message[0] != 0 || message[1] != 0 {
		return Reply{}, &Error{Reason: ReasonMismatch}
	}
	copy(message, query[:2])
	return Reply{message, age(response)}, nil
}

// request is the question as HTTP (RFC 8484 section 4.1).
func (d DoH) request(ctx context.Context, query []byte) (*http.Request, error) {
	method, address, content := http.MethodPost, d.URL, io.Reader(bytes.NewReader(query))
	if d.Get {
		separator := "?"
		if strings.Contains(address, "?") {
			separator = "&"
		}
		method, content = http.MethodGet, nil
		address += separator + "dns=" + base64.RawURLEncoding.EncodeToString(query)
	}
	request, err := http.NewRequestWithContext(ctx, method, address, content)
	if err != nil {
		return nil, err
	}
	request.Header.Set("Accept", dnsMessage)
	if !d.Get {
		request.Header.Set("Content-Type", dnsMessage)
	}
	return request, nil
}

// body is the DNS message in a response.
func body(response *http.Response) ([]byte, error) {
	// RFC 8484 section 4.2.1: success of HTTP is any 2xx.
	if response.StatusCode/100 != 2 {
		return nil, &Error{Reason: ReasonStatus, Detail: strconv.Itoa(response.StatusCode)}
	}
	kind := response.Header.Get("Content-Type")
	if media, _, err := mime.ParseMediaType(kind); err != nil || media != dnsMessage {
		return nil, &Error{Reason: ReasonContentType, Detail: kind}
	}
	message, err := io.ReadAll(io.LimitReader(response.Body, maxMessage+1))
	switch {
	case err != nil:
		return nil, err
	case len(message) > maxMessage:
		return nil, &Error{Reason: ReasonTooLarge}
	case len(message) < headerSize:
		return nil, &Error{Reason: ReasonMalformed}
	}
	return message, nil
}

// age is for how long a cache kept the response (RFC 9111 section 5.1). An age
// that is no number is none.
func age(response *http.Response) uint32 {
	seconds, err := strconv.ParseUint(response.Header.Get("Age"), 10, 31)
	if err != nil {
		return 0
	}
	return uint32(seconds)
}

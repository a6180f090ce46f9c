package resolve_test

import (
	"context"
	"errors"
	"syscall/js"
	"testing"
	"time"

	"github.com/hopproof/hopproof/resolve"
	"github.com/hopproof/hopproof/spf"
)

// fetch stands in for the browser's, so that no question leaves. It answers that
// there is no such name, with the query's own bytes; how is what else it does.
const fetch = `
	const asked = globalThis.asked = {url, method: options.method, redirect: options.redirect, aborted: false,
		type: options.headers.get("content-type"), credentials: options.credentials}
	options.signal.addEventListener("abort", () => asked.aborted = true)
	if (how === "fails") return Promise.reject(new TypeError("no network"))
	if (how === "head") return new Promise(() => {})
	const headers = {"content-type": "application/dns-message"}
	if (how === "body") return Promise.resolve(new Response(new ReadableStream({
		pull: () => new Promise(() => {}), cancel: () => { asked.aborted = true }}), {headers}))
	const text = new URL(url).searchParams.get("dns")
	const body = text ? Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), c => c.charCodeAt(0)) : options.body.slice()
	body[2] |= 0x80
	body[3] = 0x80 | 3
	return Promise.resolve(new Response(body, {headers}))`

func fake(t *testing.T, how string) {
	real := js.Global().Get("fetch")
	js.Global().Set("fetch", js.Global().Get("Function").New("how", "return (url, options) => {"+fetch+"}").Invoke(how))
	t.Cleanup(func() { js.Global().Set("fetch", real) })
}

func asked(key string) js.Value { return js.Global().Get("asked").Get(key) }

// TestFetch asks by the browser's fetch, which follows no redirect.
func TestFetch(t *testing.T) {
	servers, err := resolve.Parse("https://dns.example/dns-query")
	if err != nil {
		t.Fatal(err)
	}
	for method, server := range map[string]resolve.Transport{"POST": servers[0], "GET": resolve.DoH{URL: "https://dns.example/dns-query", Get: true}} {
		fake(t, "answers")
		a, err := resolve.New(resolve.Config{Transports: []resolve.Transport{server}}).Resolve(context.Background(), "none.example.com", spf.TypeTXT)
		if err != nil || !a.Missing {
			t.Errorf("%s: %+v, %v", method, a, err)
		}
		if asked("method").String() != method || asked("redirect").String() != "error" || !asked("credentials").IsUndefined() {
			t.Errorf("%s: asked %s, redirect %s, credentials %s", method, asked("method"), asked("redirect"), asked("credentials"))
		}
		if method == "POST" && asked("type").String() != "application/dns-message" {
			t.Errorf("asked with %s", asked("type"))
		}
	}
}

// TestFetchEnds: what never comes, head or body, is given up in time.
func TestFetchEnds(t *testing.T) {
	for how, want := range map[string]resolve.Reason{"fails": resolve.ReasonUnreachable, "head": resolve.ReasonTimeout, "body": resolve.ReasonTimeout} {
		fake(t, how)
		ended := make(chan resolve.Question, 1)
		var try time.Duration // the usual one, for what fails at once
		if want == resolve.ReasonTimeout {
			try = 500 * time.Millisecond
		}
		c := resolve.New(resolve.Config{
			Transports: []resolve.Transport{resolve.DoH{URL: "https://dns.example/dns-query"}}, Try: try, Rounds: 1,
			Observe: func(q resolve.Question) { ended <- q },
		})
		_, err := c.Resolve(context.Background(), "none.example.com", spf.TypeTXT)
		var e *resolve.Error
		if !errors.As(err, &e) || e.Reason != want {
			t.Errorf("%s: %v", how, err)
		}
		<-ended
		if how != "fails" && !asked("aborted").Bool() {
			t.Errorf("%s: the browser still waits", how)
		}
	}
}

// TestParse: a browser has no sockets, and says so.
func TestParse(t *testing.T) {
	for _, spec := range []string{"system", "192.0.2.53", "[2001:db8::53]:53", "dns.example", "http://dns.example/dns-query", ""} {
		servers, err := resolve.Parse(spec)
		var e *resolve.SpecError
		if !errors.As(err, &e) || e.Spec != spec || e.Hint == "" || servers != nil {
			t.Errorf("%q: %v, %v", spec, servers, err)
		}
	}
	if servers, err := resolve.Parse("off"); servers != nil || err != nil {
		t.Errorf("off: %v, %v", servers, err)
	}
}

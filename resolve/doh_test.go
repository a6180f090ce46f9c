//go:build !js

package resolve_test

import (
	"context"
	"encoding/base64"
	"errors"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/miekg/dns"

	"github.com/hopproof/hopproof/internal/testport"
	"github.com/hopproof/hopproof/resolve"
	"github.com/hopproof/hopproof/spf"
)

const dnsMessage = "application/dns-message"

// quiet keeps the expected complaints of a server out of the output.
var quiet = log.New(io.Discard, "", 0)

// overHTTPS answers DNS messages in HTTP requests (RFC 8484 section 4.1).
func overHTTPS(t *testing.T, respond func(q *dns.Msg) *dns.Msg) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		q := new(dns.Msg)
		if err := q.Unpack(question(t, r)); err != nil {
			t.Errorf("%s: %v", r.Method, err)
		}
		if q.Id != 0 || r.Header.Get("Accept") != dnsMessage {
			t.Errorf("number %d, accepts %q", q.Id, r.Header.Get("Accept"))
		}
		packed, err := respond(q).Pack()
		if err != nil {
			t.Error(err)
		}
		w.Header().Set("Content-Type", dnsMessage)
		w.Write(packed)
	}
}

func question(t *testing.T, r *http.Request) []byte {
	if r.Method == http.MethodGet {
		text, err := base64.RawURLEncoding.DecodeString(r.URL.Query().Get("dns"))
		if err != nil || r.Header.Get("Content-Type") != "" {
			t.Errorf("%s: %v, content %q", r.URL, err, r.Header.Get("Content-Type"))
		}
		return text
	}
	body, err := io.ReadAll(r.Body)
	if err != nil || r.Method != http.MethodPost || r.Header.Get("Content-Type") != dnsMessage {
		t.Errorf("%s of %q: %v", r.Method, r.Header.Get("Content-Type"), err)
	}
	return body
}

func secure(t *testing.T, h http.Handler) *httptest.Server {
	t.Helper()
	s := httptest.NewTLSServer(h)
	t.Cleanup(s.Close)
	return s
}

func doh(s *httptest.Server) resolve.DoH {
	return resolve.DoH{URL: s.URL + "/dns-query", Client: s.Client()}
}

func over(transports ...resolve.Transport) *resolve.Client {
	return resolve.New(resolve.Config{Transports: transports})
}

// TestDoH asks by POST and by GET.
func TestDoH(t *testing.T) {
	z, texts := long(t)
	all := append(z, good...).records(t)
	s := secure(t, overHTTPS(t, func(q *dns.Msg) *dns.Msg { return answer(all, q) }))
	get := doh(s)
	get.Get = true
	more := get
	more.URL += "?key=a"
	for _, server := range []resolve.DoH{doh(s), get, more} {
		c := over(server)
		if got := ask(t, c, "host.example.com", spf.TypeA); len(got.Addrs) != 1 || got.Addrs[0].String() != "192.0.2.1" {
			t.Errorf("%s: %+v", server, got)
		}
		if got := ask(t, c, "long.example.com", spf.TypeTXT); len(got.Texts) != len(texts) {
			t.Errorf("%s: %d texts", server, len(got.Texts))
		}
		if got := ask(t, c, "none.example.com", spf.TypeA); !got.Missing {
			t.Errorf("%s: %+v", server, got)
		}
	}
}

// TestDoHAge: an answer that a cache kept is older than it says (RFC 8484
// section 5.1).
func TestDoHAge(t *testing.T) {
	all := good.records(t)
	for age, want := range map[string]uint32{"": 300, "100": 200, "1000": 0, "x": 300, "-5": 300, "99999999999": 300} {
		h := overHTTPS(t, func(q *dns.Msg) *dns.Msg { return answer(all, q) })
		s := secure(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Age", age)
			h(w, r)
		}))
		if got := ask(t, over(doh(s)), "host.example.com", spf.TypeA); got.TTL != want {
			t.Errorf("age %q: TTL %d, want %d", age, got.TTL, want)
		}
	}
}

// TestDoHRefused: what is no DNS message, or none that fits the question.
func TestDoHRefused(t *testing.T) {
	write := func(status int, kind, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", kind)
			w.WriteHeader(status)
			io.WriteString(w, body)
		}
	}
	for name, test := range map[string]struct {
		h         http.HandlerFunc
		want      resolve.Reason
		temporary bool
	}{
		"not found":   {write(404, "text/html", "<html>"), resolve.ReasonStatus, false},
		"too many":    {write(429, dnsMessage, ""), resolve.ReasonStatus, true},
		"unavailable": {write(503, dnsMessage, ""), resolve.ReasonStatus, true},
		"captive":     {write(200, "text/html; charset=utf-8", "<html>log in</html>"), resolve.ReasonContentType, false},
		"JSON":        {write(200, "application/dns-json", "{}"), resolve.ReasonContentType, false},
		"no type":     {write(200, ";", "{}"), resolve.ReasonContentType, false},
		"too large":   {write(200, dnsMessage, strings.Repeat("x", 1<<16)), resolve.ReasonTooLarge, true},
		"as large":    {write(200, dnsMessage, strings.Repeat("\x00", 1<<16-1)), resolve.ReasonMismatch, true},
		"short":       {write(200, dnsMessage, "\x00\x00"), resolve.ReasonMalformed, true},
		"empty":       {write(200, dnsMessage, ""), resolve.ReasonMalformed, true},
		"SERVFAIL":    {overHTTPS(t, func(q *dns.Msg) *dns.Msg { return new(dns.Msg).SetRcode(q, dns.RcodeServerFailure) }), resolve.ReasonFailure, true},
		"wrong id":    {overHTTPS(t, func(q *dns.Msg) *dns.Msg { m := new(dns.Msg).SetReply(q); m.Id = 7; return m }), resolve.ReasonMismatch, true},
		"wrong name":  {overHTTPS(t, func(q *dns.Msg) *dns.Msg { q.Question[0].Name = "other.example."; return new(dns.Msg).SetReply(q) }), resolve.ReasonMismatch, true},
		"cut":         {overHTTPS(t, func(q *dns.Msg) *dns.Msg { m := new(dns.Msg).SetReply(q); m.Truncated = true; return m }), resolve.ReasonTruncated, true},
		"ends too soon": {func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", dnsMessage)
			w.Header().Set("Content-Length", "50")
			io.WriteString(w, "x")
		}, resolve.ReasonUnreachable, true},
	} {
		t.Run(name, func(t *testing.T) {
			s := secure(t, test.h)
			e := fails(t, over(doh(s)), "host.example.com", spf.TypeA, test.want)
			if e.Temporary() != test.temporary || e.Server != s.URL+"/dns-query" {
				t.Errorf("%+v", e)
			}
		})
	}
}

// TestDoHGone: a server that is not there, or whose certificate is not trusted.
func TestDoHGone(t *testing.T) {
	fails(t, over(resolve.DoH{URL: "https://" + testport.Closed.String() + "/dns-query"}), "host.example.com", spf.TypeA, resolve.ReasonUnreachable)
	s := httptest.NewUnstartedServer(http.NotFoundHandler())
	s.Config.ErrorLog = quiet
	s.StartTLS()
	t.Cleanup(s.Close)
	stranger := resolve.DoH{URL: s.URL + "/dns-query"} // the test's certificate is nobody's
	e := fails(t, over(stranger), "host.example.com", spf.TypeA, resolve.ReasonUnreachable)
	if !strings.Contains(e.Error(), "certificate") {
		t.Error(e)
	}
}

// TestDoHRedirect: the client that comes with the package follows no redirect.
func TestDoHRedirect(t *testing.T) {
	followed := false
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		followed = followed || r.URL.Path == "/elsewhere"
		http.Redirect(w, r, "/elsewhere", http.StatusTemporaryRedirect)
	}))
	t.Cleanup(s.Close)
	e := fails(t, over(resolve.DoH{URL: s.URL + "/dns-query"}), "host.example.com", spf.TypeA, resolve.ReasonStatus)
	if e.Detail != "307" || followed {
		t.Errorf("%v, followed: %t", e, followed)
	}
}

// TestDoHHangs: neither a head nor a body that never comes outlasts the time.
func TestDoHHangs(t *testing.T) {
	for name, before := range map[string]func(w http.ResponseWriter){
		"head": func(http.ResponseWriter) {},
		"body": func(w http.ResponseWriter) {
			w.Header().Set("Content-Type", dnsMessage)
			io.WriteString(w, "\x00")
			w.(http.Flusher).Flush()
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := secure(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				io.Copy(io.Discard, r.Body) // so that the server sees the client go
				before(w)
				<-r.Context().Done()
			}))
			c := resolve.New(resolve.Config{Transports: []resolve.Transport{doh(s)}, Try: brief})
			e := fails(t, c, "host.example.com", spf.TypeA, resolve.ReasonTimeout)
			if !errors.Is(e, context.DeadlineExceeded) || !e.Timeout() {
				t.Error(e)
			}
			ctx, cancel := context.WithTimeout(context.Background(), brief)
			defer cancel()
			patient := resolve.New(resolve.Config{Transports: []resolve.Transport{doh(s)}, Try: time.Minute, Total: time.Minute})
			started := time.Now()
			reasonOf(t, resolve.ReasonTimeout)(patient.Resolve(ctx, "host.example.com", spf.TypeA))
			if took := time.Since(started); took >= time.Minute {
				t.Errorf("%v past a deadline of %v", took, brief)
			}
		})
	}
}

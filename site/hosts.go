package site

import (
	"net"
	"net/http"
	"net/netip"
	"strings"
)

// ForHosts lets only those requests through to h that name this machine as their
// host, or one of names (RFC 9110 section 7.2). A page elsewhere can have its own
// name lead to this machine, and would then count as the same origin; its
// requests still bear that name. They are answered 421 (section 15.5.20).
func ForHosts(h http.Handler, names []string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !isOurs(r.Host, names) {
			protect(w.Header())
			http.Error(w, "this host is not served here", http.StatusMisdirectedRequest)
			return
		}
		h.ServeHTTP(w, r)
	})
}

// isOurs reports whether a host, with a port or without, is this machine or one
// of names. The port is not compared: a forwarded port is this machine too.
func isOurs(host string, names []string) bool {
	name := hostname(host)
	if ip, err := netip.ParseAddr(name); err == nil {
		if ip.Unmap().IsLoopback() {
			return true
		}
	} else if strings.EqualFold(name, "localhost") {
		return true
	}
	for _, own := range names {
		if name != "" && strings.EqualFold(name, hostname(own)) {
			return true
		}
	}
	return false
}

// hostname is a host without its port, its brackets and the dot of the root.
func hostname(host string) string {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	} else if strings.HasPrefix(host, "[") && strings.HasSuffix(host, "]") {
		host = host[1 : len(host)-1]
	}
	return strings.TrimSuffix(host, ".")
}
